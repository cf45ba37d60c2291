import { CaptureAlarm, statusOf } from '../../src/write-side/capture/alarm';
import { BacklogProgress } from '../../src/write-side/capture/backlog-progress';
import { type Blocker, describeBlocker } from '../../src/write-side/capture/blocker';
import { durationInWords } from '../../src/write-side/capture/duration';
import type { CaptureHealth } from '../../src/write-side/capture/health';

const LIMITS = { seconds: 60, rows: 1_000 };
const FINE: CaptureHealth = { rows: 3, ageSeconds: 1, isHeldBack: false, gaps: 0, isLed: true, blockedBy: undefined };
const OLD = { ...FINE, ageSeconds: 61 };
const NAMELESS = { application: null, user: null, database: null };
const NOTHING_KNOWN: Blocker = { ...NAMELESS, pid: 12, gid: null, state: null, seconds: null };

const minutes = (count: number) => count * 60_000;

describe('the status of a capture', () => {
  test.each([
    ['ok', {}],
    ['ok', { ageSeconds: 60, rows: 1_000 }],
    ['late', { ageSeconds: 60.1 }],
    ['late', { rows: 1_001 }],
    ['late', { ageSeconds: 61, gaps: 1, isLed: false }],
    ['gaps', { gaps: 1, isLed: false }],
    ['off', { isLed: false }],
  ])('is %s for %j', (status, state) => {
    expect(statusOf({ ...FINE, ...state }, LIMITS)).toBe(status);
  });
});

describe('the lines of the alarm', () => {
  /** What an alarm says of states, each so many minutes after the start. */
  function said(...states: readonly (readonly [number, CaptureHealth | undefined])[]): string[] {
    const alarm = new CaptureAlarm(LIMITS);
    return states.flatMap(([at, state]) => alarm.linesFor(state, minutes(at)).map(({ message }) => message));
  }
  const LATE = '3 changes wait to be logged, the oldest for 61 s: the process that captures does not keep up';

  test('come at once, then once a minute, and once when it is over', () => {
    expect(said([0, FINE], [1, FINE])).toEqual([]);
    expect(said([0, OLD], [0.1, OLD], [0.9, OLD])).toEqual([LATE]);
    expect(said([0, OLD], [0.9, OLD], [1, OLD], [1.5, OLD], [2, OLD])).toEqual([LATE, LATE, LATE]);
    expect(said([0, OLD], [0.1, FINE], [0.2, FINE])).toEqual([LATE, 'the capture has caught up']);
    expect(said([0, OLD], [0.1, FINE], [0.2, OLD])).toEqual([LATE, 'the capture has caught up', LATE]);
  });

  test('tell gaps beside what is late, each in its own time', () => {
    const gaps =
      '2 statements of the host could not be captured; run the command `replay`, which finds what they changed';
    const both = { ...OLD, gaps: 2 };
    expect(said([0, OLD], [0.5, both], [1, both], [1.5, { ...FINE, gaps: 2 }], [1.6, FINE])).toEqual([
      ...[LATE, gaps, LATE, 'the capture has caught up', gaps, 'the gaps of the capture are closed'],
    ]);
  });

  test('name every reason that is known', () => {
    expect(said([0, { ...OLD, isLed: false, blockedBy: NOTHING_KNOWN }])).toEqual([
      '3 changes wait to be logged, the oldest for 61 s: no process captures; start a server with CAPTURE=on, or the ' +
        'command `capture`. And they wait for the transaction of process 12 (running for at least 61 s); let it end, ' +
        'or run SELECT pg_terminate_backend(12)',
    ]);
  });

  test('tell once that triggers were taken away, and nothing where it never was', () => {
    expect(said([0, undefined], [1, undefined])).toEqual([]);
    expect(said([0, OLD], [1, undefined], [2, undefined])).toEqual([
      LATE,
      'triggers of the capture are gone, so the host writes what is not logged: run the command `install`',
    ]);
  });

  test('tell that nothing can be found out, once a minute, and its end', () => {
    const alarm = new CaptureAlarm(LIMITS);
    const lines = [0, 0.5, 1].flatMap((at) => alarm.linesForFailure(new Error('down'), minutes(at)));
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
    expect(alarm.linesFor(FINE, minutes(1.1))).toMatchObject([{ level: 'info' }]);
  });
});

describe('a transaction', () => {
  const known = { application: 'sidekiq', user: 'chatwoot', database: 'host' };

  test('that runs is named with all that may be seen of it', () => {
    const running = { ...NOTHING_KNOWN, ...known, state: 'idle in transaction', seconds: 7_200.5 };
    expect(describeBlocker(running, 5)).toBe(
      'the transaction of process 12 (application sidekiq, user chatwoot, database host, idle in transaction for 2 h); ' +
        'let it end, or run SELECT pg_terminate_backend(12)',
    );
  });

  test('that is prepared is named by its id', () => {
    const prepared = { ...NAMELESS, pid: null, gid: 'tx 7', user: 'chatwoot', state: 'prepared', seconds: 300 };
    expect(describeBlocker(prepared, 5)).toBe(
      "the prepared transaction 'tx 7' (user chatwoot, prepared for 5 min); commit it, or run ROLLBACK PREPARED 'tx 7'",
    );
  });
});

test('the progress of a backlog tells its rate and the time left, while it gets less', () => {
  const progress = new BacklogProgress();
  expect(progress.tell(100_000, 0)).toBeUndefined();
  expect(progress.tell(90_000, 2_000)).toBe('90000 changes left, 5000 changes/s, about 18 s left');
  expect(progress.tell(90_000, 4_000)).toBeUndefined();
  expect(progress.tell(91_000, 6_000)).toBeUndefined();
  expect(progress.tell(90_000, 8_000)).toBe('90000 changes left, 500 changes/s, about 3 min left');
});

test.each([
  [0, '0 s'],
  [0.9, '0 s'],
  [119, '119 s'],
  [120, '2 min'],
  [7_199, '119 min'],
  [7_200, '2 h'],
  [604_800, '7 d'],
])('%d seconds are %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});
