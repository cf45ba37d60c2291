import type { Database } from '../database/database';
import { DEFAULT_LIMITS, type PoolLimits } from '../database/database';
import type { Logger } from '../http/logger';
import { pause } from '../pause';
import { whileLeading } from '../write-side/capture/lead';
import { mirrorBatch } from './batch';
import { givingWay } from './give-way';
import { goOn, uncopiedTables } from './progress';
import { refreshReferences } from './references';
import { type Mirror, openMirror } from './source';

/** Of several processes that mirror into one log database, the one that holds this advisory lock of it works. */
export const MIRROR_LOCK = 5_417_203_816;

const ROWS_PER_BATCH = 1_000;

/** How long an empty outbox is left alone; how often copies are compared with the host's rows, a step; milliseconds. */
const IDLE_PAUSE = 50;
const COMPARE_EVERY = 1_000;
/** After a failure, so that a database that is down is not asked in a tight loop. */
const FAILURE_PAUSE = 1_000;
/** How often the first copy tells how far it is. */
const TELL_EVERY = 10_000;

/** Of the mirror's batches one at a time is under way. */
export const MIRROR_LIMITS: PoolLimits = { ...DEFAULT_LIMITS, connections: 2 };

/** What is mirrored, and how. */
export interface MirrorWork {
  readonly hostUrl: string;
  readonly log: Database;
  /** Seconds between two refreshments of what conversations refer to. */
  readonly refreshSeconds: number;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Mirrors a host into its log database until the signal is aborted: first the copy of all that is there, then what the
 * outbox tells, in its order. Several processes may run it: one works, the others stand by. Failures are logged and tried
 * again, with either database down for as long as it is; none loses or doubles a change.
 */
export async function runMirror(work: MirrorWork): Promise<void> {
  const { log, logger, signal } = work;
  while (!signal.aborted) {
    try {
      await whileLeading({ url: log.url, lock: MIRROR_LOCK, signal }, (isLost) => follow(work, isLost));
    } catch (error) {
      if (signal.aborted) return;
      logger.error({ err: error }, 'the mirror failed and will be tried again');
      await pause(FAILURE_PAUSE, signal);
    }
  }
}

async function follow(work: MirrorWork, isLost: () => boolean): Promise<void> {
  const { hostUrl, log, logger, signal } = work;
  const mirror = await openMirror(hostUrl, log, MIRROR_LIMITS, (table, id, error) => {
    logger.error({ err: error, table, id }, 'a row of the host can not be copied, by what it holds, and was left out');
  });
  try {
    logger.info('the mirror leads');
    const isOver = () => signal.aborted || isLost();
    await copyPast(mirror, logger, isOver);
    await followOutbox(mirror, work, isOver);
  } finally {
    await mirror.close();
  }
}

/** The first copy, from where it was left. What changes meanwhile waits in the host's outbox. */
async function copyPast(mirror: Mirror, logger: Logger, isOver: () => boolean): Promise<void> {
  let toldAt = performance.now();
  for (const table of await uncopiedTables(mirror)) {
    for (let last: number | undefined = 0; last !== undefined && !isOver(); ) {
      last = await givingWay(() => goOn(mirror, table), 0);
      if (performance.now() - toldAt < TELL_EVERY) continue;
      toldAt = performance.now();
      logger.info({ table: table.name, id: last }, "the host's rows are being copied for the first time");
    }
  }
}

async function followOutbox(mirror: Mirror, work: MirrorWork, isOver: () => boolean): Promise<void> {
  const { refreshSeconds, signal } = work;
  const compared = mirror.tables.filter(({ following }) => following !== 'whole');
  let refreshedAt = Number.NEGATIVE_INFINITY;
  let comparedAt = performance.now();
  for (let turn = 0; !isOver(); ) {
    const began = performance.now();
    if (began - refreshedAt >= refreshSeconds * 1000) {
      await givingWay(() => refreshReferences(mirror), undefined);
      mirror.lookedFor.clear();
      refreshedAt = began;
    }
    const taken = await givingWay(() => mirrorBatch(mirror, ROWS_PER_BATCH), 0);
    if (taken > 0) continue;
    if (began - comparedAt >= COMPARE_EVERY) {
      comparedAt = began;
      const table = compared[turn % compared.length]!;
      turn += 1;
      await givingWay(() => goOn(mirror, table), undefined);
    }
    await pause(Math.max(IDLE_PAUSE, 4 * (performance.now() - began)), signal);
  }
}
