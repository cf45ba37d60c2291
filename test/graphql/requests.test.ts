import { gzipSync } from 'node:zlib';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { servedApi } from './served';

const api = servedApi(serveTestApi);
const QUERY = '{ viewer { role } }';
const MUTATION = 'mutation { mentionAgent(input: { conversation: 1, agent: 1 }) { mention { id } } }';
const JSON_TYPE = { 'content-type': 'application/json' };
let authorization: string;

beforeAll(async () => {
  const account = await createAccount(api.database);
  authorization = `Bearer ${await api.makeToken(account.id, 'administrator')}`;
});

/** Sends a request with a good token. */
async function send(path: string, { headers, ...init }: RequestInit) {
  const response = await fetch(api.url + path, { ...init, headers: { authorization, ...headers } });
  return { response, text: await response.text() };
}

const post = (body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE, path = '/graphql') =>
  send(path, { method: 'POST', headers, body });
const get = (query: string, headers: Record<string, string>) =>
  send(`/graphql?query=${encodeURIComponent(query)}`, { headers });
const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const asked = (query: unknown, rest: object = {}) => JSON.stringify({ query, ...rest });

test.each<[what: string, send: () => ReturnType<typeof send>, status: number, code: string]>([
  ['JSON that breaks off', () => post('{"query": "{ viewer'), 400, 'BAD_REQUEST'],
  ['JSON that is no object', () => post('null'), 400, 'BAD_REQUEST'],
  ['a number as the body', () => post('5'), 400, 'BAD_REQUEST'],
  ['several operations at once', () => post(`[${asked(QUERY)}]`), 400, 'BAD_REQUEST'],
  ['an object without a query', () => post('{}'), 400, 'BAD_REQUEST'],
  ['a query that is no text', () => post(asked(5)), 400, 'BAD_REQUEST'],
  ['variables that are no object', () => post(asked(QUERY, { variables: 'x' })), 400, 'BAD_REQUEST'],
  ['no body', () => post(undefined), 400, 'BAD_REQUEST'],
  ['an empty body', () => post(''), 400, 'BAD_REQUEST'],
  [
    'bytes that are no UTF-8 in a text',
    () => post(bytes('{"query":"{ a(b: \\"', [0xff, 0xfe], '\\") }"}')),
    400,
    'BAD_REQUEST',
  ],
  ['half a character at the end', () => post(bytes('{"query":"', [0xd0])), 400, 'BAD_REQUEST'],
  ['a surrogate as UTF-8 bytes', () => post(bytes('{"query":"', [0xed, 0xa0, 0x80], '"}')), 400, 'BAD_REQUEST'],
  ['3 MB', () => post(asked(QUERY, { variables: { x: 'x'.repeat(3_000_000) } })), 413, 'LIMIT_EXCEEDED'],
  [
    '3 MB in few compressed bytes',
    () => post(gzipSync(asked(' '.repeat(3_000_000))), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    413,
    'LIMIT_EXCEEDED',
  ],
  [
    'compressed bytes that are none',
    () => post(asked(QUERY), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    400,
    'BAD_REQUEST',
  ],
  ['an unknown compression', () => post(asked(QUERY), { ...JSON_TYPE, 'content-encoding': 'x' }), 415, 'BAD_REQUEST'],
  [
    'another charset',
    () => post(asked(QUERY), { 'content-type': 'application/json; charset=koi8-u' }),
    415,
    'BAD_REQUEST',
  ],
  ['plain text', () => post(asked(QUERY), { 'content-type': 'text/plain' }), 400, 'BAD_REQUEST'],
  ['XML', () => post('<query/>', { 'content-type': 'application/xml' }), 400, 'BAD_REQUEST'],
  ['a form', () => post(`query=${QUERY}`, { 'content-type': 'application/x-www-form-urlencoded' }), 400, 'BAD_REQUEST'],
  ['a mutation by GET', () => get(MUTATION, { ...JSON_TYPE, 'apollo-require-preflight': '1' }), 405, 'BAD_REQUEST'],
  [
    'a mutation by GET, as any page could make a browser send it',
    () => get(MUTATION, { accept: 'application/json' }),
    400,
    'BAD_REQUEST',
  ],
  [
    'another method',
    () => send('/graphql', { method: 'PUT', headers: JSON_TYPE, body: asked(QUERY) }),
    405,
    'BAD_REQUEST',
  ],
  ['an unknown path', () => post(asked(QUERY), JSON_TYPE, '/graphqI'), 404, 'NOT_FOUND'],
  ['a path below the API', () => post(asked(QUERY), JSON_TYPE, '/graphql/below'), 404, 'NOT_FOUND'],
  ['the API’s path as part of another', () => post(asked(QUERY), JSON_TYPE, '/api/graphql'), 404, 'NOT_FOUND'],
  ['a path that is no text', () => send('/%ff', {}), 404, 'NOT_FOUND'],
  [
    'a path that climbs out of the assets',
    () => send('/graphiql/assets/..%2f..%2f..%2fpackage.json', {}),
    404,
    'NOT_FOUND',
  ],
  ['an asset with a NUL in its name', () => send('/graphiql/assets/%00', {}), 404, 'NOT_FOUND'],
  ['syntax that is none', () => post(asked('{ viewer')), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'half a surrogate pair in the query',
    () => post(String.raw`{"query":"{ node(id: \"\ud800\") { id } }"}`),
    400,
    'GRAPHQL_PARSE_FAILED',
  ],
  ['a NUL in the query', () => post(asked('{ viewer \0 { role } }')), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'more words than any sane query has',
    () => post(asked(`{ ${'viewer { role } '.repeat(3_000)} }`)),
    400,
    'GRAPHQL_PARSE_FAILED',
  ],
  ['a field that is none', () => post(asked('{ password }')), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'fragments in a circle',
    () => post(asked('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }')),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'two operations without a name',
    () => post(asked(`query a ${QUERY} query b ${QUERY}`)),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['a missing variable', () => post(asked('query ($id: ID!) { node(id: $id) { id } }')), 400, 'BAD_USER_INPUT'],
  [
    'a number beyond 32 bits',
    () => post(asked('query ($n: Int) { agents(first: $n) { totalCount } }', { variables: { n: 2 ** 31 } })),
    400,
    'BAD_USER_INPUT',
  ],
])('%s is refused in GraphQL’s form, and nothing of the inside is told', async (_, request, status, code) => {
  const { response, text } = await request();
  expect([response.status, text]).toEqual([status, expect.any(String)]);
  expect(response.headers.get('content-type')).toMatch(/^application\/(json|graphql-response\+json)/);
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get('x-powered-by')).toBeNull();
  const body = JSON.parse(text);
  // What was counted before it was refused is told.
  expect(Object.keys(body).filter((key) => key !== 'extensions')).toEqual(['errors']);
  expect(body.errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of body.errors) {
    expect(message).toEqual(expect.any(String));
    expect(extensions).toEqual({ code });
  }
  expect(text).not.toMatch(/node_modules|stack|\bat \w+ \(|\/(work|home|root|usr|src|dist)\b|SELECT|pg_|express/i);
});

test('what is right is answered: by POST, compressed too, and a query by GET', async () => {
  const compressed = { ...JSON_TYPE, 'content-encoding': 'gzip' };
  const answers = await Promise.all([
    post(asked(QUERY)),
    post(asked(QUERY), { 'content-type': 'application/json; charset=utf-8' }),
    post(gzipSync(asked(QUERY)), compressed),
    get(QUERY, { 'apollo-require-preflight': '1' }),
  ]);
  for (const { response, text } of answers) {
    expect([response.status, JSON.parse(text)]).toEqual([
      200,
      { data: { viewer: { role: 'ADMINISTRATOR' } }, extensions: { cost: { requested: 2, limit: 500_000 } } },
    ]);
  }
});
