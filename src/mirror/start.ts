import { createPool, type Database, DEFAULT_LIMITS, type PoolLimits } from '../database/database';
import { CAPTURE_TO_MEND, lacksOfCapture } from '../database/install/install';
import type { Logger } from '../http/logger';
import { alarmLimitsOf, type Settings } from '../settings';
import { asWork } from '../tracing/work';
import type { CaptureActivity } from '../write-side/capture/activity';
import type { CaptureHealth } from '../write-side/capture/health';
import { watchCapture } from '../write-side/capture/watch';
import { watchPartitions } from '../write-side/capture/watch-partitions';
import { runCapture } from '../write-side/capture/worker';
import { runMirror } from './run';
import { NotPairedError, openMirror } from './source';

/** To look at the host's catalog. */
const ONE_CONNECTION: PoolLimits = { ...DEFAULT_LIMITS, connections: 1 };

/** What mirrors and captures in this process. */
export interface MirrorParts {
  readonly hostUrl: string;
  /** The log database. */
  readonly database: Database;
  readonly settings: Settings;
  readonly log: Logger;
  readonly activity: CaptureActivity;
  readonly read: () => Promise<CaptureHealth | undefined>;
  readonly signal: AbortSignal;
}

/**
 * Mirrors the host into the log database and captures there, unless CAPTURE is off, until the signal is aborted; and watches
 * how that goes in any case.
 */
export function startMirror(parts: MirrorParts): { ended: Promise<unknown> } {
  const { hostUrl, database, settings, log, activity, read, signal } = parts;
  const works = settings.capture !== 'off';
  const capture = () => runCapture(database, log, signal, activity);
  const mirror = () =>
    runMirror({ hostUrl, log: database, refreshSeconds: settings.mirrorRefresh, logger: log, signal });
  const running = works ? [asWork('capture', capture), asWork('capture', mirror)] : [];
  const watching = watchCapture({ read, activity, log, limits: alarmLimitsOf(settings), signal });
  return { ended: Promise.all([...running, watching, watchHostPartitions(parts)]) };
}

async function watchHostPartitions({ hostUrl: url, log, activity, signal }: MirrorParts): Promise<void> {
  const pool = createPool(url, ONE_CONNECTION);
  await watchPartitions({ database: { url, pool }, activity, log, signal }).finally(() => pool.end());
}

/**
 * Says what runs where, before anything does, and what is wrong with the host's side. A host that doesn't answer is no
 * error: the API answers with what the log has. Throws NotPairedError where it answers, and doesn't feed this log database.
 */
export async function examinePair({ hostUrl, database, log }: Pick<MirrorParts, 'hostUrl' | 'database' | 'log'>) {
  log.info(
    { host: placeOf(hostUrl), log: placeOf(database.url) },
    'the host is mirrored into a log database of its own',
  );
  try {
    const mirror = await openMirror(hostUrl, database, ONE_CONNECTION);
    const lacks = await lacksOfCapture(mirror.host.pool).finally(() => mirror.close());
    if (lacks.length > 0) log.warn({ lacks }, CAPTURE_TO_MEND);
  } catch (error) {
    if (error instanceof NotPairedError) throw error;
    log.warn({ err: error }, "the host's database does not answer: the log answers with what it has until then");
  }
}

/** Server and database, without user and password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
