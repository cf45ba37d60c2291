import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { connectDatabase } from '../../src/database/database';
import { DEFAULT_STREAM_LIMITS } from '../../src/live/limits';
import { createWriteSide } from '../../src/write-side/service';
import { servedApi } from '../graphql/served';
import { become, moment, say, type Told, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { closeStreams, subscribe } from './subscribe';

/** What goes wrong on the way: connections that are lost, clients that don't read, limits. */
const limits = { ...DEFAULT_STREAM_LIMITS, interval: 50, atOnce: 3, atOnceOfToken: 2 };
const api = servedApi(() => serveTestApi({ api: { streamLimits: limits } }));
afterEach(closeStreams);

const CHANGES =
  'subscription ($after: String) { dialogChanges(after: $after) { cursor dialogs { databaseId status } } }';

async function dialogs(count = 1): Promise<{ account: TestAccount; told: Told[]; token: string }> {
  const account = await createAccount(api.database);
  const told = await tell(api, account, ...Array.from({ length: count }, () => [{}] as const));
  return { account, told, token: await api.makeToken(account.id, 'writer') };
}

test('changes that nobody heard of while the connection was lost are told', async () => {
  const { account, told, token } = await dialogs();
  const stream = await subscribe(api, token, CHANGES);
  await stream.next();
  const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'dialog-statistics live'`;
  for (const [index, status] of (['pending', 'open', 'pending'] as const).entries()) {
    let killed = 0;
    while (killed === 0) killed = (await api.database.pool.query(ended)).rowCount!;
    // Written while nobody listens.
    await createWriteSide(api.database).execute(account.id, become(status)(told[0]!.conversation, moment(10 + index)));
    await stream.until(({ data }) => data.data.dialogChanges.dialogs[0]?.status === status.toUpperCase());
  }
});

test('who comes back with its cursor is told what it missed, of another server as well', async () => {
  const { account, told, token } = await dialogs(2);
  const stream = await subscribe(api, token, CHANGES);
  const { cursor } = (await stream.next())!.data.data.dialogChanges;
  stream.close();
  await createWriteSide(api.database).execute(account.id, say()(told[1]!.conversation, moment(10)));
  const database = await connectDatabase(api.databaseUrl);
  const other = await serveTestApi({ given: { database, url: api.databaseUrl, close: () => database.close() } });
  const back = await subscribe(other, token, CHANGES, { after: cursor });
  const { dialogChanges } = (await back.next())!.data.data;
  expect(dialogChanges.dialogs).toEqual([{ databaseId: String(told[1]!.dialog), status: 'OPEN' }]);
  await other.close();
});

test('one stream too many is refused: of a token by 429, of the process by 503; a closed one makes room', async () => {
  const [one, two] = [await dialogs(), await dialogs()];
  const first = await subscribe(api, one.token, CHANGES);
  await subscribe(api, one.token, CHANGES);
  const third = await subscribe(api, one.token, CHANGES);
  expect([third.response.status, third.response.headers.get('retry-after')]).toEqual([429, '5']);
  await subscribe(api, two.token, CHANGES);
  const fourth = await subscribe(api, two.token, CHANGES);
  expect(fourth.response.status).toBe(503);
  first.close();
  for (let status = 503; status !== 200; ) {
    const next = await subscribe(api, two.token, CHANGES);
    status = next.response.status;
  }
});

test('a client that does not read holds one answer, and gets the newest state once it does', async () => {
  const { account, told, token } = await dialogs(100);
  const writeSide = createWriteSide(api.database);
  // Some 400 kB an answer.
  const aliases = Array.from({ length: 190 }, (_, index) => `a${index}: createdAt`).join(' ');
  const query = `subscription { dialogChanges { cursor dialogs { status ${aliases} } } }`;
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  const body = JSON.stringify({ query });
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await once(socket, 'readable');
  const answers = async () => {
    const text = await (await fetch(`${api.url}/metrics`)).text();
    return Number(/^dialogs_live_answers_total (\d+)/m.exec(text)![1]);
  };
  let at = 10;
  const changeAll = async (status: 'open' | 'pending') => {
    at += 1;
    await writeSide.executeBatch(
      account.id,
      told.map(({ conversation }) => become(status)(conversation, moment(at))),
    );
  };
  // As long as ten answers of this machine take: one that is not there by then waits for its reader.
  let slowest = 200;
  const grown = async (count: number) => {
    const start = performance.now();
    for (; performance.now() < start + 10 * slowest; await setTimeout(30)) {
      if ((await answers()) === count) continue;
      slowest = Math.max(slowest, performance.now() - start);
      return true;
    }
    return false;
  };
  // The kernel's buffers take some.
  let before = await answers();
  for (let isGrowing = true; isGrowing && at < 100; before = await answers()) {
    await changeAll(at % 2 === 0 ? 'pending' : 'open');
    isGrowing = await grown(before);
  }
  expect(at).toBeLessThan(100);
  for (let more = 0; more < 3; more += 1) {
    await changeAll('open');
    await changeAll('pending');
  }
  await setTimeout(500);
  expect(await answers()).toBeLessThanOrEqual(before + 1);
  await writeSide.executeBatch(
    account.id,
    told.map(({ conversation }) => become('resolved', 'agent')(conversation, moment(at + 10))),
  );
  socket.setEncoding('utf8').on('data', (text) => {
    received = (received + text).slice(-2_000_000);
  });
  while (!received.includes('"status":"RESOLVED"')) await once(socket, 'data');
  expect(await answers()).toBeLessThanOrEqual(before + 4);
  socket.destroy();
});

test('a stream that has lived its time is completed, and the next goes on', async () => {
  const { token } = await dialogs();
  const database = await connectDatabase(api.databaseUrl);
  const short = await serveTestApi({
    given: { database, url: api.databaseUrl, close: () => database.close() },
    api: { streamLimits: { ...limits, life: 1_500 } },
  });
  const stream = await subscribe(short, token, CHANGES);
  expect((await stream.next())!.event).toBe('next');
  expect(await stream.next()).toEqual({ event: 'complete', data: undefined });
  expect(await stream.next()).toBeUndefined();
  await short.close();
});
