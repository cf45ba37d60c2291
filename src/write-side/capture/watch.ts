import type { Logger } from '../../http/logger';
import { pause } from '../../pause';
import type { CaptureActivity } from './activity';
import { type AlarmLimits, type AlarmLine, CaptureAlarm } from './alarm';
import { BacklogProgress } from './backlog-progress';
import type { CaptureHealth } from './health';

/** How often the capture is looked at; milliseconds. */
const EVERY = 3_000;

/** Fewer waiting changes than these are logged before one could read how many are left. */
const WORTH_TELLING = 20_000;

/** What is watched, and how it is told. */
export interface CaptureWatch {
  /** Finds out how the capture is doing; undefined where it is not installed. */
  read(): Promise<CaptureHealth | undefined>;
  /** Tells whether it is this process that captures. */
  readonly activity: CaptureActivity;
  readonly log: Logger;
  readonly limits: AlarmLimits;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/**
 * Logs what is wrong with the capture, and the progress of a large backlog, until the signal is aborted. To be run by
 * every process of the service: the one that captures tells, and each where none does.
 */
export async function watchCapture(watch: CaptureWatch): Promise<void> {
  const { read, activity, log, limits, signal, every = EVERY } = watch;
  let isLeader = false;
  activity.on('lead', (leads) => {
    isLeader = leads;
  });
  const alarm = new CaptureAlarm(limits);
  const progress = new BacklogProgress();
  const lines = async (): Promise<AlarmLine[]> => {
    try {
      const health = await read();
      if (health?.isLed && !isLeader) return alarm.leaveToOthers();
      const told = alarm.linesFor(health, Date.now());
      return health?.isLed ? [...told, ...progressLines(progress, health.rows)] : told;
    } catch (error) {
      return alarm.linesForFailure(error, Date.now());
    }
  };
  // The first look comes after a while, when the capture of this process has had the time to take the lead.
  while (await pause(every, signal)) {
    const found = await lines();
    // What fails while the process ends is no news.
    if (signal.aborted) return;
    for (const { level, fields, message } of found) log[level](fields, message);
  }
}

function progressLines(progress: BacklogProgress, waiting: number): AlarmLine[] {
  const message = progress.tell(waiting, performance.now());
  return message === undefined || waiting < WORTH_TELLING ? [] : [{ level: 'info', fields: { waiting }, message }];
}
