import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { contactInboxes, dialogSettings } from '../../src/database/tables';
import { createApp } from '../../src/http/app';
import { createLogger } from '../../src/http/logger';
import { DEFAULT_PRESENCE_LIMITS, type PresenceLimits } from '../../src/http/presence-limits';
import { revokeToken } from '../../src/tokens/kept-tokens';
import { createToken, prefixOf } from '../../src/tokens/tokens';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';

const VISITOR = 'b6d1f7a0-3c52-4f5e-9d0e-8a1f2b3c4d5e';
const ELSEWHERE = '0f0e0d0c-0b0a-4908-8706-050403020100';
const PHONE = '+380501234567890123';

let test_: TestDatabase;
let account: TestAccount;
let token: string;
const served: (() => Promise<void>)[] = [];

beforeAll(async () => {
  test_ = await createTestDatabase();
  account = await createAccount(test_.database);
  token = await tokenOf('presence', account.inbox);
  const { inbox, botInbox, idleBotInbox } = account;
  const at = { createdAt: 0, updatedAt: 0 };
  const [contactId] = account.contacts;
  await test_.database.orm.insert(contactInboxes).values([
    { contactId, inboxId: inbox, sourceId: VISITOR, ...at },
    { contactId, inboxId: inbox, sourceId: '42', ...at },
    { contactId, inboxId: botInbox, sourceId: ELSEWHERE, ...at },
    { contactId, inboxId: idleBotInbox, sourceId: PHONE, ...at },
  ]);
  const off = { accountId: account.id, inboxId: idleBotInbox, key: 'presence_capable', value: false, updatedAt: 0 };
  await test_.database.orm.insert(dialogSettings).values(off);
});
afterAll(async () => {
  for (const stop of served) await stop();
  await test_?.close();
});

function tokenOf(role: Parameters<typeof createToken>[1]['role'], inboxId: number | null = null, expiresIn?: number) {
  const made = { accountId: account.id, role, inboxId, name: null, expiresIn: expiresIn ?? null };
  return createToken(test_.database, made);
}

/** Serves the API with other limits; the address. */
async function serve(limits: Partial<PresenceLimits> = {}): Promise<string> {
  const { database } = test_;
  const presenceLimits = { ...DEFAULT_PRESENCE_LIMITS, ...limits };
  const writeSide = createWriteSide(database);
  const app = await createApp({ database, writeSide, log: createLogger('silent'), presenceLimits });
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  served.push(async () => {
    app.server.closeAllConnections();
    await app.stop();
  });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

/** Posts as a beacon does. */
async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(`${url}/presence`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    body: text,
  });
  const answer = await response.text();
  const [error] = answer === '' ? [] : JSON.parse(answer).errors;
  return { status: response.status, headers: response.headers, message: error?.message, ...error?.extensions };
}

const report = (parts: object = {}) => ({ token, visitor: VISITOR, session: 'page', presence: 'online', ...parts });

const rows = () =>
  test_.database.rows<{ inbox: number; session: string; left: boolean }>(sql`
    SELECT inbox_id AS inbox, session, has_left AS left FROM dialog_presence
    WHERE account_id = ${account.id} ORDER BY inbox_id, session, online_from`);

let url: string;
beforeAll(async () => {
  url = await serve();
});
beforeEach(async () => {
  await test_.database.rows(sql`DELETE FROM dialog_presence WHERE account_id = ${account.id}`);
});

