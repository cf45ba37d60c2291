import { emptyMarks } from '../../src/summaries/worker';
import { startTestApi } from '../helpers/api';
import { type AnsweredDialog, filtered, listDialogs } from './answered';
import type { Named } from './naive';
import { dataOf, servedApi } from './served';

const api = servedApi(() => startTestApi(80));
let all: AnsweredDialog[];
beforeAll(async () => {
  all = await listDialogs(api, api.token);
});

// biome-ignore lint/suspicious/noExplicitAny: each filter has values of its own.
type Matcher = (dialog: AnsweredDialog, value: any) => boolean;
type Range = { readonly from?: string; readonly to?: string };

const FILTERS: readonly [filter: string, values: (all: readonly AnsweredDialog[]) => unknown[], matches: Matcher][] = [
  ['transferred', () => [true, false], ({ transferCount }, value) => transferCount > 0 === value],
  ['agent', (list) => idsIn(list, ({ agents }) => agents), ({ agents }, ids) => anyOf(agents, ids)],
  ['status', () => [['OPEN', 'SNOOZED'], ['PENDING'], ['RESOLVED']], ({ status }, value) => value.includes(status)],
  ['inbox', (list) => idsIn(list, ({ inbox }) => [inbox]), ({ inbox }, ids) => anyOf([inbox], ids)],
  ['team', (list) => idsIn(list, ({ team }) => [team]), ({ team }, ids) => anyOf([team], ids)],
  ['assignee', (list) => idsIn(list, ({ assignee }) => [assignee]), ({ assignee }, ids) => anyOf([assignee], ids)],
  ['contact', (list) => idsIn(list, ({ contact }) => [contact]), ({ contact }, ids) => anyOf([contact], ids)],
  [
    'conversation',
    (list) => idsIn(list, ({ conversation }) => [conversation]),
    ({ conversation }, ids) => anyOf([conversation], ids),
  ],
  [
    'createdAt',
    (list) => rangesOf(list.map(({ createdAt }) => createdAt)),
    ({ createdAt }, range) => within(createdAt, range),
  ],
  [
    'resolvedAt',
    (list) => rangesOf(list.flatMap(({ resolvedAt }) => resolvedAt ?? [])),
    ({ resolvedAt }, range) => resolvedAt !== null && within(resolvedAt, range),
  ],
  ['withoutTeam', () => [true, false], ({ team }, value) => (team === null) === value],
  ['neverAssigned', () => [true, false], ({ agents }, value) => agents.every(isNeverAssigned) === value],
  [
    'channelType',
    (list) => [...channelsIn(list).map((type) => [type]), channelsIn(list)],
    ({ inbox }, types) => types.includes(inbox.channelType),
  ],
];

const isNeverAssigned = ({ wasAssigned }: { wasAssigned: boolean }) => !wasAssigned;

const channelsIn = (list: readonly AnsweredDialog[]) => [
  ...new Set(list.map(({ inbox }) => inbox.channelType as string)),
];

async function expectToKeep(filter: string, value: unknown, matches: Matcher): Promise<number> {
  const expected = all.filter((dialog) => matches(dialog, value as never)).map(({ databaseId }) => databaseId);
  expect(await filtered(api, api.token, { [filter]: value })).toEqual({ ids: expected, totalCount: expected.length });
  return expected.length;
}

describe.each<[when: string, prepare: () => Promise<unknown>]>([
  ['nothing is summarised', async () => {}],
  ['all is summarised', () => emptyMarks(api.database)],
])('where %s', (_when, prepare) => {
  beforeAll(prepare);

  test.each(FILTERS)('the filter %s keeps the dialogs of which it holds', async (filter, valuesIn, matches) => {
    const values = valuesIn(all);
    expect(values.length).toBeGreaterThan(1);
    for (const value of values) await expectToKeep(filter, value, matches);
  });
});

