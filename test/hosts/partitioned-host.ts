import { Client } from 'pg';
import { createHost, type HostVersion } from './create-host';
import { partitionHost } from './partition-host';

/** The log's schema beside a host that has a table `dialogs`. */
export const LOG_SCHEMA = 'dialog_log';

/** A host of a version that is partitioned by month, from the December before its rows to February. */
export async function createPartitionedHost(version: HostVersion): Promise<{ url: string; close(): Promise<void> }> {
  const host = await createHost(version);
  const client = new Client({ connectionString: host.url });
  try {
    await client.connect();
    await partitionHost(client, { from: '2021-12-01', count: 3 });
    return host;
  } catch (error) {
    await host.close();
    throw error;
  } finally {
    await client.end();
  }
}
