import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import { parseTimestamp } from '../../src/instant';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { accept, assign, mention, post, setStatus, start } from './commands';

const AT = parseTimestamp('2024-03-01 12:00:00');

describe('commands mean the same in the order given, at equal times and in one batch', () => {
  let test_: TestDatabase;
  let database: Database;
  let writeSide: WriteSide;
  let account: TestAccount;
  let agentId: number;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    database = test_.database;
    writeSide = createWriteSide(database);
    account = await createAccount(database);
    agentId = account.agents[0]!;
  });
  afterAll(() => test_.close());

  test('a mention before the message that re-opens, at its very time, stays in the dialog that ended', async () => {
    const { conversationId, dialogId } = await writeSide.execute(account.id, start(account, { at: AT }));
    await writeSide.execute(account.id, setStatus(conversationId, 'resolved', { at: AT }));
    await writeSide.execute(account.id, mention(conversationId, agentId, { at: AT + 1 }));
    const reopened = await writeSide.execute(account.id, post(conversationId, { at: AT + 1 }));

    expect(reopened.dialogId).not.toBe(dialogId);
    const rows = await database.rows(sql`SELECT dialog_id FROM mentions WHERE conversation_id = ${conversationId}`);
    expect(rows).toEqual([{ dialog_id: dialogId }]);
  });

  test('a message belongs to its dialog, though in its batch another began and ended at the same time', async () => {
    const { conversationId } = await writeSide.execute(account.id, start(account, { status: 'resolved', at: AT }));
    const [agents, , clients] = await writeSide.executeBatch(account.id, [
      post(conversationId, { messageType: 'outgoing', agentId, at: AT }),
      setStatus(conversationId, 'resolved', { at: AT }),
      post(conversationId, { at: AT }),
    ]);

    const rows = await database.rows(
      sql`SELECT dialog_id FROM messages WHERE conversation_id = ${conversationId} ORDER BY id`,
    );
    expect(rows).toEqual([{ dialog_id: agents!.dialogId }, { dialog_id: clients!.dialogId }]);
    expect(clients!.dialogId).not.toBe(agents!.dialogId);
  });

  test('a change may not lie before the last change of the team, though no dialog lasts', async () => {
    const { conversationId } = await writeSide.execute(account.id, start(account, { status: 'resolved', at: AT }));
    await writeSide.execute(account.id, assign(conversationId, { teamId: account.teams[0]!, at: AT + 2 }));

    const earlier = writeSide.execute(account.id, setStatus(conversationId, 'open', { at: AT + 1 }));

    await expect(earlier).rejects.toMatchObject({ code: 'BAD_USER_INPUT', argument: 'at' });
  });

  test('an agent who accepted and is still assigned need not again, whoever accepted before', async () => {
    const other = account.agents[1]!;
    const { conversationId } = await writeSide.execute(account.id, start(account, { assigneeId: other, at: AT }));
    await writeSide.execute(account.id, accept(conversationId, other, { at: AT + 2 }));
    await writeSide.execute(account.id, accept(conversationId, agentId, { at: AT + 1 }));
    await writeSide.execute(account.id, accept(conversationId, agentId, { at: AT + 2 }));

    expect(await readAcceptances(conversationId)).toEqual([
      { agent_id: agentId, at: AT + 1 },
      { agent_id: other, at: AT + 2 },
    ]);
  });

  test('an acceptance since the last assignment counts the same in one batch as in several', async () => {
    const commands = (conversationId: number) => [
      accept(conversationId, agentId, { at: AT + 2 }),
      assign(conversationId, { agentId: null, at: AT + 1 }),
      assign(conversationId, { agentId, at: AT + 1 }),
      accept(conversationId, agentId, { at: AT + 3 }),
    ];
    const begin = () => writeSide.execute(account.id, start(account, { assigneeId: agentId, at: AT }));
    const { conversationId: single } = await begin();
    for (const command of commands(single)) await writeSide.execute(account.id, command);
    const { conversationId: batched } = await begin();
    await writeSide.executeBatch(account.id, commands(batched));

    expect(await readAcceptances(batched)).toEqual(await readAcceptances(single));
    expect(await readAcceptances(single)).toEqual([{ agent_id: agentId, at: AT + 2 }]);
  });

  function readAcceptances(conversationId: number) {
    return database.rows(sql`
      SELECT agent_id, accepted_at AS at FROM dialog_acceptances
      WHERE dialog_id IN (SELECT id FROM dialogs WHERE conversation_id = ${conversationId}) ORDER BY accepted_at, agent_id`);
  }
});
