import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import { MEASURES } from '../../src/read-side/statistics/measures';
import { createAccount, type TestAccount } from '../helpers/account';
import { type Answer, serveTestApi } from '../helpers/api';
import { statementsOf } from '../helpers/statements';
import { subscribe } from '../live/subscribe';
import { dataOf, opaque, servedApi } from './served';
import { assign, mention, reply, say, type Told, tell } from './story';
import { SUBSCRIBED, wholeQueries } from './whole-schema';

/**
 * Asks for everything that the schema has, with the ids of what the caller must not see in every argument: nothing of it
 * may come back, neither of another account nor of what lies outside the limits of the token.
 */
const api = servedApi(serveTestApi);
let schema: GraphQLSchema;
/** Of the stories; short, for concurrency. */
const PERIOD = '{ from: "2024-02-01T00:00:00Z", to: "2024-04-01T00:00:00Z" }';

/** An account, a dialog of it, and the words that are in nothing else. */
interface Side {
  readonly account: TestAccount;
  readonly inbox: number;
  readonly team: number;
  readonly contact: number;
  readonly agent: number;
  readonly told: Told;
  readonly word: string;
}

/** Tells a dialog in an inbox and a team whose rows all hold a word. */
async function tellOf(account: TestAccount, place: 0 | 1, word: string): Promise<Side> {
  const inbox = [account.inbox, account.botInbox][place]!;
  const [team, contact, agent] = [account.teams[place]!, account.contacts[place]!, account.agents[place]!];
  const { pool } = api.database;
  for (const [table, id] of [
    ['inboxes', inbox],
    ['teams', team],
    ['contacts', contact],
    ['users', agent],
  ] as const) {
    await pool.query(`UPDATE ${table} SET name = $2 WHERE id = $1`, [id, `${word} ${table}`]);
  }
  const beginning = { inboxId: inbox, contactId: contact, teamId: team };
  const steps = [
    [1, say()],
    [2, assign(agent)],
    [3, reply(agent)],
    [4, mention(agent)],
  ] as const;
  const [told] = await tell(api, account, [beginning, ...steps]);
  await pool.query('UPDATE messages SET content = $2 WHERE conversation_id = $1', [told!.conversation, `${word} text`]);
  return { account, inbox, team, contact, agent, told: told!, word };
}

beforeAll(async () => {
  const { id } = await createAccount(api.database);
  const token = await api.makeToken(id, 'reader');
  schema = buildClientSchema(await dataOf(api.ask(token, getIntrospectionQuery())));
});

/** Arguments that name what is of a side, everywhere. */
function argumentsOf({ told, inbox, team, contact, agent }: Side): Record<string, string> {
  const ids = {
    ...{ dialog: told.dialog, conversation: told.conversation, agent, contact, inbox, team },
  };
  const filter = `{ inbox: [${inbox}], team: [${team}], contact: [${contact}], conversation: [${told.conversation}], includeSkipped: true }`;
  const all = Object.entries(ids).map(([type, id]) => `"${opaque(type[0]!.toUpperCase() + type.slice(1), id)}"`);
  return {
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [`Query.${name}(id)`, `"${id}"`])),
    'Query.node(id)': all[0]!,
    'Query.nodes(ids)': `[${all.join(', ')}]`,
    'Query.dialogs(filter)': filter,
    'Query.statistics(filter)': filter,
    'Query.live(filter)': filter,
    'Subscription.live(filter)': filter,
    'Subscription.dialogChanges(filter)': filter,
    'Subscription.dialogChanges(dialog)': `"${told.dialog}"`,
    'Agent.statistics(filter)': filter,
    'Conversation.dialogs(filter)': filter,
    'Query.statistics(period)': PERIOD,
    'Agent.statistics(period)': PERIOD,
    'Query.statistics(compareTo)': 'PREVIOUS_PERIOD',
    'Statistics.measures(names)': JSON.stringify(MEASURES.map(({ name }) => name).slice(0, 20)),
    'Statistics.measures(by)': 'INBOX',
    'Statistics.serviceLevel(thresholdSeconds)': '60',
  };
}

/** The answer to an operation; of a subscription the first. */
async function firstAnswer(token: string, query: string): Promise<Pick<Answer, 'data' | 'errors'>> {
  if (!query.startsWith('subscription')) return api.ask(token, query);
  const { response, next, close } = await subscribe(api, token, query);
  if (response.status !== 200) return (await response.json()) as Answer;
  const event = await next();
  close();
  return event!.data;
}

/** Refusals of what the caller must not see. */
const allowed: ReadonlySet<string> = new Set(['FORBIDDEN', 'NOT_FOUND']);

/** What each query of the whole schema answers, as text. */
async function everything(token: string, args: Record<string, string>): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, query] of wholeQueries(schema, args)) {
    const { data, errors } = await firstAnswer(token, query);
    const refusals = (errors ?? []).filter(({ extensions }) => !allowed.has(extensions.code));
    expect([name, refusals]).toEqual([name, []]);
    answers[name] = JSON.stringify([data, errors]);
  }
  return answers;
}

