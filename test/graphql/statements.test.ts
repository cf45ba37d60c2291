import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, startTestApi } from '../helpers/api';
import { expectStatements, statementsOf } from '../helpers/statements';
import { dataOf, servedApi } from './served';
import { assign, become, mention, reply, type Story, say, tell } from './story';

/**
 * The token, the page, conversations, inboxes, contacts, teams, bots, timelines, tallies, times, events, messages, mentions,
 * dialogs of these, classifications.
 */
const STATEMENTS_BUT_AGENTS = 15;
/** Agents are named in nine fields of the page; each asks only for those that none before it asked for. */
const FIELDS_WITH_AGENTS = 9;

const EVERYTHING = `
  id databaseId status createdAt resolvedAt startedBy closedBy durationSeconds
  conversation { id status assignee { name } inbox { name } contact { name } }
  inbox { name } contact { name } team { name } assignee { name isBot }
  kinds classification { reason departedAt departedAssignee { name } departedTeam { name } } skip { at by reason }
  transferCount transfers { number at viaQueue from { name } to { name } }
  agents {
    agent { name } wasAssigned assignments { from to seconds } assignedSeconds messagesSent messagesSentWhileAssigned
    whileAssigned { total client agent }
  }
  messagesByAgent { agent { name } sent whileAssigned { total } }
  messageCounts { total client agent bot template activity private }
  firstResponseSeconds waitSeconds
  events(first: 20) { nodes { id name agent { name } dialog { id } } }
  messages(first: 20) { nodes { id content assignee { name } senderAgent { name } dialog { id } } }
  mentions { id agent { name } }`;
const PAGE = `query ($first: Int!) { dialogs(first: $first) { nodes { ${EVERYTHING} } } }`;

describe('in an account whose dialogs are all alike', () => {
  const api = servedApi(serveTestApi);
  let account: TestAccount;
  let token: string;
  const cost = (query: string, variables?: Record<string, unknown>) =>
    statementsOf(() => dataOf(api.ask(token, query, variables)));

  beforeAll(async () => {
    account = await createAccount(api.database, { agents: 400, teams: 100, contacts: 100 });
    await tell(api, account, ...Array.from({ length: 100 }, (_, index) => alike(account, index)));
    token = await api.makeToken(account.id, 'reader');
    // The first use of a token is recorded.
    await dataOf(api.ask(token, '{ viewer { role } }'));
  });

  test('a page of everything costs the same statements for one dialog and for a hundred', async () => {
    const one = await cost(PAGE, { first: 1 });
    const hundred = await cost(PAGE, { first: 100 });
    expect(one.result.dialogs.nodes[0]).toMatchObject({ transferCount: 2, firstResponseSeconds: 3, waitSeconds: 3 });
    expect(hundred.result.dialogs.nodes).toHaveLength(100);
    expect(hundred.statements.toSorted()).toEqual(one.statements.toSorted());
    // The assignees; the others who were assigned; who was mentioned.
    expectStatements(hundred.statements, STATEMENTS_BUT_AGENTS + 3);
  });

  test('so do pages of dialogs in each conversation of a page', async () => {
    const nested = `query ($first: Int!, $inner: Int!) { dialogs(first: $first) { nodes { conversation {
      dialogs(first: $inner, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes {
        id team { name } transfers { to { name } } messages(first: 2) { nodes { id } } mentions { id } } } } } } }`;
    const one = await cost(nested, { first: 1, inner: 1 });
    const hundred = await cost(nested, { first: 100, inner: 100 });
    expect(hundred.result.dialogs.nodes[99].conversation.dialogs.nodes).toHaveLength(2);
    expect(hundred.statements.toSorted()).toEqual(one.statements.toSorted());
    // The token, the outer page, conversations, inner pages; teams, timelines, agents, messages, mentions.
    expectStatements(hundred.statements, 9);
  });

  test.each([
    ['dialogs', '{ dialogs(first: 9) { nodes { id } TOTAL } }', 1],
    ['agents', '{ agents(first: 9) { nodes { id } TOTAL } }', 1],
    ['events of dialogs', '{ dialogs(first: 9) { nodes { events(first: 1) { nodes { id } TOTAL } } } }', 1],
    ['messages of dialogs', '{ dialogs(first: 9) { nodes { messages(first: 1) { nodes { id } TOTAL } } } }', 2],
    [
      'dialogs of conversations',
      '{ dialogs(first: 9) { nodes { conversation { dialogs(first: 1) { nodes { id } TOTAL } } } } }',
      1,
    ],
  ])('the number of all %s is counted only when asked for', async (_, query, more) => {
    const { statements: without } = await cost(query.replace('TOTAL', ''));
    const { statements: counting } = await cost(query.replace('TOTAL', 'totalCount'));
    expect(without.filter((text) => text.includes('count('))).toEqual([]);
    expectStatements(
      counting.filter((text) => !without.includes(text)),
      more,
    );
    expectStatements(counting, without.length + more);
  });
});

describe('of statistics', () => {
  const api = servedApi(() => startTestApi(60));
  const SUMMARY = [
    'started',
    'kinds { dialogs }',
    'missedRate',
    'bounceRate',
    'offline { dialogs }',
    'invitations { taken }',
  ];
  const ask = async (fields: string) => {
    await dataOf(api.ask(api.token, '{ viewer { role } }'));
    const period = '{ from: "2020-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z" }';
    const query = `{ statistics(period: ${period}) { ${fields} } }`;
    return (await statementsOf(() => dataOf(api.ask(api.token, query)))).statements;
  };

  test('each field costs one statement beside the token, and those of the summary share it', async () => {
    expectStatements(await ask('timeZone period { from }'), 1);
    for (const field of SUMMARY) expectStatements(await ask(field), 2);
    expectStatements(await ask(SUMMARY.join(' ')), 2);
    expectStatements(await ask('serviceLevel(thresholdSeconds: 20) departuresByTeam { missed }'), 3);
  });
});

describe('in the demo', () => {
  const api = servedApi(() => startTestApi(60));

  test.each([1, 7, 60])('a page of everything, of %i dialogs, costs no more', async (first) => {
    await dataOf(api.ask(api.token, '{ viewer { role } }'));
    const { statements } = await statementsOf(() => dataOf(api.ask(api.token, PAGE, { first })));
    expectStatements(statements, 1, STATEMENTS_BUT_AGENTS + FIELDS_WITH_AGENTS);
  });
});

/**
 * A story with something of everything, whose people are in no other: an agent known from one dialog would spare
 * another the asking. Every level names the same three agents, so that it does not matter which is answered first.
 */
function alike({ agents, contacts, teams }: TestAccount, index: number): Story {
  const [a, b, c, mentioned] = agents.slice(4 * index) as [number, number, number, number];
  const contactId = contacts[index]!;
  return [
    { contactId, seconds: index },
    [index + 1, say()],
    [index + 2, become('resolved')],
    [index + 100, say()],
    [index + 101, assign(a, teams[index]!)],
    [index + 103, reply(a)],
    [index + 104, assign(b)],
    [index + 105, reply(b)],
    [index + 106, assign(null)],
    [index + 107, assign(c)],
    [index + 108, reply(c)],
    [index + 109, mention(mentioned)],
  ];
}
