import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import type { Period } from '../statistics/calendar';
import { startOfMonth } from '../statistics/pieces';
import { DAY } from '../statistics/zones';
import { retryingRefresh } from '../summaries/refresh';
import { BEFORE_ROLLING } from './forget-days';
import { rollDays, rollMonth } from './roll';

/** Days that ended so long ago are settled: what is late comes within it, mostly. */
const SETTLED_AFTER = sql`interval '2 days'`;

/** Rolled up in one transaction, during which no summary changes: beside others, and where all is to be rolled up. */
const DAYS_PER_TURN = 7;
const DAYS_PER_LONG_TURN = 31;

/** What a turn rolled up: days of an account in a row, within a month. */
export interface RolledDays {
  readonly accountId: number;
  readonly days: number;
}

/**
 * Rolls up settled days that are not, of one account, the latest first, and their month where it is complete then: one
 * transaction. Undefined where there are none.
 */
export async function rollSettledDays(database: Database, mostDays = DAYS_PER_TURN): Promise<RolledDays | undefined> {
  return retryingRefresh(() =>
    database.transaction(async (session) => {
      await session.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
      await session.rows(BEFORE_ROLLING);
      await session.rows(sql`SELECT set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true)`);
      const found = await latestUnrolled(session, mostDays);
      if (!found) return undefined;
      const { accountId, days } = found;
      await rollDays(session, accountId, days);
      const from = startOfMonth(days.from);
      const month = { from, to: startOfMonth(from, 1) };
      if (await isComplete(session, accountId, month)) await rollMonth(session, accountId, month);
      return { accountId, days: (days.to - days.from) / DAY };
    }),
  );
}

/** Rolls up every settled day. */
export async function rollAllSettledDays(database: Database, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await rollSettledDays(database, DAYS_PER_LONG_TURN)));
}

interface Unrolled {
  readonly accountId: number;
  readonly days: Period;
}

/** From the month of an account's first dialog on, so that its months can be complete. */
async function latestUnrolled(session: Session, mostDays: number): Promise<Unrolled | undefined> {
  const rows = await session.rows<{ account_id: number; day: Instant }>(sql`
    WITH latest AS (
      SELECT first.account_id, first.at AS first_day, (
        SELECT max(its.day) FROM generate_series(date_trunc('month', first.at),
          date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC' - ${SETTLED_AFTER}) - interval '1 day',
          interval '1 day') AS its (day)
        WHERE NOT EXISTS (SELECT FROM dialog_rolled_spans s
          WHERE s.account_id = first.account_id AND s.level = 'day' AND s.at = its.day)) AS day
      FROM (SELECT a.id AS account_id, (SELECT min(started_at) FROM dialog_summaries d WHERE d.account_id = a.id) AS at
        FROM accounts a) first
      WHERE first.at IS NOT NULL
    ), one AS (SELECT * FROM latest WHERE day IS NOT NULL ORDER BY day DESC, account_id LIMIT 1)
    SELECT one.account_id, its.day FROM one, generate_series(greatest(date_trunc('month', one.day),
      one.day - ${mostDays - 1}::int * interval '1 day'), one.day, interval '1 day') AS its (day)
    WHERE NOT EXISTS (SELECT FROM dialog_rolled_spans s
      WHERE s.account_id = one.account_id AND s.level = 'day' AND s.at = its.day)
    ORDER BY its.day DESC`);
  if (rows.length === 0) return undefined;
  const to = rows[0]!.day + DAY;
  const inRow = rows.filter(({ day }, place) => day === to - (place + 1) * DAY);
  return { accountId: rows[0]!.account_id, days: { from: inRow.at(-1)!.day, to } };
}

async function isComplete(session: Session, accountId: number, { from, to }: Period): Promise<boolean> {
  const [row] = await session.rows<{ days: number }>(sql`
    SELECT count(*) AS days FROM dialog_rolled_spans WHERE account_id = ${accountId} AND level = 'day'
      AND at >= ${formatTimestamp(from)} AND at < ${formatTimestamp(to)}`);
  return row!.days === (to - from) / DAY;
}
