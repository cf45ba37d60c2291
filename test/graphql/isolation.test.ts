import { createAccount } from '../helpers/account';
import { type Answer, serveTestApi } from '../helpers/api';
import { statementsOf } from '../helpers/statements';
import { dataOf, opaque, servedApi } from './served';
import { assign, mention, reply, say, tell } from './story';

const api = servedApi(serveTestApi);
const LOOKUPS = ['Dialog', 'Conversation', 'Agent', 'Contact', 'Inbox', 'Team'];
const NODES = [...LOOKUPS, 'Account', 'Event', 'Message', 'Mention'];
const FILTERS = {
  inbox: 'Inbox',
  team: 'Team',
  assignee: 'Agent',
  agent: 'Agent',
  contact: 'Contact',
  conversation: 'Conversation',
};
const NOBODYS: Ids = Object.fromEntries(NODES.map((type) => [type, 1_999_999_999]));

/** An id of each type. */
type Ids = Readonly<Record<string, number>>;

let own: Ids;
let foreign: Ids;
let token: string;

beforeAll(async () => {
  own = await settle();
  foreign = await settle();
  token = await api.makeToken(own.Account!, 'administrator');
});

/** Makes an account with a dialog that has something of everything. */
async function settle(): Promise<Ids> {
  const { id, agents, contacts, inbox, teams } = await createAccount(api.database);
  const [first, second] = agents as [number, number, number];
  const steps = [
    [1, say()],
    [2, reply(first)],
    [3, assign(second, teams[0]!)],
    [4, mention(second)],
  ] as const;
  const [told] = await tell(api, { id, contacts, inbox }, [{ assigneeId: first }, ...steps]);
  const log = await dataOf(
    api.ask(
      await api.makeToken(id, 'reader'),
      `{ dialog(id: ${told!.dialog}) { events { nodes { databaseId } } messages { nodes { databaseId } } mentions { databaseId } } }`,
    ),
  );
  const { events, messages, mentions } = log.dialog;
  return {
    ...{ Account: id, Agent: second, Contact: contacts[0]!, Inbox: inbox, Team: teams[0]! },
    ...{ Dialog: told!.dialog, Conversation: told!.conversation, Mention: Number(mentions[0].databaseId) },
    ...{ Event: Number(events.nodes[0].databaseId), Message: Number(messages.nodes[0].databaseId) },
  };
}

/** All that a caller sees of an answer. */
async function seen(answer: Promise<Answer>) {
  const { status, data, errors } = await answer;
  return { status, data, errors };
}

const ask = (query: string, variables?: Record<string, unknown>) => seen(api.ask(token, query, variables));
/** The plain and the opaque form of an id. */
const FORMS = { plain: (_type: string, id: number) => String(id), opaque };
type Form = keyof typeof FORMS;
const found = (data: unknown) => ({ status: 200, data, errors: undefined });

