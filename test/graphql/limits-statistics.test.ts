import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import { MEASURES } from '../../src/read-side/statistics/measures';
import { rollAllSettledDays } from '../../src/rollups/settled-days';
import { refreshBatch } from '../../src/summaries/refresh';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';
import { assign, become, mention, reply, type Story, say, tell } from './story';
import { wholeQueries } from './whole-schema';

/**
 * What a limited token is told of statistics is what an account would be told that has nothing else: compared with a twin
 * in which only the dialogs within the limits were ever told.
 */
const api = servedApi(serveTestApi);
const PERIOD = '{ from: "2024-02-01T00:00:00Z", to: "2024-04-01T00:00:00Z" }';
const HOUR = 3600;

/** Each story, with the part of it that lies within the limits, which is all unless told otherwise; null for nothing. */
interface Told {
  readonly story: Story;
  readonly byInbox?: Story | null;
  readonly byTeam?: Story | null;
}

function storiesOf({ agents, teams, botInbox, contacts }: TestAccount): Told[] {
  const [first, second] = agents as [number, number];
  const [team, other] = teams as [number, number];
  const served = [
    [10, say()],
    [60, assign(first)],
    [90, reply(first)],
    [95, mention(second)],
    [120, assign(second)],
    [200, reply(second)],
  ] as const;
  const within = { teamId: team, contactId: contacts[0]! };
  const moved: Story = [
    { teamId: team, contactId: contacts[2]! },
    ...served,
    [300, become('resolved', 'agent')],
    [400, assign(first, other)],
  ];
  const outside = { inboxId: botInbox, teamId: other };
  return [
    // Its contact comes back: to the other inbox, and as the other team's.
    { story: [within, ...served, [300, become('resolved', 'agent')]] },
    { story: [{ ...outside, contactId: contacts[0]!, seconds: HOUR }, [HOUR + 5, say()]], byInbox: null, byTeam: null },
    // Comes back within the limits.
    {
      story: [
        { ...within, contactId: contacts[1]! },
        ...served,
        [300, become('resolved', 'agent')],
        [2 * HOUR, become('open')],
        [2 * HOUR + 40, reply(first)],
      ],
    },
    // Comes back as the other team's, in the same inbox.
    { story: [...moved, [3 * HOUR, become('open')], [3 * HOUR + 9, reply(second)]], byTeam: moved },
    { story: [{ teamId: team, contactId: contacts[3]!, seconds: 50 }, [51, say()]] },
    { story: [{ contactId: contacts[4]!, seconds: 70 }, [80, say()], [85, reply(second)]], byTeam: null },
    {
      story: [
        { ...outside, contactId: contacts[4]!, status: 'pending', seconds: 7 },
        [9, say()],
        [20, say('outgoing', { bot: true })],
      ],
      byInbox: null,
      byTeam: null,
    },
    {
      story: [{ ...outside, contactId: contacts[5]! }, ...served, [500, become('resolved')]],
      byInbox: null,
      byTeam: null,
    },
  ];
}

const LIMITS = ['byInbox', 'byTeam'] as const;
type Limits = (typeof LIMITS)[number];
const tokens = {} as Record<Limits, { readonly limited: string; readonly twin: string }>;
let schema: GraphQLSchema;

beforeAll(async () => {
  const account = await createAccount(api.database, { contacts: 6 });
  await tell(api, account, ...storiesOf(account).map(({ story }) => story));
  for (const limits of LIMITS) {
    const twin = await createAccount(api.database, { contacts: 6 });
    const stories = storiesOf(twin).flatMap((told) => (told[limits] === null ? [] : [told[limits] ?? told.story]));
    await tell(api, twin, ...stories);
    const scope = limits === 'byInbox' ? { inboxIds: [account.inbox] } : { teamIds: [account.teams[0]!] };
    const limited = await api.makeToken(account.id, 'reader', scope);
    tokens[limits] = { limited, twin: await api.makeToken(twin.id, 'reader') };
  }
  schema = buildClientSchema(await dataOf(api.ask(tokens.byInbox.twin, getIntrospectionQuery())));
});

