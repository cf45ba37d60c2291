import { sql } from 'drizzle-orm';
import { counted } from '../../counted';
import type { Database, Session } from '../../database/database';
import { planOnce } from '../../database/plan-once';
import { SQL_STATES, sqlStateOf } from '../../database/sql-states';
import type { Logger } from '../../http/logger';
import { pause } from '../../pause';
import { groupBy } from '../../read-side/group';
import { giveWayToHost } from '../give-way';
import { type CaptureActivity, createActivity } from './activity';
import { emptyOutbox } from './empty-outbox';
import { whileLeading } from './lead';
import { findReady, type ReadyRow, takeRows } from './outbox';
import { switchCaptureOff } from './own-changes';
import { recordCaptured } from './record';
import { isOfTheData, setAside } from './set-aside';

/** Of several capture processes of one database, the one that holds this advisory lock works. */
export const LEADER_LOCK = 5_417_203_813;

const ROWS_PER_BATCH = 1_000;
/** How long an empty outbox is left alone; milliseconds. */
const IDLE_PAUSE = 50;
/** After a failure, so that a database that is down is not asked in a tight loop. */
const FAILURE_PAUSE = 1_000;

/** Batches take turns, whichever processes they run in. */
const BATCH_LOCK = 5_417_203_814;

const GIVES_WAY: ReadonlySet<string | undefined> = new Set([
  SQL_STATES.lockNotAvailable,
  SQL_STATES.deadlockDetected,
  SQL_STATES.serializationFailure,
]);

/** Logs one batch of waiting changes. Returns how many; none as well where it gave way to others and is to be repeated. */
export async function captureBatch(
  database: Database,
  limit = ROWS_PER_BATCH,
  activity: CaptureActivity = createActivity(),
): Promise<number> {
  try {
    const { logged, lag } = await database.transaction((session) => logBatch(session, database.events, limit));
    if (logged > 0) activity.emit('logged', lag);
    return logged;
  } catch (error) {
    if (isOfTheData(error)) return logOneByOne(database, limit, activity);
    if (!GIVES_WAY.has(sqlStateOf(error))) throw error;
    activity.emit('gave-way');
    return 0;
  }
}

async function logBatch(session: Session, events: Database['events'], limit: number): Promise<Logged> {
  await takeTurn(session);
  return logRows(session, events, await findReady(session, limit));
}

/**
 * Logs the conversations of a batch each in a transaction of its own, after the batch failed by what its rows hold: one
 * that fails again is set aside, so that it stops no other.
 */
async function logOneByOne(database: Database, limit: number, activity: CaptureActivity): Promise<number> {
  const ready = await findReady(database, limit);
  let logged = 0;
  for (const [conversationId, rows] of groupBy(ready, (row) => row.conversation_id)) {
    const inTurn = (work: (session: Session) => Promise<unknown>) =>
      database.transaction(async (session) => {
        await takeTurn(session);
        await work(session);
      });
    try {
      await inTurn((session) => logRows(session, database.events, rows));
    } catch (error) {
      if (!isOfTheData(error)) throw error;
      const ids = rows.map((row) => row.id);
      await inTurn((session) => setAside(session, ids, error));
      activity.emit('set-aside', conversationId, rows.length, error);
    }
    logged += rows.length;
  }
  return logged;
}

async function takeTurn(session: Session): Promise<void> {
  await switchCaptureOff(session);
  await planOnce(session);
  await giveWayToHost(session);
  await session.rows(sql`SELECT pg_advisory_xact_lock(${BATCH_LOCK})`);
}

/** How many changes were logged, and how long the oldest of them had waited, in seconds. */
interface Logged {
  readonly logged: number;
  readonly lag: number;
}

async function logRows(session: Session, events: Database['events'], ready: readonly ReadyRow[]): Promise<Logged> {
  if (ready.length === 0) return { logged: 0, lag: 0 };
  // In the order in which commands do: they lock a conversation first, then take its rows.
  for (const [accountId, ofAccount] of groupBy(ready, (row) => row.account_id))
    await waitForCommands(session, accountId, ofAccount);
  const rows = await takeRows(
    session,
    ready.map((row) => row.id),
  );
  await recordCaptured(session, events, rows);
  const oldest = rows[0]?.at;
  // The clock of the database may be ahead of ours.
  return { logged: rows.length, lag: oldest === undefined ? 0 : Math.max(0, Date.now() / 1000 - oldest / 1_000_000) };
}

/** A command holds its conversation until its log is written; a host's updates don't conflict with a key share. */
async function waitForCommands(session: Session, accountId: number, ready: readonly ReadyRow[]): Promise<void> {
  const ids = [...new Set(ready.map((row) => row.conversation_id))];
  await session.rows(sql`
    SELECT FROM conversations WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[])
    ORDER BY id FOR KEY SHARE`);
}

/**
 * Empties the outbox until `signal` is aborted. Several processes may run it: one works, the others stand by and take
 * over when it ends, however it ends. Failures are logged and tried again; none loses or doubles a change.
 */
export async function runCapture(
  database: Database,
  log: Logger,
  signal: AbortSignal,
  activity: CaptureActivity = createActivity(),
): Promise<void> {
  activity.on('set-aside', (conversationId, changes, error) => {
    log.error({ err: error, conversationId, changes }, 'changes that can not be logged were set aside: run replay');
  });
  while (!signal.aborted) {
    try {
      await lead(database, log, signal, activity);
    } catch (error) {
      activity.emit('failure');
      log.error({ err: error }, 'the capture failed and will be tried again');
      await pause(FAILURE_PAUSE, signal);
    }
  }
}

/** Waits for the lead and works until told to stop or something fails. */
async function lead(database: Database, log: Logger, signal: AbortSignal, activity: CaptureActivity): Promise<void> {
  await whileLeading({ url: database.url, lock: LEADER_LOCK, signal }, async (isLost) => {
    log.info('the capture leads');
    activity.emit('lead', true);
    try {
      while (!signal.aborted && !isLost()) {
        const began = performance.now();
        const logged = await captureBatch(database, ROWS_PER_BATCH, activity);
        if (logged > 0) activity.emit('batch', logged, (performance.now() - began) / 1000);
        // Where many changes wait for one old transaction, looking takes long: so it is done more rarely.
        if (logged === 0) await pause(Math.max(IDLE_PAUSE, 4 * (performance.now() - began)), signal);
      }
    } finally {
      activity.emit('lead', false);
    }
  });
}

/**
 * Returns when all that waits at this moment is logged, whoever logs it, and how many changes that were. Throws after `patience` milliseconds without
 * progress, which a transaction left open in the cluster may cause.
 */
export async function captureAllWaiting(
  database: Database,
  onProgress?: (left: number) => void,
  patience?: number,
): Promise<number> {
  return emptyOutbox(database, {
    step: () => captureBatch(database),
    stuck: (left, cause) =>
      `${counted(left, 'change')} can't be logged yet: ${left === 1 ? 'it waits' : 'they wait'} for ${cause}`,
    ...(onProgress && { onProgress }),
    ...(patience !== undefined && { patience }),
  });
}
