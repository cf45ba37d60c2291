import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { rebuild } from '../summaries/rebuild';
import { DERIVED_TABLES } from '../summaries/rows';

/**
 * Derives the summaries of a demo that was just filled, and tells the planner of them: whoever opens its dashboard a moment
 * after the start would else wait for the one, and for plans made for empty tables until autovacuum has come by.
 */
export async function deriveDemo(database: Database, accountId: number): Promise<void> {
  await rebuild(database, { accountId });
  await database.rows(sql`ANALYZE ${sql.raw(DERIVED_TABLES.join(', '))}, dialog_rollups, dialog_rollup_agents,
    dialog_rollup_durations, dialog_rolled_spans, contacts, inboxes, teams, users`);
}
