import { toIso } from '../../src/instant';
import { emptyMarks } from '../../src/summaries/worker';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { statementsOf } from '../helpers/statements';
import { dataOf, refusalOf, servedApi } from './served';
import { assign, become, moment, reply, type Story, say, tell } from './story';

const api = servedApi(serveTestApi);
const DAY = 86_400;
const DURATION = '{ sample meanSeconds medianSeconds p90Seconds }';
let account: TestAccount;
let token: string;
let A: number;
let B: number;

/** A dialog that began a second after the beginning of a day and was answered so many seconds later. */
const answered = (day: number, seconds: number, agent: number, inboxId = account.inbox): Story => [
  { seconds: day * DAY, inboxId },
  [day * DAY, say()],
  [day * DAY + seconds, reply(agent)],
];

beforeAll(async () => {
  account = await createAccount(api.database, { agents: 2, contacts: 5 });
  [A, B] = account.agents as [number, number];
  token = await api.makeToken(account.id, 'reader');
  const team = account.teams[0]!;
  await tell(
    api,
    account,
    answered(0, 10, A),
    ...[10, 30].map((seconds) => answered(1, seconds, A)),
    ...[10, 30].map((seconds) => answered(2, seconds, A)),
    answered(2, 100, B, account.botInbox),
    // Day 4: assigned to A for 60 and 30 seconds, to B for 30, to nobody for 70; the team has it for 190 of 200.
    [
      { seconds: 4 * DAY },
      [4 * DAY, say()],
      [4 * DAY + 10, assign(A, team)],
      [4 * DAY + 70, assign(B)],
      [4 * DAY + 100, assign(A)],
      [4 * DAY + 130, assign(null)],
      [4 * DAY + 200, become('resolved')],
    ],
    // Nobody had it.
    [{ seconds: 4 * DAY }, [4 * DAY, say()], [4 * DAY + 50, become('resolved')]],
    // Day 6: replies after 20 (from the first of two messages) and after 25, a bot's message ends nothing.
    [
      { seconds: 6 * DAY },
      [6 * DAY, say()],
      [6 * DAY + 5, say()],
      [6 * DAY + 20, reply(A)],
      [6 * DAY + 22, reply(A)],
      [6 * DAY + 30, say()],
      [6 * DAY + 40, reply(account.botUser)],
      [6 * DAY + 55, reply(B)],
    ],
    // Day 8: handed over by the bot after 30 seconds, answered 15 later.
    [
      { seconds: 8 * DAY, inboxId: account.botInbox, status: 'pending' },
      [8 * DAY, say()],
      [8 * DAY + 30, become('open')],
      [8 * DAY + 45, reply(A)],
    ],
    // Day 10: A has two at once from 50 to 100, one more at the very moment when one ends; B has one for 10.
    ...[
      [A, 0, 100],
      [A, 50, 150],
      [A, 150, 160],
      [B, 0, 10],
    ].map(([agent, from, to]): Story => {
      const start = 10 * DAY;
      return [{ seconds: start }, [start + from!, assign(agent!)], [start + to!, assign(null)]];
    }),
  );
});

const periodOf = (day: number, days = 1) => ({ from: toIso(moment(day * DAY)), to: toIso(moment((day + days) * DAY)) });

async function ask(fields: string, day: number, days = 1, filter: object = {}) {
  const query = `query ($period: PeriodInput!, $filter: DialogFilter) {
    statistics(period: $period, filter: $filter) { ${fields} } }`;
  return (await dataOf(api.ask(token, query, { period: periodOf(day, days), filter }))).statistics;
}

const NONE = { sample: 0, meanSeconds: null, medianSeconds: null, p90Seconds: null };
const one = (seconds: number) => ({ sample: 1, meanSeconds: seconds, medianSeconds: seconds, p90Seconds: seconds });
const agent = (id: number) => ({ databaseId: String(id) });

test.each([
  ['none', 3, NONE],
  ['one value', 0, one(10)],
  ['two values', 1, { sample: 2, meanSeconds: 20, medianSeconds: 20, p90Seconds: 28 }],
  ['three values', 2, { sample: 3, meanSeconds: 140 / 3, medianSeconds: 30, p90Seconds: 86 }],
])('mean and percentiles of %s', async (_, day, expected) => {
  expect((await ask(`firstResponse ${DURATION}`, day)).firstResponse).toEqual(expected);
});

