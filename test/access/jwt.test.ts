import { createHmac } from 'node:crypto';
import { accessOf } from '../../src/access/from-settings';
import { createIdentityProvider } from '../../src/access/identity-provider';
import { readSettings } from '../../src/settings';
import { dataOf, refusalOf } from '../graphql/served';
import { say, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';
import { createTestDatabase } from '../helpers/database';
import { keepLog } from '../helpers/log';
import { AUDIENCE, type Provider, startProvider } from './provider';

/** JWTs of the company's identity provider, over real sockets on both sides. */
const VIEWER = '{ viewer { role contents account { databaseId } inboxes { databaseId } teams { databaseId } } }';
const kept = keepLog();

let provider: Provider;
let api: TestApi;
let account: TestAccount;
/** The claims of a reader of the account. */
let reader: { account_id: number };

/** Serves with the provider's tokens taken, as settings say. */
async function serveWith(variables: Record<string, string> = {}): Promise<TestApi> {
  const jwt = { JWT_ISSUER: provider.issuer, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: provider.jwksUrl };
  const settings = readSettings({ ...jwt, ...variables });
  const given = await createTestDatabase();
  return serveTestApi({ given, log: kept.log, api: { access: accessOf(settings), logReadings: true } });
}

beforeAll(async () => {
  provider = await startProvider();
  api = await serveWith();
  account = await createAccount(api.database);
  reader = { account_id: account.id };
});
afterAll(async () => {
  await api?.close();
  await provider?.close();
});

const ask = async (claims: object, query = VIEWER) => api.ask(await provider.sign({ ...reader, ...claims }), query);

test('the claims give account, role, limits and scope', async () => {
  const { inbox, teams } = account;
  expect(await dataOf(ask({}))).toEqual({
    viewer: {
      ...{ role: 'READER', contents: false, inboxes: null, teams: null },
      account: { databaseId: String(account.id) },
    },
  });
  const limited = { account_id: String(account.id), inbox_ids: [inbox], team_ids: [String(teams[0])] };
  expect(
    await dataOf(ask({ ...limited, role: ['staff', 'writer', 'reader'], scope: 'openid contents' })),
  ).toMatchObject({
    viewer: {
      ...{ role: 'WRITER', contents: true },
      ...{ inboxes: [{ databaseId: String(inbox) }], teams: [{ databaseId: String(teams[0]) }] },
    },
  });
});

test('an empty limit sees nothing', async () => {
  await tell(api, account, [{}, [1, say()]]);
  const query = '{ dialogs { totalCount } inboxes { totalCount } agents { totalCount } }';
  const none = { totalCount: 0 };
  expect(await dataOf(ask({ inbox_ids: [] }, query))).toEqual({ dialogs: none, inboxes: none, agents: none });
  expect(await dataOf(ask({}, query))).toMatchObject({ dialogs: { totalCount: 1 } });
});

test('a mark tells by whom it was set; a log line only by which token', async () => {
  const [told] = await tell(api, account, [{}, [1, say()]]);
  const skip = `mutation { setDialogSkip(input: { dialog: ${told!.dialog}, skip: true, reason: "x" }) { dialog { skip { by } } } }`;
  expect(await dataOf(ask({ role: 'administrator' }, skip))).toEqual({
    setDialogSkip: { dialog: { skip: { by: 'ada@example.com' } } },
  });
  const contents = `{ dialog(id: ${told!.dialog}) { messages { nodes { content } } } }`;
  await dataOf(ask({ scope: 'contents' }, contents));
  await dataOf(ask({}));
  const [reading] = kept.found('contents of messages were read');
  expect(reading).toMatchObject({ token: expect.stringMatching(/^jwt_[0-9a-f]{12}$/), dialogs: [told!.dialog] });
  expect(kept.lines.join('')).not.toContain('ada@');
});

test.each([
  ['a letter that no text holds', 'ada\0@example.com'],
  ['more lines than one', 'ada\n@example.com'],
  ['too many letters', 'a'.repeat(101)],
])('a mark tells a subject of %s by its fingerprint', async (_, sub) => {
  const [told] = await tell(api, account, [{}, [1, say()]]);
  const skip = `mutation { setDialogSkip(input: { dialog: ${told!.dialog}, skip: true, reason: "x" }) { dialog { skip { by } } } }`;
  expect(await dataOf(ask({ role: 'administrator', sub }, skip))).toEqual({
    setDialogSkip: { dialog: { skip: { by: expect.stringMatching(/^jwt_[0-9a-f]{12}$/) } } },
  });
});

const hour = 3600;
const now = () => Math.floor(Date.now() / 1000);

test.each<[what: string, claims: () => object, message: RegExp]>([
  ['has expired', () => ({ exp: now() - 60 }), /has expired/],
  ['never expires', () => ({ exp: undefined }), /claim "exp" is missing/],
  ['is not valid yet', () => ({ nbf: now() + hour }), /claim "nbf"/],
  ['is of another issuer', () => ({ iss: 'https://elsewhere.example' }), /claim "iss"/],
  ['is for another audience', () => ({ aud: 'shop' }), /claim "aud"/],
  ['is for nobody', () => ({ aud: undefined }), /claim "aud"/],
  ['is nobody’s', () => ({ sub: undefined }), /claim "sub"/],
  ['names no account', () => ({ account_id: undefined }), /claim "account_id" names no account/],
  ['names an odd account', () => ({ account_id: '1 OR true' }), /names no account/],
  ['names an account beyond all', () => ({ account_id: 2 ** 31 }), /names no account/],
  ['has no role', () => ({ role: undefined }), /claim "role" gives none of the roles: reader, writer/],
  ['has an unknown role', () => ({ role: ['presence', 'root'] }), /gives none of the roles/],
  ['has a limit that is no list', () => ({ inbox_ids: '3' }), /claim "inbox_ids" is no list of ids/],
  ['has a limit that is no id', () => ({ team_ids: [3, null] }), /claim "team_ids" is no list of ids/],
  ['limits an administrator', () => ({ role: 'administrator', inbox_ids: [1] }), /limits an administrator/],
])('a token is refused that %s', async (_, claims, message) => {
  const { status, errors, headers } = await ask(claims());
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect(errors).toEqual([{ message: expect.stringMatching(message), extensions: { code: 'UNAUTHENTICATED' } }]);
});

test('a clock may differ a little', async () => {
  expect((await ask({ exp: now() - 3 })).status).toBe(200);
  expect((await ask({ nbf: now() + 3 })).status).toBe(200);
});

test('a token that is forged is refused, however it is signed', async () => {
  const good = await provider.sign(reader);
  const [header, payload, signature] = good.split('.') as [string, string, string];
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const promoted = encode({ ...claims, role: 'administrator' });
  const unsigned = encode({ alg: 'none', kid: 'key-1' });
  const shared = encode({ alg: 'HS256', kid: 'key-1' });
  const keys = await (await fetch(provider.jwksUrl)).text();
  const hmac = createHmac('sha256', keys).update(`${shared}.${promoted}`).digest('base64url');
  const elsewhere = encode({ alg: 'ES256', kid: 'key-1', jku: 'http://127.0.0.1:1/keys' });
  for (const forged of [
    `${header}.${promoted}.${signature}`,
    `${unsigned}.${promoted}.x`,
    `${shared}.${promoted}.${hmac}`,
    `${elsewhere}.${payload}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    'a.b.c',
  ]) {
    const { status, errors } = await api.ask(forged, VIEWER);
    expect([status, errors![0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  }
  expect((await api.ask(good, VIEWER)).status).toBe(200);
});

test('keys are fetched once for many tokens; a rotated one is found, and the old one is refused', async () => {
  const rotating = await startProvider();
  const settings = readSettings({
    ...{ JWT_ISSUER: rotating.issuer, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: rotating.jwksUrl },
  });
  const claims = {
    ...{ account: 'account_id', role: 'role', roles: settings.jwtRoles, inboxes: 'inbox_ids', teams: 'team_ids' },
    contentsScope: 'contents',
  };
  const { issuer, jwksUrl } = rotating;
  const options = { issuer, jwksUrl, audience: AUDIENCE, clockTolerance: 0, claims };
  const read = createIdentityProvider({ ...options, refetchAfter: 0 });
  const patient = createIdentityProvider(options);
  const old = await rotating.sign();
  await Promise.all(Array.from({ length: 20 }, () => read(old)));
  await read(old);
  await patient(old);
  expect(rotating.fetches()).toBe(2);
  await rotating.rotate();
  const fresh = await rotating.sign();
  expect(await read(fresh)).toMatchObject({ accountId: 1 });
  await expect(read(old)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  const before = rotating.fetches();
  await expect(patient(fresh)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  expect(rotating.fetches()).toBe(before);
  await rotating.close();
});

test('while the keys can’t be had, nobody is called unknown: try again', async () => {
  const down = await startProvider();
  down.fail(true);
  const settings = readSettings({
    ...{ JWT_ISSUER: down.issuer, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: down.jwksUrl },
  });
  const served = await serveTestApi({ api: { access: accessOf(settings) } });
  const { id } = await createAccount(served.database);
  const token = await down.sign({ account_id: id });
  expect(await served.ask(token, VIEWER)).toMatchObject({
    status: 503,
    errors: [{ extensions: { code: 'OVERLOADED' } }],
  });
  down.fail(false);
  expect(await served.ask(token, VIEWER)).toMatchObject({ status: 200 });
  await down.close();
  expect(await served.ask(token, VIEWER)).toMatchObject({ status: 200 });
  expect((await served.ask(await served.makeToken(id, 'reader'), VIEWER)).status).toBe(200);
  await served.close();
});

test('claims may have other names, and roles other values', async () => {
  const claims = { 'https://claims.example/account': account.id, realm_access: { roles: ['lead', 'x'] } };
  const served = await serveWith({
    ...{ JWT_ACCOUNT_CLAIM: 'https://claims.example/account', JWT_ROLE_CLAIM: 'realm_access.roles' },
    JWT_ROLES: 'agent=reader, lead=writer',
  });
  const token = await provider.sign({ ...claims, account_id: undefined, role: undefined });
  expect(await dataOf(served.ask(token, '{ viewer { role } }'))).toEqual({ viewer: { role: 'WRITER' } });
  const named = { ...claims, realm_access: { roles: ['writer'] } };
  expect(await refusalOf(served.ask(await provider.sign(named), '{ viewer { role } }'))).toEqual({
    code: 'UNAUTHENTICATED',
  });
  await served.close();
});

test('without the settings a JWT is an unknown token', async () => {
  const served = await serveTestApi();
  expect((await served.ask(await provider.sign(), VIEWER)).status).toBe(401);
  await served.close();
});

test.each<[variables: Record<string, string>, message: RegExp]>([
  [{ JWT_ISSUER: 'https://id.example' }, /JWT_AUDIENCE, JWT_JWKS_URL: not set/],
  [{ JWT_JWKS_URL: 'http://id.example/keys' }, /JWT_JWKS_URL: .* is not an https:\/\/ address/],
  [{ JWT_ROLES: 'agent=king' }, /JWT_ROLES: .* reader, writer, administrator/],
])('settings %j are refused', (variables, message) => {
  expect(() => readSettings(variables)).toThrow(message);
});
