import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { servedApi } from './served';

const api = servedApi(serveTestApi);
let token: string;

beforeAll(async () => {
  token = await api.makeToken((await createAccount(api.database)).id, 'reader');
});

const aliases = (count: number) => Array.from({ length: count }, (_, index) => `a${index}: viewer { role }`).join(' ');

test('an operation may ask for 50 fields at its root', async () => {
  const { status, errors } = await api.ask(token, `{ ${aliases(50)} }`);
  expect([status, errors]).toEqual([200, undefined]);
});

const PERIOD = 'period: { from: "2024-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z" }';
const levels = (count: number) =>
  Array.from({ length: count }, (_, index) => `a${index}: serviceLevel(thresholdSeconds: ${index})`).join(' ');

test('the fields of statistics count, for each is a query', async () => {
  const { status, errors } = await api.ask(token, `{ statistics(${PERIOD}) { ${levels(49)} } }`);
  expect([status, errors]).toEqual([200, undefined]);
});

test.each([
  ['fields of statistics', `{ statistics(${PERIOD}) { ${levels(50)} } }`],
  ['fragments of statistics', `{ statistics(${PERIOD}) { ...s } } fragment s on Statistics { ${levels(50)} }`],
  ['aliases', `{ ${aliases(51)} }`],
  ['inline fragments', `{ ... { ${aliases(51)} } }`],
  [
    'fragments that spread fragments',
    `{ ...a ...a } fragment a on Query { ...b ...b } fragment b on Query { ${aliases(20)} }`,
  ],
])('more by %s are refused before anything is asked of the database', async (_, query) => {
  const { status, data, errors } = await api.ask(token, query);
  expect([status, data]).toEqual([400, undefined]);
  expect(errors).toMatchObject([
    { message: expect.stringContaining('more than 50 fields'), extensions: { code: 'QUERY_TOO_COMPLEX' } },
  ]);
});
