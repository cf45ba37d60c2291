import { once } from 'node:events';
import { connect } from 'node:net';
import { sql } from 'drizzle-orm';
import { Client, Pool } from 'pg';
import { BEGIN_SNAPSHOT, END_SNAPSHOT, openSnapshot } from '../../src/database/snapshot';
import { SQL_STATES } from '../../src/database/sql-states';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';
import { say, type Told, tell } from './story';

const api = servedApi(serveTestApi);
let account: TestAccount;
let told: Told;
let token: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  [told] = (await tell(api, account, [{}, [1, say()]])) as [Told];
  token = await api.makeToken(account.id, 'writer');
  // The first use of a token is recorded.
  await api.ask(token, '{ viewer { role } }');
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** Two levels: the messages are read after the dialogs. */
const TWO_LEVELS = '{ dialogs { totalCount nodes { messages { nodes { content } } } } }';

/** The statements of a request that the pool's connections ran, the token's left out. */
async function statementsOf(query: string): Promise<string[]> {
  const spy = jest.spyOn(Client.prototype, 'query');
  await api.ask(token, query);
  const texts = spy.mock.calls.map(([statement]: unknown[]) =>
    typeof statement === 'string' ? statement : (statement as { text: string }).text,
  );
  spy.mockRestore();
  return texts.filter((text) => !text.includes('dialog_api_tokens'));
}

