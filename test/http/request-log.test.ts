import { setTimeout } from 'node:timers/promises';
import { say, type Told, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';
import { cli } from '../helpers/cli';
import { keepLog } from '../helpers/log';

const kept = keepLog();
let api: TestApi;
let account: TestAccount;
let token: string;
let story: Told;
beforeAll(async () => {
  api = await serveTestApi({ log: kept.log });
  account = await createAccount(api.database);
  [story] = (await tell(api, account, [{}, [1, say()]])) as [Told];
  token = await api.makeToken(account.id, 'administrator', { name: 'for the tests' });
});
afterAll(() => api.close());

const LEVELS = { debug: 20, info: 30, warn: 40 } as const;

/** The line of a request, which comes once its connection is done with the answer. */
async function lineOf(requestId: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const line = kept.lines
      .map((each) => JSON.parse(each))
      .find((each) => each.requestId === requestId && 'ms' in each);
    if (line) return line;
    await setTimeout(10);
  }
  throw new Error(`no line of ${requestId}`);
}

/** Asks, and gives the line of the request with the id that the answer told. */
async function ask(query: string, headers: Record<string, string> = {}, body: object = {}) {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query, ...body }),
  });
  await response.text();
  return lineOf(response.headers.get('x-request-id')!);
}

test('a query is one line: who asked, what by its name and type, how it went, and what it cost', async () => {
  const { time, requestId, ms, ...line } = await ask('query Newest { dialogs(first: 1) { nodes { id } } }');
  expect(line).toEqual({
    ...{ level: LEVELS.info, msg: 'answered', method: 'POST', route: '/graphql', status: 200 },
    ...{ type: 'query', operation: 'Newest', account: account.id, token: token.slice(0, 12) },
    // That of the page; another where the token was looked up for it.
    statements: expect.any(Number),
  });
  expect(requestId).toMatch(/^[\da-f-]{36}$/);
  expect(ms).toBeGreaterThan(0);
  expect(new Date(time as string).getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test('statements are those of the request alone', async () => {
  const page = '{ dialogs(first: 1) { nodes { id } } }';
  await ask(page);
  const [one, other] = await Promise.all([ask(page), ask('{ __typename }')]);
  expect([one.statements, other.statements]).toEqual([1, 0]);
  const set = `mutation { setConversationStatus(input: { conversation: ${story.conversation}, status: RESOLVED }) { dialog { id } } }`;
  expect((await ask(set)).statements).toBeGreaterThan(5);
});

test.each<[what: string, query: string, codes: string[], more: object]>([
  ['a refusal', '{ dialogs(first: 101) { totalCount } }', ['BAD_USER_INPUT'], { type: 'query', status: 200 }],
  ['what is not in the schema', '{ nothing }', ['GRAPHQL_VALIDATION_FAILED'], { status: 400 }],
  [
    'two refusals of a kind',
    '{ a: dialogs(first: 101) { totalCount } b: dialogs(first: 102) { totalCount } }',
    ['BAD_USER_INPUT'],
    {},
  ],
])('%s has its codes', async (_what, query, codes, more) => {
  expect(await ask(query)).toMatchObject({ level: LEVELS.info, codes, ...more });
});

test('a stranger has neither account nor token', async () => {
  const line = await ask('{ viewer { role } }', { authorization: 'Bearer nobody' });
  expect(line).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
  expect(Object.keys(line)).not.toEqual(expect.arrayContaining(['account']));
});

test('a name that is too long is left out', async () => {
  expect(await ask(`query ${'a'.repeat(64)} { __typename }`)).toMatchObject({ operation: 'a'.repeat(64) });
  expect(await ask(`query ${'a'.repeat(65)} { __typename }`)).not.toHaveProperty('operation');
});

test.each([
  ['4bf92f35-77b3-4da6-a3ce-929d0e0e4736', true],
  ['01ARZ3NDEKTSV4RRFFQ69G5FAV', true],
  ['short', false],
  ['a'.repeat(65), false],
  ['eyJhbGciOi.eyJzdWIi.c2ln', false],
  [`dst_${'a'.repeat(40)}`, false],
  ['has spaces in it', false],
])('the id %s of a caller is taken over: %s', async (id, isTaken) => {
  expect((await ask('{ __typename }', { 'x-request-id': id })).requestId === id).toBe(isTaken);
});

test('the trace of a caller is told, where its header is well-formed', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  expect(await ask('{ __typename }', { traceparent: `00-${traceId}-b7ad6b7169203331-01` })).toMatchObject({ traceId });
  expect(await ask('{ __typename }', { traceparent: traceId })).not.toHaveProperty('traceId');
});

test.each([
  ['/health/live', 'GET', '/health', LEVELS.debug],
  ['/metrics', 'GET', '/metrics', LEVELS.debug],
  ['/presence', 'POST', '/presence', LEVELS.debug],
  ['/presence.js', 'GET', '/presence.js', LEVELS.debug],
  ['/graphiql/', 'GET', '/graphiql', LEVELS.debug],
  ['/export/dialogs', 'GET', '/export', LEVELS.info],
  ['/wp-login.php', 'GET', 'other', LEVELS.info],
])('%s is told at the level that how often it comes asks for', async (path, method, route, level) => {
  const response = await fetch(`${api.url}${path}`, { method, redirect: 'manual' });
  await response.text();
  expect(await lineOf(response.headers.get('x-request-id')!)).toMatchObject({ route, level, status: response.status });
});

test('a client that went away is told as such, without a status', async () => {
  const client = await api.database.pool.connect();
  await client.query('BEGIN; LOCK TABLE dialogs');
  const [id, leaving] = ['a-client-that-leaves', new AbortController()];
  const headers = { 'x-request-id': id };
  const asked = fetch(`${api.url}/graphql`, {
    ...{ method: 'POST', signal: leaving.signal, body: JSON.stringify({ query: '{ dialogs { totalCount } }' }) },
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
  }).catch(() => {});
  // Its query has begun, and waits.
  const waiting = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'dialogs'::regclass`;
  while ((await client.query(waiting)).rowCount === 0) await setTimeout(10);
  leaving.abort();
  const line = await lineOf(id);
  expect(line).toMatchObject({ msg: 'the client went away', type: 'query' });
  expect(line).not.toHaveProperty('status');
  await asked;
  await client.query('ROLLBACK');
  client.release();
});

describe('tokens', () => {
  /** The command may have been built first, which it tells. */
  const lastLine = (stderr: string) => JSON.parse(stderr.trim().split('\n').at(-1)!);
  const made = '{ secret apiToken { prefix } }';

  test('made, rotated and revoked by a mutation are told with who did it, and of what scope', async () => {
    const its = await api.ask(
      token,
      `mutation { createApiToken(input: { role: READER, name: "a person", contents: true, inboxes: ["${account.inbox}"], expiresInSeconds: 60 }) ${made} }`,
    );
    const { prefix } = its.data.createApiToken.apiToken;
    const rotated = await api.ask(token, `mutation { rotateApiToken(input: { prefix: "${prefix}" }) ${made} }`);
    const next = rotated.data.rotateApiToken.apiToken.prefix;
    await api.ask(token, `mutation { revokeApiToken(input: { prefix: "${next}" }) { prefix } }`);
    const who = { level: LEVELS.info, by: token.slice(0, 12), requestId: expect.any(String), account: account.id };
    const scope = { role: 'reader', inboxes: [account.inbox], contents: true, expires: expect.stringMatching(/Z$/) };
    expect(kept.found('a token was made')).toMatchObject([{ ...who, prefix, ...scope }]);
    expect(kept.found('a token was rotated')).toMatchObject([{ ...who, prefix: next, replaces: prefix, ...scope }]);
    expect(kept.found('a token was revoked')).toMatchObject([{ ...who, prefix: next }]);
    expect(kept.lines.join('')).not.toContain('a person');
  });

  test('that are refused are not told', async () => {
    const lines = kept.lines.filter((line) => line.includes('a token was')).length;
    await api.ask(token, 'mutation { revokeApiToken(input: { prefix: "dst_nothere1" }) { prefix } }');
    expect(kept.lines.filter((line) => line.includes('a token was'))).toHaveLength(lines);
  });

  test('made and revoked at the command line are told on stderr, and the result alone on stdout', async () => {
    const env = { DATABASE_URL: api.databaseUrl };
    const create = ['token', 'create', '--account', String(account.id), '--role', 'reader', '--name', 'a person'];
    const { stdout, stderr } = await cli(create, env);
    expect(stdout).toMatch(/^dst_\w{40}\n$/);
    const prefix = stdout.slice(0, 12);
    expect(lastLine(stderr)).toMatchObject({
      ...{ msg: 'a token was made', by: 'command line', account: account.id, prefix, role: 'reader', contents: false },
    });
    expect(stderr).not.toContain('a person');
    const revoked = await cli(['token', 'revoke', prefix], env);
    expect(revoked.stdout).toBe(`revoked ${prefix}\n`);
    expect(lastLine(revoked.stderr)).toMatchObject({ msg: 'a token was revoked', by: 'command line', prefix });
  });
});
