import { refreshBatch } from '../../src/summaries/refresh';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, startTestApi } from '../helpers/api';
import { expectStatements, statementsOf } from '../helpers/statements';
import { dataOf, servedApi } from './served';
import { assign, become, mention, reply, type Story, say, tell } from './story';

/**
 * The page with its summaries, conversations, inboxes, contacts, teams, bots, timelines, tallies, times, events, messages,
 * mentions, dialogs of these, classifications, what these were decided from.
 */
const STATEMENTS_BUT_AGENTS = 15;
/** Agents are named in ten fields of the page; each asks only for those that none before it asked for. */
const FIELDS_WITH_AGENTS = 10;

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
  stretches { kind agent { name } from to seconds } presence { from to seconds }
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
    expect(butLimits(hundred.statements)).toEqual(butLimits(one.statements));
    // All who served; who was mentioned.
    expectStatements(hundred.statements, STATEMENTS_BUT_AGENTS + 2);
  });

  test('so do pages of dialogs in each conversation of a page', async () => {
    const nested = `query ($first: Int!, $inner: Int!) { dialogs(first: $first) { nodes { conversation {
      dialogs(first: $inner, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes {
        id team { name } transfers { to { name } } messages(first: 2) { nodes { id } } mentions { id } } } } } } }`;
    const one = await cost(nested, { first: 1, inner: 1 });
    const hundred = await cost(nested, { first: 100, inner: 100 });
    expect(hundred.result.dialogs.nodes[99].conversation.dialogs.nodes).toHaveLength(2);
    expect(butLimits(hundred.statements)).toEqual(butLimits(one.statements));
    // The outer page, conversations, inner pages; teams, messages, mentions; summaries, bots, timelines,
    // tallies, agents.
    expectStatements(hundred.statements, 11);
  });

  test.each([
    ['dialogs', '{ dialogs(first: 9) { nodes { id } TOTAL } }', 1],
    ['agents', '{ agents(first: 9) { nodes { id } TOTAL } }', 1],
    ['events of dialogs', '{ dialogs(first: 9) { nodes { events(first: 1) { nodes { id } TOTAL } } } }', 1],
    ['messages of dialogs', '{ dialogs(first: 9) { nodes { messages(first: 1) { nodes { id } TOTAL } } } }', 4],
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

  test('who served dialogs that did not change since they were summarised comes with their page', async () => {
    while ((await refreshBatch(api.database)).dialogs > 0);
    const page = `query ($first: Int!) { dialogs(first: $first) { nodes { id transferCount transfers { to { name } }
      agents { agent { name } } messagesByAgent { sent } messageCounts { total } } } }`;
    const one = await cost(page, { first: 1 });
    const hundred = await cost(page, { first: 100 });
    expect(hundred.result.dialogs.nodes[0]).toEqual(one.result.dialogs.nodes[0]);
    expectStatements(hundred.statements, 1);
    const edges = page.replace('nodes', 'edges { node').replace(/\}$/, '} }');
    expectStatements((await cost(edges, { first: 100 })).statements, 1);
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
  const PERIOD = '{ from: "2020-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z" }';
  const cost = async (query: string) => {
    await dataOf(api.ask(api.token, '{ viewer { role } }'));
    return (await statementsOf(() => dataOf(api.ask(api.token, query)))).statements;
  };
  const ask = (fields: string) => cost(`{ statistics(period: ${PERIOD}) { ${fields} } }`);

  beforeAll(async () => {
    while ((await refreshBatch(api.database)).dialogs > 0);
  });

  /** What changed since it was summarised, which days are rolled up. */
  const BESIDE = 2;

  test('fields of one source share a statement', async () => {
    expectStatements(await ask('timeZone period { from } startedFilter'), 0);
    for (const field of SUMMARY) expectStatements(await ask(field), BESIDE + 1);
    expectStatements(await ask(`${SUMMARY.join(' ')} serviceLevel(thresholdSeconds: 20) transferRate`), BESIDE + 1);
    expectStatements(
      await ask('started departuresByTeam { missed } resolved transfers messages { total }'),
      BESIDE + 5,
    );
  });

  test('lists cost the same statements whatever their length', async () => {
    const agents = (first: number) =>
      cost(
        `{ agents(first: ${first}) { nodes { statistics(period: ${PERIOD}) { dialogs messagesSent transfersOut } } } }`,
      );
    // The agents; dialogs, messages, transfers.
    expectStatements(await agents(1), BESIDE + 4);
    expectStatements(await agents(20), BESIDE + 4);
    const points = (unit: string) => ask(`overTime(unit: ${unit}) { started missed resolved clientMessages backlog }`);
    // Dialogs by start, by resolve, messages; the backlog at the beginning by three, and what came and went until now.
    expectStatements(await points('MONTH'), BESIDE + 8);
    expectStatements(await points('WEEK'), BESIDE + 8);
    const past = '{ from: "2020-01-01T00:00:00Z", to: "2022-01-01T00:00:00Z" }';
    const query = `{ statistics(period: ${past}) { overTime { started missed resolved clientMessages backlog } } }`;
    expectStatements(await cost(query), BESIDE + 6);
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

/** The statements in an order of their own, whatever their limits. */
function butLimits(statements: readonly string[]): string[] {
  return statements.map((text) => text.replaceAll(/LIMIT \d+/g, 'LIMIT')).toSorted();
}

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
