import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { planOnce } from '../database/plan-once';
import { SQL_STATES, sqlStateOf } from '../database/sql-states';
import { BEFORE_CHANGE } from '../rollups/forget-days';
import { nextMarkedAccount, oldestMarked } from './find-marked';
import { before } from './marks';
import { inPieces } from './pieces';
import { summariseDialogs } from './summarise-dialogs';
import { replaceRows } from './write-rows';

/** Of several processes, the one that holds this lock empties the marks for the length of a batch. */
const TURN_LOCK = 5_417_203_815;

export const DIALOGS_PER_BATCH = 500;

/** What a batch did. */
export interface Refreshed {
  /** False where another process has the turn. */
  readonly isTurn: boolean;
  readonly dialogs: number;
  /** Whose dialogs; undefined where none are marked. */
  readonly accountId?: number;
}

/**
 * Makes the rows of dialogs that are marked anew, at most `limit` of one account, and takes their marks away. Accounts
 * take turns, by id: the one after `lastAccountId` is next.
 */
export async function refreshBatch(
  database: Database,
  limit = DIALOGS_PER_BATCH,
  lastAccountId = 0,
): Promise<Refreshed> {
  return retryingRefresh(() =>
    inSnapshot(database, async (session) => {
      const [turn] = await session.rows<{ is_mine: boolean }>(
        sql`SELECT pg_try_advisory_xact_lock(${TURN_LOCK}) AS is_mine`,
      );
      if (!turn!.is_mine) return { isTurn: false, dialogs: 0 };
      const accountId = await nextMarkedAccount(session, lastAccountId);
      if (accountId === null) return { isTurn: true, dialogs: 0 };
      const ids = await oldestMarked(session, accountId, limit);
      await refreshDialogs(session, database.events, accountId, ids);
      return { isTurn: true, dialogs: ids.length, accountId };
    }),
  );
}

/**
 * Makes the rows of dialogs of an account anew, in a transaction of one snapshot, and takes away the marks that it sees,
 * for what is committed meanwhile has marks of its own; of dialogs that are not there, takes the rows away.
 */
export async function refreshDialogs(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<void> {
  const marked = await session.rows<{ dialog_id: number }>(sql`
    DELETE FROM dialog_stale WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(ids)}::bigint[])
    RETURNING dialog_id`);
  const made: number[] = [];
  for (const some of await inPieces(session, accountId, ids)) {
    const rows = await summariseDialogs(session, events, accountId, some);
    made.push(...(await replaceRows(session, accountId, some, rows)));
  }
  const changed = new Set(marked.map((row) => row.dialog_id));
  await markUnaware(
    session,
    accountId,
    made.filter((id) => changed.has(id)),
  );
}

/**
 * Two transactions that began dialogs of one contact at once did not see each other's, nor marked them: where a dialog
 * that has its first rows now turns out to be the next of one that does not know it, or whose rows are not to be seen for
 * they may be under way, that one is marked. What was never marked, or not since, was there before all that is under way.
 */
async function markUnaware(session: Session, accountId: number, made: readonly number[]): Promise<void> {
  if (made.length === 0) return;
  await session.rows(sql`
    WITH ${before(accountId, made)}
    INSERT INTO dialog_stale (account_id, dialog_id)
    SELECT DISTINCT ${accountId}::bigint, b.id FROM before b
    LEFT JOIN LATERAL (SELECT s.* FROM dialog_summaries s
      WHERE s.account_id = ${accountId} AND s.dialog_id = b.id OFFSET 0) s ON true
    JOIN starts n ON n.contact_id = b.contact_id AND n.id <> b.id AND (s.dialog_id IS NULL
      OR n.created_at >= s.resolved_at AND n.created_at < coalesce(s.next_of_contact_at, 'infinity')
        AND (n.created_at, n.id) > (s.started_at, s.dialog_id))`);
}

/**
 * Runs work in a transaction of one snapshot. A change of settings ends before it, or waits for its end: by a lock that
 * is taken before the snapshot, so that no rows are made of what held before.
 */
export async function inSnapshot<Result>(
  database: Database,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (session) => {
    await session.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    await session.rows(sql`LOCK TABLE dialog_settings IN SHARE MODE`);
    await session.rows(BEFORE_CHANGE);
    await planOnce(session);
    return work(session);
  });
}

const ATTEMPTS = 20;

/** Another transaction made rows of the same dialogs meanwhile: the first one counts, and the next begins anew. */
const LOST: ReadonlySet<string | undefined> = new Set([
  SQL_STATES.serializationFailure,
  SQL_STATES.deadlockDetected,
  SQL_STATES.lockNotAvailable,
  SQL_STATES.uniqueViolation,
]);

/** Whether a transaction that makes rows lost to another one. */
export function isLost(error: unknown): boolean {
  return LOST.has(sqlStateOf(error));
}

/** Runs a transaction that makes rows again where it lost to another one. */
export async function retryingRefresh<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isLost(error) || attempt === ATTEMPTS) throw error;
    }
  }
}
