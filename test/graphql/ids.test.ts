import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, opaque, servedApi } from './served';

const api = servedApi(serveTestApi);
let token: string;

beforeAll(async () => {
  const account = await createAccount(api.database);
  token = await api.makeToken(account.id, 'reader');
});

test.each<[what: string, query: string, variables: object, argument: string]>([
  ['an id that is none', 'query ($id: ID!) { dialog(id: $id) { id } }', { id: 'x' }, 'id'],
  ['an id with a NUL', 'query ($id: ID!) { dialog(id: $id) { id } }', { id: '1\0' }, 'id'],
  ['an id with half a surrogate pair', 'query ($id: ID!) { inbox(id: $id) { id } }', { id: '\ud800' }, 'id'],
  ['an id of 1 MB', 'query ($id: ID!) { team(id: $id) { id } }', { id: 'x'.repeat(1_000_000) }, 'id'],
  ['an id of another type', 'query ($id: ID!) { dialog(id: $id) { id } }', { id: opaque('Conversation', 1) }, 'id'],
  ['an id of a type that is none', 'query ($id: ID!) { dialog(id: $id) { id } }', { id: opaque('Token', 1) }, 'id'],
  ['a plain id for a node', 'query ($id: ID!) { node(id: $id) { id } }', { id: '1' }, 'id'],
  [
    'an opaque id written in another way',
    'query ($id: ID!) { node(id: $id) { id } }',
    { id: opaque('Dialog', '01') },
    'id',
  ],
  [
    'one bad id among nodes',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: [opaque('Dialog', 1), 'x'] },
    'ids',
  ],
  [
    '101 nodes',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: Array(101).fill(opaque('Dialog', 1)) },
    'ids',
  ],
  ...[
    { inbox: [] },
    { status: [] },
    { contact: Array(101).fill('1') },
    { agent: ['x'] },
    { team: [opaque('Inbox', 1)] },
    { assignee: ['1\0'] },
    { conversation: [opaque('Dialog', 1)] },
    { createdAt: { from: '2024-03-05T10:00:01Z', to: '2024-03-05T10:00:00Z' } },
    { resolvedAt: { from: '2024-03-05T10:00:00.000001Z', to: '2024-03-05T10:00:00Z' } },
  ].map((filter): [string, string, object, string] => [
    `the filter ${JSON.stringify(filter).slice(0, 60)}`,
    'query ($filter: DialogFilter) { dialogs(filter: $filter) { totalCount } }',
    { filter },
    `filter.${Object.keys(filter)[0]}`,
  ]),
])('a query with %s is refused by the name of the argument', async (_, query, variables, argument) => {
  const { status, errors } = await api.ask(token, query, { ...variables });
  expect(status).toBe(200);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
  expect(errors![0].message.length).toBeLessThan(300);
});

test('ids that are larger than any row has are nobody’s', async () => {
  const ids = ['0', '2147483648', '9007199254740993', '9223372036854775808', '9'.repeat(400)];
  const lookups = ids.flatMap((id, index) => [
    ...['dialog', 'conversation', 'agent', 'contact', 'inbox', 'team'].map(
      (type) => `${type}${index}: ${type}(id: "${id}") { id }`,
    ),
    `filter${index}: dialogs(filter: { agent: ["${id}"], contact: ["${id}"], inbox: ["${id}"] }) { nodes { id } }`,
  ]);
  const data = await dataOf(api.ask(token, `{ ${lookups.join(' ')} }`));
  for (const [name, found] of Object.entries(data)) {
    expect(found).toEqual(name.startsWith('filter') ? { nodes: [] } : null);
  }
});

test.each([
  ['an argument', 'query ($id: ID = "1") { dialog(id: $id) { id } }'],
  ['an item of a list', 'query ($id: ID = "RGlhbG9nOjE") { nodes(ids: [$id]) { id } }'],
  ['a field of an input', 'query ($id: ID = "1") { dialogs(filter: { inbox: [$id] }) { totalCount } }'],
])('null for %s that takes none is the caller’s mistake, also where a default stood', async (_, query) => {
  const { errors } = await api.ask(token, query, { id: null });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});
