import type { Client } from 'pg';
import { createPool, createSession, DEFAULT_LIMITS } from '../database/database';
import { knownMigrations, newestApplied } from '../database/journal';
import { readMirroredHealth } from '../mirror/health';
import { type CaptureHealth, readCaptureHealth } from '../write-side/capture/health';
import { type Marks, readMarks } from './probe-marks';

/** A check must end before an orchestrator gives up on it; milliseconds. */
const CHECK_TIMEOUT = 2_000;

/** What health checks and metrics ask of the database. */
export interface Probe {
  /** Whether the database has all migrations. Rejects where it doesn't answer in time. */
  isMigrated(): Promise<boolean>;
  /** How the capture is doing; undefined where it is not installed. Rejects where that can't be found out in time. */
  readCapture(): Promise<CaptureHealth | undefined>;
  /** The marks that wait for the summaries. Rejects where that can't be found out in time. */
  readMarks(): Promise<Marks>;
  /** Whether the outbox is in another database than what answers come from. */
  readonly isOutboxElsewhere: boolean;
  close(): Promise<void>;
}

/**
 * Asks the database at `url` on connections of its own, so that a busy API is ready all the same: one to see whether it
 * answers, one for all who want to know about the capture, who share an answer under way. `hostUrl` is the host's database
 * where it is another.
 */
export function createProbe(url: string, hostUrl?: string): Probe {
  const limits = {
    ...{ connectTimeout: CHECK_TIMEOUT, statementTimeout: CHECK_TIMEOUT, lockTimeout: CHECK_TIMEOUT },
    connections: 2,
  };
  const pool = createPool(url, { ...DEFAULT_LIMITS, ...limits });
  const host =
    hostUrl === undefined ? undefined : createPool(hostUrl, { ...DEFAULT_LIMITS, ...limits, connections: 1 });
  const read = () => (host ? readMirroredHealth(host, pool) : readCaptureHealth(pool));
  const needed = Math.max(...knownMigrations().map(({ folderMillis }) => folderMillis));
  let reading: Promise<CaptureHealth | undefined> | undefined;
  return {
    async isMigrated() {
      return ((await newestApplied(pool as Pick<Client, 'query'>)) ?? 0) >= needed;
    },
    readCapture() {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    isOutboxElsewhere: host !== undefined,
    readMarks: () => readMarks(createSession(pool)),
    async close() {
      await Promise.all([pool.end(), host?.end()]);
    },
  };
}
