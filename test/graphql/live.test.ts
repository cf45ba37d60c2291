import { parseRfc3339 } from '../../src/instant';
import { emptyMarks } from '../../src/summaries/worker';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { statementsOf } from '../helpers/statements';
import { dataOf, servedApi } from './served';
import { assign, become, moment, reply, say, tell } from './story';

const api = servedApi(serveTestApi);
let account: TestAccount;
let token: string;
let A: number;

const STANDING = 'open pending snoozed waiting longestWaitSeconds unassigned';
const LIVE = `at ${STANDING} filter byAgent { agent { databaseId } ${STANDING} } byTeam { team { databaseId } ${STANDING} }
  byInbox { inbox { databaseId } ${STANDING} }`;

beforeAll(async () => {
  account = await createAccount(api.database, { agents: 2, contacts: 1 });
  [A] = account.agents as [number];
  token = await api.makeToken(account.id, 'administrator');
  const [team] = account.teams as [number];
  await tell(
    api,
    account,
    // Open and waiting since second 10; assigned, which is no acceptance, for a team, since 20; accepted.
    [{ seconds: 10 }, [10, say()]],
    [{ seconds: 20, assigneeId: A, teamId: team }, [20, say()]],
    [{ seconds: 5, assigneeId: A }, [5, say()], [6, reply(A)]],
    // Pending with a bot, and without one: that waits since 30.
    [{ inboxId: account.botInbox, status: 'pending', seconds: 1 }, [1, say()]],
    [{ status: 'pending', seconds: 30 }, [30, say()]],
    // Snoozed while it waited; resolved.
    [{ seconds: 2 }, [2, say()], [3, assign(A)], [4, become('snoozed')]],
    [{ seconds: 0 }, [0, say()], [9, become('resolved')]],
  );
});

async function live(filter: object = {}) {
  return (
    await dataOf(api.ask(token, `query ($filter: DialogFilter) { live(filter: $filter) { ${LIVE} } }`, { filter }))
  ).live;
}

/** A wait from a second of the stories until the moment of the answer. */
const waited = (at: string, seconds: number) => (parseRfc3339(at)! - moment(seconds)) / 1e6;
const standing = (open: number, pending: number, snoozed: number, waiting: number, longest: number | null) => ({
  ...{ open, pending, snoozed, waiting, longestWaitSeconds: longest },
});

test('counts the unresolved dialogs, in all and by agent, team and inbox', async () => {
  const before = Date.now() * 1000;
  const answer = await live();
  const wait = (seconds: number) => waited(answer.at, seconds);
  expect(parseRfc3339(answer.at)).toBeGreaterThanOrEqual(before);
  expect(answer).toMatchObject({ ...standing(3, 2, 1, 3, wait(10)), unassigned: 3 });
  expect(answer.byAgent).toEqual([
    { agent: { databaseId: String(A) }, ...standing(2, 0, 1, 1, wait(20)), unassigned: 0 },
    { agent: null, ...standing(1, 2, 0, 2, wait(10)), unassigned: 3 },
  ]);
  expect(answer.byTeam).toEqual([
    { team: null, ...standing(2, 2, 1, 2, wait(10)), unassigned: 3 },
    { team: { databaseId: String(account.teams[0]) }, ...standing(1, 0, 0, 1, wait(20)), unassigned: 0 },
  ]);
  expect(answer.byInbox).toEqual([
    { inbox: { databaseId: String(account.inbox) }, ...standing(3, 1, 1, 3, wait(10)), unassigned: 2 },
    { inbox: { databaseId: String(account.botInbox) }, ...standing(0, 1, 0, 0, null), unassigned: 1 },
  ]);
});

test('all is the same once it is summarised', async () => {
  const before = await live();
  await emptyMarks(api.database);
  const after = await live();
  const withoutTimes = (value: object) =>
    JSON.parse(JSON.stringify(value, (key, each) => (/^at$|longest/.test(key) ? 0 : each)));
  expect(withoutTimes(after)).toEqual(withoutTimes(before));
  expect(after.longestWaitSeconds).toBe(waited(after.at, 10));
});

test('its filter finds the dialogs that are counted', async () => {
  const count = async (filter: object) =>
    (
      await dataOf(
        api.ask(token, 'query ($filter: DialogFilter) { dialogs(filter: $filter) { totalCount } }', { filter }),
      )
    ).dialogs.totalCount;
  for (const [filter, dialogs] of [
    [{}, 6],
    [{ status: ['OPEN', 'RESOLVED'] }, 3],
    [{ status: ['RESOLVED'] }, 0],
    [{ inbox: [String(account.botInbox)] }, 1],
    [{ withoutTeam: true, channelType: ['Channel::WebWidget'] }, 5],
    [{ channelType: ['Channel::Telegram'] }, 0],
  ] as const) {
    const { open, pending, snoozed, filter: found } = await live(filter);
    expect([open + pending + snoozed, await count(found)]).toEqual([dialogs, dialogs]);
  }
});

test('skipped dialogs are out unless asked for', async () => {
  const [{ id }] = (await dataOf(api.ask(token, '{ dialogs(filter: { status: [PENDING] }) { nodes { id } } }'))).dialogs
    .nodes;
  const mark = (skip: boolean) =>
    dataOf(
      api.ask(
        token,
        `mutation { setDialogSkip(input: { dialog: "${id}", skip: ${skip}, reason: "test" }) { dialog { id } } }`,
      ),
    );
  await mark(true);
  expect([(await live()).pending, (await live({ includeSkipped: true })).pending]).toEqual([1, 2]);
  await mark(false);
});

test('all of it costs as many statements as one field', async () => {
  const ask = async (fields: string) =>
    (await statementsOf(() => dataOf(api.ask(token, `{ live { ${fields} } }`)))).statements.length;
  await ask('open');
  expect(await ask(`at ${STANDING} filter byAgent { open } byTeam { open } byInbox { waiting }`)).toBe(
    await ask('open'),
  );
});
