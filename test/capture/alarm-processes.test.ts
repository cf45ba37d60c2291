import { spawn } from 'node:child_process';
import { createSession } from '../../src/database/database';
import { findBlocker } from '../../src/write-side/capture/blocker';
import { cli, ended, environment, PROJECT, start } from '../helpers/cli';
import { createTestDatabase } from '../helpers/database';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversations } from '../helpers/host-simulator/by-hand';
import { askReady } from '../http/serve';
import { buildOnce } from './capture-process';
import { type CapturedHost, captureHost } from './captured-host';
import { until, waiting } from './log';

describe('beside a host', () => {
  let host: CapturedHost;
  beforeAll(async () => {
    await buildOnce();
    host = await captureHost('v2.2.1');
    const [client] = host.clients;
    await createConversations(client!, await createHostAccount(client!), 10);
  }, 180_000);
  afterAll(() => host.close());

  test('a server that leaves the capture to others says that nobody does it, and ends when asked to', async () => {
    const server = await start({ DATABASE_URL: host.url, CAPTURE: 'off', CAPTURE_ALARM_ROWS: '9' });
    let printed = '';
    server.child.stderr!.on('data', (chunk) => {
      printed += chunk;
    });
    await until(() => printed.includes('\n'));
    expect(JSON.parse(printed.split('\n', 1)[0]!)).toMatchObject({
      level: 40,
      waiting: 10,
      msg: expect.stringMatching(/^10 changes wait to be logged, .* no process captures/),
    });
    const { body: ready } = await askReady(server.url);
    expect(ready).toMatchObject({ status: 'ready', capture: { status: 'late', waiting: 10 } });
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  test('the command capture tells what it waits for, and ends when asked to', async () => {
    const job = await host.connect();
    await job.query('BEGIN; CREATE TABLE unfinished ()');
    const child = spawn(process.execPath, ['scripts/run.mjs', 'capture'], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: host.url, CAPTURE_ALARM_SECONDS: '1', CAPTURE_ALARM_ROWS: '9' }),
    });
    const end = ended(child);
    let printed = '';
    child.stderr.on('data', (chunk) => {
      printed += chunk;
    });
    // What waited before the transaction began is logged at once; what comes now is not.
    const [client] = host.clients;
    await createConversations(client!, await createHostAccount(client!), 10);
    await until(() => printed.includes('they wait for the transaction of process'));
    expect(printed).toContain('(application host, ');
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, stdout: '' });
    await job.query('ROLLBACK');
  });

  test('capture --once logs what waits', async () => {
    expect(await cli(['capture', '--once'], { DATABASE_URL: host.url })).toMatchObject({
      ...{ code: 0, stdout: '10 changes logged\n', stderr: '' },
    });
    expect(await waiting(host.database)).toBe(0);
  });

  test('capture says in words that there is nothing to capture', async () => {
    const { url, close } = await createTestDatabase();
    expect(await cli(['capture'], { DATABASE_URL: url })).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: 'capture is not installed on this database: run npm run --silent cli -- install\n',
    });
    await close();
  });

  test('a role without pg_read_all_stats still learns which process holds the capture back', async () => {
    const [job, client] = [await host.connect(), await host.connect()];
    const role = `low_role_${process.pid}`;
    await client.query(`CREATE ROLE ${role}`);
    await job.query('BEGIN; CREATE TABLE unfinished ()');
    const { rows } = await job.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await client.query(`SET ROLE ${role}`);
    try {
      const pid = rows[0]!.pid;
      await expect(findBlocker(createSession(client))).resolves.toMatchObject({
        ...{ pid, application: 'host', state: null, seconds: null },
      });
    } finally {
      await job.query('ROLLBACK');
      await client.query(`RESET ROLE; DROP ROLE ${role}`);
    }
  });
});
