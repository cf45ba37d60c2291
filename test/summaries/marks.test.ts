import { sql } from 'drizzle-orm';
import { setSetting } from '../../src/account-settings/store';
import { installCapture } from '../../src/database/install/install';
import { refreshBatch } from '../../src/summaries/refresh';
import { countMarks, emptyMarks } from '../../src/summaries/worker';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import type { Command } from '../../src/write-side/commands';
import { setDialogSkip } from '../../src/write-side/kinds/set-dialog-skip';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { expectSummarised } from './summarised';

let test_: TestDatabase;
let writeSide: WriteSide;
let account: TestAccount;

beforeAll(async () => {
  test_ = await createTestDatabase();
  await installCapture(test_.url, () => {});
  writeSide = createWriteSide(test_.database);
});
afterAll(() => test_.close());
beforeEach(async () => {
  account = await createAccount(test_.database);
  await emptyMarks(test_.database);
});

/** Starts a conversation of a contact, resolved at once. */
async function resolved(contact: number): Promise<{ conversationId: number; dialogId: number }> {
  const { conversationId, dialogId } = await started(contact);
  await execute({ type: 'set-conversation-status', conversationId, status: 'resolved', closedBy: null });
  return { conversationId, dialogId };
}

async function started(contact: number): Promise<{ conversationId: number; dialogId: number }> {
  const { conversationId, dialogId } = await execute({
    ...{ type: 'start-conversation', inboxId: account.inbox, contactId: account.contacts[contact]!, status: 'open' },
    ...{ assigneeId: account.agents[0]!, teamId: null, startedBy: 'visitor', startedOffline: null },
  });
  return { conversationId, dialogId: dialogId! };
}

const execute = (command: Command) => writeSide.execute(account.id, command);

async function marked(): Promise<number[]> {
  const rows = await test_.database.rows<{ id: number }>(
    sql`SELECT DISTINCT dialog_id AS id FROM dialog_stale WHERE account_id = ${account.id} ORDER BY 1`,
  );
  return rows.map(({ id }) => id);
}

const nextOf = async (dialogId: number) => {
  const [row] = await test_.database.rows<{ of_contact: number | null; of_conversation: number | null }>(sql`
    SELECT next_of_contact_at AS of_contact, next_of_conversation_at AS of_conversation
    FROM dialog_summaries WHERE account_id = ${account.id} AND dialog_id = ${dialogId}`);
  return row;
};

it('marks what a command changes, and nothing else', async () => {
  const [first, other] = [await started(0), await started(1)];
  expect(await marked()).toEqual([first.dialogId, other.dialogId]);
  await emptyMarks(test_.database);
  await execute({ type: 'assign-conversation', conversationId: first.conversationId, agentId: account.agents[1]! });
  expect(await marked()).toEqual([first.dialogId]);
});

it('marks the dialogs before one that begins, of its conversation and of its contact', async () => {
  const before = await resolved(0);
  const stranger = await resolved(1);
  await emptyMarks(test_.database);
  const next = await started(0);
  expect(await marked()).toEqual([before.dialogId, next.dialogId]);
  await emptyMarks(test_.database);
  const [start] = await test_.database.rows<{ at: number }>(
    sql`SELECT created_at AS at FROM dialogs WHERE account_id = ${account.id} AND id = ${next.dialogId}`,
  );
  expect(await nextOf(before.dialogId)).toEqual({ of_contact: start!.at, of_conversation: null });

  await execute({
    ...{ type: 'set-conversation-status', conversationId: stranger.conversationId, status: 'open', closedBy: null },
  });
  expect(await marked()).toContain(stranger.dialogId);
  await emptyMarks(test_.database);
  const { of_contact, of_conversation } = (await nextOf(stranger.dialogId))!;
  expect(of_contact).not.toBeNull();
  expect(of_contact).toBe(of_conversation);
});

it('finds the next dialog of a contact in two conversations that began in transactions side by side', async () => {
  const { database } = test_;
  const before = await resolved(0);
  const after = await started(0);
  // As if the transaction of the later one had not seen the earlier one: it left no mark of it.
  await emptyMarks(database);
  await database.rows(sql`UPDATE dialog_summaries SET next_of_contact_at = NULL
    WHERE account_id = ${account.id} AND dialog_id = ${before.dialogId}`);
  await database.rows(
    sql`DELETE FROM dialog_summaries WHERE account_id = ${account.id} AND dialog_id = ${after.dialogId}`,
  );
  await database.rows(sql`INSERT INTO dialog_stale (account_id, dialog_id) VALUES (${account.id}, ${after.dialogId})`);
  await emptyMarks(database);
  await expectSummarised(database);
});

