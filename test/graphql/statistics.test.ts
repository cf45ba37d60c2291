import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { storeVisits } from '../helpers/visits';
import { STATISTICS } from './naive-statistics';
import { dataOf, refusalOf, servedApi } from './served';
import { accept, assign, become, moment, reply, type Story, say, tell } from './story';

const api = servedApi(serveTestApi);
const EVER = { from: '2024-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' };
const ASK = `query ($period: PeriodInput!, $filter: DialogFilter) { statistics(period: $period, filter: $filter) {
  ${STATISTICS} level30: serviceLevel(thresholdSeconds: 30) period { from to } timeZone } }`;

let account: TestAccount;
let token: string;

beforeAll(async () => {
  account = await createAccount(api.database, { agents: 2, contacts: 20 });
  token = await api.makeToken(account.id, 'reader');
});

async function ask(period = EVER, filter: object = {}, by = token) {
  return (await dataOf(api.ask(by, ASK, { period, filter }))).statistics;
}

const KIND_COUNTS = (counts: readonly number[]) =>
  ['CHAT', 'OFFLINE', 'MISSED', 'BOUNCE', 'REJECTED_INVITATION', 'SKIP'].map((kind, place) => ({
    ...{ kind, dialogs: counts[place] },
  }));

const NOTHING = {
  ...{ started: 0, kinds: KIND_COUNTS([0, 0, 0, 0, 0, 0]), missedRate: null, bounceRate: null },
  ...{ level0: null, level20: null, level30: null, level86400: null, departuresByAgent: [], departuresByTeam: [] },
  offline: { dialogs: 0, answered: 0, resolved: 0 },
  invitations: { dialogs: 0, taken: 0, rejected: 0 },
  ...{ period: { from: '2024-01-01T00:00:00.000000Z', to: '2025-01-01T00:00:00.000000Z' }, timeZone: 'UTC' },
};

test('of no dialogs, counts are 0 and rates are null', async () => {
  expect(await ask()).toEqual(NOTHING);
});

/** Stories of visitors who are online until a second, or of whom nothing tells. */
async function play(...played: readonly (readonly [until: number | null, story: Story])[]): Promise<number[]> {
  const stories = played.map(([, [beginning, ...steps]], index): Story => {
    return [{ ...beginning, contactId: account.contacts[index]! }, ...steps];
  });
  await storeVisits(
    api.database,
    account.id,
    played.flatMap(([until], index) =>
      until === null ? [] : [{ contact: account.contacts[index]!, from: moment(-30), to: moment(until) }],
    ),
  );
  return (await tell(api, account, ...stories)).map(({ dialog }) => dialog);
}

