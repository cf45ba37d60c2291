import { toIso } from '../../src/instant';
import { emptyMarks } from '../../src/summaries/worker';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, refusalOf, servedApi } from './served';
import { become, moment, reply, type Story, say, tell } from './story';

const api = servedApi(serveTestApi);
const HOUR = 3600;
let account: TestAccount;
let token: string;

beforeAll(async () => {
  account = await createAccount(api.database, { agents: 1, contacts: 5 });
  token = await api.makeToken(account.id, 'reader');
  const [A] = account.agents as [number];
  const [twice, elsewhere, botOnly, handedOver, still] = account.contacts as [number, number, number, number, number];
  const plain = (contactId: number, from: number, to: number): Story => [
    { contactId, seconds: from },
    [from, say()],
    [to, become('resolved')],
  ];
  await tell(
    api,
    account,
    // Comes back in the same conversation exactly ten hours after the resolve.
    [
      { contactId: twice },
      [1, say()],
      [100, become('resolved')],
      [100 + 10 * HOUR, say()],
      [200 + 10 * HOUR, become('resolved')],
    ],
    // Comes back in another conversation, twenty hours after.
    plain(elsewhere, 0, 100),
    plain(elsewhere, 100 + 20 * HOUR, 200 + 20 * HOUR),
    [{ contactId: botOnly, inboxId: account.botInbox, status: 'pending' }, [1, say()], [100, become('resolved')]],
    [
      { contactId: handedOver, inboxId: account.botInbox, status: 'pending' },
      [1, say()],
      [20, become('open')],
      [40, reply(A)],
      [100, become('resolved')],
    ],
    // Never resolved.
    [{ contactId: still, seconds: 50 }, [51, say()]],
  );
});

async function ask(
  fields: string,
  filter: object = {},
  period = { from: toIso(moment(0)), to: toIso(moment(48 * HOUR)) },
) {
  const query = `query ($period: PeriodInput!, $filter: DialogFilter) {
    statistics(period: $period, filter: $filter) { ${fields} } }`;
  return (await dataOf(api.ask(token, query, { period, filter }))).statistics;
}

const share = (part: number, whole: number) => ({ part, whole, rate: whole === 0 ? null : part / whole });
const SHARE = '{ part whole rate }';

describe.each([false, true])('where all is summarised: %s', (isSummarised) => {
  beforeAll(async () => {
    if (isSummarised) await emptyMarks(api.database);
  });

  test.each([
    [9, 6, 0],
    [10, 5, 1],
    [19, 5, 1],
    [72, 4, 1],
  ])('within %i hours', async (hours, firstContacts, reopened) => {
    expect(
      await ask(`firstContactResolution(withinHours: ${hours}) ${SHARE} reopened(withinHours: ${hours}) ${SHARE}`),
    ).toEqual({ firstContactResolution: share(firstContacts, 6), reopened: share(reopened, 6) });
  });

  test('of dialogs that a bot had, those it solved and those it handed over', async () => {
    const fields = `botContainment ${SHARE} botHandOver ${SHARE}`;
    expect(await ask(fields)).toEqual({ botContainment: share(1, 2), botHandOver: share(1, 2) });
    const plain = { inbox: [String(account.inbox)] };
    expect(await ask(fields, plain)).toEqual({ botContainment: share(0, 0), botHandOver: share(0, 0) });
  });

  test('the backlog is what began before a moment and was not resolved before it', async () => {
    const at = (seconds: number) => `backlog(at: "${toIso(moment(seconds))}")`;
    expect(
      await ask(`a: ${at(0)} b: ${at(0.000001)} c: ${at(51)} d: ${at(100)} e: ${at(100.000001)} now: backlog`),
    ).toEqual({ a: 0, b: 4, c: 5, d: 5, e: 1, now: 1 });
  });

  test('what came and went in a period is the difference of its backlogs', async () => {
    const [from, to] = [moment(60), moment(150 + 10 * HOUR)];
    const period = { from: toIso(from), to: toIso(to) };
    const { before, after, started, resolved } = await ask(
      `before: backlog(at: "${period.from}") after: backlog(at: "${period.to}") started resolved`,
      {},
      period,
    );
    expect(after - before).toBe(started - resolved);
    expect([before, after]).toEqual([5, 2]);
  });
});

test.each(['firstContactResolution', 'reopened'])(
  '%s is refused for less than an hour or more than a year',
  async (field) => {
    const period = { from: toIso(moment(0)), to: toIso(moment(HOUR)) };
    for (const hours of [0, 8761]) {
      const query = `query ($period: PeriodInput!) { statistics(period: $period) { ${field}(withinHours: ${hours}) { part } } }`;
      expect(await refusalOf(api.ask(token, query, { period }))).toEqual({
        ...{ code: 'BAD_USER_INPUT', argument: 'withinHours' },
      });
    }
  },
);
