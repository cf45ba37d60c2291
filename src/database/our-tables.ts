import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { JOURNAL } from './journal';
import * as ours from './tables/ours';

/** Every table of ours, by name: those of the dialog log, and the journal of migrations. */
export const OUR_TABLES: readonly string[] = [
  ...Object.values(ours).map((table: PgTable) => getTableConfig(table).name),
  JOURNAL,
].sort();