describe('of a known dozen of dialogs', () => {
  const closed = [900, become('resolved', 'agent')] as const;
  let started: number[];

  beforeAll(async () => {
    const [A, B] = account.agents as [number, number];
    const [team] = account.teams as [number, number];
    started = await play(
      // Answered after 0, 20, 20.000001 and 30 seconds; the last by an explicit accept.
      [950, [{}, [0, reply(A)], closed]],
      [950, [{}, [0, say()], [20, reply(A)], closed]],
      [950, [{}, [0, say()], [20.000001, reply(A)], closed]],
      [950, [{}, [0, say()], [30, accept(B)], closed]],
      // Missed: in the queue; while A had it; while A had it for the team, answered afterwards.
      [90, [{}, [0, say()], closed]],
      [90, [{ assigneeId: A }, [0, say()], [91, assign(B)], closed]],
      [90, [{ assigneeId: A, teamId: team }, [0, say()], [95, reply(A)], closed]],
      // A bounce, answered after it.
      [59, [{ assigneeId: B }, [0, say()], [70, reply(B)], closed]],
      // Offline: answered and not resolved; neither.
      [null, [{ startedOffline: true }, [0, say()], [5, reply(A)]]],
      [null, [{ startedOffline: true }, [0, say()]]],
      // Invitations: taken and answered after 10 seconds; rejected; still on.
      [950, [{ startedBy: 'invitation' }, [100, say()], [110, reply(A)], closed]],
      [950, [{ startedBy: 'invitation' }, closed]],
      [950, [{ startedBy: 'invitation' }]],
    );
  });

  test('the rates leave out what they must', async () => {
    const [A, B] = account.agents.map((id) => ({ databaseId: String(id) }));
    expect(await ask()).toEqual({
      ...NOTHING,
      started: 13,
      kinds: KIND_COUNTS([5, 2, 3, 1, 1, 0]),
      // Online: 13 - 2 offline - 1 rejected = 10.
      ...{ missedRate: 3 / 9, bounceRate: 1 / 10 },
      // Answered: 5, the invitation among them; missed: 3.
      ...{ level0: 1 / 8, level20: 3 / 8, level30: 5 / 8, level86400: 5 / 8 },
      departuresByAgent: [
        { agent: A, missed: 2, bounced: 0 },
        { agent: null, missed: 1, bounced: 0 },
        { agent: B, missed: 0, bounced: 1 },
      ],
      departuresByTeam: [
        { team: null, missed: 2, bounced: 1 },
        { team: { databaseId: String(account.teams[0]) }, missed: 1, bounced: 0 },
      ],
      offline: { dialogs: 2, answered: 1, resolved: 0 },
      invitations: { dialogs: 3, taken: 1, rejected: 1 },
    });
  });

  test('a skipped one is in none of them, unless asked for', async () => {
    const mark = async (skip: boolean) =>
      dataOf(
        api.ask(
          await api.makeToken(account.id, 'administrator'),
          `mutation { setDialogSkip(input: { dialog: "${started[4]}", skip: ${skip}, reason: "spam" }) { dialog { id } } }`,
        ),
      );
    const before = await ask();
    await mark(true);
    expect(await ask()).toMatchObject({
      ...{ started: 12, kinds: KIND_COUNTS([5, 2, 2, 1, 1, 0]), missedRate: 2 / 8, bounceRate: 1 / 9, level20: 3 / 7 },
      departuresByAgent: [{ missed: 2 }, { missed: 0 }],
    });
    const { kinds, ...others } = await ask(EVER, { includeSkipped: true });
    expect({ ...others, kinds: kinds.slice(0, 5) }).toEqual({ ...before, kinds: before.kinds.slice(0, 5) });
    expect(kinds[5]).toEqual({ kind: 'SKIP', dialogs: 1 });
    await mark(false);
    expect(await ask()).toEqual(before);
  });

  test("another account's are not there, nor are its filters", async () => {
    const other = await createAccount(api.database);
    const theirs = await api.makeToken(other.id, 'administrator');
    expect(await ask(EVER, { includeSkipped: true }, theirs)).toEqual(NOTHING);
    expect(await ask(EVER, { inbox: [String(account.inbox)] }, theirs)).toEqual(NOTHING);
    expect(await ask(EVER, { inbox: [String(other.inbox)] })).toEqual(NOTHING);
  });

  test('a handle runs only what is asked of it, and the zone is echoed', async () => {
    const query = 'query ($period: PeriodInput!) { statistics(period: $period, timeZone: "Europe/Kyiv") { timeZone } }';
    expect((await dataOf(api.ask(token, query, { period: EVER }))).statistics).toEqual({ timeZone: 'Europe/Kyiv' });
  });
});

test.each<[what: string, variables: Record<string, unknown>, argument: string]>([
  ['a period that ends before it begins', { period: { from: EVER.to, to: EVER.from } }, 'period'],
  ['a period of centuries', { period: { from: '1970-01-01T00:00:00Z', to: '2199-01-01T00:00:00Z' } }, 'period'],
  ['a threshold below 0', { threshold: -1 }, 'thresholdSeconds'],
  ['a threshold of more than a day', { threshold: 86_401 }, 'thresholdSeconds'],
  ['no kinds', { filter: { kind: [] } }, 'filter.kind'],
])('is refused: %s', async (_, variables, argument) => {
  const query = `query ($period: PeriodInput!, $filter: DialogFilter, $threshold: Int = 20) {
    statistics(period: $period, filter: $filter) { serviceLevel(thresholdSeconds: $threshold) } }`;
  expect(await refusalOf(api.ask(token, query, { period: EVER, ...variables }))).toMatchObject({
    ...{ code: 'BAD_USER_INPUT', argument },
  });
});

test.each(['+02:00', 'Mars/Phobos', '', 'UTC+2'])('the zone %j is refused', async (timeZone) => {
  const query = `query ($period: PeriodInput!, $zone: TimeZone!) { statistics(period: $period, timeZone: $zone) { started } }`;
  const { code } = await refusalOf(api.ask(token, query, { period: EVER, zone: timeZone }));
  expect(code).toBe('BAD_USER_INPUT');
});
