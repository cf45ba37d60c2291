import { inboxMembers, teamMembers } from '../../src/database/tables';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { statementsOf } from '../helpers/statements';
import { dataOf, opaque, refusalOf, servedApi } from './served';
import { assign, become, mention, reply, say, type Told, tell } from './story';

/** Tokens that are limited to inboxes, to teams, or to both. */
const api = servedApi(serveTestApi);
const LOG = `events { nodes { id } } messages { nodes { id } } mentions { id }`;
const PERIOD = 'period: { from: "2024-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z" }';

/** The stories: in the plain inbox with the first team, in the other inbox with the second, in the plain one with none. */
const STORIES = ['plain', 'other', 'teamless'] as const;
type Name = (typeof STORIES)[number];

let account: TestAccount;
let told: Readonly<Record<Name, Told>>;
let all: string;

/** The tokens with what they see. */
const SEEN = { inbox: ['plain', 'teamless'], team: ['plain'], both: ['plain'], nothing: [] } as const;
type Limits = keyof typeof SEEN;
const tokens = {} as Record<Limits, string>;
const hiddenFrom = (limits: Limits) => STORIES.filter((name) => !(SEEN[limits] as readonly Name[]).includes(name));

beforeAll(async () => {
  account = await createAccount(api.database, { contacts: 3 });
  const { id, inbox, botInbox, agents, teams, contacts } = account;
  const [first, second] = agents as [number, number];
  const steps = (agentId: number) =>
    [
      [1, say()],
      [2, assign(agentId)],
      [3, reply(agentId)],
      [4, mention(agentId)],
    ] as const;
  const stories = await tell(
    api,
    account,
    [{ teamId: teams[0]! }, ...steps(first)],
    [{ inboxId: botInbox, contactId: contacts[1]!, teamId: teams[1]! }, ...steps(second)],
    [{ contactId: contacts[2]! }, ...steps(first)],
  );
  told = Object.fromEntries(STORIES.map((name, index) => [name, stories[index]!])) as typeof told;
  const at = { createdAt: 0, updatedAt: 0 };
  await api.database.orm.insert(inboxMembers).values([
    { userId: first, inboxId: inbox, ...at },
    { userId: second, inboxId: botInbox, ...at },
  ]);
  await api.database.orm.insert(teamMembers).values([
    { userId: first, teamId: teams[0]!, ...at },
    { userId: second, teamId: teams[1]!, ...at },
  ]);
  all = await api.makeToken(id, 'writer');
  tokens.inbox = await api.makeToken(id, 'writer', { inboxIds: [inbox] });
  tokens.team = await api.makeToken(id, 'writer', { teamIds: [teams[0]!] });
  tokens.both = await api.makeToken(id, 'writer', { inboxIds: [inbox], teamIds: [teams[0]!] });
  tokens.nothing = await api.makeToken(id, 'writer', { inboxIds: [inbox], teamIds: [teams[1]!] });
});

/** The opaque ids of a dialog and of all that is a part of it. */
async function partsOf({ dialog, conversation }: Told): Promise<string[]> {
  const { dialog: found } = await dataOf(api.ask(all, `{ dialog(id: ${dialog}) { ${LOG} } }`));
  const rows = [...found.events.nodes, ...found.messages.nodes, ...found.mentions];
  expect(rows).toHaveLength(6);
  return [opaque('Dialog', dialog), opaque('Conversation', conversation), ...rows.map(({ id }) => id)];
}

const nodes = async (token: string, ids: readonly string[]) =>
  (await dataOf(api.ask(token, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }))).nodes;

