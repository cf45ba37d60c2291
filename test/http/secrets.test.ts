import { DEFAULT_TOKEN_LIMITS } from '../../src/http/limits';
import { createToken } from '../../src/tokens/tokens';
import type { Tracing } from '../../src/tracing/tracing';
import { say, type Told, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';
import { keepLog } from '../helpers/log';

/** What must be found nowhere: each place has its own, so that a failure tells the place. */
const secret = (place: string) => `SECRET-${place}-x7Qz`;

/** Keeps all that traces tell. */
const told: unknown[] = [];
const tracing: Tracing = {
  begin(name, options) {
    told.push([name, options?.attributes]);
    return {
      traceId: '1'.repeat(32),
      tell: (attributes) => void told.push(attributes),
      fail: (code) => void told.push(code),
      end: () => {},
    };
  },
  close: async () => {},
};

const kept = keepLog('trace');
let api: TestApi;
let account: TestAccount;
let token: string;
let story: Told;
beforeAll(async () => {
  const limits = { tokenLimits: { ...DEFAULT_TOKEN_LIMITS, perMinute: 1_000 }, logReadings: true };
  api = await serveTestApi({ log: kept.log, tracing, api: limits });
  account = await createAccount(api.database);
  [story] = (await tell(api, account, [{}, [1, say()]])) as [Told];
  token = await api.makeToken(account.id, 'administrator', { name: secret('token-name') });
});
afterAll(() => api.close());

/** Every line, metric and span so far, as one text. */
async function seen(): Promise<string> {
  const metrics = await (await fetch(`${api.url}/metrics`)).text();
  return [...kept.lines, metrics, JSON.stringify(told)].join('\n');
}

async function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await response.clone().text();
  return response;
}

const POST =
  'mutation ($c: ID!, $text: String!) { postMessage(input: { conversation: $c, type: INCOMING, content: $text }) { message { id content } } }';
const postMessage = (text: string) => post({ query: POST, variables: { c: story.conversation, text } });

/** Everything that a caller or the database may hold, each with its mark. */
const PLACES: readonly [place: string, act: () => Promise<unknown>][] = [
  ['content', () => postMessage(secret('content'))],
  ['contents read', () => post({ query: '{ dialogs { nodes { contact { name } messages { nodes { content } } } } }' })],
  [
    'contact-name',
    async () => {
      await api.database.pool.query('UPDATE contacts SET name = $1 WHERE account_id = $2', [
        secret('contact-name'),
        account.id,
      ]);
      await post({ query: '{ dialogs { nodes { contact { name } } } }' });
    },
  ],
  ['literal', () => post({ query: `{ dialogs(filter: { inbox: ["${secret('literal')}"] }) { totalCount } }` })],
  [
    'filter',
    () =>
      post({
        query: 'query ($f: DialogFilter) { dialogs(filter: $f) { totalCount } }',
        variables: { f: { contact: [secret('filter')] } },
      }),
  ],
  ['unknown variable', () => post({ query: '{ viewer { role } }', variables: { [secret('name')]: secret('value') } })],
  [
    'variable of a wrong type',
    () => post({ query: 'query ($n: Int) { dialogs(first: $n) { totalCount } }', variables: { n: secret('wrong') } }),
  ],
  ['cursor', () => post({ query: `{ dialogs(after: "${secret('cursor')}") { totalCount } }` })],
  [
    'no operation of that name',
    () => post({ query: 'query A { viewer { role } }', operationName: secret('operation') }),
  ],
  ['a long name', () => post({ query: `query SECRET_${'long'.repeat(20)} { viewer { role } }` })],
  ['comment', () => post({ query: `# ${secret('comment')}\n{ viewer { role } }` })],
  ['broken JSON', () => post(`{"query": "${secret('json')}`)],
  ['broken query', () => post({ query: `{ ${secret('query')} "` })],
  ['field', () => post({ query: '{ SECRET_field }' })],
  ['token', () => post({ query: '{ viewer { role } }' }, { authorization: `Bearer ${secret('token')}` })],
  [
    'token of ours',
    () => post({ query: '{ viewer { role } }' }, { authorization: `Bearer dst_SECRETx${'y'.repeat(32)}` }),
  ],
  ['basic', () => post({ query: '{ viewer { role } }' }, { authorization: `Basic ${secret('basic')}` })],
  [
    'headers',
    () =>
      post(
        { query: '{ viewer { role } }' },
        { cookie: secret('cookie'), 'user-agent': secret('agent'), 'x-other': secret('header') },
      ),
  ],
  [
    'request id',
    () =>
      post({ query: '{ viewer { role } }' }, { 'x-request-id': `dst_${secret('id')}`, traceparent: secret('parent') }),
  ],
  ['address', () => fetch(`${api.url}/graphql?query={${secret('address')}}`)],
  ['path', () => fetch(`${api.url}/${secret('path')}?${secret('search')}`, { method: 'DELETE' })],
  [
    'presence',
    () =>
      fetch(`${api.url}/presence`, {
        method: 'POST',
        body: JSON.stringify({
          token: secret('presence'),
          visitor: secret('visitor'),
          session: secret('session'),
          presence: 'online',
        }),
      }),
  ],
  [
    'presence of nobody',
    async () => {
      const its = await createToken(api.database, {
        accountId: account.id,
        role: 'presence',
        name: null,
        expiresIn: null,
      });
      const report = { token: its, visitor: secret('visitor-unknown'), session: secret('session'), presence: 'online' };
      await fetch(`${api.url}/presence`, { method: 'POST', body: JSON.stringify(report) });
    },
  ],
  [
    'reason of a mark',
    () =>
      post({
        query: `mutation { setDialogSkip(input: { dialog: "${story.dialog}", skip: true, reason: "${secret('reason')}" }) { dialog { id } } }`,
      }),
  ],
  [
    'token made',
    () => post({ query: `mutation { createApiToken(input: { role: READER, name: "${secret('made')}" }) { secret } }` }),
  ],
];

