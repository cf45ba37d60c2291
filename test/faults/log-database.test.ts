import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { Client } from 'pg';
import { type EmbeddedDatabase, openEmbedded } from '../../src/database/embedded';
import { buildOnce, startCaptureProcess } from '../capture/capture-process';
import { logOf, until, waiting } from '../capture/log';
import type { Model } from '../capture/model';
import { expectLog, play } from '../capture/play';
import { createBareDatabase } from '../helpers/database';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { scenarios } from '../helpers/host-simulator/histories';
import { type MirroredHost, mirrorHost } from '../mirror/mirrored-host';
import { ask, makeToken, startBuilt } from './serving';

const KILLS = 8;

/** The log's server, which is not the host's, on a port that it keeps when it is started again. */
let server: EmbeddedDatabase;
let folder: string;
let host: MirroredHost;
const given = () => ({ DATABASE_URL: host.url, LOG_DATABASE_URL: host.logUrl });

async function startServer(port?: string): Promise<EmbeddedDatabase> {
  return openEmbedded({ dataDir: folder, settings: { fsync: 'off', ...(port !== undefined && { port }) } });
}

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dialogs-log-'));
  server = await startServer();
});
beforeEach(async () => {
  const hostServer = process.env.DIALOG_TEST_SERVER;
  const makeEmpty = () => {
    process.env.DIALOG_TEST_SERVER = server.url;
    return createBareDatabase().finally(() => {
      process.env.DIALOG_TEST_SERVER = hostServer;
    });
  };
  host = await mirrorHost('v4.13.0', 'simulated', { makeEmpty });
  for (const client of host.clients) await client.query("SET host.now = '2024-01-01'");
});
afterEach(() => host.close());
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('kill -9 of who mirrors and captures, again and again: nothing is lost or doubled', async () => {
  const pattern = await createHostAccount(host.clients[0]!);
  const histories = fc.sample(scenarios(pattern), { numRuns: 10, seed: 20_240_101 });
  const models: Model[] = [];
  let kills = 0;
  const playing = (async () => {
    for (let next = 0; next < histories.length || kills < KILLS; next += 1) {
      models.push(await play(host, pattern, histories[next % histories.length]!, host.copyPast));
    }
  })();
  for (; kills < KILLS; kills += 1) {
    const worker = startCaptureProcess(host.url, given());
    await until(() => worker.leads(), 60);
    await setTimeout(Math.random() * 400);
    await worker.kill('SIGKILL');
  }
  await playing;
  await host.catchUp();
  expect(await waiting(host.mirror.host)).toBe(0);
  for (const model of models) await expectLog(host, model);
});

test('either server may be away for a while: the host writes on, the API answers, and all is logged', async () => {
  const [client] = host.clients;
  const account = await createHostAccount(client!);
  await host.copyPast();
  const token = await makeToken(host.database, account.id);
  const api = await startBuilt({ ...given(), LOG_LEVEL: 'fatal' });
  try {
    const conversation = await createConversation(client!, account);
    const logged = (statuses: number[]) => async () => {
      const { dialogs } = await logOf(host.database, conversation).catch(() => ({ dialogs: [] }));
      return JSON.stringify(dialogs) === JSON.stringify(statuses);
    };
    await until(logged([0]), 60);

    const { port } = new URL(server.url);
    await server.close();
    await setStatus(client!, conversation, 'resolved');
    await client!.query("SET host.now = '2024-01-02'");
    await write(client!, conversation);
    await setStatus(client!, conversation, 'open');
    await setTimeout(1_000);
    server = await startServer(port);
    await until(logged([1, 0]), 60);

    const name = new URL(host.url).pathname.slice(1);
    await allowConnections(name, false);
    const asked = await ask({ url: api.url, token }, '{ dialogs(first: 5) { totalCount } }');
    expect(asked.data).toEqual({ dialogs: { totalCount: 2 } });
    const ready = await fetch(`${api.url}/health/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { capture: { status: 'unknown' } }]);
    await allowConnections(name, true);
    const again = await host.connect();
    await again.query("SET host.now = '2024-01-03'");
    await setStatus(again, conversation, 'resolved');
    await until(logged([1, 1]), 60);
  } finally {
    await allowConnections(new URL(host.url).pathname.slice(1), true);
    await api.stop('SIGKILL');
  }
});

/** Whether the host's database takes connections; those that are there end. */
async function allowConnections(name: string, isAllowed: boolean): Promise<void> {
  const onServer = new Client({ connectionString: process.env.DIALOG_TEST_SERVER });
  await onServer.connect();
  await onServer.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${isAllowed}`);
  if (!isAllowed) {
    await onServer.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  }
  await onServer.end();
}
