import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import type { Logger } from '../http/logger';
import { forgetChanges } from '../live/forget-changes';
import { pause } from '../pause';
import { createRoller } from '../rollups/settled-days';
import { createSummaryActivity, type SummaryActivity } from './activity';
import { DIALOGS_PER_BATCH, isLost, refreshBatch } from './refresh';

/** How long to leave the marks alone when there are none, or another process has the turn; milliseconds. */
const IDLE_PAUSE = 200;
const STAND_BY_PAUSE = 1_000;
/** When the accounts that were looked through had no settled days to roll up; milliseconds. */
const ROLL_PAUSE = 60_000;
/** When no changes were old enough to be forgotten; milliseconds. */
const FORGET_PAUSE = 60_000;
/** After a failure, so that a database that is down is not asked in a tight loop. */
const FAILURE_PAUSE = 1_000;

/**
 * Keeps the derived tables up until `signal` is aborted, which gives up what is under way: its transaction is rolled back.
 * At most every other moment is spent on it, so that commands, capture and queries go first: an answer is right without
 * it, only slower. Several processes may run it: they take turns, and so do accounts. Failures are logged and tried again.
 */
export async function runSummaries(
  database: Database,
  log: Logger,
  signal: AbortSignal,
  activity: SummaryActivity = createSummaryActivity(),
): Promise<void> {
  const own: Database = { ...database, transaction: (work) => database.transaction(work, signal) };
  const roll = createRoller(own);
  const behind = new Set<number>();
  let rollAfter = 0;
  let forgetAfter = 0;
  let lastAccountId = 0;
  while (!signal.aborted) {
    try {
      const began = performance.now();
      const { isTurn, dialogs, accountId } = await refreshBatch(own, DIALOGS_PER_BATCH, lastAccountId);
      const took = performance.now() - began;
      if (dialogs > 0) activity.emit('batch', dialogs, took / 1000);
      if (accountId === undefined) behind.clear();
      else if (dialogs < DIALOGS_PER_BATCH) behind.delete(accountId);
      else behind.add(accountId);
      lastAccountId = accountId ?? lastAccountId;
      if (isTurn && behind.size === 0 && performance.now() > rollAfter) {
        const start = performance.now();
        const rolled = await roll();
        rollAfter = performance.now() + (rolled ? performance.now() - start : ROLL_PAUSE);
      }
      if (isTurn && performance.now() > forgetAfter) {
        const forgotten = await forgetChanges(own);
        forgetAfter = performance.now() + (forgotten > 0 ? 0 : FORGET_PAUSE);
      }
      await pause(!isTurn ? STAND_BY_PAUSE : dialogs > 0 ? took : IDLE_PAUSE, signal);
    } catch (error) {
      if (signal.aborted) return;
      // As while a rebuild makes the rows of the same dialogs.
      if (isLost(error)) log.warn({ err: error }, 'another process makes the same summaries of dialogs');
      else {
        activity.emit('failure');
        log.error({ err: error }, 'the summaries of dialogs failed and will be tried again');
      }
      await pause(FAILURE_PAUSE, signal);
    }
  }
}

/** Makes rows until no mark is left, whoever works on it. For tests and benchmarks, and before a long quiet. */
export async function emptyMarks(database: Database, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await countMarks(database, 1)) > 0) {
    const { isTurn } = await refreshBatch(database);
    if (!isTurn) await setTimeout(IDLE_PAUSE / 10);
  }
}

/** How many marks wait, counted up to a limit. */
export async function countMarks(session: Session, limit: number): Promise<number> {
  const [row] = await session.rows<{ marks: number }>(
    sql`SELECT count(*) AS marks FROM (SELECT FROM dialog_stale LIMIT ${limit}) counted`,
  );
  return row!.marks;
}