it('leaves no mark of what was rolled back', async () => {
  const { conversationId } = await started(0);
  await emptyMarks(test_.database);
  const assign = { type: 'assign-conversation', conversationId, agentId: account.agents[1]! } as const;
  const bad = { type: 'assign-conversation', conversationId, agentId: 2_000_000_000 } as const;
  await expect(writeSide.executeBatch(account.id, [assign, bad])).rejects.toThrow('agent');
  expect(await countMarks(test_.database, 1)).toBe(0);
  await expectSummarised(test_.database);
});

it('marks the dialogs of both contacts where the host merges them, and of a conversation that it deletes', async () => {
  const { database } = test_;
  const [mine, others, gone] = [await resolved(0), await resolved(1), await resolved(0)];
  await emptyMarks(database);
  await database.rows(
    sql`UPDATE conversations SET contact_id = ${account.contacts[1]!} WHERE id = ${mine.conversationId}`,
  );
  await captureAllWaiting(database);
  expect(await marked()).toEqual([mine.dialogId, others.dialogId, gone.dialogId]);
  await emptyMarks(database);
  await expectSummarised(database);

  await database.rows(sql`DELETE FROM conversations WHERE id = ${others.conversationId}`);
  await captureAllWaiting(database);
  expect(await marked()).toEqual(expect.arrayContaining([mine.dialogId, others.dialogId]));
  await emptyMarks(database);
  await expectSummarised(database);
});

it('marks a dialog where a skip mark is set and taken back', async () => {
  const { dialogId } = await started(0);
  await emptyMarks(test_.database);
  const viewer = { accountId: account.id, token: { prefix: 'dst_abcdefgh', name: null }, role: 'writer' } as const;
  for (const skip of [true, false]) {
    await setDialogSkip(test_.database, viewer as never, { dialogId, skip, reason: skip ? 'a test' : null });
    expect(await marked()).toEqual([dialogId]);
    await emptyMarks(test_.database);
    await expectSummarised(test_.database);
  }
});

it('marks all dialogs of an inbox whose bots change', async () => {
  const { database } = test_;
  const { dialogId, conversationId } = await started(0);
  await execute({
    ...{ type: 'post-message', conversationId, messageType: 'outgoing', content: 'Good day' },
    ...{ agentId: account.agents[0]!, bot: false, private: false },
  });
  await emptyMarks(database);
  const scope = { accountId: account.id, inboxId: account.inbox };
  await database.transaction((session) => setSetting(session, scope, 'bot_users', [account.agents[0]]));
  expect(await marked()).toEqual([dialogId]);
  await emptyMarks(database);
  await expectSummarised(database);
});

it('makes rows once where two workers go at the same marks', async () => {
  const { database } = test_;
  for (let place = 0; place < 12; place += 1) await started(place % 2);
  const work = async () => {
    while ((await countMarks(database, 1)) > 0) await refreshBatch(database, 3);
  };
  await Promise.all([work(), work(), emptyMarks(database)]);
  await expectSummarised(database);
});

it('leaves the mark of what changes while a batch is made', async () => {
  const { database } = test_;
  const { conversationId, dialogId } = await started(0);
  await database.transaction(async (session) => {
    await session.rows(sql`LOCK TABLE dialog_holdings IN ACCESS EXCLUSIVE MODE`);
    const batch = refreshBatch(database);
    const isWaiting = sql`SELECT FROM pg_locks WHERE NOT granted AND relation = 'dialog_holdings'::regclass`;
    while ((await database.rows(isWaiting)).length === 0);
    await execute({ type: 'assign-conversation', conversationId, agentId: account.agents[2]! });
    void batch.catch(() => {});
  });
  while (!(await marked()).includes(dialogId));
  await emptyMarks(database);
  await expectSummarised(database);
});

it('takes accounts in turn, so that one with many marks holds no other up', async () => {
  const { database } = test_;
  const busy = account.id;
  for (let place = 0; place < 5; place += 1) await started(place % 2);
  account = await createAccount(database);
  await started(0);
  const batches: (readonly [number | undefined, number])[] = [];
  for (let last: number | undefined = busy - 1; last !== undefined; ) {
    const { accountId, dialogs } = await refreshBatch(database, 2, last);
    batches.push([accountId, dialogs]);
    last = accountId;
  }
  expect(batches).toEqual([
    [busy, 2],
    [account.id, 1],
    [busy, 2],
    [busy, 1],
    [undefined, 0],
  ]);
  await expectSummarised(database);
});

it('marks the dialogs before a new one whose rows may be under way elsewhere', async () => {
  const { database } = test_;
  const before = await resolved(0);
  const after = await started(0);
  await emptyMarks(database);
  await database.rows(sql`DELETE FROM dialog_summaries WHERE account_id = ${account.id}`);
  await database.rows(sql`INSERT INTO dialog_stale (account_id, dialog_id) VALUES (${account.id}, ${after.dialogId})`);
  await refreshBatch(database);
  expect(await marked()).toEqual([before.dialogId]);
  await emptyMarks(database);
  await expectSummarised(database);
});
