import { counted } from '../counted';
import { createPool, type Database, DEFAULT_LIMITS } from '../database/database';
import { CAPTURE_TO_MEND, isCaptureInstalled, lacksOfCapture } from '../database/install/install';
import { createLogger } from '../http/logger';
import { mirrorAllWaiting } from '../mirror/catch-up';
import { readMirroredHealth } from '../mirror/health';
import { isCopied } from '../mirror/progress';
import { MIRROR_LIMITS } from '../mirror/run';
import { hostUrlOf } from '../mirror/settings';
import { openMirror } from '../mirror/source';
import { examinePair, startMirror } from '../mirror/start';
import { alarmLimitsOf, readSettings } from '../settings';
import { createActivity } from '../write-side/capture/activity';
import { BacklogProgress } from '../write-side/capture/backlog-progress';
import { readCaptureHealth } from '../write-side/capture/health';
import { watchCapture } from '../write-side/capture/watch';
import { watchPartitions } from '../write-side/capture/watch-partitions';
import { captureAllWaiting, runCapture } from '../write-side/capture/worker';
import { examples } from './help';
import { type AddCommand, progress, stopSignal, withDatabase } from './run';

/** How often progress is told on stderr; milliseconds. */
const TELL_EVERY = 2_000;

export const addCapture: AddCommand = (program) => {
  program
    .command('capture')
    .description(
      "Log the host's captured changes until stopped by SIGTERM or Ctrl-C, which may come at any time. Several may run, " +
        'beside servers too: one works, the others stand by and take over. A backlog, and what is wrong, is told on stderr.',
    )
    .option('--once', 'return when all that waits now is logged, whoever logs it')
    .addHelpText('after', examples('capture', 'capture --once   # before an upgrade or after an uninstall'))
    .action(
      withDatabase(async ({ database }, { once }: { once?: boolean }) => {
        const settings = readSettings(process.env);
        const hostUrl = hostUrlOf(settings);
        if (once) {
          if (hostUrl !== undefined) await takeOver(hostUrl, database);
          // Also what an uninstall has left.
          const logged = await captureAllWaiting(database, teller());
          process.stdout.write(`${counted(logged, 'change')} logged\n`);
          return;
        }
        const log = createLogger(settings.logLevel);
        const activity = createActivity();
        if (hostUrl !== undefined) {
          await examinePair({ hostUrl, database, log });
          const host = createPool(hostUrl, { ...DEFAULT_LIMITS, connections: 1 });
          const read = () => readMirroredHealth(host, database.pool);
          const signal = stopSignal();
          const given = { ...settings, capture: 'on' } as const;
          const mirroring = startMirror({ hostUrl, database, settings: given, log, activity, read, signal });
          await mirroring.ended.finally(() => host.end());
          return;
        }
        if (!(await isCaptureInstalled(database.pool))) {
          throw new Error('capture is not installed on this database: run npm run --silent cli -- install');
        }
        const signal = stopSignal();
        const lacks = await lacksOfCapture(database.pool);
        if (lacks.length > 0) log.warn({ lacks }, CAPTURE_TO_MEND);
        const read = () => readCaptureHealth(database.pool);
        const watching = watchCapture({ read, activity, log, limits: alarmLimitsOf(settings), signal });
        const partitions = watchPartitions({ database, activity, log, signal });
        await Promise.all([runCapture(database, log, signal, activity), watching, partitions]);
      }),
    );
};

/** Brings what waits in the host's outbox into the log database. */
async function takeOver(hostUrl: string, database: Database): Promise<void> {
  const mirror = await openMirror(hostUrl, database, MIRROR_LIMITS);
  try {
    if (!(await isCopied(database))) throw new Error(NOT_COPIED);
    await mirrorAllWaiting(mirror);
  } finally {
    await mirror.close();
  }
}

const NOT_COPIED =
  'the first copy of the host is not whole, before which nothing is taken over: run the command `replay`, or `capture` ' +
  'without --once';

/** Tells how many changes are left, how fast they get less, and how long the rest will take. */
function teller(): (left: number) => void {
  const backlog = new BacklogProgress();
  let toldAt = Number.NEGATIVE_INFINITY;
  return (left) => {
    const now = performance.now();
    if (now - toldAt < TELL_EVERY) return;
    toldAt = now;
    progress(backlog.tell(left, now) ?? `${counted(left, 'change')} left`);
  };
}