test('a dialog that changed since it was summarised is judged as it is now', async () => {
  const { rows } = await api.database.pool.query<{ agents: number[]; inbox: number; contact: number }>(
    `SELECT (SELECT array_agg(user_id) FROM account_users WHERE account_id = $1) AS agents,
      (SELECT min(id) FROM inboxes WHERE account_id = $1) AS inbox,
      (SELECT min(id) FROM contacts WHERE account_id = $1) AS contact`,
    [api.accountId],
  );
  const { agents, inbox, contact } = rows[0]!;
  const started = await dataOf(
    api.ask(
      api.token,
      `mutation { startConversation(input: { inbox: "${inbox}", contact: "${contact}", assignee: "${agents[0]}" }) {
        conversation { databaseId } dialog { databaseId } } }`,
    ),
  );
  const { conversation, dialog } = started.startConversation;
  await emptyMarks(api.database);
  const kept = async (filter: object) => (await filtered(api, api.token, filter)).ids.includes(dialog.databaseId);
  const both = async () => [await kept({ transferred: true }), await kept({ agent: [String(agents[1])] })];
  expect(await both()).toEqual([false, false]);
  await dataOf(
    api.ask(
      api.token,
      `mutation { assignConversation(input: { conversation: "${conversation.databaseId}", agent: "${agents[1]}" }) {
        dialog { id } } }`,
    ),
  );
  expect(await both()).toEqual([true, true]);
  await emptyMarks(api.database);
  expect(await both()).toEqual([true, true]);
  all = await listDialogs(api, api.token);
});

test('filters together keep the dialogs of which all hold', async () => {
  const { team, assignee, createdAt } = all.find(({ transferCount, team }) => transferCount > 0 && team !== null)!;
  const expected = all.filter(
    (dialog) =>
      anyOf([dialog.team], [team.databaseId]) &&
      anyOf(dialog.agents, [assignee.databaseId]) &&
      dialog.transferCount > 0 &&
      dialog.createdAt >= createdAt,
  );
  const filter = {
    team: [team.databaseId],
    agent: [assignee.databaseId],
    transferred: true,
    createdAt: { from: createdAt },
  };
  const ids = expected.map(({ databaseId }) => databaseId);
  expect(await filtered(api, api.token, filter)).toEqual({ ids, totalCount: ids.length });
});

test('within a conversation, a filter by conversations can only narrow', async () => {
  const [one, other] = idsIn(all, ({ conversation }) => [conversation]).flat();
  const query = `query ($id: ID!, $filter: DialogFilter) { conversation(id: $id) { dialogs(filter: $filter) { totalCount nodes { databaseId } } } }`;
  const within = async (filter: object) =>
    (await dataOf(api.ask(api.token, query, { id: one, filter }))).conversation.dialogs;
  const own = await within({});
  expect(own.nodes).toHaveLength(all.filter(({ conversation }) => conversation.databaseId === one).length);
  expect(await within({ conversation: [one, other] })).toEqual(own);
  expect(await within({ conversation: [other] })).toEqual({ totalCount: 0, nodes: [] });
});

type Whose = (dialog: AnsweredDialog) => readonly (Named | { agent: Named } | null)[];

function idOf(named: Named | { agent: Named }): string {
  return 'agent' in named ? named.agent.databaseId : named.databaseId;
}

/** Lists of ids to filter by: three by one, then several at once. */
function idsIn(all: readonly AnsweredDialog[], whose: Whose): string[][] {
  const ids = [...new Set(all.flatMap((dialog) => whose(dialog).flatMap((named) => (named ? [idOf(named)] : []))))];
  return [...ids.slice(0, 3).map((id) => [id]), ids.slice(1, 100)];
}

function anyOf(those: ReturnType<Whose>, ids: readonly string[]): boolean {
  return those.some((named) => named !== null && ids.includes(idOf(named)));
}

/** Ranges that begin and end at the very moments of some: the first is inside, the last is not. */
function rangesOf(moments: readonly string[]): Range[] {
  const sorted = moments.toSorted();
  const [from, to] = [1 / 4, 3 / 4].map((part) => sorted[Math.floor(part * sorted.length)]!);
  return [{}, { from }, { to }, { from, to }, { from, to: from }];
}

function within(moment: string, { from, to }: Range): boolean {
  return (from === undefined || moment >= from) && (to === undefined || moment < to);
}
