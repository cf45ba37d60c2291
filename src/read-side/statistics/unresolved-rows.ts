import { type SQL, sql } from 'drizzle-orm';
import type { LiveRows } from './live-rows';

/** The summaries of the dialogs that are not resolved, as `derivedRows` makes those of a period. */
export function unresolvedRows({ isEverything, dialogIds, json }: LiveRows, accountId: number): SQL {
  const changed = sql`SELECT l.* FROM jsonb_populate_recordset(NULL::dialog_summaries, ${json.dialog_summaries}::jsonb) l
    WHERE l.resolved_at IS NULL`;
  if (isEverything) return changed;
  const unchanged =
    dialogIds.length === 0 ? sql`` : sql`AND s.dialog_id NOT IN (SELECT unnest(${sql.param(dialogIds)}::bigint[]))`;
  const stored = sql`SELECT s.* FROM dialog_summaries s
    WHERE s.account_id = ${accountId} AND s.resolved_at IS NULL ${unchanged}`;
  return dialogIds.length === 0 ? stored : sql`${stored} UNION ALL ${changed}`;
}