/** The opaque ids that tell of a side. */
const marks = ({ told, inbox, team, contact, word }: Side) => [
  word,
  ...[opaque('Dialog', told.dialog), opaque('Conversation', told.conversation), opaque('Inbox', inbox)],
  ...[opaque('Team', team), opaque('Contact', contact)],
];

function foundIn(answers: Record<string, string>, side: Side): string[] {
  return Object.entries(answers).flatMap(([name, text]) =>
    marks(side)
      .filter((mark) => text.includes(mark))
      .map((mark) => `${name}: ${mark}`),
  );
}

/** What repeats the filter that was asked for, and what is of the moment. */
const ASKED = /^(cursor|filter|\w+Filter|at|lastUsedAt)$/;

/** What a query of each field answers, and which statements it costs: what a clock could tell. */
async function traces(token: string, args: Record<string, string>): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, query] of wholeQueries(schema, args)) {
    const { result, statements } = await statementsOf(() => firstAnswer(token, query));
    const { data, errors } = result;
    const answer = JSON.stringify([data, errors], (key, value) => (ASKED.test(key) ? undefined : value));
    found[name] = {
      answer: JSON.parse(answer),
      statements: statements.filter((text) => !/^(LISTEN|SELECT$)/.test(text)).sort(),
    };
  }
  return found;
}

/** Ids that no row has. */
const ABSENT = 1_999_999_990;
const nobodys = (account: TestAccount): Side => ({
  ...{ account, inbox: ABSENT, team: ABSENT + 1, contact: ABSENT + 2, agent: ABSENT + 3, word: 'nobody' },
  told: { dialog: ABSENT + 4, dialogs: [ABSENT + 4], conversation: ABSENT + 5 },
});

const LOOKUPS = [
  `${SUBSCRIBED}dialogChanges`,
  'node',
  'nodes',
  'dialog',
  'conversation',
  'contact',
  'inbox',
  'team',
  'agent',
  'dialogs',
];

test('nothing of another account comes back, whatever is asked with its ids', async () => {
  const [own, foreign] = [
    await tellOf(await createAccount(api.database), 0, 'ours'),
    await tellOf(await createAccount(api.database), 0, 'theirs'),
  ];
  const token = await api.makeToken(own.account.id, 'administrator');
  const asked = await everything(token, argumentsOf(foreign));
  expect(foundIn(asked, foreign)).toEqual([]);
  expect(await traces(token, argumentsOf(foreign))).toEqual(await traces(token, argumentsOf(nobodys(own.account))));
  const seen = await everything(token, argumentsOf(own));
  for (const name of [...LOOKUPS, 'inboxes', 'teams', 'agents'])
    expect([name, seen[name]]).toEqual([name, expect.stringContaining('ours')]);
});

test.each(['inboxes', 'teams', 'both'] as const)('limited by %s: nothing from outside comes back', async (limits) => {
  const account = await createAccount(api.database);
  const [within, outside] = [await tellOf(account, 0, 'within'), await tellOf(account, 1, 'outside')];
  const at = new Date(0);
  const { pool } = api.database;
  for (const { agent, inbox, team } of [within, outside]) {
    await pool.query('INSERT INTO inbox_members (user_id, inbox_id, created_at, updated_at) VALUES ($1, $2, $3, $3)', [
      agent,
      inbox,
      at,
    ]);
    await pool.query('INSERT INTO team_members (user_id, team_id, created_at, updated_at) VALUES ($1, $2, $3, $3)', [
      agent,
      team,
      at,
    ]);
  }
  const token = await api.makeToken(account.id, 'writer', {
    inboxIds: limits === 'teams' ? null : [within.inbox],
    teamIds: limits === 'inboxes' ? null : [within.team],
  });
  // What is not limited may be listed and found: by team, all inboxes; by inbox, all teams.
  const {
    [limits === 'teams' ? 'inboxes' : 'teams']: _,
    [limits === 'teams' ? 'inbox' : 'team']: __,
    ...asked
  } = await everything(token, argumentsOf(outside));
  if (limits === 'both') {
    expect(await traces(token, argumentsOf(outside))).toEqual(await traces(token, argumentsOf(nobodys(account))));
  }
  const { nodes: named, ...others } = limits === 'both' ? { ...asked, nodes: '' } : asked;
  expect(foundIn(others, outside)).toEqual([]);
  if (limits !== 'both') expect(JSON.parse(named!)[0].nodes.filter((node: unknown) => node !== null)).toHaveLength(1);
  const seen = await everything(token, argumentsOf(within));
  expect(foundIn({ ...seen, inboxes: '', teams: '' }, outside)).toEqual([]);
  for (const name of LOOKUPS) expect([name, seen[name]]).toEqual([name, expect.stringContaining('within')]);
});
