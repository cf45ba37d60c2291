import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, refusalOf, servedApi } from './served';

/** API tokens by the mutations of administrators. */
const api = servedApi(serveTestApi);
const SHOWN = `prefix name role contents inboxes { databaseId } teams { databaseId } expiresAt revokedAt lastUsedAt`;
const MAKE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { ${SHOWN} } } }`;
const ROTATE = `mutation ($input: RotateApiTokenInput!) { rotateApiToken(input: $input) { secret apiToken { ${SHOWN} } } }`;
const REVOKE = 'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { prefix } }';
const LIST = `query ($ended: Boolean) { apiTokens(ended: $ended) { ${SHOWN} } }`;

let account: TestAccount;
let other: TestAccount;
let administrator: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  other = await createAccount(api.database);
  administrator = await api.makeToken(account.id, 'administrator');
});

const make = async (input: object, by = administrator) => (await dataOf(api.ask(by, MAKE, { input }))).createApiToken;
const whoIs = async (token: string) =>
  dataOf(
    api.ask(token, '{ viewer { role contents inboxes { databaseId } teams { databaseId } account { databaseId } } }'),
  );
const isRefused = async (token: string) => (await api.ask(token, '{ viewer { role } }')).status === 401;
const its = (id: number) => ({ databaseId: String(id) });

test('a token has the scope that it was made with', async () => {
  const { inbox, teams } = account;
  const scope = { inboxes: [inbox], teams: [teams[0]], contents: true, name: 'board' };
  const { secret, apiToken } = await make({ role: 'READER', ...scope, expiresInSeconds: 3600 });
  expect(secret).toMatch(/^dst_\w{40}$/);
  expect(apiToken).toEqual({
    ...{
      prefix: secret.slice(0, 12),
      name: 'board',
      role: 'READER',
      contents: true,
      revokedAt: null,
      lastUsedAt: null,
    },
    ...{ inboxes: [its(inbox)], teams: [its(teams[0]!)], expiresAt: expect.any(String) },
  });
  expect(await whoIs(secret)).toEqual({
    viewer: {
      ...{ role: 'READER', contents: true, inboxes: [its(inbox)], teams: [its(teams[0]!)], account: its(account.id) },
    },
  });
  const least = await make({ role: 'WRITER' });
  expect(await whoIs(least.secret)).toMatchObject({ viewer: { contents: false, inboxes: null, teams: null } });
});

test('the list shows tokens of the account by their prefixes, and never one itself', async () => {
  const { secret, apiToken } = await make({ role: 'PRESENCE', inboxes: [account.inbox], name: 'shop' });
  const listed = async (by: string, ended = false) => (await dataOf(api.ask(by, LIST, { ended }))).apiTokens;
  const shown = await listed(administrator);
  expect(shown).toContainEqual({ ...apiToken, role: 'PRESENCE', inboxes: [its(account.inbox)] });
  expect(JSON.stringify(shown)).not.toContain(secret.slice(12));
  const { rows } = await api.database.pool.query('SELECT t::text AS row FROM dialog_api_tokens t');
  expect(rows.filter(({ row }) => row.includes(secret.slice(12)))).toEqual([]);
  const theirs = await listed(await api.makeToken(other.id, 'administrator'), true);
  expect(theirs.map(({ prefix }: { prefix: string }) => prefix)).not.toContain(apiToken.prefix);
  await dataOf(api.ask(administrator, REVOKE, { input: { prefix: apiToken.prefix } }));
  expect(await listed(administrator)).not.toContainEqual(expect.objectContaining({ prefix: apiToken.prefix }));
  expect(await listed(administrator, true)).toContainEqual({ ...apiToken, revokedAt: expect.any(String) });
});

test('a rotated token is replaced by one of the same scope, at once or after an overlap', async () => {
  const rotate = async (prefix: string, overlapSeconds?: number) =>
    (await dataOf(api.ask(administrator, ROTATE, { input: { prefix, overlapSeconds } }))).rotateApiToken;
  const first = await make({
    role: 'READER',
    inboxes: [account.inbox],
    contents: true,
    name: 'b',
    expiresInSeconds: 60,
  });
  const second = await rotate(first.apiToken.prefix);
  expect(await isRefused(first.secret)).toBe(true);
  const { prefix: _, expiresAt, lastUsedAt: __, ...scope } = second.apiToken;
  expect(first.apiToken).toMatchObject(scope);
  expect(Date.parse(expiresAt) - Date.parse(first.apiToken.expiresAt)).toBeLessThan(30_000);
  const third = await rotate(second.apiToken.prefix, 600);
  expect([await isRefused(second.secret), await isRefused(third.secret)]).toEqual([false, false]);
  expect(await refusalOf(api.ask(administrator, ROTATE, { input: { prefix: first.apiToken.prefix } }))).toEqual({
    ...{ code: 'NOT_FOUND', argument: 'prefix' },
  });
});

test.each<[what: string, input: () => object, code: string, argument: string]>([
  ['an inbox of another account', () => ({ role: 'READER', inboxes: [other.inbox] }), 'NOT_FOUND', 'inboxes'],
  ['a team of another account', () => ({ role: 'READER', teams: [other.teams[0]] }), 'NOT_FOUND', 'teams'],
  ['an administrator with limits', () => ({ role: 'ADMINISTRATOR', teams: account.teams }), 'BAD_USER_INPUT', 'teams'],
  ['a limit to nothing', () => ({ role: 'READER', inboxes: [] }), 'BAD_USER_INPUT', 'inboxes'],
  ['presence in two inboxes', () => ({ role: 'PRESENCE', inboxes: [1, 2] }), 'BAD_USER_INPUT', 'inboxes'],
  ['presence that reads contents', () => ({ role: 'PRESENCE', contents: true }), 'BAD_USER_INPUT', 'contents'],
  ['no time at all', () => ({ role: 'READER', expiresInSeconds: 0 }), 'BAD_USER_INPUT', 'expiresInSeconds'],
  ['a name with a line break', () => ({ role: 'READER', name: 'a\nb' }), 'BAD_USER_INPUT', 'name'],
  ['a long name', () => ({ role: 'READER', name: 'x'.repeat(101) }), 'BAD_USER_INPUT', 'name'],
])('refuses %s', async (_, input, code, argument) => {
  expect(await refusalOf(api.ask(administrator, MAKE, { input: input() }))).toEqual({ code, argument });
});

test('only administrators touch tokens, and only those of their account', async () => {
  const { apiToken } = await make({ role: 'READER' });
  const input = { prefix: apiToken.prefix };
  for (const role of ['reader', 'writer'] as const) {
    const token = await api.makeToken(account.id, role);
    expect(await refusalOf(api.ask(token, LIST))).toEqual({ code: 'FORBIDDEN' });
    expect(await refusalOf(api.ask(token, MAKE, { input: { role: 'READER' } }))).toEqual({ code: 'FORBIDDEN' });
    expect(await refusalOf(api.ask(token, ROTATE, { input }))).toEqual({ code: 'FORBIDDEN' });
    expect(await refusalOf(api.ask(token, REVOKE, { input }))).toEqual({ code: 'FORBIDDEN' });
  }
  const theirs = await api.makeToken(other.id, 'administrator');
  for (const mutation of [ROTATE, REVOKE]) {
    expect(await refusalOf(api.ask(theirs, mutation, { input }))).toEqual({ code: 'NOT_FOUND', argument: 'prefix' });
  }
});

test('nobody gives the scope contents who lacks it, by a new token or by rotating one', async () => {
  const blind = await api.makeToken(account.id, 'administrator', { contents: false });
  const { apiToken } = await make({ role: 'READER', contents: true });
  const refused = { code: 'FORBIDDEN', argument: 'contents' };
  expect(await refusalOf(api.ask(blind, MAKE, { input: { role: 'READER', contents: true } }))).toEqual(refused);
  expect(await refusalOf(api.ask(blind, ROTATE, { input: { prefix: apiToken.prefix } }))).toEqual(refused);
  expect((await make({ role: 'READER' }, blind)).apiToken.contents).toBe(false);
});
