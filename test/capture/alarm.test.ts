import { once } from 'node:events';
import type { Client } from 'pg';
import { pino } from 'pino';
import { createActivity } from '../../src/write-side/capture/activity';
import { DEFAULT_ALARM_LIMITS } from '../../src/write-side/capture/alarm';
import { watchCapture } from '../../src/write-side/capture/watch';
import { captureAllWaiting, runCapture } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { begin, createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { type Served, serveOn } from '../http/serve';
import { type CapturedHost, captureHost } from './captured-host';
import { until, waiting } from './log';

const WEEK = 7 * 86_400;
const MANY = 200_000;
/** Of them the triggers make so many; the rest are copies, for the size alone. */
const CAPTURED = 2_000;

/** What a watch has logged. */
interface Line {
  readonly level: number;
  readonly msg: string;
  readonly waiting?: number;
  readonly blockedBy?: { pid: number };
}
const WARN = 40;
const INFO = 30;

describe('the alarm of the capture', () => {
  let host: CapturedHost;
  let served: Served;
  let account: HostAccount;
  let client: Client;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    host = await captureHost('v4.13.0');
    client = host.clients[0]!;
    account = await createHostAccount(client);
    served = await serveOn(host.database);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  afterAll(async () => {
    await served.close();
    await host.close();
  });

  /** Watches as a server does, but more often. Returns the lines that it logs from now on. */
  function watch(): Line[] {
    const lines: Line[] = [];
    const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const { probe, captureActivity: activity } = served.app;
    run((signal) =>
      watchCapture({ read: probe.readCapture, activity, log, limits: DEFAULT_ALARM_LIMITS, signal, every: 20 }),
    );
    return lines;
  }

  /** Captures in this process until the test ends. Returns when it leads. */
  async function capture(activity = served.app.captureActivity): Promise<void> {
    const leads = once(activity, 'lead');
    run((signal) => runCapture(host.database, pino({ level: 'silent' }), signal, activity));
    await leads;
  }

  function run(work: (signal: AbortSignal) => Promise<void>): void {
    const stop = new AbortController();
    const running = work(stop.signal);
    stops.push(() => {
      stop.abort();
      return running;
    });
  }

  /** Makes what waits as old as if nobody had looked since. */
  const age = (seconds: number) => client.query(`UPDATE dialog_outbox SET at = at - interval '${seconds} s'`);

  /** Copies what waits until there are MANY. */
  const multiply = () =>
    client.query(
      `INSERT INTO dialog_outbox (at, kind, operation, account_id, conversation_id, row_id, before, after, "row")
       SELECT at, kind, operation, account_id, conversation_id, row_id, before, after, "row"
       FROM dialog_outbox, generate_series(2, ${MANY / CAPTURED})`,
    );

  test('is raised when nobody has emptied the outbox for a week: the host goes on, and health, metrics and log tell', async () => {
    const conversation = await createConversation(client, account);
    await write(client, conversation, { count: CAPTURED - 1 });
    await age(WEEK);
    await multiply();
    const before = await waiting(host.database);
    await setStatus(client, conversation, 'resolved');
    await write(client, conversation);
    expect(await waiting(host.database)).toBe(before + 2);

    const lines = watch();
    expect(await served.ready()).toEqual({
      status: 200,
      body: {
        status: 'ready',
        capture: {
          ...{ status: 'late', isRunning: false, gaps: 0 },
          waiting: MANY + 2,
          ageSeconds: expect.closeTo(WEEK, -2),
        },
      },
    });
    const scrape = await served.scrape();
    expect(scrape.value('dialogs_capture_installed')).toBe(1);
    expect(scrape.value('dialogs_capture_has_leader')).toBe(0);
    expect(scrape.value('dialogs_outbox_rows')).toBe(MANY + 2);
    expect(scrape.value('dialogs_outbox_age_seconds')).toBeCloseTo(WEEK, -3);
    expect(scrape.value('dialogs_outbox_gaps')).toBe(0);
    await until(() => lines.length > 0);
    expect(lines[0]).toMatchObject({ level: WARN, waiting: MANY + 2 });
    expect(lines[0]!.msg).toMatch(/^200002 changes wait to be logged, the oldest for 7 d: no process captures; start /);

    await client.query('DELETE FROM dialog_outbox WHERE id > $1 AND id <= $2', [CAPTURED, MANY]);
    await capture();
    await until(() => lines.some(({ level }) => level === INFO));
    expect(lines.map(({ level }) => level)).toEqual([WARN, INFO]);
    expect(lines[1]!.msg).toBe('the capture has caught up');
    await until(async () => (await waiting(host.database)) === 0);
    expect(await served.ready()).toMatchObject({
      body: { capture: { status: 'ok', isRunning: true, waiting: 0, ageSeconds: 0 } },
    });
    const after = await served.scrape();
    expect(after.value('dialogs_capture_is_leader')).toBe(1);
    expect(after.value('dialogs_capture_has_leader')).toBe(1);
    expect(after.value('dialogs_outbox_rows')).toBe(0);
    expect(after.value('dialogs_capture_changes_total')).toBe(CAPTURED + 2);
    expect(after.value('dialogs_capture_batch_duration_seconds_count')).toBeGreaterThan(0);
    expect(after.value('dialogs_capture_failures_total')).toBe(0);
  });

  test('names the old transaction that holds the capture back', async () => {
    const lines = watch();
    await capture();
    const job = await host.connect();
    await job.query("SET application_name = 'nightly report'");
    await job.query('BEGIN');
    await job.query('UPDATE accounts SET updated_at = updated_at WHERE id = 0; CREATE TEMPORARY TABLE report ()');
    const { rows } = await job.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const [{ pid }] = rows as [{ pid: number }];
    await createConversation(client, account);
    await age(600);

    await until(() => lines.length > 0);
    expect(lines[0]).toMatchObject({ level: WARN, waiting: 1, blockedBy: { pid, state: 'idle in transaction' } });
    expect(lines[0]!.msg).toMatch(
      new RegExp(
        '^1 change waits to be logged, the oldest for 10 min: it waits for the transaction of process ' +
          `${pid} \\(application nightly report, user \\w+, database \\w+, idle in transaction for \\d+ s\\)`,
      ),
    );
    const { body } = await served.ready();
    expect(body).toMatchObject({
      capture: { status: 'late', isRunning: true, blockedBy: { pid, application: 'nightly report', seconds: 0 } },
    });
    await expect(captureAllWaiting(host.database, undefined, 50)).rejects.toThrow(
      `1 change can't be logged yet: it waits for the transaction of process ${pid} (application nightly report`,
    );
    await job.query('COMMIT');
    await until(() => lines.length > 1);
    expect(lines[1]).toMatchObject({ level: INFO, msg: 'the capture has caught up' });
    await until(async () => (await waiting(host.database)) === 0);
    expect(await served.ready()).toMatchObject({ body: { capture: { status: 'ok' } } });
  });

  test('is no alarm where a transaction has only read', async () => {
    await capture();
    const reader = await host.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT FROM conversations');
    await createConversation(client, account);
    await until(async () => (await waiting(host.database)) === 0);
    await reader.query('COMMIT');
  });

  test('tells gaps until a replay has closed them', async () => {
    const lines = watch();
    await capture();
    const conversation = await createConversation(client, account);
    await client.query('ALTER TABLE dialog_outbox ADD CONSTRAINT refused CHECK (false) NOT VALID');
    await setStatus(client, conversation, 'resolved');
    await client.query('ALTER TABLE dialog_outbox DROP CONSTRAINT refused');
    await until(() => lines.length > 0);
    expect(lines[0]).toMatchObject({ level: WARN, gaps: 1, msg: expect.stringContaining('run the command `replay`') });
    expect(await served.ready()).toMatchObject({ status: 200, body: { capture: { status: 'gaps', gaps: 1 } } });
    expect((await served.scrape()).value('dialogs_outbox_gaps')).toBe(1);
    await replay(host.database);
    await until(() => lines.length > 1);
    expect(lines[1]).toMatchObject({ level: INFO, gaps: 0, msg: 'the gaps of the capture are closed' });
    expect(await served.ready()).toMatchObject({ body: { capture: { status: 'ok', gaps: 0 } } });
  });

  test('leaves it to the process that captures to tell', async () => {
    const lines = watch();
    await createConversation(client, account);
    await age(600);
    await until(() => lines.length > 0);
    expect(lines[0]!.msg).toContain('no process captures');
    await capture(createActivity());
    await until(() => lines.length > 1);
    expect(lines[1]).toMatchObject({ level: INFO, msg: 'another process captures, and tells how it goes' });
  });

  test('an outbox that can’t be looked at leaves the API ready, and is told', async () => {
    const lines = watch();
    const locker = await host.connect();
    await begin(locker, () => locker.query('LOCK TABLE dialog_outbox IN ACCESS EXCLUSIVE MODE'));
    // A reading that began before the lock, which health would share, has ended by then.
    await until(() => lines.length > 0);
    expect(lines[0]).toMatchObject({ level: WARN, msg: "how the capture is doing can't be read" });
    const took: number[] = [];
    // A machine may stop in the midst of one.
    while (took.length === 0 || (took.at(-1)! > 1_500 && took.length < 5)) {
      const began = performance.now();
      expect(await served.ready(1)).toEqual({ status: 200, body: { status: 'ready', capture: { status: 'unknown' } } });
      took.push(performance.now() - began);
    }
    expect(took.at(-1)).toBeLessThan(1_500);
    const scrape = await served.scrape();
    expect([scrape.status, scrape.value('dialogs_database_up'), scrape.value('dialogs_outbox_rows')]).toEqual([
      200,
      0,
      undefined,
    ]);
    await locker.query('ROLLBACK');
    await until(() => lines.length > 1);
    expect(lines[1]).toMatchObject({ level: INFO, msg: 'how the capture is doing can be read again' });
  });
});
