import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import type { Period } from '../statistics/calendar';
import { type RolledSpans, startOfMonth, withoutDays } from '../statistics/pieces';
import { DAY } from '../statistics/zones';
import { type FreshRows, touchedDays } from './touched-days';

/**
 * The days and months of an account whose rollups hold beside fresh rows of dialogs: those to which these add what their
 * stored rows do. Two statements; one where no dialog has fresh rows.
 */
export async function readUsableSpans(
  session: Pick<Session, 'rows'>,
  accountId: number,
  { dialogIds, json }: { readonly dialogIds: readonly number[]; readonly json: FreshRows },
): Promise<RolledSpans> {
  const spans = await readRolledSpans(session, accountId);
  if (dialogIds.length === 0 || spans.days.length === 0) return spans;
  const touched = await session.rows<{ day: Instant }>(touchedDays(accountId, dialogIds, json));
  return withoutDays(
    spans,
    touched.map(({ day }) => day),
  );
}

/** The days and months of an account that are rolled up: one statement, one row a run. */
async function readRolledSpans(session: Pick<Session, 'rows'>, accountId: number): Promise<RolledSpans> {
  const runs = await session.rows<{ level: 'day' | 'month'; first: Instant; last: Instant }>(sql`
    SELECT level, min(at) AS first, max(at) AS last FROM (
      SELECT level, at, CASE level
        WHEN 'day' THEN extract(epoch FROM at)::bigint / 86400
        ELSE extract(year FROM at)::bigint * 12 + extract(month FROM at)::bigint
      END - row_number() OVER (PARTITION BY level ORDER BY at) AS run
      FROM dialog_rolled_spans WHERE account_id = ${accountId}) numbered
    GROUP BY level, run ORDER BY level, first`);
  const ofLevel = (wanted: 'day' | 'month', after: (last: Instant) => Instant): Period[] =>
    runs.filter(({ level }) => level === wanted).map(({ first, last }) => ({ from: first, to: after(last) }));
  return {
    days: ofLevel('day', (last) => last + DAY),
    months: ofLevel('month', (last) => startOfMonth(last, 1)),
  };
}