describe.each<Form>(['plain', 'opaque'])('by %s ids', (form) => {
  test.each(LOOKUPS)('%s of another account is not there, as one that nobody has', async (type) => {
    const lookup = (ids: Ids) =>
      ask(`query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { databaseId } }`, {
        id: FORMS[form](type, ids[type]!),
      });
    expect(await lookup(own)).toEqual(found({ found: { databaseId: String(own[type]) } }));
    expect(await lookup(foreign)).toEqual(found({ found: null }));
    expect(await lookup(NOBODYS)).toEqual(found({ found: null }));
  });

  test.each(Object.entries(FILTERS))('the filter %s matches nothing of another account', async (filter, type) => {
    const filtered = (ids: Ids) =>
      ask(`query ($filter: DialogFilter) { dialogs(filter: $filter) { totalCount nodes { databaseId } } }`, {
        filter: { [filter]: [FORMS[form](type, ids[type]!)] },
      });
    expect(await filtered(own)).toEqual(
      found({ dialogs: { totalCount: 1, nodes: [{ databaseId: String(own.Dialog) }] } }),
    );
    expect(await filtered(foreign)).toEqual(found({ dialogs: { totalCount: 0, nodes: [] } }));
    expect(await filtered(NOBODYS)).toEqual(found({ dialogs: { totalCount: 0, nodes: [] } }));
  });

  test.each<[mutation: string, argument: string, type: string, rest: (ids: Ids) => object]>([
    ['startConversation', 'inbox', 'Inbox', ({ Contact }) => ({ contact: Contact })],
    ['startConversation', 'contact', 'Contact', ({ Inbox }) => ({ inbox: Inbox })],
    ['startConversation', 'assignee', 'Agent', ({ Inbox, Contact }) => ({ inbox: Inbox, contact: Contact })],
    ['startConversation', 'team', 'Team', ({ Inbox, Contact }) => ({ inbox: Inbox, contact: Contact })],
    ['setConversationStatus', 'conversation', 'Conversation', () => ({ status: 'RESOLVED' })],
    ['assignConversation', 'conversation', 'Conversation', ({ Agent }) => ({ agent: Agent })],
    ['assignConversation', 'agent', 'Agent', ({ Conversation }) => ({ conversation: Conversation })],
    ['assignConversation', 'team', 'Team', ({ Conversation }) => ({ conversation: Conversation })],
    ['acceptConversation', 'conversation', 'Conversation', ({ Agent }) => ({ agent: Agent })],
    ['acceptConversation', 'agent', 'Agent', ({ Conversation }) => ({ conversation: Conversation })],
    ['postMessage', 'conversation', 'Conversation', () => ({ type: 'INCOMING', content: 'hello' })],
    [
      'postMessage',
      'agent',
      'Agent',
      ({ Conversation }) => ({ conversation: Conversation, type: 'OUTGOING', content: 'hello' }),
    ],
    ['mentionAgent', 'conversation', 'Conversation', ({ Agent }) => ({ agent: Agent })],
    ['mentionAgent', 'agent', 'Agent', ({ Conversation }) => ({ conversation: Conversation })],
    ['setDialogSkip', 'dialog', 'Dialog', () => ({ skip: true, reason: 'a test' })],
    ['setBounceTimeout', 'inbox', 'Inbox', () => ({ seconds: 5 })],
    [
      'recordVisitorPresence',
      'contact',
      'Contact',
      ({ Inbox }) => ({ inbox: Inbox, session: 's', presence: 'ONLINE' }),
    ],
    [
      'recordVisitorPresence',
      'inbox',
      'Inbox',
      ({ Contact }) => ({ contact: Contact, session: 's', presence: 'ONLINE' }),
    ],
  ])(
    '%s takes no %s of another account, as none that nobody has, and writes nothing',
    async (mutation, argument, type, rest) => {
      const input = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
      const run = (ids: Ids) =>
        ask(`mutation ($input: ${input}!) { ${mutation}(input: $input) { __typename } }`, {
          input: { ...rest(own), [argument]: FORMS[form](type, ids[type]!) },
        });
      const before = await rowCounts();
      const { result: refused, statements } = await statementsOf(() => run(foreign));
      expect(refused.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', argument } }]);
      expect(refused.data).toBeNull();
      // The same statements: no clock tells them apart either.
      expect(await statementsOf(() => run(NOBODYS))).toEqual({ result: refused, statements });
      expect(await rowCounts()).toEqual(before);
    },
  );
});

test.each(NODES)('node: %s of another account is null, as one that nobody has', async (type) => {
  const lookup = (ids: Ids) =>
    ask('query ($id: ID!) { node(id: $id) { id __typename } }', { id: opaque(type, ids[type]!) });
  expect(await lookup(own)).toEqual(found({ node: { id: opaque(type, own[type]!), __typename: type } }));
  expect(await lookup(foreign)).toEqual(found({ node: null }));
  expect(await lookup(NOBODYS)).toEqual(found({ node: null }));
});

test('nodes: null in the place of each that the account has not', async () => {
  const ids = NODES.flatMap((type) => [own, foreign, NOBODYS].map((of) => opaque(type, of[type]!)));
  const nodes = NODES.flatMap((type) => [{ id: opaque(type, own[type]!) }, null, null]);
  expect(await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual(found({ nodes }));
});

test('the lists are those of the account of the token', async () => {
  const query = `{ viewer { account { databaseId } } dialogs { totalCount nodes { databaseId } }
    agents { totalCount nodes { databaseId } } inboxes { totalCount nodes { databaseId } } teams { totalCount nodes { databaseId } } }`;
  const other = await dataOf(api.ask(await api.makeToken(foreign.Account!, 'reader'), query));
  const mine = await dataOf(api.ask(token, query));
  expect(mine.viewer.account.databaseId).toBe(String(own.Account));
  for (const [list, type, length] of [
    ['dialogs', 'Dialog', 1],
    ['agents', 'Agent', 4],
    ['inboxes', 'Inbox', 3],
    ['teams', 'Team', 2],
  ] as const) {
    expect(mine[list]).toMatchObject({ totalCount: length, nodes: { length } });
    expect(mine[list].nodes).toContainEqual({ databaseId: String(own[type]) });
    expect(
      mine[list].nodes.filter((node: object) => JSON.stringify(other[list].nodes).includes(JSON.stringify(node))),
    ).toEqual([]);
  }
});

/** How many rows each table holds that commands write to. */
async function rowCounts(): Promise<unknown> {
  const tables = [
    'conversations',
    'messages',
    'mentions',
    'events',
    'dialogs',
    'dialog_facts',
    'dialog_acceptances',
    'dialog_presence',
    'dialog_settings',
  ];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
  return (await api.database.pool.query(`SELECT ${counts.join(', ')}`)).rows;
}
