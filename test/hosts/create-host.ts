import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { createBareDatabase } from '../helpers/database';

/** The hosts that an installation meets: the last version with `events`, and one of years later. */
export const HOST_VERSIONS = ['v2.2.1', 'v4.13.0'] as const;
export type HostVersion = (typeof HOST_VERSIONS)[number];

/** A database as a host left it, which never heard of the dialog log; dropped by close(). */
export async function createHost(version: HostVersion): Promise<{ url: string; close(): Promise<void> }> {
  const { url, close } = await createBareDatabase();
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const file of [`${version}.sql`, 'rows.sql', `${version}.rows.sql`]) {
      await client.query(await readFile(path.join(__dirname, file), 'utf8'));
    }
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    await client.end();
  }
}