describe('a report', () => {
  test('is taken as text and as JSON, and answered with nothing', async () => {
    const { inbox } = account;
    expect(await post(url, report())).toMatchObject({ status: 204 });
    expect(await post(url, report(), { 'content-type': 'application/json' })).toMatchObject({ status: 204 });
    expect(await rows()).toEqual([{ inbox, session: 'page', left: false }]);
    expect(await post(url, report({ presence: 'offline' }))).toMatchObject({ status: 204 });
    expect(await rows()).toEqual([{ inbox, session: 'page', left: true }]);
  });

  test('with a token of the account finds the visitor in whichever inbox knows it', async () => {
    const ofAccount = await tokenOf('presence');
    expect(await post(url, report({ token: ofAccount, visitor: ELSEWHERE }))).toMatchObject({ status: 204 });
    expect(await rows()).toMatchObject([{ inbox: account.botInbox }]);
  });

  test.each<[what: string, body: () => unknown, answer: object]>([
    ['no JSON', () => 'online', { status: 400, code: 'BAD_USER_INPUT' }],
    ['nothing', () => '', { status: 400, code: 'BAD_USER_INPUT' }],
    ['a list', () => '[]', { status: 400, code: 'BAD_USER_INPUT' }],
    ['no token', () => report({ token: undefined }), { status: 400, code: 'BAD_USER_INPUT', argument: 'token' }],
    ['no visitor', () => report({ visitor: null }), { status: 400, code: 'BAD_USER_INPUT', argument: 'visitor' }],
    [
      'an id of the database',
      () => report({ visitor: String(account.contacts[0]) }),
      { status: 400, code: 'BAD_USER_INPUT', argument: 'visitor' },
    ],
    [
      'an id of the database as a number',
      () => report({ visitor: account.contacts[0] }),
      { status: 400, code: 'BAD_USER_INPUT', argument: 'visitor' },
    ],
    ['digits alone', () => report({ visitor: '1'.repeat(20) }), { status: 400, argument: 'visitor' }],
    ['a short source id', () => report({ visitor: '42' }), { status: 400, argument: 'visitor' }],
    ['a contact', () => report({ contact: 1 }), { status: 400, code: 'BAD_USER_INPUT', argument: 'contact' }],
    ['a moment', () => report({ at: '2026-01-01T00:00:00Z' }), { status: 400, argument: 'at' }],
    ['no session', () => report({ session: undefined }), { status: 400, argument: 'session' }],
    ['an empty session', () => report({ session: '' }), { status: 400, argument: 'session' }],
    ['another presence', () => report({ presence: 'away' }), { status: 400, argument: 'presence' }],
    ['a visitor that nobody is', () => report({ visitor: `x${VISITOR}` }), { status: 404, code: 'NOT_FOUND' }],
    ['a visitor of another inbox', () => report({ visitor: ELSEWHERE }), { status: 404, argument: 'visitor' }],
    ['more than 2048 bytes', () => report({ session: 'x'.repeat(2048) }), { status: 413, code: 'LIMIT_EXCEEDED' }],
    ['bytes that are no text', () => new Uint8Array([0xff, 0xfe, 0x00]), { status: 400, code: 'BAD_USER_INPUT' }],
  ])('with %s is refused', async (_what, body, answer) => {
    expect(await post(url, body())).toMatchObject({ ...answer, message: expect.any(String) });
    expect(await rows()).toEqual([]);
  });

  test('about a client of a messenger is refused: telephone numbers are no secrets', async () => {
    const ofAccount = await tokenOf('presence');
    expect(await post(url, report({ token: ofAccount, visitor: PHONE }))).toMatchObject({ status: 404 });
    const ofInbox = await tokenOf('presence', account.idleBotInbox);
    expect(await post(url, report({ token: ofInbox, visitor: PHONE }))).toMatchObject({
      ...{ status: 404, argument: 'visitor', message: expect.stringContaining('does not know presence') },
    });
    expect(await rows()).toEqual([]);
  });

  test('is by POST only', async () => {
    const response = await fetch(`${url}/presence?token=${token}`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  });
});

describe('a token', () => {
  test.each<[what: string, token: () => Promise<string>, answer: object]>([
    ['unknown', async () => `dst_${'x'.repeat(40)}`, { status: 401, code: 'UNAUTHENTICATED' }],
    ['no token', async () => "' OR true --", { status: 401, code: 'UNAUTHENTICATED' }],
    ['expired', () => tokenOf('presence', null, -1), { status: 401, code: 'UNAUTHENTICATED' }],
    ['revoked', revoked, { status: 401, code: 'UNAUTHENTICATED' }],
    ['a reader’s', () => tokenOf('reader'), { status: 403, code: 'FORBIDDEN' }],
    ['an administrator’s', () => tokenOf('administrator'), { status: 403, code: 'FORBIDDEN' }],
  ])('that is %s is refused', async (_what, make, answer) => {
    expect(await post(url, report({ token: await make() }))).toMatchObject(answer);
    expect(await rows()).toEqual([]);
  });

  async function revoked() {
    const made = await tokenOf('presence');
    await revokeToken(test_.database, prefixOf(made));
    return made;
  }

  test('of another account finds nobody', async () => {
    const { id: accountId } = await createAccount(test_.database);
    const other = { accountId, role: 'presence', name: null, expiresIn: null } as const;
    expect(await post(url, report({ token: await createToken(test_.database, other) }))).toMatchObject({ status: 404 });
  });

  test('of presence is none for GraphQL', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ viewer { role } }' });
    expect((await fetch(`${url}/graphql`, { method: 'POST', headers, body })).status).toBe(403);
  });

  test('is of an inbox that the account has', async () => {
    await expect(tokenOf('presence', 2 ** 40)).rejects.toThrow(/has no inbox/);
    await expect(tokenOf('reader', account.inbox)).rejects.toThrow();
  });
});

