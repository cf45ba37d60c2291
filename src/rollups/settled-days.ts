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

/** Of an account with fewer, statistics are read as fast from the dialogs themselves, and each day rolled up would cost. */
const LEAST_DIALOGS = 5_000;

/** So many accounts are looked through at a time for days to roll up. */
const ACCOUNTS_PER_LOOK = 500;

/** Who rolls up, and of which accounts. */
export interface RollOptions {
  /** Accounts that had fewer dialogs when they were first looked at are left alone; 5,000 when left out. */
  readonly leastDialogs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes what rolls up a few settled days of one account, in one transaction, whenever it is called, the latest days first;
 * it answers undefined when all accounts were looked through and none has any.
 */
export function createRoller(database: Database, { leastDialogs = LEAST_DIALOGS }: RollOptions = {}) {
  let after = 0;
  return async (): Promise<RolledDays | undefined> => {
    for (;;) {
      const { accounts, last } = await accountsToRoll(database, after, leastDialogs);
      if (last === null) {
        after = 0;
        return undefined;
      }
      const rolled = await rollSettledDays(database, accounts, DAYS_PER_TURN);
      if (rolled) return rolled;
      after = last;
    }
  };
}

/** Rolls up every settled day, account by account. */
export async function rollAllSettledDays(database: Database, options: RollOptions = {}): Promise<void> {
  const { leastDialogs = LEAST_DIALOGS, signal } = options;
  for (let after: number | null = 0; after !== null && !signal?.aborted; ) {
    const { accounts, last } = await accountsToRoll(database, after, leastDialogs);
    for (const account of accounts) {
      while (!signal?.aborted && (await rollSettledDays(database, [account], DAYS_PER_LONG_TURN)));
    }
    after = last;
  }
}

/** Among the accounts that follow one, those that are rolled up or large enough to be; and the last one looked at. */
async function accountsToRoll(database: Database, after: number, leastDialogs: number) {
  const rows = await database.rows<{ id: number; rolls: boolean }>(sql`
    SELECT a.id, EXISTS (SELECT FROM dialog_rolled_spans s WHERE s.account_id = a.id)
      OR (SELECT count(*) FROM (SELECT FROM dialog_summaries d WHERE d.account_id = a.id LIMIT ${leastDialogs}) counted)
        >= ${leastDialogs} AS rolls
    FROM accounts a WHERE a.id > ${after} ORDER BY a.id LIMIT ${ACCOUNTS_PER_LOOK}`);
  return { accounts: rows.filter(({ rolls }) => rolls).map(({ id }) => id), last: rows.at(-1)?.id ?? null };
}

/** One transaction: settled days of one of the accounts, and their month where it is complete then. */
async function rollSettledDays(
  database: Database,
  accounts: readonly number[],
  mostDays: number,
): Promise<RolledDays | undefined> {
  if (accounts.length === 0) return undefined;
  return retryingRefresh(() =>
    database.transaction(async (session) => {
      await session.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
      await session.rows(BEFORE_ROLLING);
      await session.rows(sql`SELECT set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true)`);
      const found = await latestUnrolled(session, accounts, mostDays);
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

interface Unrolled {
  readonly accountId: number;
  readonly days: Period;
}

/**
 * From the month of an account's first dialog on, so that its months can be complete. The days of a month that is rolled up
 * are not looked at, and of the others only those of the latest with any to roll up.
 */
async function latestUnrolled(
  session: Session,
  accounts: readonly number[],
  mostDays: number,
): Promise<Unrolled | undefined> {
  const rows = await session.rows<{ account_id: number; day: Instant }>(sql`
    WITH settled AS (
      SELECT date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC' - ${SETTLED_AFTER}) AS until
    ), one AS (
      SELECT first.account_id, latest.day
      FROM (SELECT a.id AS account_id, (SELECT min(started_at) FROM dialog_summaries d WHERE d.account_id = a.id) AS at
        FROM unnest(${sql.param(accounts)}::bigint[]) a (id)) first,
      LATERAL (
        SELECT its.day FROM settled, generate_series(date_trunc('month', settled.until - interval '1 day'),
            date_trunc('month', first.at), interval '-1 month') AS months (start),
          LATERAL (
            SELECT max(d.day) AS day FROM generate_series(months.start,
              least(months.start + interval '1 month', settled.until) - interval '1 day', interval '1 day') AS d (day)
            WHERE NOT EXISTS (SELECT FROM dialog_rolled_spans s
              WHERE s.account_id = first.account_id AND s.level = 'day' AND s.at = d.day)) AS its
        WHERE its.day IS NOT NULL AND NOT EXISTS (SELECT FROM dialog_rolled_spans s
          WHERE s.account_id = first.account_id AND s.level = 'month' AND s.at = months.start)
        LIMIT 1) latest
      ORDER BY latest.day DESC, first.account_id LIMIT 1
    )
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
