import { servedApi } from '../graphql/served';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { sendRaw } from './raw';

/** What goes wrong below GraphQL, and what browsers are told. */
const api = servedApi(serveTestApi);
const JSON_TYPE = 'Content-Type: application/json';
let authorization: string;
let accountId: number;

beforeAll(async () => {
  accountId = (await createAccount(api.database)).id;
  authorization = `Authorization: Bearer ${await api.makeToken(accountId, 'administrator')}`;
});

const request = (first: string, headers: readonly string[], body = '') =>
  [first, 'Host: x', 'Connection: close', ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join(
    '\r\n',
  );
const big = 'x'.repeat(20_000);

test.each<[what: string, bytes: () => string, status: number, code: string]>([
  ['large headers', () => request('POST /graphql HTTP/1.1', [`X-Big: ${big}`]), 431, 'LIMIT_EXCEEDED'],
  ['a large token', () => request('POST /graphql HTTP/1.1', [`Authorization: Bearer ${big}`]), 431, 'LIMIT_EXCEEDED'],
  ['a large address', () => request(`GET /graphql?query=${big} HTTP/1.1`, []), 431, 'LIMIT_EXCEEDED'],
  ['no HTTP', () => '\x16\x03\x01 hello\r\n\r\n', 400, 'BAD_REQUEST'],
  ['a method that is none', () => request('GRAB /graphql HTTP/1.1', []), 400, 'BAD_REQUEST'],
  ['a header without a name', () => request('POST /graphql HTTP/1.1', [': x']), 400, 'BAD_REQUEST'],
  [
    'two lengths',
    () => 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    400,
    'BAD_REQUEST',
  ],
  [
    'a length and chunks, which two servers could read as two requests',
    () => 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'BAD_REQUEST',
  ],
  [
    'a large body',
    () => request('POST /graphql HTTP/1.1', [JSON_TYPE, authorization], `{"query":"${'x'.repeat(2_200_000)}"}`),
    413,
    'LIMIT_EXCEEDED',
  ],
])('%s: refused in GraphQL’s form, and the connection closed', async (_, bytes, status, code) => {
  const { head, body, ...answer } = await sendRaw(api.url, bytes());
  expect([answer.status, head]).toEqual([status, expect.stringMatching(/content-type: application\/json/i)]);
  expect(JSON.parse(body)).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
  expect(body).not.toMatch(/HPE_|stack|node:|\bat \w+ \(/);
});

test('chunks that are none are answered; what comes behind a request under way is no answer to it', async () => {
  const start = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const broken = await sendRaw(api.url, `${start}Transfer-Encoding: chunked\r\n\r\nno chunk\r\n`);
  expect([broken.status, JSON.parse(broken.body).errors[0].extensions]).toEqual([400, { code: 'BAD_REQUEST' }]);
  const body = '{"query":"{ viewer { account { name } } }"}';
  const whole = `${start}${authorization}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const behind = await sendRaw(api.url, `${whole}no request\r\n\r\n`);
  expect(behind.body).not.toMatch(/BAD_REQUEST/);
});

describe('what a page of another site could make a browser send', () => {
  const mutation = 'mutation { setBounceTimeout(input: { seconds: 7 }) { bounceTimeoutSeconds } }';
  const body = JSON.stringify({ query: mutation });
  test.each<[what: string, init: RequestInit, path: string]>([
    ['text', { method: 'POST', body, headers: { 'content-type': 'text/plain' } }, '/graphql'],
    ['a form', { method: 'POST', body: new URLSearchParams({ query: mutation }) }, '/graphql'],
    ['a form with files', { method: 'POST', body: new FormData() }, '/graphql'],
    ['no type', { method: 'POST', body: new Blob([body]) }, '/graphql'],
    ['a link', {}, `/graphql?query=${encodeURIComponent(mutation)}`],
  ])('%s: nothing is done, even with a good token', async (_, { headers, ...init }, path) => {
    const [name, value] = authorization.split(': ') as [string, string];
    const response = await fetch(api.url + path, { ...init, headers: { ...(headers as object), [name]: value } });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
    });
    const { rows } = await api.database.pool.query(`SELECT FROM dialog_settings WHERE key = 'bounce_timeout'`);
    expect(rows).toEqual([]);
  });

  test('no other origin may read an answer, or send a token along', async () => {
    for (const method of ['OPTIONS', 'POST']) {
      const response = await fetch(`${api.url}/graphql`, { method, headers: { origin: 'https://elsewhere.example' } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

test.each(['/graphql', '/graphiql', '/health/live', '/metrics', '/nothing', '/'])(
  '%s: what browsers are told',
  async (path) => {
    const response = await fetch(api.url + path, { redirect: 'manual' });
    const policy = response.headers.get('content-security-policy');
    expect(policy).toMatch(/default-src '(none|self)'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/script-src|unsafe-eval|\*/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' },
      'cross-origin-resource-policy': 'same-origin',
    });
    if (path === '/graphql') expect(response.headers.get('cache-control')).toBe('no-store');
  },
);

test('the pages of sites may load the snippet, and report', async () => {
  for (const path of ['/presence.js', '/presence']) {
    const response = await fetch(api.url + path);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  }
});

describe('with introspection switched off', () => {
  const closed = servedApi(() => serveTestApi({ api: { introspection: false } }));

  test.each(['{ __schema { types { name } } }', '{ __type(name: "Dialog") { name } }'])(
    '%s is refused',
    async (query) => {
      const { id } = await createAccount(closed.database);
      const token = await closed.makeToken(id, 'administrator');
      expect(await closed.ask(token, query)).toMatchObject({
        ...{ status: 400, data: undefined, errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      });
      expect(await closed.ask(token, '{ viewer { role __typename } }')).toMatchObject({
        data: { viewer: { role: 'ADMINISTRATOR', __typename: 'Viewer' } },
      });
    },
  );

  test('errors propose no names either', async () => {
    const { id } = await createAccount(closed.database);
    const token = await closed.makeToken(id, 'reader');
    const { errors } = await closed.ask(token, '{ viewr { rol } }');
    expect(errors![0].message).toMatch(/viewr/);
    expect(errors![0].message).not.toMatch(/viewer|Did you mean/);
  });
});