describe('pages of other origins', () => {
  const SHOP = 'https://shop.example';
  const allowed = ({ headers }: { headers: Headers }) => headers.get('access-control-allow-origin');

  test('report and read the answer from anywhere, without credentials, unless origins are set', async () => {
    const taken = await post(url, report(), { origin: SHOP });
    expect(taken.status).toBe(204);
    expect(allowed(taken)).toBe('*');
    expect(taken.headers.get('access-control-allow-credentials')).toBeNull();
    expect(allowed(await post(url, 'x', { origin: SHOP }))).toBe('*');
  });

  test('are asked about beforehand', async () => {
    const preflight = await fetch(`${url}/presence`, {
      method: 'OPTIONS',
      headers: {
        origin: SHOP,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(allowed(preflight)).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Content-Type');
  });

  test('are refused where origins are set, but for those and for programs', async () => {
    const strict = await serve({ origins: [SHOP] });
    const ofShop = await post(strict, report(), { origin: SHOP });
    expect([ofShop.status, allowed(ofShop), ofShop.headers.get('vary')]).toEqual([204, SHOP, 'Origin']);
    expect(await post(strict, report())).toMatchObject({ status: 204 });
    await test_.database.rows(sql`DELETE FROM dialog_presence`);
    for (const origin of ['https://evil.example', 'http://shop.example', `${SHOP}.evil.example`, 'null']) {
      const refused = await post(strict, report(), { origin });
      expect(refused).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      expect(allowed(refused)).toBeNull();
    }
    expect(await rows()).toEqual([]);
  });
});

describe('too many reports', () => {
  test('of one visitor wait, and others go on', async () => {
    const busy = await serve();
    const answers = [];
    for (let sent = 0; sent < 62; sent += 1) answers.push(await post(busy, report({ visitor: `x${VISITOR}` })));
    expect(answers.map(({ status }) => status)).toEqual([...Array(60).fill(404), 429, 429]);
    const last = answers.at(-1)!;
    expect(last).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(Number(last.headers.get('retry-after'))).toBeLessThanOrEqual(10);
    expect(await post(busy, report())).toMatchObject({ status: 204 });
  });

  test('with one token wait, and other tokens go on', async () => {
    const busy = await serve({ rate: 1 });
    const statuses = [];
    for (let sent = 0; sent < 11; sent += 1)
      statuses.push((await post(busy, report({ visitor: `${VISITOR}${sent}` }))).status);
    expect(statuses).toEqual([...Array(10).fill(404), 429]);
    expect(await post(busy, report({ token: await tokenOf('presence') }))).toMatchObject({ status: 204 });
  });
});

describe('the snippet', () => {
  test('is served to any site, and is small', async () => {
    const response = await fetch(`${url}/presence.js`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await response.arrayBuffer()).byteLength).toBeLessThanOrEqual(2048);
  });
});
