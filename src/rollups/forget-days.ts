import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import { DAY } from '../statistics/zones';
import type { DialogRows } from '../summaries/rows';
import { type FreshRows, touchedDays } from './touched-days';

/**
 * Takes away what says that days and months are rolled up where the rows that dialogs are about to get in the derived
 * tables add up to something else there: in the transaction that replaces them, before it does. Of one snapshot, it must
 * have begun with BEFORE_CHANGE.
 */
export async function forgetTouchedDays(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
  dialogs: readonly DialogRows[],
): Promise<void> {
  await session.rows(BEFORE_CHANGE);
  const [last] = await session.rows<{ day: Instant | null }>(sql`
    SELECT max(at) AS day FROM dialog_rolled_spans WHERE account_id = ${accountId} AND level = 'day'`);
  if (last!.day === null) return;
  const fresh = freshBefore(formatTimestamp(last!.day + DAY), dialogs);
  await session.rows(sql`
    DELETE FROM dialog_rolled_spans s USING (${touchedDays(accountId, dialogIds, fresh)}) touched
    WHERE s.account_id = ${accountId} AND (s.level = 'day' AND s.at = touched.day
      OR s.level = 'month' AND s.at = date_trunc('month', touched.day))`);
}

/** Held by whoever changes derived rows, from before its snapshot on: nothing is rolled up of what it replaces. */
export const BEFORE_CHANGE = sql`LOCK TABLE dialog_rolled_spans IN ROW EXCLUSIVE MODE`;

/** Held by who rolls up, from before its snapshot on: no derived row changes meanwhile. */
export const BEFORE_ROLLING = sql`LOCK TABLE dialog_rolled_spans IN SHARE ROW EXCLUSIVE MODE`;

/** The rows that count before a moment; PostgreSQL's texts of moments are in the order of time. */
function freshBefore(end: string, dialogs: readonly DialogRows[]): FreshRows {
  return {
    dialog_summaries: JSON.stringify(
      dialogs
        .filter(({ summary: { started_at: start } }) => start < end)
        .map(({ summary: { served: _, ...summary } }) => summary),
    ),
    dialog_message_facts: JSON.stringify(dialogs.flatMap(({ messages }) => messages.filter(({ at }) => at < end))),
    dialog_transfers: JSON.stringify(dialogs.flatMap(({ transfers }) => transfers.filter(({ at }) => at < end))),
    dialog_holdings: JSON.stringify(
      dialogs.flatMap(({ holdings }) => holdings.filter(({ held_from: from }) => from < end)),
    ),
  };
}
