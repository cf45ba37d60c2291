import { inboxMembers } from '../../src/database/tables';
import { dataOf, servedApi } from '../graphql/served';
import { say, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';

/** The host's own access tokens, where a setting takes them. */
const api = servedApi(() => serveTestApi({ api: { access: { hostTokens: true } } }));
const VIEWER = '{ viewer { role contents account { databaseId } inboxes { databaseId } } dialogs { totalCount } }';
let account: TestAccount;
let second: TestAccount;

beforeAll(async () => {
  account = await createAccount(api.database);
  second = await createAccount(api.database);
  const { agents, inbox, botInbox } = account;
  const { pool, orm } = api.database;
  await tell(api, account, [{}, [1, say()]], [{ inboxId: botInbox }, [2, say()]]);
  await orm.insert(inboxMembers).values({ userId: agents[0]!, inboxId: inbox, createdAt: 0, updatedAt: 0 });
  await pool.query('CREATE TABLE access_tokens (id serial, owner_type varchar, owner_id bigint, token varchar)');
  await pool.query(
    `INSERT INTO access_tokens (owner_type, owner_id, token) VALUES ('User', $1, 'agent-token'), ('User', $2, 'chief-token'),
       ('User', $3, 'idle-token'), ('AgentBot', $1, 'bot-token'), ('User', 999999, 'gone-token')`,
    [agents[0], agents[1], agents[2]],
  );
  await pool.query('UPDATE account_users SET role = 1 WHERE user_id = $1', [agents[1]]);
  await pool.query(
    `INSERT INTO account_users (account_id, user_id, role, created_at, updated_at) VALUES ($1, $2, 0, now(), now())`,
    [second.id, agents[1]],
  );
});

const ask = async (token: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query: VIEWER }),
  });
  return {
    status: response.status,
    body: (await response.json()) as { data?: unknown; errors?: { message: string }[] },
  };
};

test('an agent sees the inboxes that it is a member of, as in the host', async () => {
  expect(await dataOf(api.ask('agent-token', VIEWER))).toEqual({
    viewer: {
      ...{ role: 'READER', contents: true, account: { databaseId: String(account.id) } },
      inboxes: [{ databaseId: String(account.inbox) }],
    },
    dialogs: { totalCount: 1 },
  });
  expect(await dataOf(api.ask('idle-token', VIEWER))).toMatchObject({
    ...{ viewer: { inboxes: [] }, dialogs: { totalCount: 0 } },
  });
});

test('a user of several accounts says which, and has the role of that one', async () => {
  const unsaid = await ask('chief-token');
  expect([unsaid.status, unsaid.body.errors![0]!.message]).toEqual([401, expect.stringMatching(/X-Account-Id/)]);
  expect(await ask('chief-token', { 'x-account-id': String(account.id) })).toMatchObject({
    ...{
      status: 200,
      body: { data: { viewer: { role: 'ADMINISTRATOR', inboxes: null }, dialogs: { totalCount: 2 } } },
    },
  });
  expect(await ask('chief-token', { 'x-account-id': String(second.id) })).toMatchObject({
    body: { data: { viewer: { role: 'READER', account: { databaseId: String(second.id) } } } },
  });
  expect((await ask('chief-token', { 'x-account-id': '999' })).status).toBe(401);
  expect((await ask('agent-token', { 'x-account-id': String(second.id) })).status).toBe(401);
});

test.each(['bot-token', 'gone-token', 'no-token', "' OR true --", 'x'.repeat(300)])('%s is unknown', async (token) => {
  expect((await ask(token)).status).toBe(401);
});

test('by default none is taken', async () => {
  const served = await serveTestApi({ given: { ...api, url: api.databaseUrl, close: async () => {} } });
  expect((await served.ask('agent-token', VIEWER)).status).toBe(401);
  await served.close();
});
