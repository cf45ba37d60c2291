import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
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

/** Every type of ours: its columns are in our tables only. */
export const OUR_TYPES: readonly string[] = [dialogKind.enumName];

/** Every view of ours, for reporting tools. */
export const OUR_VIEWS: readonly string[] = [
  'stats_dialog_agents',
  'stats_dialogs',
  'stats_messages',
  'stats_transfers',
];
