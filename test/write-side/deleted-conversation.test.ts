import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import type { Command } from '../../src/write-side/commands';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { accept, assign, mention, post, setStatus, start } from './commands';

const NOT_FOUND = { name: 'CommandError', code: 'NOT_FOUND', argument: 'conversation' };

describe('a conversation that the host deletes meanwhile', () => {
  let test_: TestDatabase;
  let database: Database;
  let writeSide: WriteSide;
  let account: TestAccount;
  let conversationId: number;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    database = test_.database;
    writeSide = createWriteSide(database);
    account = await createAccount(database);
  });
  afterAll(() => test_.close());
  beforeEach(async () => {
    ({ conversationId } = await writeSide.execute(account.id, start(account)));
  });

  test.each<[name: string, command: (agentId: number) => Command]>([
    ['a change of status', () => setStatus(conversationId, 'resolved')],
    ['an assignment', (agentId) => assign(conversationId, { agentId })],
    ['an acceptance', (agentId) => accept(conversationId, agentId)],
    ['a message', () => post(conversationId)],
    ['a mention', (agentId) => mention(conversationId, agentId)],
  ])('is not found by %s that waited for the delete', async (_, command) => {
    const waiting = await duringDelete(() => writeSide.execute(account.id, command(account.agents[0]!)));

    await expect(waiting).rejects.toMatchObject(NOT_FOUND);
    expect(await rowsOf(conversationId)).toEqual({ events: 1, dialogs: 1, messages: 0, mentions: 0 });
  });

  test('undoes the whole batch that it is part of', async () => {
    const other = await writeSide.execute(account.id, start(account));
    const batch = [post(other.conversationId), setStatus(other.conversationId, 'resolved'), post(conversationId)];

    const waiting = await duringDelete(() => writeSide.executeBatch(account.id, batch));

    await expect(waiting).rejects.toMatchObject(NOT_FOUND);
    expect(await rowsOf(other.conversationId)).toEqual({ events: 1, dialogs: 1, messages: 0, mentions: 0 });
  });

  test('is not found by anyone of many who were writing to it; what they had written stays', async () => {
    let written = 0;
    const writeUntilRefused = async () => {
      for (;;) {
        await writeSide.execute(account.id, post(conversationId));
        written += 1;
      }
    };
    const writers = Array.from({ length: 20 }, writeUntilRefused);
    const deleting = (async () => {
      while (written < 100) await new Promise(setImmediate);
      await deleteConversation(database);
    })();

    const outcomes = await Promise.allSettled(writers);
    await deleting;

    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.objectContaining(NOT_FOUND) });
    }
    expect(await rowsOf(conversationId)).toEqual({ events: 1, dialogs: 1, messages: written, mentions: 0 });
  });

  /** Lets `work` begin while a transaction has deleted the conversation and not ended; the promise inside is of its outcome. */
  async function duringDelete<Result>(work: () => Promise<Result>): Promise<() => Promise<Result>> {
    const outcome = await database.transaction(async (session) => {
      await deleteConversation(session);
      const running = work();
      running.catch(() => {});
      await someoneWaits();
      return () => running;
    });
    return outcome;
  }

  async function deleteConversation({ rows }: Pick<Database, 'rows'>): Promise<void> {
    await rows(sql`DELETE FROM conversations WHERE id = ${conversationId}`);
  }

  async function someoneWaits(): Promise<void> {
    for (;;) {
      const waiting = await database.rows(sql`
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      if (waiting.length > 0) return;
    }
  }

  async function rowsOf(id: number) {
    const count = (table: unknown) => sql`(SELECT count(*) FROM ${table} WHERE conversation_id = ${id})`;
    const [row] = await database.rows(sql`
      SELECT ${count(database.events)} AS events, ${count(sql`dialogs`)} AS dialogs,
        ${count(sql`messages`)} AS messages, ${count(sql`mentions`)} AS mentions`);
    return row;
  }
});
