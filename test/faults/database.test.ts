import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { type EmbeddedDatabase, openEmbedded } from '../../src/database/embedded';
import { buildOnce } from '../capture/capture-process';
import { type CapturedHost, captureHost } from '../capture/captured-host';
import { until, waiting } from '../capture/log';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { createConversations, setStatus, write } from '../helpers/host-simulator/by-hand';
import { ask, type Serving, serve } from './serving';
import { expectKept, type Ledger, startWriters } from './writers';

const CLIENTS = 4;
/** What a server may say while its database fails; never that the fault is ours, for it knows better. */
const SAID_OF_FAULTS = ['OVERLOADED', 'TIMEOUT'];

const serverOfTheRun = process.env.DIALOG_TEST_SERVER;
let folder: string;
let postgres: EmbeddedDatabase;
let host: CapturedHost;
let account: HostAccount;
let conversations: number[];
/** The host's own connection. */
let client: Client;

/** A PostgreSQL of this file's own, on a port that it keeps when it is started again. */
async function startPostgres(port?: string): Promise<EmbeddedDatabase> {
  const settings = { fsync: 'off', full_page_writes: 'off', ...(port !== undefined && { port }) };
  return openEmbedded({ dataDir: folder, settings });
}

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dialogs-faults-'));
  postgres = await startPostgres();
  process.env.DIALOG_TEST_SERVER = postgres.url;
  host = await captureHost('v4.13.0');
  [client] = host.clients as [Client];
  account = await createHostAccount(client);
  conversations = await createConversations(client, account, 6);
});
afterAll(async () => {
  await host.close();
  process.env.DIALOG_TEST_SERVER = serverOfTheRun;
  await postgres.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Writes all the while that the database is made to fail, and for a moment afterwards. */
async function writeDuring(server: Serving, fail: () => Promise<void>): Promise<Ledger> {
  const target = { url: () => server.url, token: server.token, conversations, agents: account.agents };
  const { ledger, stop } = startWriters(target, CLIENTS);
  try {
    await until(() => ledger.kept.size > 2 * CLIENTS, 60);
    await fail();
    const kept = ledger.kept.size;
    await until(() => ledger.kept.size > kept + 2 * CLIENTS, 60);
  } finally {
    await stop();
  }
  expect(server.child.exitCode).toBeNull();
  if ([...ledger.codes.keys()].some((code) => !SAID_OF_FAULTS.includes(code))) await stopSound(server);
  return ledger;
}

/** Ends a server, which has found no fault of ours. */
async function stopSound(server: Serving): Promise<void> {
  expect(await server.stop('SIGTERM')).toBe(0);
  const faults = (await server.ended).stderr.split('\n').filter((line) => line.includes('a fault of ours'));
  expect(faults).toEqual([]);
}

test('a database that is stopped and started again under load', async () => {
  const server = await serve(host, account.id, { LOG_LEVEL: 'error' });
  const ledger = await writeDuring(server, async () => {
    const { port } = new URL(postgres.url);
    await postgres.close();
    const ready = await fetch(`${server.url}/health/ready`);
    expect(ready.status).toBe(503);
    await setTimeout(500);
    postgres = await startPostgres(port);
    client = await host.connect();
  });
  expect(ledger.codes.get('OVERLOADED')).toBeGreaterThan(0);
  await expectKept(host.database, account.id, [ledger]);
  await stopSound(server);
});

test('connections that are ended in the middle of transactions, by pg_terminate_backend', async () => {
  const server = await serve(host, account.id, { LOG_LEVEL: 'error' });
  const killer = new Client({ connectionString: host.url });
  await killer.connect();
  let ended = 0;
  const ledger = await writeDuring(server, async () => {
    for (let round = 0; round < 20 || (ended === 0 && round < 500); round += 1) {
      const { rowCount } = await killer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'dialog-statistics' AND backend_xid IS NOT NULL`);
      ended += rowCount!;
      await setTimeout(Math.random() * 100);
    }
  });
  await killer.end();
  // Else none had written anything yet.
  expect(ended).toBeGreaterThan(0);
  await expectKept(host.database, account.id, [ledger]);
  await stopSound(server);
});

test('connections that the network cuts: neither end hears of it in good order', async () => {
  const proxy = await startProxy(new URL(host.url));
  const throughProxy = new URL(host.url);
  throughProxy.port = String(proxy.port);
  const server = await serve({ url: throughProxy.toString(), database: host.database }, account.id, {
    LOG_LEVEL: 'error',
  });
  const ledger = await writeDuring(server, async () => {
    for (let round = 0; round < 20; round += 1) {
      proxy.cut();
      await setTimeout(Math.random() * 150);
    }
  });
  await expectKept(host.database, account.id, [ledger]);
  await stopSound(server);
  await proxy.close();
});

/** Something between the server and its database that can cut all connections at once, in the middle of anything. */
async function startProxy({ hostname, port }: URL) {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const proxy: Server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) keep(socket);
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: (proxy.address() as AddressInfo).port,
    cut,
    async close() {
      cut();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

/*
 * Nobody but root can make a disk full. Its stand-in is what PostgreSQL says then, SQLSTATE 53100 in the middle of a
 * transaction or at its commit, raised by a trigger in the statement that would have met it.
 */
describe.each([
  ['in the middle of a transaction', 'CREATE TRIGGER no_room AFTER INSERT ON messages FOR EACH STATEMENT'],
  [
    'at the commit',
    'CREATE CONSTRAINT TRIGGER no_room AFTER INSERT ON messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW',
  ],
])('a disk that is full %s', (_, trigger) => {
  test('is told as such, nothing half is written, and the capture goes on once there is room', async () => {
    const server = await serve(host, account.id, { LOG_LEVEL: 'error' });
    const [conversation] = await createConversations(client, account, 1, 'resolved');
    const post = `mutation { postMessage(input: { conversation: ${conversation}, type: INCOMING, content: "full" }) { message { id } } }`;
    // Of the transactions of ours alone: the host's own are not what is tried.
    await client.query(`
      CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('application_name') = 'dialog-statistics' THEN
          RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100';
        END IF;
        RETURN NULL; END $$;
      ${trigger} EXECUTE FUNCTION no_room();
      CREATE TRIGGER no_room_for_dialogs BEFORE INSERT ON dialogs FOR EACH STATEMENT EXECUTE FUNCTION no_room()`);
    try {
      const refused = await ask(server, post);
      expect(refused.codes).toEqual(['OVERLOADED']);
      expect(refused.messages[0]).toMatch(/no room left .* nothing was written/);
      const { rows } = await client.query(
        `SELECT (SELECT count(*) FROM messages WHERE conversation_id = ${conversation})
          + (SELECT count(*) FROM dialogs WHERE conversation_id = ${conversation})
          + (SELECT count(*) FROM conversations WHERE id = ${conversation} AND status <> 1) AS count`,
      );
      expect(rows).toEqual([{ count: '0' }]);
      await setStatus(client, conversation!, 'open');
      await write(client, conversation!);
      expect((await ask(server, '{ dialogs(first: 1) { totalCount } }')).codes).toEqual([]);
      expect(await waiting(host.database)).toBeGreaterThanOrEqual(2);
    } finally {
      await client.query(
        'DROP TRIGGER no_room_for_dialogs ON dialogs; DROP TRIGGER no_room ON messages; DROP FUNCTION no_room()',
      );
    }
    expect((await ask(server, post)).codes).toEqual([]);
    await expectKept(host.database, account.id, []);
    await stopSound(server);
  });
});

test('a conversation that another writer holds: its writers are told, all others go on, and it is written to later', async () => {
  const server = await serve(host, account.id);
  const [held, free] = conversations;
  const post = (conversation: number) =>
    ask(
      server,
      `mutation { postMessage(input: { conversation: ${conversation}, type: INCOMING, content: "hold" }) { message { id } } }`,
    );
  const holder = new Client({ connectionString: host.url });
  await holder.connect();
  await holder.query(`BEGIN; SELECT FROM conversations WHERE id = ${held} FOR UPDATE`);
  const waiters = [post(held!), post(held!)];
  expect((await post(free!)).codes).toEqual([]);
  for (const { codes, messages } of await Promise.all(waiters)) {
    expect(codes).toEqual(['TIMEOUT']);
    expect(messages[0]).toMatch(/nothing was written, try again/);
  }
  await holder.end();
  expect((await post(held!)).codes).toEqual([]);
  const { rows } = await client.query(
    `SELECT count(*) FROM messages WHERE content = 'hold' AND conversation_id = ${held}`,
  );
  expect(rows).toEqual([{ count: '1' }]);
  await expectKept(host.database, account.id, []);
  await stopSound(server);
});