test('first responses by who gave them, by inbox, channel, team and kind', async () => {
  const first = `firstResponse ${DURATION}`;
  const groups = await ask(
    `byAgent(orderBy: NAME) { agent { databaseId } ${first} } byInbox { inbox { databaseId } ${first} }
    byChannel { channelType ${first} } byTeam { team { databaseId } ${first} } byKind { kind ${first} }`,
    2,
  );
  const [two, three] = [
    { sample: 2, meanSeconds: 20, medianSeconds: 20, p90Seconds: 28 },
    { sample: 3, meanSeconds: 140 / 3, medianSeconds: 30, p90Seconds: 86 },
  ];
  expect(groups.byAgent.filter(({ agent }: { agent: object | null }) => agent)).toEqual([
    { agent: agent(A), firstResponse: two },
    { agent: agent(B), firstResponse: one(100) },
  ]);
  expect(groups.byInbox).toEqual([
    { inbox: agent(account.inbox), firstResponse: two },
    { inbox: agent(account.botInbox), firstResponse: one(100) },
  ]);
  expect(groups.byChannel).toEqual([{ channelType: 'Channel::WebWidget', firstResponse: three }]);
  expect(groups.byTeam).toEqual([{ team: null, firstResponse: three }]);
  expect(groups.byKind[0]).toEqual({ kind: 'CHAT', firstResponse: three });
  expect(groups.byKind[1]).toEqual({ kind: 'OFFLINE', firstResponse: NONE });
});

test('handling is the time in which anybody was assigned; of an agent and of a team, in which it was theirs', async () => {
  const handling = `handling ${DURATION}`;
  const { byAgent, byTeam, ...all } = await ask(
    `duration ${DURATION} ${handling} byAgent(orderBy: NAME) { agent { databaseId } ${handling} }
    byTeam { team { databaseId } ${handling} }`,
    4,
  );
  expect(all).toEqual({
    handling: one(120),
    duration: { sample: 2, meanSeconds: 125, medianSeconds: 125, p90Seconds: 185 },
  });
  expect(byAgent).toEqual([
    { agent: agent(A), handling: one(90) },
    { agent: agent(B), handling: one(30) },
    { agent: null, handling: NONE },
  ]);
  expect(byTeam).toEqual(
    expect.arrayContaining([
      { team: agent(account.teams[0]!), handling: one(190) },
      { team: null, handling: NONE },
    ]),
  );
});

test('a reply counts from the first unanswered message of the client, for its sender', async () => {
  const reply = `reply ${DURATION}`;
  const { byAgent, ...all } = await ask(`${reply} byAgent(orderBy: NAME) { agent { databaseId } ${reply} }`, 6);
  expect(all.reply).toEqual({ sample: 2, meanSeconds: 22.5, medianSeconds: 22.5, p90Seconds: 24.5 });
  expect(byAgent.slice(0, 2)).toEqual([
    { agent: agent(A), reply: one(20) },
    { agent: agent(B), reply: one(25) },
  ]);
});

test('after a bot, the first response counts from its hand-over; the wait too', async () => {
  const fields = `firstResponse ${DURATION} firstResponseAfterBot ${DURATION} wait ${DURATION}`;
  expect(await ask(fields, 8)).toEqual({ firstResponse: one(45), firstResponseAfterBot: one(15), wait: one(15) });
});

test('filters apply to all of them', async () => {
  const fields = `firstResponse ${DURATION} byAgent { firstResponse { sample } } concurrency { most }`;
  expect(await ask(fields, 2, 1, { inbox: [String(account.botInbox)] })).toMatchObject({ firstResponse: one(100) });
  expect(await ask(fields, 0, 20, { agent: [String(B)], transferred: true })).toMatchObject({ firstResponse: NONE });
});

test('concurrency: the mean over the time with at least one, the most at one moment', async () => {
  const fields = 'concurrency { mean most } byAgent(orderBy: NAME) { concurrency { mean most } }';
  expect(await ask(fields, 10)).toEqual({
    concurrency: { mean: 220 / 170, most: 2 },
    byAgent: [{ concurrency: { mean: 210 / 160, most: 2 } }, { concurrency: { mean: 1, most: 1 } }],
  });
  expect((await ask('concurrency { mean most }', 20)).concurrency).toEqual({ mean: null, most: 0 });
});

test('concurrency of more than 92 days is refused, of 92 it is not', async () => {
  const query = 'query ($period: PeriodInput!) { statistics(period: $period) { concurrency { most } } }';
  const asked = (days: number) => api.ask(token, query, { period: periodOf(0, days) });
  expect((await dataOf(asked(92))).statistics.concurrency).toEqual({ most: 2 });
  expect(await refusalOf(asked(93))).toEqual({ code: 'BAD_USER_INPUT', argument: 'period' });
});

