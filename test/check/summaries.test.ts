import { type SQL, sql } from 'drizzle-orm';
import { findDisagreements, mendDisagreements } from '../../src/check/run-checks';
import { SUMMARY_CHECKS } from '../../src/check/summary-checks';
import { rebuild } from '../../src/summaries/rebuild';
import { emptyMarks } from '../../src/summaries/worker';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { cli } from '../helpers/cli';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { expectSummarised } from '../summaries/summarised';

let test_: TestDatabase;
let account: TestAccount;
let dialogId: number;

beforeAll(async () => {
  test_ = await createTestDatabase();
  account = await createAccount(test_.database);
  const { execute } = createWriteSide(test_.database);
  const { conversationId, dialogId: id } = await execute(account.id, {
    ...{ type: 'start-conversation', inboxId: account.inbox, contactId: account.contacts[0]!, status: 'open' },
    ...{ assigneeId: account.agents[0]!, teamId: null, startedBy: 'visitor', startedOffline: null },
  });
  dialogId = id!;
  await execute(account.id, { type: 'assign-conversation', conversationId, agentId: account.agents[1]! });
  await execute(account.id, {
    ...{ type: 'post-message', conversationId, messageType: 'incoming', content: 'Hello' },
    ...{ agentId: null, bot: false, private: false },
  });
  await emptyMarks(test_.database);
});
afterAll(() => test_.close());

const find = () => findDisagreements(test_.database, {}, SUMMARY_CHECKS);

const differs = (table: string) => ({
  ...{ kind: 'summary-differs', dialogId, words: `the rows in ${table} are not those that the log gives` },
});

test.each<[string, SQL]>([
  ['dialog_summaries', sql`UPDATE dialog_summaries SET transfers = 7`],
  ['dialog_summaries', sql`DELETE FROM dialog_summaries`],
  ['dialog_message_facts', sql`UPDATE dialog_message_facts SET part = 'bot'`],
  ['dialog_transfers', sql`DELETE FROM dialog_transfers`],
  ['dialog_holdings', sql`INSERT INTO dialog_holdings SELECT * FROM dialog_holdings LIMIT 1`],
])(
  'the check finds rows of %s that are wrong, a repair marks them, and the worker makes them anew',
  async (table, fault) => {
    const { database } = test_;
    expect(await find()).toEqual([]);
    await database.rows(fault);
    expect(await find()).toEqual([expect.objectContaining(differs(table))]);
    const mended = await mendDisagreements(database);
    expect(mended).toEqual([
      expect.objectContaining({ kind: 'summary-differs', words: expect.stringMatching(/^marked 1 dialogs/) }),
    ]);
    expect(await find()).toEqual([]);
    await emptyMarks(database);
    await expectSummarised(database);
  },
);

const ofNobody = sql`INSERT INTO dialog_holdings (account_id, dialog_id, holder, holder_id, held_from, inbox_id, skipped)
  VALUES (1, 2000000000, 'agent', 1, '2026-01-01', 1, false)`;

test('rows of a dialog that is not there are found, and taken away by the worker', async () => {
  await test_.database.rows(ofNobody);
  expect(await find()).toEqual([expect.objectContaining({ kind: 'summary-of-none', dialogId: 2_000_000_000 })]);
  await mendDisagreements(test_.database);
  await emptyMarks(test_.database);
  await expectSummarised(test_.database);
});

test('a rebuild makes all rows anew and takes away those of dialogs that are not there', async () => {
  const { database } = test_;
  await database.rows(sql`UPDATE dialog_summaries SET transfers = 7`);
  await database.rows(ofNobody);
  expect(await rebuild(database)).toEqual({ dialogs: 1, ofDialogs: 1, orphans: 1 });
  await expectSummarised(database);
});

test('the command rebuilds one account or all, tells how far it is, and refuses what is no account', async () => {
  const given = { DATABASE_URL: test_.url };
  await test_.database.rows(sql`DELETE FROM dialog_summaries`);
  const made = await cli(['rebuild', '--account', String(account.id)], given);
  expect(made).toMatchObject({ code: 0, stdout: '1 dialog summarised, 0 that are gone taken away\n' });
  expect(made.stderr).toMatch(/1 of 1 dialogs, \d+ dialogs\/s, about \d+ s left/);
  await expectSummarised(test_.database);
  expect((await cli(['rebuild', '--account', 'x'], given)).code).toBe(2);
});
