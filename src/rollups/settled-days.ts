import { type SQL, sql } from 'drizzle-orm';
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

/** So many accounts are looked through at a time for days to roll up: what waits for the look waits for no more. */
const ACCOUNTS_PER_LOOK = 500;

/** Of which accounts days are rolled up. */
interface OfAccounts {
  /** Accounts that had fewer dialogs when they were first looked at are left alone; 5,000 when left out. */
  readonly leastDialogs?: number;
}

/** How a roller looks for days. */
export interface RollerOptions extends OfAccounts {
  /** Through so many accounts a call; 500 when left out. */
  readonly accountsPerLook?: number;
}

/**
 * Makes what rolls up a few settled days of one account, in one transaction, whenever it is called, the latest days first.
 * It answers undefined when it has looked through some accounts, and none has any: the next call looks through those after
 * them, and after the last ones through the first again.
 */
export function createRoller(
  database: Database,
  { leastDialogs = LEAST_DIALOGS, accountsPerLook = ACCOUNTS_PER_LOOK }: RollerOptions = {},
) {
  let after = 0;
  return async (): Promise<RolledDays | undefined> => {
    const accounts = await accountsAfter(database, after, accountsPerLook);
    for (const accountId of accounts) {
      const rolled = await rollSettledDays(database, { accountId, leastDialogs, mostDays: DAYS_PER_TURN });
      if (rolled) return rolled;
      after = accountId;
    }
    if (accounts.length < accountsPerLook) after = 0;
    return undefined;
  };
}

/** What of all settled days is rolled up. */
export interface RollAllOptions extends OfAccounts {
  /** One account; all unless given. */
  readonly accountId?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rolls up every settled day, account by account. */
export async function rollAllSettledDays(database: Database, options: RollAllOptions = {}): Promise<void> {
  const { leastDialogs = LEAST_DIALOGS, accountId: only, signal } = options;
  const rollAll = async (accountId: number) => {
    const asked = { accountId, leastDialogs, mostDays: DAYS_PER_LONG_TURN };
    while (!signal?.aborted && (await rollSettledDays(database, asked)));
  };

  if (only !== undefined) return rollAll(only);
  for (let accounts = await accountsAfter(database, 0); accounts.length > 0; ) {
    for (const accountId of accounts) await rollAll(accountId);
    if (signal?.aborted) return;
    accounts = await accountsAfter(database, accounts.at(-1)!);
  }
}

async function accountsAfter(database: Database, after: number, limit = ACCOUNTS_PER_LOOK): Promise<number[]> {
  const rows = await database.rows<{ id: number }>(
    sql`SELECT id::bigint AS id FROM accounts WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** Of which account, and how many days in a row. */
interface Asked {
  readonly accountId: number;
  readonly leastDialogs: number;
  readonly mostDays: number;
}

/** One transaction: settled days of an account that are not rolled up, and their month where it is complete then. */
async function rollSettledDays(database: Database, asked: Asked): Promise<RolledDays | undefined> {
  // Who only looks holds nobody up.
  if (!(await latestUnrolled(database, asked))) return undefined;
  return retryingRefresh(() =>
    database.transaction(async (session) => {
      await session.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
      await session.rows(BEFORE_ROLLING);
      await session.rows(sql`SELECT set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true)`);
      const days = await latestUnrolled(session, asked);
      if (!days) return undefined;
      const { accountId } = asked;
      await rollDays(session, accountId, days);
      const from = startOfMonth(days.from);
      const month = { from, to: startOfMonth(from, 1) };
      if (await isComplete(session, accountId, month)) await rollMonth(session, accountId, month);
      return { accountId, days: (days.to - days.from) / DAY };
    }),
  );
}

/**
 * From the month of the account's first dialog on, so that its months can be complete. The days of a month that is rolled up
 * are not looked at, and of the others only those of the latest with any to roll up.
 */
async function latestUnrolled(
  session: Pick<Session, 'rows'>,
  { accountId, leastDialogs, mostDays }: Asked,
): Promise<Period | undefined> {
  const spans = (level: 'day' | 'month', at: SQL) => sql`SELECT FROM dialog_rolled_spans s
    WHERE s.account_id = ${accountId} AND s.level = ${level} AND s.at = ${at}`;
  const rows = await session.rows<{ day: Instant }>(sql`
    WITH settled AS (
      SELECT date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC' - ${SETTLED_AFTER}) AS until
    ), first AS (
      SELECT min(started_at) AS at FROM dialog_summaries WHERE account_id = ${accountId}
    ), rolls AS (
      SELECT WHERE EXISTS (SELECT FROM dialog_rolled_spans s WHERE s.account_id = ${accountId})
        OR (SELECT count(*) FROM (SELECT FROM dialog_summaries WHERE account_id = ${accountId} LIMIT ${leastDialogs}) counted)
          >= ${leastDialogs}
    ), latest AS (
      SELECT its.day FROM rolls, first, settled,
        generate_series(date_trunc('month', settled.until - interval '1 day'), date_trunc('month', first.at),
          interval '-1 month') AS months (start),
        LATERAL (
          SELECT max(d.day) AS day FROM generate_series(months.start,
            least(months.start + interval '1 month', settled.until) - interval '1 day', interval '1 day') AS d (day)
          WHERE NOT EXISTS (${spans('day', sql`d.day`)})) AS its
      WHERE its.day IS NOT NULL AND NOT EXISTS (${spans('month', sql`months.start`)})
      LIMIT 1
    )
    SELECT its.day FROM latest, generate_series(greatest(date_trunc('month', latest.day),
      latest.day - ${mostDays - 1}::int * interval '1 day'), latest.day, interval '1 day') AS its (day)
    WHERE NOT EXISTS (${spans('day', sql`its.day`)}) ORDER BY its.day DESC`);
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
