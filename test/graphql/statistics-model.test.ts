import fc from 'fast-check';
import { parseTimestamp } from '../../src/instant';
import { decideKinds } from '../../src/write-side/kinds/decide-kinds';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { writeDialogRows } from '../helpers/dialog-rows';
import { dialogs as anyDialog } from '../rulebook/random-dialogs';
import { filtered } from './answered';
import { COUNTED, type CountedDialog, STATISTICS, statisticsOf } from './naive-statistics';
import { dataOf, servedApi } from './served';

const MINUTE = 60_000_000;
const BEGINNING = parseTimestamp('2024-03-05 10:00:00');
const api = servedApi(serveTestApi);

let all: CountedDialog[];
let token: string;
let account: TestAccount;
const accepted = new Set<string>();

/** Random dialogs, one a minute, in two accounts whose numbers differ. */
beforeAll(async () => {
  for (const [seed, count] of [
    [1, 70],
    [2, 240],
  ] as const) {
    account = await createAccount(api.database);
    const random = fc.sample(anyDialog, { numRuns: count, seed }).map((dialog, index) => ({
      ...{ ...dialog, resolvedAt: dialog.resolvedAt ?? dialog.now, startedAt: BEGINNING + index * MINUTE },
      inboxId: [account.inbox, account.botInbox][index % 2]!,
      teamId: [null, ...account.teams][Math.floor(index / 2) % 3]!,
    }));
    const ids = await writeDialogRows(api.database, account, random);
    await api.database.transaction((session) => decideKinds(session, api.database.events, account.id, ids));
    for (const [index, { acceptances, resolvedAt }] of random.entries()) {
      if (acceptances.some(({ at }) => at <= resolvedAt)) accepted.add(String(ids[index]));
    }
  }
  token = await api.makeToken(account.id, 'reader');
  all = [];
  for (let after: string | null = null; ; ) {
    const query = `query ($after: String) { dialogs(filter: { includeSkipped: true }, first: 100, after: $after,
      orderBy: { field: CREATED_AT, direction: ASC }) { pageInfo { hasNextPage endCursor } nodes { ${COUNTED} } } }`;
    const { dialogs } = await dataOf(api.ask(token, query, { after }));
    all.push(...dialogs.nodes);
    if (!dialogs.pageInfo.hasNextPage) break;
    after = dialogs.pageInfo.endCursor;
  }
});

type Filter = Readonly<Record<string, unknown>> & {
  readonly kind?: readonly string[];
  readonly inbox?: readonly string[];
  readonly team?: readonly string[];
  readonly includeSkipped?: boolean;
};

/** Whether a dialog is meant by a filter; the skipped only where it asks for them. */
function isMeant({ kind, inbox, team, includeSkipped }: Filter) {
  return (dialog: CountedDialog) =>
    (!dialog.kinds.includes('SKIP') || includeSkipped === true || kind?.includes('SKIP') === true) &&
    (!kind || kind.some((each) => dialog.kinds.includes(each))) &&
    (!inbox || inbox.includes(dialog.inbox.databaseId)) &&
    (!team || (dialog.team !== null && team.includes(dialog.team.databaseId)));
}

async function ask(period: { from: string; to: string }, filter: Filter | null) {
  const query = `query ($period: PeriodInput!, $filter: DialogFilter) { statistics(period: $period, filter: $filter) { ${STATISTICS} } }`;
  return (await dataOf(api.ask(token, query, { period, filter }))).statistics;
}

const EVER = { from: '2024-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' };

test('the random dialogs are of every kind, and some answered ones waited for 20 seconds at most', () => {
  const { kinds, level20, departuresByAgent, departuresByTeam, offline } = statisticsOf(all, accepted);
  expect(all).toHaveLength(240);
  for (const { dialogs } of kinds) expect(dialogs).toBeGreaterThan(3);
  expect(level20).toBeGreaterThan(0.05);
  expect(offline.answered).toBeGreaterThan(0);
  expect([departuresByAgent.length, departuresByTeam.length]).toEqual([4, 3]);
});

test('the wait that is kept of each is the one that the API answers', async () => {
  const { rows } = await api.database.pool.query<{ id: string; wait: number | null }>(
    'SELECT dialog_id AS id, answer_wait_seconds AS wait FROM dialog_classifications WHERE account_id = $1 ORDER BY 1',
    [account.id],
  );
  expect(rows).toEqual(all.map(({ databaseId: id, waitSeconds: wait }) => ({ id, wait })));
  expect(rows.filter(({ wait }) => wait !== null).length).toBeGreaterThan(50);
});

test.each<[filter: Filter | null]>([
  [null],
  [{}],
  [{ includeSkipped: true }],
  [{ kind: ['MISSED'] }],
  [{ kind: ['MISSED', 'BOUNCE', 'OFFLINE'] }],
  [{ kind: ['SKIP'] }],
  [{ kind: ['CHAT', 'SKIP'] }],
  [{ kind: ['REJECTED_INVITATION'] }],
  [{ status: ['OPEN'] }],
])('with the filter %j the list, and every field, is as the naive model has it', async (filter) => {
  const meant = filter?.status ? [] : all.filter(isMeant(filter ?? {}));
  expect(await ask(EVER, filter)).toEqual(statisticsOf(meant, accepted));
  const ids = meant.map(({ databaseId }) => databaseId);
  expect(await filtered(api, token, filter ?? {})).toEqual({ ids, totalCount: ids.length });
});

test('by inbox, by team, by both', async () => {
  const [inbox, team] = [[String(account.inbox)], [String(account.teams[1])]];
  for (const filter of [{ inbox }, { team }, { inbox, team }, { inbox, team, includeSkipped: true }]) {
    const meant = all.filter(isMeant(filter));
    expect(meant.length).toBeGreaterThan(20);
    expect(await ask(EVER, filter)).toEqual(statisticsOf(meant, accepted));
  }
});

test('in a period that begins and ends at the very starts of dialogs: the first is in, the last is not', async () => {
  for (const [first, last] of [
    [0, 240],
    [0, 1],
    [17, 100],
    [100, 100],
    [239, 239],
  ] as const) {
    const [from, to] = [first, last].map((place) => all[place]?.createdAt ?? EVER.to) as [string, string];
    const meant = all.slice(first, last).filter(isMeant({}));
    expect(await ask({ from, to }, {})).toEqual(statisticsOf(meant, accepted));
  }
});
