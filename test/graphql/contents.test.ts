import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { keepLog } from '../helpers/log';
import { dataOf, servedApi } from './served';
import { say, type Told, tell } from './story';

/** What messages say needs a scope, and who reads it can be logged. */
const kept = keepLog();
const api = servedApi(() => serveTestApi({ log: kept.log, api: { logReadings: true } }));
const QUERY = '{ dialogs { nodes { messages { nodes { private createdAt content } } messageCounts { private } } } }';

let accountId: number;
let told: Told;

beforeAll(async () => {
  const account = await createAccount(api.database);
  accountId = account.id;
  const note = say('outgoing', { agentId: account.agents[0]!, private: true });
  [told] = (await tell(api, account, [{}, [1, say()], [2, note]])) as [Told];
});

const readings = () => kept.found('contents of messages were read');

test('without the scope contents are forbidden, and everything else is answered', async () => {
  const token = await api.makeToken(accountId, 'administrator', { contents: false });
  const { data, errors, status } = await api.ask(token, QUERY);
  expect(status).toBe(200);
  expect(data.dialogs.nodes).toEqual([
    {
      messages: {
        nodes: [false, true].map((isPrivate) => ({ private: isPrivate, createdAt: expect.any(String), content: null })),
      },
      messageCounts: { private: 1 },
    },
  ]);
  expect(errors!.map(({ extensions, path }) => [extensions.code, path.at(-1)])).toEqual([
    ['FORBIDDEN', 'content'],
    ['FORBIDDEN', 'content'],
  ]);
  expect(errors![0].message).toMatch(/scope contents/);
  const id = '{ dialogs { nodes { messages { nodes { id } } } } }';
  const [first] = (await dataOf(api.ask(token, id))).dialogs.nodes[0].messages.nodes;
  const byId = await api.ask(token, 'query ($id: ID!) { node(id: $id) { ... on Message { content } } }', first);
  expect([byId.data, byId.errors![0].extensions]).toEqual([{ node: { content: null } }, { code: 'FORBIDDEN' }]);
  expect(readings()).toEqual([]);
});

test('with it they are read, and a line tells of it: ids, and no word of them', async () => {
  const token = await api.makeToken(accountId, 'reader', { contents: true });
  const { dialogs } = await dataOf(api.ask(token, QUERY));
  const texts = dialogs.nodes[0].messages.nodes.map(({ content }: { content: string }) => content);
  expect(texts).toEqual(['a text of incoming', 'a text of outgoing']);
  await dataOf(api.ask(token, '{ dialogs { nodes { messages { nodes { id } } } } }'));
  expect(readings()).toEqual([
    expect.objectContaining({
      ...{ account: accountId, token: token.slice(0, 12), messages: 2, dialogs: [told.dialog], others: [] },
      requestId: expect.any(String),
    }),
  ]);
  expect(kept.lines.join('')).not.toMatch(/a text of/);
});