/** The same for both: nothing that an account has of its own, and nothing of this moment. */
const OWN = /^(id|databaseId|at|longestWaitSeconds|filter|\w+Filter)$/;
const shared = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer, (key, value) => (OWN.test(key) ? undefined : value)));

const NAMES = MEASURES.map(({ name }) => name);
/** At most 20 in each. */
const NAMES_OF_A_FIELD = [0, 20, 40].map((from) => NAMES.slice(from, from + 20));
const ARGUMENTS: Readonly<Record<string, string>> = {
  ...{ 'Query.statistics(period)': PERIOD, 'Agent.statistics(period)': PERIOD },
  'Query.statistics(compareTo)': 'PREVIOUS_PERIOD',
  'Statistics.serviceLevel(thresholdSeconds)': '60',
  'Statistics.measures(names)': JSON.stringify(NAMES.slice(0, 1)),
};
const BY_TYPE: Readonly<Record<string, string>> = { filter: '{}', id: '"1"', ids: '[]' };
/** Those, and of what the other queries must be given anything: they are not asked. */
const args = new Proxy(ARGUMENTS, {
  get: (known, name: string) =>
    known[name] ?? BY_TYPE[/\((\w+)\)$/.exec(name)![1]!] ?? (/^Subscription/.test(name) ? 'null' : undefined),
});

/** Each measure by each dimension, in total and within working hours. */
const MEASURED = ['INBOX', 'TEAM', 'AGENT', 'CHANNEL', 'KIND', 'null'].flatMap((by) =>
  NAMES_OF_A_FIELD.map(
    (names, part) => `${by}${part}: measures(by: ${by}, first: 20, names: ${JSON.stringify(names)}) {
      agent { name } team { name } inbox { name } channelType kind values { name value sample medianSeconds p90Seconds } }`,
  ),
);

/** Everything that `statistics` and `live` have. */
async function everything(token: string): Promise<Record<string, unknown>> {
  const queries = [...wholeQueries(schema, args)].filter(([name]) => /^(statistics|live)\b/.test(name));
  const measured = `{ all: statistics(period: ${PERIOD}) { ${MEASURED.join(' ')} }
    worked: statistics(period: ${PERIOD}, workingHours: true) { ${MEASURED.slice(-3).join(' ')} } }`;
  const answers = [...queries, ['measured', measured] as const].map(async ([name, query]) => {
    return [name, shared(await dataOf(api.ask(token, query)))] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

const run = (text: string) => api.database.pool.query(text);

test.each(LIMITS)('%s: read from the log, from what is derived, and from both at once', async (limits) => {
  const { limited, twin } = tokens[limits];
  await run('INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM dialogs');
  const expected = await everything(twin);
  expect(await everything(limited)).toEqual(expected);
  while ((await refreshBatch(api.database)).dialogs > 0);
  await rollAllSettledDays(api.database, { leastDialogs: 0 });
  expect((await run('SELECT FROM dialog_rolled_spans')).rowCount).toBeGreaterThan(0);
  expect(await everything(limited)).toEqual(expected);
  await run('INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM dialogs WHERE id % 2 = 0');
  expect(await everything(limited)).toEqual(expected);
});

test('a client who came back out of sight did not come back', async () => {
  const { limited } = tokens.byInbox;
  const query = `{ statistics(period: ${PERIOD}) { firstContactResolution { part whole } reopened { part whole } } }`;
  const { statistics } = await dataOf(api.ask(limited, query));
  expect(statistics).toEqual({ firstContactResolution: { part: 1, whole: 3 }, reopened: { part: 2, whole: 3 } });
  const byTeam = await dataOf(api.ask(tokens.byTeam.limited, query));
  expect(byTeam.statistics).toEqual({ firstContactResolution: { part: 2, whole: 3 }, reopened: { part: 1, whole: 3 } });
});
