import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { installCapture, lacksOfCapture } from '../../src/database/install/install';
import { planInstall } from '../../src/database/install/plan';
import { isUpToDate, migrateDatabase } from '../../src/database/migrate';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { type Snapshot, takeSnapshot, withClient } from '../database/migrations/snapshot';
import { processWaiting } from '../database/migrations/waiting';
import { cli, environment, PROJECT } from '../helpers/cli';
import { createHost } from '../hosts/create-host';

describe('an installation that is killed', () => {
  let url: string;
  let close: () => Promise<void>;
  let host: Client;

  beforeAll(buildOnce, 180_000);
  beforeEach(async () => {
    ({ url, close } = await createHost('v4.13.0'));
    host = new Client({ connectionString: url });
    await host.connect();
  });
  afterEach(async () => {
    await host.end();
    await close();
  });

  function startInstall(): ChildProcess {
    const env = environment({ DATABASE_URL: url });
    return spawn(process.execPath, ['scripts/run.mjs', 'install'], {
      cwd: PROJECT,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  async function kill(child: ChildProcess): Promise<void> {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  const isComplete = () =>
    withClient(url, async (c) => (await isUpToDate(c)) && (await lacksOfCapture(c)).length === 0);

  it('while it waits for the host’s tables is completed by the next one', async () => {
    await host.query('BEGIN; SELECT FROM mentions');
    const child = startInstall();
    await processWaiting(url, '^LOCK TABLE');
    await kill(child);
    const next = installCapture(url, () => {});
    await host.query('COMMIT');
    expect(await next).toMatchObject({ found: 'host', hasBegun: true, hasMissed: false });
    expect(await isComplete()).toBe(true);
  });

  it('while it builds an index is completed by the next one, which waits for the build', async () => {
    await host.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM accounts');
    const child = startInstall();
    await processWaiting(url, '^CREATE INDEX CONCURRENTLY');
    await kill(child);
    const lines: string[] = [];
    const next = installCapture(url, (line) => lines.push(line));
    await until(() => lines.length > 0);
    expect(lines[0]).toMatch(/^waiting for another process .*: process \d+ of the server \(CREATE INDEX CONCURRENTLY/);
    await host.query('COMMIT');
    expect(await next).toMatchObject({ found: 'migrated', wasInstalled: false });
    expect(await isComplete()).toBe(true);
  });

  it('while it builds an index, together with its build, is completed by the next one, which builds it anew', async () => {
    await host.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM accounts');
    const child = startInstall();
    const building = await processWaiting(url, '^CREATE INDEX CONCURRENTLY');
    await kill(child);
    await host.query(`SELECT pg_terminate_backend(${building})`);
    await host.query('COMMIT');
    expect((await planInstall(url)).indexes[0]).toMatchObject({ name: 'dialog_log_events_by_dialog', isBroken: true });
    const next = await cli(['install'], { DATABASE_URL: url });
    expect(next).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Installed: /) });
    expect(next.stderr).toMatch(/index dialog_log_events_by_dialog is invalid, left by an interrupted build/);
    expect(await isComplete()).toBe(true);
  });

  it('while it waits to attach triggers is completed by the next one, which marks that writes were missed', async () => {
    await migrateDatabase(url);
    await host.query('BEGIN; LOCK TABLE messages IN ROW EXCLUSIVE MODE');
    const child = startInstall();
    await processWaiting(url, '^LOCK TABLE ONLY messages IN SHARE ROW EXCLUSIVE MODE');
    await kill(child);
    await host.query('COMMIT');
    expect(await isComplete()).toBe(false);
    expect(await installCapture(url, () => {})).toMatchObject({ hasBegun: false, hasMissed: true });
    expect(await isComplete()).toBe(true);
  });

  it('again and again, at any point, is completed by one that is not', async () => {
    for (let kills = 0; kills < 5; kills += 1) {
      const child = startInstall();
      child.stderr!.once('data', () => setTimeout(() => child.kill('SIGKILL'), 15 * kills));
      await once(child, 'exit');
    }
    await installCapture(url, () => {});
    expect(await isComplete()).toBe(true);
    expect(await installCapture(url, () => {})).toMatchObject({ wasInstalled: true });
    const whole = await createHost('v4.13.0');
    await installCapture(whole.url, () => {});
    const plain = ({ catalog }: Snapshot) => catalog.map((line) => line.replace(/"last_value":\w+/, ''));
    expect(plain(await takeSnapshot(url))).toEqual(plain(await takeSnapshot(whole.url)));
    await whole.close();
  });
});
