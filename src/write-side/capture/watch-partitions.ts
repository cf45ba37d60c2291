import type { Database } from '../../database/database';
import { captureNewPartitions } from '../../database/install/new-partitions';
import { HostBusyError } from '../../database/patience';
import type { Logger } from '../../http/logger';
import { pause } from '../../pause';
import type { CaptureActivity } from './activity';

/** How often the host's tables are looked at for new partitions; milliseconds. */
const EVERY = 60_000;
/** The first look: what came while nobody captured. */
const FIRST = 3_000;

export interface PartitionWatch {
  /** The host's. */
  readonly database: Pick<Database, 'url' | 'pool'>;
  /** Tells whether it is this process that captures. */
  readonly activity: CaptureActivity;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/**
 * Gives each partition that the host makes the triggers of its table, in the process that captures, until the signal is
 * aborted: a statement that names a partition fires those of the partition only.
 */
export async function watchPartitions(watch: PartitionWatch): Promise<void> {
  const { database, activity, log, signal, every = EVERY } = watch;
  let isLeader = false;
  activity.on('lead', (leads) => {
    isLeader = leads;
  });
  let lastFailure = '';
  for (let wait = Math.min(FIRST, every); await pause(wait, signal); wait = every) {
    if (!isLeader) continue;
    try {
      for (const { name, hadRows } of await captureNewPartitions(database.url, database.pool)) {
        log.info({ partition: name }, 'a new partition of the host is captured');
        if (hadRows) log.warn({ partition: name }, HAD_ROWS);
      }
      lastFailure = '';
    } catch (error) {
      if (signal.aborted) return;
      const { message } = error as Error;
      // The next look tries again; the same reason is told once.
      if (error instanceof HostBusyError || message === lastFailure) continue;
      lastFailure = message;
      log.warn({ err: error }, 'new partitions of the host can not be captured: run `install`');
    }
  }
}

const HAD_ROWS = 'the partition held rows before it was captured: run replay if any were written to it by its own name';
