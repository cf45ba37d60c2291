import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { Client } from 'pg';
import { pino } from 'pino';
import { connectDatabase, DEFAULT_LIMITS, type PoolLimits } from '../../src/database/database';
import { createApp } from '../../src/http/app';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { servedApi } from './served';
import { say, type Told, tell } from './story';

const api = servedApi(serveTestApi);
let account: TestAccount;
let told: Told;
let token: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  [told] = (await tell(api, account, [{}, [1, say()]])) as [Told];
  token = await api.makeToken(account.id, 'writer');
  await api.ask(token, '{ viewer { role } }');
});

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** The same API once more, until the test ends, on connections with these limits; with what it logs. */
async function serveWith(limits: Partial<PoolLimits>) {
  const database = await connectDatabase(api.databaseUrl, { ...DEFAULT_LIMITS, ...limits });
  const lines: string[] = [];
  const log = pino(
    new Writable({
      write: (line, _, done) => {
        lines.push(String(line));
        done();
      },
    }),
  );
  const app = await createApp({ database, writeSide: createWriteSide(database), log });
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  const { port } = app.server.address() as AddressInfo;
  opened.push(async () => {
    app.server.closeAllConnections();
    await app.stop();
    await database.close();
  });
  return {
    database,
    lines,
    async ask(query: string) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const body = JSON.stringify({ query });
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
      const [text, requestId] = [await response.text(), response.headers.get('x-request-id')!];
      return { status: response.status, text, requestId, ...JSON.parse(text) };
    },
  };
}

/** Does something while another connection holds what these statements lock. */
async function whileHolding<Result>(statement: string, work: () => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: api.databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(statement);
    return await work();
  } finally {
    await client.end();
  }
}

const MESSAGES = '{ dialogs { nodes { messages { nodes { content } } } } }';
const resolve = () =>
  `mutation { setConversationStatus(input: { conversation: ${told.conversation}, status: RESOLVED }) { dialog { id } } }`;

/** Statements that break something, and that mend it. */
const away = (table: string) =>
  [`ALTER TABLE ${table} RENAME TO moved_away`, `ALTER TABLE IF EXISTS moved_away RENAME TO ${table}`] as const;
const NOT_A_NUMBER = ["UPDATE events SET value = 'NaN'", 'UPDATE events SET value = 0'] as const;
const mention = () =>
  `mutation { mentionAgent(input: { conversation: ${told.conversation}, agent: ${account.agents[0]} }) { mention { id } } }`;

describe('a fault of ours', () => {
  test.each<[where: string, how: readonly [spoil: string, mend: string], query: () => string, cause: string]>([
    ['in a resolver', away('messages'), () => MESSAGES, 'relation \\"messages\\" does not exist'],
    ['in the check of the token', away('dialog_api_tokens'), () => '{ viewer { role } }', 'dialog_api_tokens'],
    ['in a command', away('mentions'), mention, 'relation \\"mentions\\" does not exist'],
    ['in what a row holds', NOT_A_NUMBER, () => '{ dialogs { nodes { events { nodes { value } } } } }', 'NaN'],
  ])(
    '%s tells its code and the id under which the log tells all, and nothing else',
    async (_, [spoil, mend], query, cause) => {
      const served = await serveWith({});
      try {
        await api.database.pool.query(spoil);
        const { errors, text, requestId } = await served.ask(query());
        expect(errors).toHaveLength(1);
        expect(errors[0].message).toBe('something went wrong on our side; the log tells more under the requestId');
        expect(errors[0].extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId });
        expect(text).not.toMatch(/moved_away|relation|SELECT|INSERT|NaN|42P01|node_modules|\.ts|\bat /);
        expect(served.lines.filter((line) => line.includes(requestId) && line.includes(cause))).toHaveLength(1);
      } finally {
        await api.database.pool.query(mend);
      }
    },
  );
});

describe('what is only busy says so', () => {
  test('TIMEOUT where a statement takes longer than it may', async () => {
    const served = await serveWith({ statementTimeout: 1_000 });
    const { errors, data } = await whileHolding('LOCK TABLE messages', () => served.ask(MESSAGES));
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ message: expect.stringMatching('ask for less'), extensions: { code: 'TIMEOUT' } }]);
    expect(Object.keys(errors[0].extensions)).toEqual(['code']);
  });

  test('TIMEOUT where another writer holds the conversation, and nothing is written', async () => {
    const served = await serveWith({ lockTimeout: 300 });
    const hold = `SELECT FROM conversations WHERE id = ${told.conversation} FOR UPDATE`;
    const { errors, data } = await whileHolding(hold, () => served.ask(resolve()));
    const after = await served.ask('{ dialogs { nodes { status events { totalCount } } } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ message: expect.stringMatching('try again'), extensions: { code: 'TIMEOUT' } }]);
    expect(after.data).toEqual({ dialogs: { nodes: [{ status: 'OPEN', events: { totalCount: 1 } }] } });
  });

  test('OVERLOADED where no connection comes free', async () => {
    const served = await serveWith({ connections: 1, connectTimeout: 1_000 });
    const client = await served.database.pool.connect();
    const { status, errors, data } = await served.ask('{ viewer { role } }');
    client.release();
    const after = await served.ask('{ viewer { role } }');
    expect([status, data]).toEqual([503, undefined]);
    expect(errors).toMatchObject([{ message: expect.stringMatching('try again'), extensions: { code: 'OVERLOADED' } }]);
    expect(after.data).toEqual({ viewer: { role: 'WRITER' } });
  });
});
