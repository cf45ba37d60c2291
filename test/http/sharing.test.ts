import { Client } from 'pg';
import { connectDatabase, DEFAULT_LIMITS } from '../../src/database/database';
import { servedApi } from '../graphql/served';
import { say, type Told, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';
import { createTestDatabase } from '../helpers/database';

const SLOW = '{ dialogs { nodes { messages { nodes { id } } } } }';
const PAGE = '{ dialogs(first: 10) { totalCount nodes { id status } } }';

/** An API with so few connections to its database that one token could take all. */
const api = servedApi(async () => {
  const given = await createTestDatabase();
  const database = await connectDatabase(given.url, { ...DEFAULT_LIMITS, connections: 6 });
  const close = async () => {
    await database.close();
    await given.close();
  };
  return serveTestApi({ given: { ...given, database, close }, api: { requestsAtOnce: 60 } });
});
let account: TestAccount;
let told: Told;
let busy: string;
let calm: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  [told] = (await tell(api, account, [{}, [1, say()]])) as [Told];
  busy = await api.makeToken(account.id, 'writer');
  calm = await api.makeToken(account.id, 'reader');
});

const holder = () => new Client({ connectionString: api.databaseUrl });

/** While `work` runs, whoever reads messages waits; `blocked` counts them. */
async function whileMessagesAreHeld(work: (blocked: () => Promise<number>) => Promise<void>): Promise<void> {
  const client = holder();
  await client.connect();
  await client.query('BEGIN; LOCK TABLE messages');
  const blocked = async () => {
    const { rows } = await client.query(`SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    return rows[0].n as number;
  };
  try {
    await work(blocked);
  } finally {
    await client.end();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries === 400) throw new Error('it never became so');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const many = (count: number, asked: (index: number) => ReturnType<TestApi['ask']>) =>
  Promise.all(Array.from({ length: count }, (_, index) => asked(index)));

test('one token that floods with what is slow has half of the connections, and another one is answered meanwhile', async () => {
  let flood: ReturnType<typeof many> | undefined;
  await whileMessagesAreHeld(async (blocked) => {
    flood = many(30, () => api.ask(busy, SLOW));
    await until(async () => (await blocked()) === 2);
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await api.ask(calm, PAGE)).status).toBe(200);
      expect(await blocked()).toBe(2);
    }
  });
  for (const { status, errors } of await flood!) expect([status, errors]).toEqual([200, undefined]);
});

test('one request that asks for everything takes one connection, a mutation too', async () => {
  const everything = `query { ${'abcdefgh'
    .split('')
    .map((key) => `${key}: dialogs { nodes { messages(first: 5) { nodes { id } } events { nodes { id } } } }`)
    .join(' ')} }`;
  const mutation = `mutation { setConversationStatus(input: { conversation: ${told.conversation}, status: OPEN }) {
    conversation { inbox { name } contact { name } dialogs { totalCount nodes { messages { nodes { id } } events { nodes { id } }
      agents { sent: messagesSent } transfers { number } mentions { id } classification { reason } } } } } }`;
  const connections = async (query: string, token: string) => {
    const { pool } = api.database;
    let most = 0;
    const original = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
    const connect = jest.spyOn(pool, 'connect').mockImplementation(((...args: unknown[]) => {
      const connected = original(...args);
      most = Math.max(most, pool.totalCount - pool.idleCount + pool.waitingCount);
      return connected;
    }) as never);
    const { errors } = await api.ask(token, query);
    connect.mockRestore();
    expect(errors).toBeUndefined();
    return most;
  };
  expect(await connections(everything, calm)).toBe(1);
  expect(await connections(mutation, busy)).toBe(1);
});

test('a client that goes away while it waits for its turn is not served: what it asked for never happens', async () => {
  await whileMessagesAreHeld(async (blocked) => {
    const leaving = new AbortController();
    const flood = many(4, () => api.ask(busy, SLOW).catch(() => undefined as never));
    await until(async () => (await blocked()) === 2);
    const body = JSON.stringify({
      query: `mutation { setBounceTimeout(input: { seconds: 7 }) { bounceTimeoutSeconds } }`,
    });
    const administrator = await api.makeToken(account.id, 'administrator');
    const headers = (token: string) => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` });
    const asks = Array.from({ length: 4 }, () =>
      fetch(`${api.url}/graphql`, {
        ...{ method: 'POST', headers: headers(administrator), signal: leaving.signal },
        body: JSON.stringify({ query: SLOW }),
      }).catch(() => 'gone'),
    );
    await until(async () => (await blocked()) === 3);
    asks.push(
      fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: headers(administrator),
        body,
        signal: leaving.signal,
      }).catch(() => 'gone'),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    leaving.abort();
    expect(new Set(await Promise.all(asks))).toEqual(new Set(['gone']));
    await until(async () => (await blocked()) === 2);
    expect((await api.ask(calm, PAGE)).status).toBe(200);
    void flood;
  });
  const { rows } = await api.database.pool.query(`SELECT FROM dialog_settings WHERE key = 'bounce_timeout'`);
  expect(rows).toEqual([]);
});

test('too many requests of everybody are refused at once, and health answers', async () => {
  await whileMessagesAreHeld(async (blocked) => {
    const tokens = await Promise.all([1, 2, 3].map(() => api.makeToken(account.id, 'reader')));
    const flood = many(60, (index) => api.ask(tokens[index % 3], SLOW));
    await until(async () => (await blocked()) >= 3);
    let refused = await api.ask(calm, PAGE);
    for (let tries = 0; refused.status !== 503 && tries < 1_000; tries += 1) refused = await api.ask(calm, PAGE);
    expect(refused).toMatchObject({
      status: 503,
      errors: [
        {
          message: expect.stringMatching(
            /^more than 60 requests at once, of everybody \(REQUESTS_AT_ONCE\); try again/,
          ),
          extensions: { code: 'OVERLOADED' },
        },
      ],
    });
    expect(refused.headers.get('retry-after')).toBe('1');
    const report = await fetch(`${api.url}/presence`, { method: 'POST', body: '{}' });
    expect(report.status).toBe(503);
    for (const at of ['live', 'ready']) expect((await fetch(`${api.url}/health/${at}`)).status).toBe(200);
    flood.catch(() => {});
  });
  await until(async () => (await api.ask(calm, PAGE)).status === 200);
});
