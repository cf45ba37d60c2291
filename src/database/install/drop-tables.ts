import type { Client } from 'pg';
import { markColumns } from '../column-marks';
import type { HostCatalog } from '../host-catalog';
import { schemasOf } from '../log-schema';
import { logTablesIn, OUR_TYPES, OUR_VIEWS } from '../our-tables';
import { lockAndRun, type Patience } from '../patience';
import { columnsOfOurs } from './drop-columns';

/**
 * Drops the log's tables with the views over them and the journal, and returns the tables' names. While the journal stands, a `dialog_id` without a
 * mark is known to be ours as well: it gets its mark first, or nobody could tell afterwards.
 */
export async function dropTables(
  client: Client,
  catalog: HostCatalog,
  log: (message: string) => void,
  patience: Patience,
): Promise<string[]> {
  const tables = logTablesIn(catalog.relations);
  if (tables.length === 0) return [];
  const { ours } = await schemasOf(client);
  log(`dropping the tables ${tables.join(', ')}`);
  const run = async () => {
    await markColumns(
      client,
      columnsOfOurs(catalog).filter(({ isMarked }) => !isMarked),
    );
    // The host may have some of these names in a schema of its own.
    const named = (names: readonly string[]) => names.map((name) => `${ours}.${name}`).join(', ');
    await client.query(`DROP VIEW IF EXISTS ${named(OUR_VIEWS)}`);
    await client.query(`DROP TABLE ${named(tables)}; DROP TYPE IF EXISTS ${named(OUR_TYPES)}`);
  };
  await lockAndRun(client, { tables, run }, log, patience);
  return tables;
}
