import type { Client } from 'pg';
import { markColumns } from '../column-marks';
import type { HostCatalog } from '../host-catalog';
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
  log(`dropping the tables ${tables.join(', ')}`);
  const run = async () => {
    await markColumns(
      client,
      columnsOfOurs(catalog).filter(({ isMarked }) => !isMarked),
    );
    await client.query(`DROP VIEW IF EXISTS ${OUR_VIEWS.join(', ')}`);
    await client.query(`DROP TABLE ${tables.join(', ')}; DROP TYPE IF EXISTS ${OUR_TYPES.join(', ')}`);
  };
  await lockAndRun(client, { tables, run }, log, patience);
  return tables;
}
