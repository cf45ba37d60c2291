import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { HostCatalog } from './host-catalog';
import { JOURNAL } from './journal';
import { dialogKind } from './tables/kind-type';
import * as kinds from './tables/kinds';
import * as ours from './tables/ours';
import * as rollups from './tables/rollups';
import * as summaries from './tables/summaries';

/** Every table of ours, by name: those of the dialog log, and the journal of migrations. */
export const OUR_TABLES: readonly string[] = [
  ...Object.values({ ...ours, ...kinds, ...summaries, ...rollups }).map((table: PgTable) => getTableConfig(table).name),
  JOURNAL,
].sort();

/** The table that makes a database a log database: one row, which each transaction of the mirror locks. */
export const MIRROR = 'dialog_mirror';

/** Those of our tables that are there: beside the journal. Without it a `dialogs` is the host's own, and not to be touched. */
export function logTablesIn(relations: HostCatalog['relations']): string[] {
  const journal = relations.get(JOURNAL);
  return journal ? OUR_TABLES.filter((table) => relations.get(table)?.schema === journal.schema) : [];
}

/** Every type of ours: its columns are in our tables only. */
export const OUR_TYPES: readonly string[] = [dialogKind.enumName];

/** Every view of ours, for reporting tools. */
export const OUR_VIEWS: readonly string[] = [
  'stats_dialog_agents',
  'stats_dialogs',
  'stats_messages',
  'stats_transfers',
];
