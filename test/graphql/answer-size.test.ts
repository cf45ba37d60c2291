import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { servedApi } from './served';

const api = servedApi(serveTestApi);
let token: string;

beforeAll(async () => {
  token = await api.makeToken((await createAccount(api.database)).id, 'reader');
});

const statistics = (tables: number, size = 'by: AGENT') =>
  `{ statistics(period: { from: "2024-01-01T00:00:00Z", to: "2024-01-02T00:00:00Z" }) { ${Array.from(
    { length: tables },
    (_, table) =>
      `t${table}: measures(names: ["started"], ${size}) { values { name value sample medianSeconds p90Seconds } }`,
  ).join(' ')} } }`;

const nested = (levels: number, page = 'first: 100'): string =>
  levels === 0 ? 'id' : `conversation { dialogs(${page}) { nodes { ${nested(levels - 1, page)} } } }`;

test.each([
  [
    'a full page of everything',
    `{ dialogs(first: 100) { nodes { ${['events', 'messages'].map((list) => `${list}(first: 50) { nodes { id databaseId createdAt } }`).join(' ')} id createdAt agents { agent { name } } } } }`,
  ],
  ['small pages within pages', `{ dialogs(first: 10) { nodes { ${nested(3, 'first: 5')} } } }`],
  ['some tables of measures', statistics(4)],
  ['many short tables of measures', statistics(20, 'first: 100')],
])('%s is answered', async (_, query) => {
  const { status, errors } = await api.ask(token, query);
  expect([status, errors]).toEqual([200, undefined]);
});

const BOMB = Array.from(
  { length: 12 },
  (_, n) => `fragment f${n} on Dialog { ...f${n + 1} conversation { dialogs { nodes { ...f${n + 1} } } } }`,
);

test.each([
  ['by literals', `{ dialogs(first: 100) { nodes { ${nested(3)} } } }`, {}],
  ['by variables', `query ($n: Int) { dialogs(first: $n) { nodes { ${nested(3, 'first: $n')} } } }`, { n: 100 }],
  [
    'by the defaults of variables',
    `query ($n: Int = 100) { dialogs(last: $n) { nodes { ${nested(3, 'last: $n')} } } }`,
    {},
  ],
  ['by the size of a page that nobody named', `{ dialogs { nodes { ${nested(4, 'filter: {}')} } } }`, {}],
  ['by lists of statistics, whose default is long', statistics(5), {}],
  ['by fragments of fragments', `{ dialogs { nodes { ...f0 } } } ${BOMB.join(' ')} fragment f12 on Dialog { id }`, {}],
])('pages within pages are refused before anything is asked of the database: %s', async (_, query, variables) => {
  const { status, data, errors } = await api.ask(token, query, variables);
  expect([status, data]).toEqual([400, undefined]);
  expect(errors).toMatchObject([
    { message: expect.stringContaining('more than 500000 fields'), extensions: { code: 'QUERY_TOO_COMPLEX' } },
  ]);
});
