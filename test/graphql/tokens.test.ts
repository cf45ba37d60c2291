import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { revokeToken } from '../../src/tokens/kept-tokens';
import { VIEWER_KEPT_MS } from '../../src/tokens/known-viewers';
import { createToken, prefixOf } from '../../src/tokens/tokens';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, refusalOf, servedApi } from './served';
import { type Told, tell } from './story';

const api = servedApi(serveTestApi);
let account: TestAccount;
let told: Told;

beforeAll(async () => {
  account = await createAccount(api.database);
  [told] = (await tell(api, account, [{}])) as [Told];
});

/** Asks with this Authorization header, or with none. */
async function askWith(authorization: string | undefined, query = '{ viewer { role } dialogs { nodes { id } } }') {
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
  return fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

const expiring = (expiresIn: number) =>
  createToken(api.database, { accountId: account.id, role: 'administrator', name: null, expiresIn });

describe('who has no good token gets nothing', () => {
  test.each<[what: string, header: () => Promise<string | undefined>]>([
    ['no header', async () => undefined],
    ['an empty header', async () => ''],
    ['no token in it', async () => 'Bearer'],
    ['a token without the scheme', async () => api.makeToken(account.id, 'reader')],
    ['another scheme', async () => `Basic ${await api.makeToken(account.id, 'reader')}`],
    ['something behind the token', async () => `Bearer ${await api.makeToken(account.id, 'reader')} x`],
    [
      'two tokens',
      async () => `Bearer ${await api.makeToken(account.id, 'reader')},${await api.makeToken(account.id, 'reader')}`,
    ],
    ['a token in capitals', async () => `Bearer ${(await api.makeToken(account.id, 'reader')).toUpperCase()}`],
    ['a part of a token', async () => `Bearer ${(await api.makeToken(account.id, 'reader')).slice(0, -1)}`],
    ['an unknown token', async () => `Bearer dst_${'x'.repeat(40)}`],
    ['no token at all', async () => "Bearer ' OR true --"],
    ['a very long token', async () => `Bearer dst_${'x'.repeat(10_000)}`],
    ['an expired token', async () => `Bearer ${await expiring(-1)}`],
    ['a token that expires now', async () => `Bearer ${await expiring(0)}`],
    ['a revoked token', async () => revoked()],
  ])('%s', async (_, header) => {
    const authorization = await header();
    const introspection = '{ __schema { types { name } } }';
    for (const query of [undefined, introspection, '{ nothing', `mutation { ${resolve()} }`]) {
      const response = await askWith(authorization, query);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
  });

  test('the scheme may be written in any case, and a token that will expire works until then', async () => {
    expect((await askWith(`bearer ${await api.makeToken(account.id, 'reader')}`)).status).toBe(200);
    expect((await askWith(`BEARER  ${await expiring(3600)}`)).status).toBe(200);
  });
});

const resolve = () =>
  `setConversationStatus(input: { conversation: "${told.conversation}", status: RESOLVED }) { events { name } }`;

async function revoked(): Promise<string> {
  const token = await api.makeToken(account.id, 'administrator');
  expect((await askWith(`Bearer ${token}`)).status).toBe(200);
  expect(await revokeToken(api.database, prefixOf(token))).toBe(true);
  await setTimeout(VIEWER_KEPT_MS);
  return `Bearer ${token}`;
}

test('a token that many requests have is looked up once for all of them, an unknown one each time', async () => {
  const query = jest.spyOn(Client.prototype, 'query');
  // What is known of a token does not grow old meanwhile, however slow the requests are.
  const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
  const lookups = async (token: string) => {
    const ask = () => Promise.all(Array.from({ length: 5 }, () => askWith(`Bearer ${token}`, '{ viewer { role } }')));
    const before = query.mock.calls.length;
    const answers = [...(await ask()), ...(await ask())];
    const texts = query.mock.calls.slice(before).map(([statement]: unknown[]) => (statement as { text: string }).text);
    return [answers.map(({ status }) => status), texts.filter((text) => /FROM dialog_api_tokens/.test(text)).length];
  };
  try {
    let known = await lookups(await api.makeToken(account.id, 'reader'));
    // What is known is looked up again after a second, for which a busy machine may stop.
    for (let tries = 0; known[1] !== 1 && tries < 5; tries += 1)
      known = await lookups(await api.makeToken(account.id, 'reader'));
    expect(known).toEqual([Array(10).fill(200), 1]);
    const [statuses, times] = await lookups(`dst_${'y'.repeat(40)}`);
    expect([statuses, Number(times) > 1]).toEqual([Array(10).fill(401), true]);
  } finally {
    query.mockRestore();
    clock.mockRestore();
  }
});

describe('what a token may do', () => {
  const mutations = (id: number) => [
    resolve(),
    `startConversation(input: { inbox: ${account.inbox}, contact: ${account.contacts[0]} }) { dialog { id } }`,
    `assignConversation(input: { conversation: ${id}, agent: ${account.agents[0]} }) { dialog { id } }`,
    `acceptConversation(input: { conversation: ${id}, agent: ${account.agents[0]} }) { dialog { id } }`,
    `postMessage(input: { conversation: ${id}, type: INCOMING, content: "x" }) { dialog { id } }`,
    `mentionAgent(input: { conversation: ${id}, agent: ${account.agents[0]} }) { mention { id } }`,
    // Not even whether a conversation is there is told.
    'setConversationStatus(input: { conversation: "no id", status: OPEN }) { dialog { id } }',
  ];

  test('READER reads everything and changes nothing', async () => {
    const token = await api.makeToken(account.id, 'reader');
    expect(await dataOf(api.ask(token, '{ viewer { role } }'))).toEqual({ viewer: { role: 'READER' } });
    for (const mutation of mutations(told.conversation)) {
      expect(await refusalOf(api.ask(token, `mutation { ${mutation} }`))).toEqual({ code: 'FORBIDDEN' });
    }
    const state = '{ dialogs { totalCount nodes { status assignee { id } messages { totalCount } mentions { id } } } }';
    expect(await dataOf(api.ask(token, state))).toEqual({
      dialogs: {
        totalCount: 1,
        nodes: [{ status: 'OPEN', assignee: null, messages: { totalCount: 0 }, mentions: [] }],
      },
    });
  });

  test.each(['writer', 'administrator'] as const)('%s runs the commands', async (role) => {
    const token = await api.makeToken(account.id, role);
    expect(await dataOf(api.ask(token, '{ viewer { role } }'))).toEqual({ viewer: { role: role.toUpperCase() } });
    const open = `mutation { setConversationStatus(input: { conversation: ${told.conversation}, status: OPEN }) { dialog { status } } }`;
    await dataOf(api.ask(token, `mutation { ${resolve()} }`));
    expect(await dataOf(api.ask(token, open))).toEqual({ setConversationStatus: { dialog: { status: 'OPEN' } } });
  });
});

test('a token for presence alone is known, and forbidden', async () => {
  const presence = { accountId: account.id, role: 'presence', name: null, expiresIn: null } as const;
  const response = await askWith(`Bearer ${await createToken(api.database, presence)}`);
  expect(response.status).toBe(403);
  const { errors } = (await response.json()) as { errors: unknown };
  expect(errors).toEqual([{ message: expect.stringMatching(/PRESENCE/), extensions: { code: 'FORBIDDEN' } }]);
});
