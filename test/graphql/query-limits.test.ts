import { getIntrospectionQuery } from 'graphql';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';

const api = servedApi(() =>
  serveTestApi({ api: { queryLimits: { tokens: 2_000, depth: 16, aliases: 5, cost: 400_000 }, largestBody: 9_000 } }),
);
let token: string;

beforeAll(async () => {
  token = await api.makeToken((await createAccount(api.database)).id, 'reader');
});

/** `conversation { dialogs { nodes {` around what is innermost, three levels each. */
const nested = (times: number, innermost: string) =>
  `${'conversation { dialogs(first: 1) { nodes { '.repeat(times)}${innermost}${' } } }'.repeat(times)}`;
const dialogs = (inside: string) => `dialogs(first: 1) { nodes { ${inside} } }`;

test.each<[what: string, query: string, code: string, message: RegExp]>([
  ['too deep', `{ ${dialogs(nested(5, 'id'))} }`, 'QUERY_TOO_COMPLEX', /deeper than 16 \(QUERY_DEPTH_LIMIT\); ask/],
  [
    'too deep by fragments',
    `{ ...a } fragment a on Query { ${dialogs(nested(2, '...b'))} } fragment b on Dialog { ${nested(2, '...c')} } fragment c on Dialog { ${nested(1, 'id')} }`,
    'QUERY_TOO_COMPLEX',
    /deeper than 16/,
  ],
  [
    'too many aliases',
    `{ viewer { ${[1, 2, 3, 4, 5, 6].map((n) => `a${n}: role`).join(' ')} } }`,
    'QUERY_TOO_COMPLEX',
    /more than 5 aliases \(QUERY_ALIASES_LIMIT\); ask in several/,
  ],
  [
    'too many aliases in a fragment',
    `{ viewer { ...a } } fragment a on Viewer { ${[1, 2, 3, 4, 5, 6].map((n) => `a${n}: role`).join(' ')} }`,
    'QUERY_TOO_COMPLEX',
    /more than 5 aliases/,
  ],
  [
    'too many words',
    `{ ${'viewer { role } '.repeat(510)} }`,
    'GRAPHQL_PARSE_FAILED',
    /^more than 2000 tokens \(QUERY_TOKENS_LIMIT\); ask in several/,
  ],
  [
    'too costly',
    `{ ${dialogs(nested(1, 'conversation { dialogs(first: 100) { nodes { conversation { dialogs(first: 100) { nodes { conversation { dialogs(first: 100) { nodes { id } } } } } } } } }'))} }`,
    'QUERY_TOO_COMPLEX',
    /^it costs 1\d{6}, and may cost 400000 \(QUERY_COST_LIMIT\); most of that: dialogs\.nodes\.\S+\.nodes \(\d{7}\): ask for smaller/,
  ],
  ['too large', `{ viewer { role } } #${'x'.repeat(9_000)}`, 'LIMIT_EXCEEDED', /9000 bytes \(BODY_LIMIT_BYTES\)/],
])('%s: refused with the limit and what to do', async (_, query, code, message) => {
  const { status, data, errors } = await api.ask(token, query);
  expect([status, data]).toEqual([code === 'LIMIT_EXCEEDED' ? 413 : 400, undefined]);
  expect(errors).toEqual([expect.objectContaining({ message: expect.stringMatching(message), extensions: { code } })]);
});

test('what is just within the limits is answered, introspection too', async () => {
  await dataOf(api.ask(token, `{ ${dialogs(nested(4, 'conversation { id }'))} }`));
  await dataOf(api.ask(token, '{ viewer { a: role b: role c: role d: role e: role } }'));
  await dataOf(api.ask(token, getIntrospectionQuery()));
});

describe('the cost of an operation', () => {
  const cost = async (body: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    return ((await response.json()) as { extensions?: unknown }).extensions;
  };

  test('is told in extensions of the answer, its variables counted', async () => {
    const query = 'query ($n: Int = 3) { dialogs(first: $n) { nodes { id } } }';
    const [byDefault, given] = [await cost({ query }), await cost({ query, variables: { n: 10 } })];
    expect(byDefault).toEqual({ cost: { requested: expect.any(Number), limit: 400_000 } });
    const { requested } = (byDefault as { cost: { requested: number } }).cost;
    expect(given).toEqual({ cost: { requested: requested + 7, limit: 400_000 } });
  });

  test('is told where a field fails, and where it was too much', async () => {
    expect(await cost({ query: '{ dialogs(first: 500) { nodes { id } } }' })).toMatchObject({
      cost: { limit: 400_000 },
    });
    const query = `{ dialogs { nodes { ${'conversation { dialogs { nodes { '.repeat(4)}id${' } } }'.repeat(4)} } } }`;
    expect(await cost({ query })).toEqual({ cost: { requested: expect.any(Number), limit: 400_000 } });
  });

  test('is not told of what is no operation', async () => {
    expect(await cost({ query: '{ nothing }' })).toBeUndefined();
  });
});