test.each(PLACES)('%s is in no line, metric or span', async (_place, act) => {
  const answered = () => kept.found('answered').filter(({ route }) => route !== '/metrics').length;
  const before = answered();
  await act();
  // The line comes once the connection is done with the answer.
  for (let tries = 0; answered() === before && tries < 100; tries += 1) await seen();
  expect(answered()).toBe(before + 1);
  expect(findMarks(await seen())).toEqual([]);
});

/** Has PostgreSQL fail in its own words, which hold what was written. */
const FAILURES: readonly [what: string, sql: string, undo: string][] = [
  [
    'a row that a constraint refuses',
    `ALTER TABLE messages ADD CONSTRAINT refuses CHECK (content NOT LIKE 'SECRET-failing%') NOT VALID`,
    'ALTER TABLE messages DROP CONSTRAINT refuses',
  ],
  [
    'a function of the host that raises',
    `CREATE FUNCTION refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no %', NEW.content; END $$;
     CREATE TRIGGER refuses BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuses()`,
    'DROP FUNCTION refuses CASCADE',
  ],
  [
    'a value that does not fit',
    `CREATE FUNCTION refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id := NEW.content::int; RETURN NEW; END $$;
     CREATE TRIGGER refuses BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuses()`,
    'DROP FUNCTION refuses CASCADE',
  ],
];

test.each(FAILURES)('%s is told without what was written', async (_what, spoil, mend) => {
  await api.database.pool.query(spoil);
  const answer = await postMessage(secret('failing')).finally(() => api.database.pool.query(mend));
  const { errors } = (await answer.json()) as { errors: { extensions: { code: string; requestId: string } }[] };
  expect(errors[0]!.extensions.code).toBe('INTERNAL_SERVER_ERROR');
  const [line] = kept
    .found('a request failed by a fault of ours')
    .filter(({ requestId }) => requestId === errors[0]!.extensions.requestId);
  expect(line).toMatchObject({ err: { message: expect.any(String), stack: expect.stringContaining('at ') } });
  expect(JSON.stringify(line)).toMatch(/"code":"(23514|P0001|22P02)"/);
  expect(findMarks(await seen())).toEqual([]);
});

test('the token itself is nowhere, and its prefix is', async () => {
  const text = await seen();
  expect(text).not.toContain(token);
  expect(text).toContain(`"token":"${token.slice(0, 12)}"`);
});

/** The marks in a text, each with what stands before it. */
function findMarks(text: string): string[] {
  return [...text.matchAll(/.{0,80}SECRET.{0,40}/g)].map(([found]) => found);
}
