import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, refusalOf, servedApi } from './served';
import { assign, become, reply, say, tell } from './story';

/** The stories are told on the 5th of March 2024, from 10:00 UTC on. */
const api = servedApi(serveTestApi);
const DAY = { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' };
const ASK = `query ($period: PeriodInput!, $filter: DialogFilter, $zone: TimeZone, $compareTo: Comparison) {
  statistics(period: $period, filter: $filter, timeZone: $zone, compareTo: $compareTo) { FIELDS } }`;

let account: TestAccount;
let token: string;
let A: number;
let B: number;
let C: number;

const ask = async (fields: string, variables: Record<string, unknown> = {}) =>
  (await dataOf(api.ask(token, ASK.replace('FIELDS', fields), { period: DAY, ...variables }))).statistics;
const id = (number: number) => ({ databaseId: String(number) });

beforeAll(async () => {
  account = await createAccount(api.database, { agents: 4, teams: 2, contacts: 10 });
  [A, B, C] = account.agents as [number, number, number];
  const [team] = account.teams as [number];
  token = await api.makeToken(account.id, 'reader');
  await tell(
    api,
    account,
    // A passes it to B, who resolves it.
    [
      { teamId: team },
      [0, say()],
      [10, assign(A)],
      [20, reply(A)],
      [30, assign(B)],
      [60, say()],
      [100, become('resolved')],
    ],
    // Nobody is ever assigned, but C writes.
    [{ inboxId: account.botInbox, seconds: 3600 }, [3600, say()], [3700, reply(C)]],
    // Resolved on the next day, a microsecond before or at its end.
    [{ seconds: 7200, assigneeId: A }, [7200, say()], [50_399.999999, become('resolved')]],
    [{ seconds: 7200, assigneeId: A }, [7200, say()], [50_400, become('resolved')]],
  );
});

test('the period is half-open: what is resolved at its end is not in it', async () => {
  expect(await ask('started resolved transfers transferredDialogs transferRate resolvedWithoutTransfer')).toEqual({
    ...{
      started: 4,
      resolved: 2,
      transfers: 1,
      transferredDialogs: 1,
      transferRate: 1 / 4,
      resolvedWithoutTransfer: 1,
    },
  });
  const period = { from: DAY.to, to: '2024-03-07T00:00:00Z' };
  expect(await ask('started resolved transferRate', { period })).toEqual({
    started: 0,
    resolved: 1,
    transferRate: null,
  });
});

test('of an empty period, counts are 0, rates are null and lists are empty', async () => {
  const period = { from: DAY.from, to: DAY.from };
  const fields = `started transferRate messages { total } overTime { start } byAgent { dialogs } byInbox { started }
    byKind { started } measures(names: ["started", "wait"]) { values { value sample } }`;
  expect(await ask(fields, { period })).toEqual({
    ...{ started: 0, transferRate: null, messages: { total: 0 }, overTime: [], byAgent: [], byInbox: [] },
    byKind: Array(6).fill({ started: 0 }),
    measures: [
      {
        values: [
          { value: 0, sample: 0 },
          { value: null, sample: 0 },
        ],
      },
    ],
  });
});

test('by agent: who took part, passed on, wrote and was assigned; nobody has a row', async () => {
  const rows = await ask(`byAgent { agent { databaseId } dialogs transfersIn transfersOut messagesSent assignedSeconds
    whileAssigned { total client agent } }`);
  const row = (
    agent: number | null,
    [dialogs, transfersIn, transfersOut, messagesSent, assignedSeconds]: number[],
  ) => ({
    ...{ agent: agent === null ? null : id(agent), dialogs, transfersIn, transfersOut, messagesSent, assignedSeconds },
  });
  expect(rows.byAgent).toEqual([
    // Two dialogs up to midnight, and 20 seconds.
    { ...row(A, [3, 0, 1, 1, 20 + 2 * 43_200 - 1e-6]), whileAssigned: { total: 3, client: 2, agent: 1 } },
    { ...row(null, [1, 0, 0, 0, 0]), whileAssigned: { total: 3, client: 2, agent: 1 } },
    { ...row(B, [1, 1, 0, 0, 70]), whileAssigned: { total: 1, client: 1, agent: 0 } },
    { ...row(C, [1, 0, 0, 1, 0]), whileAssigned: { total: 0, client: 0, agent: 0 } },
  ]);
});

test.each([
  ['DIALOGS', ['A', null, 'B', 'C']],
  ['MESSAGES_SENT', ['A', 'C', null, 'B']],
  ['TRANSFERS_IN', ['B', null, 'A', 'C']],
  ['TRANSFERS_OUT', ['A', null, 'B', 'C']],
  ['NAME', ['A', 'B', 'C', null]],
])('agents are in the order of %s', async (orderBy, order) => {
  const names = new Map([A, B, C].map((agent, place) => [String(agent), 'ABC'[place]]));
  const { byAgent } = await ask(`byAgent(orderBy: ${orderBy}) { agent { databaseId } }`);
  expect(
    byAgent.map(({ agent }: { agent: { databaseId: string } | null }) => agent && names.get(agent.databaseId)),
  ).toEqual(order);
  expect((await ask(`byAgent(orderBy: ${orderBy}, first: 2) { agent { databaseId } }`)).byAgent).toEqual(
    byAgent.slice(0, 2),
  );
});

test("an agent's own statistics are its row; of one without anything, zeros", async () => {
  const fields = 'dialogs transfersIn transfersOut messagesSent assignedSeconds whileAssigned { total }';
  const { byAgent } = await ask(`byAgent(first: 1) { ${fields} }`);
  const query = `query ($period: PeriodInput!, $id: ID!) { agent(id: $id) { statistics(period: $period) { ${fields} } } }`;
  const own = async (agent: number) =>
    (await dataOf(api.ask(token, query, { period: DAY, id: String(agent) }))).agent.statistics;
  expect(await own(A)).toEqual(byAgent[0]);
  expect(await own(account.agents[3]!)).toEqual({
    ...{
      dialogs: 0,
      transfersIn: 0,
      transfersOut: 0,
      messagesSent: 0,
      assignedSeconds: 0,
      whileAssigned: { total: 0 },
    },
  });
});

test('by inbox, team, channel and kind', async () => {
  const fields = 'started resolved missed bounced';
  const counts = (started: number, resolved: number) => ({ started, resolved, missed: 0, bounced: 0 });
  const answer = await ask(`byInbox { inbox { databaseId } ${fields} } byTeam { team { databaseId } ${fields} }
    byChannel { channelType ${fields} } byKind { kind started resolved }`);
  expect(answer.byInbox).toEqual([
    { inbox: id(account.inbox), ...counts(3, 2) },
    { inbox: id(account.botInbox), ...counts(1, 0) },
  ]);
  expect(answer.byTeam).toEqual([
    { team: null, ...counts(3, 1) },
    { team: id(account.teams[0]!), ...counts(1, 1) },
  ]);
  expect(answer.byChannel).toEqual([{ channelType: 'Channel::WebWidget', ...counts(4, 2) }]);
  expect(answer.byKind.slice(0, 2)).toEqual([
    { kind: 'CHAT', started: 2, resolved: 1 },
    { kind: 'OFFLINE', started: 0, resolved: 0 },
  ]);
});

test('what is compared is the day before, or the same day of the year before', async () => {
  const period = { from: '2024-03-06T00:00:00Z', to: '2024-03-07T00:00:00Z' };
  const fields = 'started compared { started resolved period { from } compared { started } }';
  expect(await ask(fields, { period, compareTo: 'PREVIOUS_PERIOD' })).toEqual({
    started: 0,
    compared: { started: 4, resolved: 2, period: { from: '2024-03-05T00:00:00.000000Z' }, compared: null },
  });
  const nextYear = { from: '2025-03-05T00:00:00Z', to: '2025-03-06T00:00:00Z' };
  expect((await ask(fields, { period: nextYear, compareTo: 'PREVIOUS_YEAR' })).compared.started).toBe(4);
  expect((await ask(fields)).compared).toBeNull();
});

test('over time: the hours of the day by the clock of Kyiv, with the backlog at the end of each', async () => {
  const { overTime } = await ask(
    `overTime { start isPartial started resolved transfers clientMessages agentMessages backlog }`,
    {
      ...{ period: { from: '2024-03-05T10:30:00Z', to: '2024-03-05T13:00:00Z' }, zone: 'Europe/Kyiv' },
    },
  );
  const zeros = { isPartial: false, started: 0, resolved: 0, transfers: 0, clientMessages: 0, agentMessages: 0 };
  expect(overTime).toEqual([
    { ...zeros, start: '2024-03-05T10:30:00.000000Z', isPartial: true, backlog: 0 },
    { ...zeros, start: '2024-03-05T11:00:00.000000Z', started: 1, clientMessages: 1, agentMessages: 1, backlog: 1 },
    { ...zeros, start: '2024-03-05T12:00:00.000000Z', started: 2, clientMessages: 2, backlog: 3 },
  ]);
});

test('what is resolved at a moment is still open at it, and at the end of a point that ends there', async () => {
  const fields = `backlog later: backlog(at: "2024-03-06T00:00:00.000001Z") overTime(unit: DAY) { backlog }`;
  expect(await ask(fields)).toEqual({ backlog: 2, later: 1, overTime: [{ backlog: 2 }] });
});

test('days of 23 and 25 hours in Kyiv are days', async () => {
  const days = async (from: string, to: string) =>
    (await ask('overTime(unit: DAY) { start end isPartial }', { period: { from, to }, zone: 'Europe/Kyiv' })).overTime;
  expect(await days('2024-03-30T22:00:00Z', '2024-03-31T21:00:00Z')).toEqual([
    { start: '2024-03-30T22:00:00.000000Z', end: '2024-03-31T21:00:00.000000Z', isPartial: false },
  ]);
  expect(await days('2024-10-26T21:00:00Z', '2024-10-27T22:00:00Z')).toEqual([
    { start: '2024-10-26T21:00:00.000000Z', end: '2024-10-27T22:00:00.000000Z', isPartial: false },
  ]);
});

test('by hour of the week, by the clock of the zone', async () => {
  const { byHourOfWeek } = await ask('byHourOfWeek { weekday hour started clientMessages }', { zone: 'Europe/Kyiv' });
  expect(byHourOfWeek).toHaveLength(168);
  const some = byHourOfWeek.filter(
    ({ started, clientMessages }: Record<string, number>) => started! + clientMessages! > 0,
  );
  // A Tuesday; Kyiv is two hours ahead.
  expect(some).toEqual([
    { weekday: 2, hour: 12, started: 1, clientMessages: 2 },
    { weekday: 2, hour: 13, started: 1, clientMessages: 1 },
    { weekday: 2, hour: 14, started: 2, clientMessages: 2 },
  ]);
});

test.each([
  [
    'too many points',
    'overTime(unit: HOUR) { start }',
    'unit',
    { period: { from: '2020-01-01T00:00:00Z', to: DAY.to } },
  ],
  ['no groups', 'byAgent(first: 0) { dialogs }', 'first', {}],
  ['too many groups', 'byInbox(first: 1001) { started }', 'first', {}],
  ['no measures', 'measures(names: []) { values { value } }', 'names', {}],
  ['an unknown measure', 'measures(names: ["startd"]) { values { value } }', 'names', {}],
  ['an empty condition', 'started', 'filter.and.kind', { filter: { and: [{ kind: [] }] } }],
  ['a channel that can not be', 'started', 'filter.channelType', { filter: { channelType: ['\0'] } }],
])('refused: %s', async (_, fields, argument, variables) => {
  const answer = api.ask(token, ASK.replace('FIELDS', fields), { period: DAY, ...variables });
  expect(await refusalOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', argument });
});

test('an unknown measure is told near ones', async () => {
  const { errors } = await api.ask(token, ASK.replace('FIELDS', 'measures(names: ["startd"]) { values { value } }'), {
    period: DAY,
  });
  expect(errors![0].message).toBe(
    'names: "startd" is no measure; did you mean "started"? `Query.measures` lists them all',
  );
});
