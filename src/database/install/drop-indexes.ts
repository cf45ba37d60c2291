import type { Client } from 'pg';
import { hostIndexes } from '../host-indexes';
import { lockAndRun, type Patience } from '../patience';

interface FoundIndex {
  readonly name: string;
  readonly table: string;
  readonly isPartitioned: boolean;
}

/**
 * Drops our indexes on the host's tables, and returns their names. Those of a table with partitions can't be dropped
 * concurrently, and take its partitions' along; parts that an interrupted build left unattached go by themselves.
 */
export async function dropIndexes(
  client: Client,
  log: (message: string) => void,
  patience: Patience,
): Promise<string[]> {
  const found = await findIndexes(client);
  for (const { name, table, isPartitioned } of found) {
    log(`dropping index ${name} of ${table}`);
    if (isPartitioned) {
      const run = async () => void (await client.query(`DROP INDEX IF EXISTS ${name}`));
      await lockAndRun(client, { tables: [table], run }, log, patience);
    } else {
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    }
  }
  return found.map(({ name }) => name);
}

async function findIndexes(client: Client): Promise<FoundIndex[]> {
  // The names are the same for both event tables.
  const names = hostIndexes('events').map(({ name }) => name);
  const { rows } = await client.query<FoundIndex>(
    `SELECT c.relname AS name, i.indrelid::regclass::text AS table, c.relkind = 'I' AS "isPartitioned"
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relname ~ $1 AND NOT c.relispartition AND pg_table_is_visible(c.oid) ORDER BY c.relkind, c.relname`,
    [`^(${names.join('|')})(_\\d+)*$`],
  );
  return rows;
}
