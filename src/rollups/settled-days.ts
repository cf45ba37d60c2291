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
 * transaction. Accounts take turns, by id: the one after `lastAccountId` is next. Undefined where there are none.
 */
export async function rollSettledDays(
  database: Database,
  lastAccountId = 0,
  mostDays = DAYS_PER_TURN,
): Promise<RolledDays | undefined> {
  return retryingRefresh(() =>
    database.transaction(async (session) => {
      await session.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
      await session.rows(BEFORE_ROLLING);
      await session.rows(sql`SELECT set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true)`);
      const found = await nextUnrolled(session, lastAccountId, mostDays);
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

/** Rolls up every settled day, account by account. */
export async function rollAllSettledDays(database: Database, signal?: AbortSignal): Promise<void> {
  let lastAccountId = 0;
  while (!signal?.aborted) {
    const rolled = await rollSettledDays(database, lastAccountId, DAYS_PER_LONG_TURN);
    if (!rolled) return;
    lastAccountId = rolled.accountId - 1;
  }
}

interface Unrolled {
  readonly accountId: number;
  readonly days: Period;
}

/** Of the first account that has any, each asked by itself: where tables are distributed, by one node. */
async function nextUnrolled(session: Session, lastAccountId: number, mostDays: number): Promise<Unrolled | undefined> {
  const accounts = await session.rows<{ id: number }>(sql`
    SELECT id::bigint AS id FROM accounts ORDER BY id <= ${lastAccountId}, id`);
  for (const { id: accountId } of accounts) {
    const days = await latestUnrolled(session, accountId, mostDays);
    if (days) return { accountId, days };
  }
  return undefined;
}

/** From the month of an account's first dialog on, so that its months can be complete. */
async function latestUnrolled(session: Session, accountId: number, mostDays: number): Promise<Period | undefined> {
  const isUnrolled = sql`NOT EXISTS (SELECT FROM dialog_rolled_spans s
    WHERE s.account_id = ${accountId} AND s.level = 'day' AND s.at = its.day)`;
  const rows = await session.rows<{ day: Instant }>(sql`
    WITH first AS (
      SELECT min(started_at) AS at FROM dialog_summaries WHERE account_id = ${accountId}
    ), one AS (
      SELECT max(its.day) AS day FROM first, generate_series(date_trunc('month', first.at),
        date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC' - ${SETTLED_AFTER}) - interval '1 day',
        interval '1 day') AS its (day)
      WHERE ${isUnrolled}
    )
    SELECT its.day FROM one, generate_series(greatest(date_trunc('month', one.day),
      one.day - ${mostDays - 1}::int * interval '1 day'), one.day, interval '1 day') AS its (day)
    WHERE ${isUnrolled} ORDER BY its.day DESC`);
  if (rows.length === 0) return undefined;
  const to = rows[0]!.day + DAY;
  const inRow = rows.filter(({ day }, place) => day === to - (place + 1) * DAY);
  return { from: inRow.at(-1)!.day, to };
}

async function isComplete(session: Session, accountId: number, { from, to }: Period): Promise<boolean> {
  const [row] = await session.rows<{ days: number }>(sql`
    SELECT count(*) AS days FROM dialog_rolled_spans WHERE account_id = ${accountId} AND level = 'day'
      AND at >= ${formatTimestamp(from)} AND at < ${formatTimestamp(to)}`);
  return row!.days === (to - from) / DAY;
}
