import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { type Served, type StoredServed, servedOf } from '../summaries/served';

/** Who served dialogs, of those summarised since they last changed: one statement. */
export async function storedServedOfDialogs(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, Served>> {
  const rows = await session.rows<{ dialog_id: number; served: StoredServed }>(sql`
    SELECT s.dialog_id, s.served FROM dialog_summaries s
    WHERE s.account_id = ${accountId} AND s.dialog_id = ANY(${sql.param(dialogIds)}::bigint[])
      AND NOT EXISTS (SELECT FROM dialog_stale t WHERE t.account_id = ${accountId} AND t.dialog_id = s.dialog_id)`);
  return new Map(rows.map((row) => [row.dialog_id, servedOf(row.served)]));
}