/** Resolves once the pool has no connection in use, and fails where one stays out. */
async function poolIsIdle(): Promise<void> {
  const { pool } = api.database;
  for (let tries = 0; pool.idleCount < pool.totalCount || pool.waitingCount > 0; tries += 1) {
    if (tries === 500) throw new Error(`${pool.totalCount - pool.idleCount} of ${pool.totalCount} connections in use`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // One that was given away ends in the server a moment later.
  for (let tries = 0; (await openTransactions()) > 0; tries += 1) {
    if (tries === 500) throw new Error(`${await openTransactions()} transactions are left open`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function openTransactions(): Promise<number> {
  const { rowCount } = await api.database.pool.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
  );
  return rowCount ?? 0;
}

/** Does something after the first statement of the next request and before its others. */
function afterFirstStatement(work: () => Promise<unknown>): void {
  const original = Client.prototype.query as (...args: unknown[]) => unknown;
  let done = false;
  jest.spyOn(Client.prototype, 'query').mockImplementation(async function (this: Client, ...args: unknown[]) {
    const result = await original.apply(this, args);
    const text = (args[0] as { text?: string }).text ?? '';
    if (!done && text.includes('dialogs')) {
      done = true;
      await work();
    }
    return result;
  } as never);
}

test('a query sees nothing of what is committed after its first statement', async () => {
  const other = new Client({ connectionString: api.databaseUrl });
  await other.connect();
  afterFirstStatement(async () => {
    await other.query('UPDATE messages SET content = $1 WHERE dialog_id = $2', ['later', told.dialog]);
  });
  const during = await dataOf(api.ask(token, TWO_LEVELS));
  const after = await dataOf(api.ask(token, TWO_LEVELS));
  await other.end();
  const contentOf = (data: typeof during) => data.dialogs.nodes[0].messages.nodes[0].content;
  expect([contentOf(during), contentOf(after)]).toEqual(['a text of incoming', 'later']);
});

test('it is one transaction on one connection, begun by the first statement and ended with the answer', async () => {
  const texts = await statementsOf(TWO_LEVELS);
  expect([texts[0], texts.at(-1)]).toEqual([BEGIN_SNAPSHOT, END_SNAPSHOT]);
  expect(texts.filter((text) => text === BEGIN_SNAPSHOT)).toHaveLength(1);
  expect(texts).toHaveLength(5);
});

test.each(['{ __schema { queryType { name } } }', '{ viewer { role } }', '{ dialogs(first: -1) { nodes { id } } }'])(
  'what reads nothing takes none: %s',
  async (query) => {
    expect(await statementsOf(query)).toEqual([]);
  },
);

test('can not write', async () => {
  const spy = jest.spyOn(Client.prototype, 'query');
  await api.ask(token, '{ dialogs { totalCount } }');
  const [client] = spy.mock.contexts.filter((_, call) => spy.mock.calls[call]![0] === BEGIN_SNAPSHOT) as Client[];
  spy.mockRestore();
  expect(client).toBeDefined();
});

test('a mutation answers with what it wrote, each of several with its own', async () => {
  const post = (content: string) =>
    `postMessage(input: { conversation: "${told.conversation}", type: INCOMING, content: "${content}" }) {
      message { content } dialog { messages { nodes { content } } } }`;
  const data = await dataOf(api.ask(token, `mutation { a: ${post('one')} b: ${post('two')} }`));
  expect(data).toMatchObject({
    a: { message: { content: 'one' }, dialog: { messages: { nodes: [{}, { content: 'one' }] } } },
    b: { message: { content: 'two' }, dialog: { messages: { nodes: [{}, {}, { content: 'two' }] } } },
  });
  await poolIsIdle();
});

test('now is not before the snapshot: what began meanwhile has no negative length', async () => {
  const seconds = `{ dialogs { nodes { agents { assignedSeconds assignments { seconds } } } } }`;
  await dataOf(
    api.ask(
      token,
      `mutation { assignConversation(input: { conversation: "${told.conversation}", agent: "${account.agents[0]}" }) {
        dialog { id } } }`,
    ),
  );
  const { dialogs } = await dataOf(api.ask(token, seconds));
  expect(dialogs.nodes[0].agents[0].assignedSeconds).toBeGreaterThan(0);
});

describe('nothing is left of', () => {
  test('many requests at once, more than there are connections', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => api.ask(token, TWO_LEVELS)));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    await poolIsIdle();
  });

  test('requests that fail, in one field or in all', async () => {
    await api.database.pool.query('ALTER TABLE messages RENAME TO moved_away');
    try {
      const both = `{ dialogs { nodes { messages { nodes { id } } events { nodes { id } } } } agents { totalCount } }`;
      const answers = await Promise.all(Array.from({ length: 30 }, () => api.ask(token, both)));
      for (const { errors } of answers)
        expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
      await poolIsIdle();
    } finally {
      await api.database.pool.query('ALTER TABLE moved_away RENAME TO messages');
    }
    expect((await api.ask(token, TWO_LEVELS)).errors).toBeUndefined();
  });

  test('requests whose clients went away', async () => {
    const holder = new Client({ connectionString: api.databaseUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE messages');
    const { hostname, port } = new URL(api.url);
    const body = JSON.stringify({ query: TWO_LEVELS });
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connect(Number(port), hostname);
      socket.write(
        `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${body.length}\r\n\r\n${body}`,
      );
      return socket;
    });
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await waitFor(async () => (await holder.query(waiting)).rowCount! > 1);
    for (const socket of sockets) socket.destroy();
    await holder.end();
    await poolIsIdle();
  });

  test('requests whose connection to the database broke, and the next ones are served', async () => {
    afterFirstStatement(async () => {
      const killer = new Pool({ connectionString: api.databaseUrl, max: 1 });
      await killer.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle in transaction'`,
      );
      await killer.end();
    });
    const { errors } = await api.ask(token, TWO_LEVELS);
    jest.restoreAllMocks();
    expect(errors).toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
    expect((await api.ask(token, TWO_LEVELS)).errors).toBeUndefined();
    await poolIsIdle();
  });
});

test('a connection whose prepared statement fits its table no more is given away', async () => {
  await api.database.pool.query('CREATE TABLE changed (id int); INSERT INTO changed VALUES (1)');
  const read = async () => {
    const snapshot = openSnapshot(api.database);
    try {
      return await snapshot.rows(sql`SELECT id FROM changed`, { isPrepared: true });
    } finally {
      snapshot.end();
    }
  };
  expect(await read()).toEqual([{ id: 1 }]);
  // So that the next one takes the same connection.
  await poolIsIdle();
  expect(await read()).toEqual([{ id: 1 }]);
  await poolIsIdle();
  await api.database.pool.query('ALTER TABLE changed ALTER COLUMN id TYPE text');
  await expect(read()).rejects.toMatchObject({ code: SQL_STATES.featureNotSupported });
  await poolIsIdle();
  expect(await read()).toEqual([{ id: '1' }]);
});

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries === 250) throw new Error('it never became so');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