describe.each(Object.keys(SEEN) as Limits[])('limited by %s', (limits) => {
  test('lists, counts and statistics hold the dialogs within the limits, whatever the filter', async () => {
    const filters = [
      '{}',
      `{ inbox: [${account.inbox}, ${account.botInbox}] }`,
      `{ team: [${account.teams}] }`,
      '{ includeSkipped: true }',
    ];
    const seenBy = SEEN[limits] as readonly Name[];
    for (const filter of filters) {
      const { dialogs, statistics } = await dataOf(
        api.ask(
          tokens[limits],
          `{ dialogs(filter: ${filter}) { totalCount nodes { databaseId } }
            statistics(${PERIOD}, filter: ${filter}) { started } }`,
        ),
      );
      const asked = seenBy.filter((name) => name !== 'teamless' || !filter.includes('team'));
      expect(dialogs).toEqual({
        totalCount: asked.length,
        nodes: expect.arrayContaining(asked.map((name) => ({ databaseId: String(told[name].dialog) }))),
      });
      expect(statistics).toEqual({ started: asked.length });
    }
    const { dialogs } = await dataOf(
      api.ask(tokens[limits], `{ dialogs(filter: { inbox: [${account.botInbox}] }) { totalCount nodes { id } } }`),
    );
    expect(dialogs).toEqual({ totalCount: 0, nodes: [] });
  });

  test('a dialog outside is not there, nor anything of it', async () => {
    for (const name of hiddenFrom(limits)) {
      const ids = await partsOf(told[name]);
      expect(await nodes(tokens[limits], ids)).toEqual(ids.map(() => null));
      const { dialog, conversation } = told[name];
      expect(
        await dataOf(
          api.ask(tokens[limits], `{ dialog(id: ${dialog}) { id } conversation(id: ${conversation}) { id } }`),
        ),
      ).toEqual({ dialog: null, conversation: null });
    }
  });

  test('a dialog within is there, whole', async () => {
    for (const name of SEEN[limits]) {
      const ids = await partsOf(told[name]);
      expect(await nodes(tokens[limits], ids)).toEqual(ids.map((id) => ({ id })));
      const query = `{ dialog(id: ${told[name].dialog}) { inbox { name } team { name } contact { name } assignee { name }
        conversation { id status dialogs { totalCount } } messageCounts { total } agents { agent { name } } ${LOG} } }`;
      expect(await dataOf(api.ask(tokens[limits], query))).toEqual(await dataOf(api.ask(all, query)));
    }
  });
});

test('contacts, agents, inboxes and teams are those within the limits', async () => {
  const { inbox, teams, agents, contacts } = account;
  const query = `{ inboxes { totalCount nodes { databaseId } } teams { totalCount nodes { databaseId } }
    agents { totalCount nodes { databaseId } }
    ${contacts.map((id, index) => `c${index}: contact(id: ${id}) { databaseId }`).join(' ')}
    ${agents.map((id, index) => `a${index}: agent(id: ${id}) { databaseId }`).join(' ')}
    other: inbox(id: ${account.botInbox}) { id } second: team(id: ${teams[1]}) { id }
    viewer { inboxes { databaseId } teams { databaseId } contents } }`;
  const list = (...ids: number[]) => ({ totalCount: ids.length, nodes: ids.map((id) => ({ databaseId: String(id) })) });
  const it = (id: number) => ({ databaseId: String(id) });
  const byInbox = await dataOf(api.ask(tokens.inbox, query));
  expect(byInbox).toEqual({
    ...{ inboxes: list(inbox), teams: list(...teams), agents: list(agents[0]!) },
    ...{ c0: it(contacts[0]!), c1: null, c2: it(contacts[2]!), a0: it(agents[0]!), a1: null, a2: null },
    ...{ other: null, second: { id: opaque('Team', teams[1]!) } },
    viewer: { inboxes: [it(inbox)], teams: null, contents: true },
  });
  const byTeam = await dataOf(api.ask(tokens.team, query));
  expect(byTeam).toMatchObject({
    ...{ inboxes: { totalCount: 3 }, teams: list(teams[0]!), agents: list(agents[0]!) },
    ...{ c0: it(contacts[0]!), c1: null, c2: null, a0: it(agents[0]!), a1: null, second: null },
    viewer: { inboxes: null, teams: [it(teams[0]!)] },
  });
  const everything = await dataOf(api.ask(all, query));
  expect(everything).toMatchObject({
    inboxes: { totalCount: 3 },
    agents: { totalCount: 4 },
    viewer: { inboxes: null },
  });
});

test('the filter of a statistic of what lies outside finds what it counted: nothing', async () => {
  const asked = `{ statistics(${PERIOD}, filter: { inbox: [${account.botInbox}] }) { started startedFilter } }`;
  const { statistics } = await dataOf(api.ask(tokens.inbox, asked));
  const query = 'query ($filter: DialogFilter) { dialogs(filter: $filter) { totalCount } }';
  const { dialogs } = await dataOf(api.ask(tokens.inbox, query, { filter: statistics.startedFilter }));
  expect([statistics.started, dialogs.totalCount]).toEqual([0, 0]);
});

