import { counted } from '../../counted';
import { describeBlocker } from './blocker';
import { durationInWords } from './duration';
import type { CaptureHealth } from './health';

/** How much may wait, and for how many seconds, before it is worth an alarm. */
export interface AlarmLimits {
  readonly seconds: number;
  readonly rows: number;
}

export const DEFAULT_ALARM_LIMITS: AlarmLimits = { seconds: 60, rows: 100_000 };

/**
 * The worst that is to be said of a capture: changes wait for too long or too many do; changes were missed, until a
 * replay; no process captures, though nothing is late yet.
 */
export type CaptureStatus = 'ok' | 'off' | 'gaps' | 'late';

export function statusOf(health: CaptureHealth, limits: AlarmLimits): CaptureStatus {
  if (isLate(health, limits)) return 'late';
  if (health.gaps > 0) return 'gaps';
  return health.isLed ? 'ok' : 'off';
}

/** A line for the log. */
export interface AlarmLine {
  readonly level: 'warn' | 'info';
  readonly fields: object;
  readonly message: string;
}

/** What stays wrong is said again after so long; milliseconds. */
const SAY_AGAIN_AFTER = 60_000;

type Problem = 'late' | 'gaps' | 'unreadable';

const OVER: Readonly<Record<Problem, string>> = {
  late: 'the capture has caught up',
  gaps: 'the gaps of the capture are closed',
  unreadable: 'how the capture is doing can be read again',
};

/** Decides what to say of a capture that is looked at again and again: what is wrong at once and each minute, and its end. */
export class CaptureAlarm {
  readonly #limits: AlarmLimits;
  readonly #saidAt = new Map<Problem, number>();
  #isInstalled = false;

  constructor(limits: AlarmLimits) {
    this.#limits = limits;
  }

  /** The lines for what was found at `now`, in milliseconds; undefined for a capture that is not installed. */
  linesFor(health: CaptureHealth | undefined, now: number): AlarmLine[] {
    const wasInstalled = this.#isInstalled;
    this.#isInstalled = health !== undefined;
    if (!health) {
      this.#saidAt.clear();
      const message =
        'triggers of the capture are gone, so the host writes what is not logged: run the command `install`';
      return wasInstalled ? [{ level: 'warn', fields: {}, message }] : [];
    }
    const { rows, ageSeconds, gaps, blockedBy } = health;
    const fields = { waiting: rows, ageSeconds: Math.floor(ageSeconds), gaps };
    return [
      ...this.#say('unreadable', undefined, {}, now),
      ...this.#say('late', lateness(health, this.#limits), { ...fields, blockedBy }, now),
      ...this.#say('gaps', missed(gaps), fields, now),
    ];
  }

  /** The lines for when it couldn't be found out. */
  linesForFailure(error: unknown, now: number): AlarmLine[] {
    return this.#say('unreadable', "how the capture is doing can't be read", { err: error }, now);
  }

  /** The lines for when another process captures, and says what there is to be said. */
  leaveToOthers(): AlarmLine[] {
    this.#isInstalled = true;
    if (this.#saidAt.size === 0) return [];
    this.#saidAt.clear();
    return [{ level: 'info', fields: {}, message: 'another process captures, and tells how it goes' }];
  }

  #say(problem: Problem, message: string | undefined, fields: object, now: number): AlarmLine[] {
    const saidAt = this.#saidAt.get(problem);
    if (message === undefined) {
      this.#saidAt.delete(problem);
      return saidAt === undefined ? [] : [{ level: 'info', fields, message: OVER[problem] }];
    }
    if (saidAt !== undefined && now - saidAt < SAY_AGAIN_AFTER) return [];
    this.#saidAt.set(problem, now);
    return [{ level: 'warn', fields, message }];
  }
}

function isLate({ ageSeconds, rows }: CaptureHealth, limits: AlarmLimits): boolean {
  return ageSeconds > limits.seconds || rows > limits.rows;
}

function lateness(health: CaptureHealth, limits: AlarmLimits): string | undefined {
  if (!isLate(health, limits)) return undefined;
  const { rows, ageSeconds, isLed, blockedBy } = health;
  const reasons: string[] = [];
  if (!isLed) reasons.push('no process captures; start a server with CAPTURE=on, or the command `capture`');
  if (blockedBy) reasons.push(`${rows === 1 ? 'it waits' : 'they wait'} for ${describeBlocker(blockedBy, ageSeconds)}`);
  if (reasons.length === 0) reasons.push('the process that captures does not keep up');
  const waiting = `${counted(rows, 'change')} ${rows === 1 ? 'waits' : 'wait'} to be logged`;
  return `${waiting}, the oldest for ${durationInWords(ageSeconds)}: ${reasons.join('. And ')}`;
}

function missed(gaps: number): string | undefined {
  if (gaps === 0) return undefined;
  return `${counted(gaps, 'statement')} of the host could not be captured; run the command \`replay\`, which finds what they changed`;
}
