import { serverAudits } from 'graphql-http';
import { servedApi } from '../graphql/served';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';

/** The audits of GraphQL over HTTP, over a real socket. */
const api = servedApi(serveTestApi);
const AUDITS = serverAudits({ url: 'http://127.0.0.1/graphql' }).map(({ id, name }) => [id, name] as const);

/**
 * What the specification leaves open, and we do otherwise: a query by GET that any page could make a browser send is
 * refused (three MAYs), and a document that can't be run answers 400 whatever is accepted (three SHOULDs), so that
 * monitors and proxies see it. Nothing may be added here.
 */
const OTHERWISE: Readonly<Record<string, 'notice' | 'warn'>> = {
  '5A70': 'notice',
  D6D5: 'notice',
  '6A70': 'notice',
  '572B': 'warn',
  FDE2: 'warn',
  '7B9B': 'warn',
};

let authorization: string;
beforeAll(async () => {
  const { id } = await createAccount(api.database);
  authorization = `Bearer ${await api.makeToken(id, 'reader')}`;
});

test('there are 61 of them', () => {
  expect(AUDITS).toHaveLength(61);
});

test.each(AUDITS)('%s: %s', async (id) => {
  const fetchFn = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), authorization } });
  const audit = serverAudits({ url: `${api.url}/graphql`, fetchFn }).find((each) => each.id === id)!;
  const result = await audit.fn();
  expect([result.status, 'reason' in result ? result.reason : '']).toEqual([OTHERWISE[id] ?? 'ok', expect.any(String)]);
});