test('all is the same once it is summarised', async () => {
  const each = `sample meanSeconds medianSeconds p90Seconds`;
  const everything = `firstResponse { ${each} } firstResponseAfterBot { ${each} } wait { ${each} } reply { ${each} }
    duration { ${each} } handling { ${each} } concurrency { mean most }
    byAgent { agent { databaseId } firstResponse { ${each} } reply { ${each} } handling { ${each} } concurrency { mean most } }
    byTeam { team { databaseId } firstResponse { ${each} } handling { ${each} } } byChannel { firstResponse { ${each} } }
    byInbox { inbox { databaseId } firstResponse { ${each} } } byKind { kind firstResponse { ${each} } }`;
  const before = await ask(everything, 0, 20);
  expect(before.byAgent).toHaveLength(4);
  await emptyMarks(api.database);
  expect(await ask(everything, 0, 20)).toEqual(before);
  const [{ conversation_id: conversation }] = (
    await api.database.pool.query('SELECT conversation_id FROM dialogs WHERE status = 0 ORDER BY id DESC LIMIT 1')
  ).rows;
  const writer = await api.makeToken(account.id, 'writer');
  const post = `mutation { postMessage(input: { conversation: "${conversation}", type: INCOMING, content: "?" }) { message { id } } }`;
  await dataOf(api.ask(writer, post));
  expect(await ask(everything, 0, 20)).toEqual(before);
});

test('fields of a list ask together: three durations by agent cost no more than a fixed number of statements', async () => {
  const cost = async (fields: string) => {
    const { statements } = await statementsOf(() => ask(`byAgent { dialogs ${fields} }`, 0, 20));
    return statements.length;
  };
  await emptyMarks(api.database);
  const without = await cost('');
  const all = await cost('firstResponse { sample } reply { sample } handling { sample p90Seconds }');
  // For first response and for reply: how many there are, and they themselves; handling was read for the list.
  expect(all - without).toBeLessThanOrEqual(4);
});

describe('of more than 10,000', () => {
  const FROM = '2020-01-01T00:00:00Z';

  /** Summaries of dialogs begun in a second each, answered after exp(normal) seconds, as if they had been made. */
  async function summarise(dialogs: number): Promise<{ token: string; exact: object }> {
    const { id, inbox, agents } = await createAccount(api.database, { agents: 2 });
    await api.database.pool.query(
      `INSERT INTO dialog_summaries (account_id, dialog_id, conversation_id, inbox_id, status, started_at, resolve_known,
        kinds, started_by, agent_ids, was_assigned, transfers, first_response_seconds, first_responder_id, with_bot,
        with_agent, client_wrote, served)
      SELECT $1, n, n, $2, 0, '2020-01-01'::timestamp + n * interval '1 second', true, '{}', 'visitor', ARRAY[$3::bigint + n % 2], false, 0,
        CASE WHEN n % 100 = 0 THEN 0 ELSE exp(4 + 2 * sin(n)) END, $3::bigint + n % 2, false, true, true, '{}'
      FROM generate_series(1, $4::int) n`,
      [id, inbox, agents[0], dialogs],
    );
    const { rows } = await api.database.pool.query(
      `SELECT count(*)::int AS sample, avg(first_response_seconds) AS mean,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY first_response_seconds) AS median,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY first_response_seconds) AS p90
      FROM dialog_summaries WHERE account_id = $1`,
      [id],
    );
    return { token: await api.makeToken(id, 'reader'), exact: rows[0] };
  }

  const QUERY = `{ statistics(period: { from: "${FROM}", to: "2020-02-01T00:00:00Z" }) {
    firstResponse ${DURATION} byAgent { firstResponse ${DURATION} } } }`;

  test('percentiles are within half a percent, the mean is exact', async () => {
    const { token: theirs, exact } = await summarise(10_001);
    const { firstResponse, byAgent } = (await dataOf(api.ask(theirs, QUERY))).statistics;
    const { sample, mean, median, p90 } = exact as Record<string, number>;
    expect(firstResponse.sample).toBe(sample);
    expect(firstResponse.meanSeconds).toBeCloseTo(mean!, 5);
    expect(Math.abs(firstResponse.medianSeconds / median! - 1)).toBeLessThan(0.005);
    expect(Math.abs(firstResponse.p90Seconds / p90! - 1)).toBeLessThan(0.005);
    expect(firstResponse.medianSeconds).not.toBe(median);
    const samples = byAgent.map(({ firstResponse: its }: { firstResponse: { sample: number } }) => its.sample);
    expect(samples.toSorted().filter((each: number) => each > 0)).toEqual([5000, 5001]);
  });

  test('of 10,000 they are exact', async () => {
    const { token: theirs, exact } = await summarise(10_000);
    const { median, p90 } = exact as Record<string, number>;
    const { firstResponse } = (await dataOf(api.ask(theirs, QUERY))).statistics;
    expect(firstResponse).toMatchObject({ sample: 10_000, medianSeconds: median, p90Seconds: p90 });
  });
});
