import fc from 'fast-check';
import type { Client } from 'pg';
import { captureAllWaiting, captureBatch } from '../../src/write-side/capture/worker';
import { createHostAccount } from '../helpers/host-simulator/account';
import { scenarios } from '../helpers/host-simulator/histories';
import { createPartitionedHost, LOG_SCHEMA } from '../hosts/partitioned-host';
import { type CapturedHost, captureHost } from './captured-host';
import { expectLog, play } from './play';

const HISTORIES = Number(process.env.RANDOM_HISTORIES || 5);

describe.each(['v2.2.1', 'v4.13.0'] as const)('random histories of a host at %s that is partitioned', (version) => {
  let host: CapturedHost;

  beforeAll(async () => {
    host = await captureHost(version, 'simulated', { create: createPartitionedHost, schema: LOG_SCHEMA });
  });
  afterAll(() => host.close());

  test('leave the log that the specification demands', () => playAll());

  test('leave it too where every statement names a partition', async () => {
    const named = await partitionsOfHistories(host.clients[0]!);
    for (const client of host.clients) {
      const query = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<unknown>;
      const renamed = (text: string) => text.replace(/\b(conversations|messages)\b/g, (table) => named[table]!);
      client.query = ((text: string, values?: unknown[]) => query(renamed(text), values)) as Client['query'];
    }
    await playAll();
  });

  async function playAll(): Promise<void> {
    const pattern = await createHostAccount(host.clients[0]!);
    await fc.assert(
      fc.asyncProperty(scenarios(pattern), async (scenario) => {
        const model = await play(host, pattern, scenario);
        while ((await captureBatch(host.database, 7)) > 0);
        await captureAllWaiting(host.database);
        await expectLog(host, model);
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    );
  }

  /** Where the rows of the histories lie, which are all of one time. */
  async function partitionsOfHistories(client: Client): Promise<Record<string, string>> {
    const { rows } = await client.query<{ table: string; partition: string }>(`
      SELECT 'messages' AS table, min(tableoid::regclass::text) AS partition FROM messages WHERE account_id > 2
      HAVING count(DISTINCT tableoid) = 1
      UNION ALL SELECT 'conversations', min(tableoid::regclass::text) FROM conversations WHERE account_id > 2
      HAVING count(DISTINCT tableoid) = 1`);
    return Object.fromEntries(rows.map(({ table, partition }) => [table, partition]));
  }
});