test('a conversation that has left the limits is what its last dialog within them knew', async () => {
  const { teams, agents } = account;
  const [moved] = await tell(api, account, [
    { teamId: teams[0]!, assigneeId: agents[0]! },
    [5, become('resolved')],
    [6, assign(agents[1]!, teams[1]!)],
    [7, become('open')],
  ]);
  const query = `{ conversation(id: ${moved!.conversation}) { status assignee { databaseId } isDeleted dialogs { totalCount } } }`;
  expect(await dataOf(api.ask(tokens.team, query))).toEqual({
    conversation: {
      ...{ status: 'RESOLVED', assignee: { databaseId: String(agents[0]) }, isDeleted: false },
      dialogs: { totalCount: 1 },
    },
  });
  expect((await dataOf(api.ask(all, query))).conversation).toMatchObject({
    status: 'OPEN',
    dialogs: { totalCount: 2 },
  });
  const close = `mutation { setConversationStatus(input: { conversation: ${moved!.conversation}, status: RESOLVED }) { dialog { id } } }`;
  expect(await refusalOf(api.ask(tokens.team, close))).toEqual({ code: 'NOT_FOUND', argument: 'conversation' });
});

describe('commands', () => {
  const message = (name: Name) =>
    `postMessage(input: { conversation: ${told[name].conversation}, type: INCOMING, content: "x" }) { message { id } }`;
  const assigned = (to: string) =>
    `assignConversation(input: { conversation: ${told.plain.conversation}, ${to} }) { events { id } }`;
  const started = (inbox: number, contact: number, rest = '') =>
    `startConversation(input: { inbox: ${inbox}, contact: ${contact} ${rest} }) { conversation { id } }`;
  const seenVisitor = (rest: string) =>
    `recordVisitorPresence(input: { contact: ${account.contacts[0]}, session: "s", presence: ONLINE ${rest} }) { recorded }`;

  test.each<[what: string, limits: Limits, mutation: () => string, code: string, argument: string]>([
    ['a conversation of another inbox', 'inbox', () => message('other'), 'NOT_FOUND', 'conversation'],
    ['a conversation of another team', 'team', () => message('other'), 'NOT_FOUND', 'conversation'],
    ['a conversation without a team', 'team', () => message('teamless'), 'NOT_FOUND', 'conversation'],
    ['another team to assign', 'team', () => assigned(`team: ${account.teams[1]}`), 'NOT_FOUND', 'team'],
    ['no team to assign', 'team', () => assigned('team: null'), 'FORBIDDEN', 'team'],
    ['an agent of another inbox', 'inbox', () => assigned(`agent: ${account.agents[1]}`), 'NOT_FOUND', 'agent'],
    ['another inbox to start in', 'inbox', () => started(account.botInbox, account.contacts[0]!), 'NOT_FOUND', 'inbox'],
    ['a contact of another inbox', 'inbox', () => started(account.inbox, account.contacts[1]!), 'NOT_FOUND', 'contact'],
    ['a start without a team', 'team', () => started(account.inbox, account.contacts[0]!), 'FORBIDDEN', 'team'],
    ['presence in all inboxes', 'inbox', () => seenVisitor(''), 'FORBIDDEN', 'inbox'],
    ['presence in another inbox', 'inbox', () => seenVisitor(`inbox: ${account.botInbox}`), 'NOT_FOUND', 'inbox'],
  ])('refuse %s, for a token limited by %s', async (_, limits, mutation, code, argument) => {
    const before = (await api.database.pool.query('SELECT count(*) FROM events')).rows;
    const refused = await statementsOf(() => api.ask(tokens[limits], `mutation { ${mutation()} }`));
    expect(refused.result.errors).toMatchObject([{ extensions: { code, argument } }]);
    // As of one that nobody has: by what it says, and by what a clock could tell.
    const ofNobody = mutation().replace(new RegExp(`\\b${argument}: \\d+`), `${argument}: 1999999999`);
    const absent = await statementsOf(() => api.ask(tokens[limits], `mutation { ${ofNobody} }`));
    expect(absent.result.errors).toEqual(refused.result.errors);
    expect(absent.statements).toEqual(refused.statements);
    expect((await api.database.pool.query('SELECT count(*) FROM events')).rows).toEqual(before);
  });

  test('go within the limits', async () => {
    const { teams, agents, inbox, contacts } = account;
    const mutations = [
      message('plain'),
      assigned(`agent: ${agents[0]}, team: ${teams[0]}`),
      started(inbox, contacts[0]!, `team: ${teams[0]}`),
      seenVisitor(`inbox: ${inbox}`),
    ];
    for (const mutation of mutations) await dataOf(api.ask(tokens.both, `mutation { ${mutation} }`));
  });
});
