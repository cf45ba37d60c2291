import { createPool, createSession, DEFAULT_LIMITS } from '../database/database';
import { countMarks } from '../summaries/worker';
import { type CaptureHealth, readCaptureHealth } from '../write-side/capture/health';

/** A check must end before an orchestrator gives up on it; milliseconds. */
const CHECK_TIMEOUT = 2_000;

/** More marks than this are not counted. */
export const MOST_MARKS = 100_000;

/** What health checks and metrics ask of the database. */
export interface Probe {
  /** Rejects where the database doesn't answer in time. */
  askDatabase(): Promise<void>;
  /** How the capture is doing; undefined where it is not installed. Rejects where that can't be found out in time. */
  readCapture(): Promise<CaptureHealth | undefined>;
  /** How many marks wait for the summaries, counted up to MOST_MARKS. Rejects where that can't be found out in time. */
  countMarks(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Asks the database at `url` on connections of its own, so that a busy API is ready all the same: one to see whether it
 * answers, one for all who want to know about the capture, who share an answer under way.
 */
export function createProbe(url: string): Probe {
  const limits = {
    ...{ connectTimeout: CHECK_TIMEOUT, statementTimeout: CHECK_TIMEOUT, lockTimeout: CHECK_TIMEOUT },
    connections: 2,
  };
  const pool = createPool(url, { ...DEFAULT_LIMITS, ...limits });
  let reading: Promise<CaptureHealth | undefined> | undefined;
  return {
    async askDatabase() {
      await pool.query('SELECT 1');
    },
    readCapture() {
      reading ??= readCaptureHealth(pool).finally(() => {
        reading = undefined;
      });
      return reading;
    },
    countMarks: () => countMarks(createSession(pool), MOST_MARKS),
    close: () => pool.end(),
  };
}
