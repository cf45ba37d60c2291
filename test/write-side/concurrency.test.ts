import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { connectDatabase, type Database, DEFAULT_LIMITS } from '../../src/database/database';
import type { Instant } from '../../src/instant';
import { CommandError } from '../../src/write-side/command-error';
import type { Command, CommandResult } from '../../src/write-side/commands';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { accept, assign, mention, post, setStatus, start } from './commands';

const CLIENTS = 50;
const COMMANDS_EACH = 20;

interface LoggedEvent {
  id: number;
  name: string;
  user_id: number | null;
  dialog_id: number | null;
  created_at: Instant;
}

describe('50 clients at the same few conversations at once', () => {
  let test_: TestDatabase;
  let database: Database;
  let writeSide: WriteSide;
  let account: TestAccount;
  let conversationIds: number[];

  beforeAll(async () => {
    test_ = await createTestDatabase();
    database = await connectDatabase(test_.url, { ...DEFAULT_LIMITS, connections: CLIENTS });
    writeSide = createWriteSide(database);
  });
  afterAll(async () => {
    await database.close();
    await test_.close();
  });
  beforeEach(async () => {
    account = await createAccount(database, { agents: 4 });
    const { inbox, botInbox } = account;
    const commands = [inbox, inbox, botInbox, botInbox].map((inboxId) =>
      start(account, { inboxId, status: 'resolved' }),
    );
    conversationIds = (await writeSide.executeBatch(account.id, commands)).map((result) => result.conversationId);
  });

  test('each command by itself: nothing is lost, doubled or torn, and nobody hears of deadlocks', async () => {
    const commands = fc.sample(anyCommand(), { numRuns: CLIENTS * COMMANDS_EACH, seed: 1 });

    const results = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        const done: CommandResult[] = [];
        for (const command of commands.slice(client * COMMANDS_EACH, (client + 1) * COMMANDS_EACH)) {
          done.push(...(await unlessConflict(writeSide.execute(account.id, command).then((result) => [result]))));
        }
        return done;
      }),
    );

    await expectOneHistory(results.flat());
  });

  test('batches over all conversations, in any order', async () => {
    const batches = fc.sample(fc.array(anyCommand(false), { minLength: 5, maxLength: 15 }), {
      numRuns: CLIENTS,
      seed: 2,
    });

    const results = await Promise.all(batches.map((batch) => writeSide.executeBatch(account.id, batch)));

    await expectOneHistory(results.flat());
  });

  function anyCommand(accepts = true): fc.Arbitrary<Command> {
    const conversation = fc.constantFrom(...conversationIds);
    const agent = fc.constantFrom(...account.agents);
    const assignee = fc.option(agent, { freq: 3 });
    // No snoozing: it is not logged, so that open would be seen to follow open.
    const status = fc.constantFrom('open' as const, 'pending' as const, 'resolved' as const, 'resolved' as const);
    const commands: fc.Arbitrary<Command>[] = [
      fc.tuple(conversation, status).map((parts) => setStatus(...parts)),
      fc.tuple(conversation, status).map((parts) => setStatus(...parts)),
      fc.tuple(conversation, assignee).map(([id, agentId]) => assign(id, { agentId })),
      conversation.map((id) => post(id)),
      fc.tuple(conversation, agent).map(([id, agentId]) => post(id, { messageType: 'outgoing', agentId })),
      fc.tuple(conversation, agent).map((parts) => mention(...parts)),
    ];
    // In a batch, one acceptance of a resolved conversation would undo all.
    if (accepts) commands.push(fc.tuple(conversation, agent).map((parts) => accept(...parts)));
    return fc.oneof(...commands);
  }

  /** What the tables hold must be one history, and just the one that the callers were told. */
  async function expectOneHistory(results: readonly CommandResult[]): Promise<void> {
    const told = results.flatMap((result) => result.events.map((event) => event.id));
    const stored: number[] = [];
    for (const conversationId of conversationIds) {
      const events = await readEvents(conversationId);
      stored.push(...events.map((event) => event.id));
      await expectConsistent(conversationId, events);
    }
    expect(stored.length).toBeGreaterThan(CLIENTS);
    expect(told.sort(ascending)).toEqual(stored.sort(ascending));

    const messages = await database.rows<{ id: number }>(sql`SELECT id FROM messages WHERE account_id = ${account.id}`);
    const messagesTold = results.flatMap((result) => result.messageId ?? []);
    expect(messagesTold.sort(ascending)).toEqual(messages.map(({ id }) => id).sort(ascending));
  }

  /** Each event changes what the one before it left; each dialog begins and ends once; the rows are as the last event. */
  async function expectConsistent(conversationId: number, events: readonly LoggedEvent[]): Promise<void> {
    let status = 'conversation_resolved';
    let assignee: number | null = null;
    let time = 0;
    const dialogs: (number | null)[] = [];
    for (const { name, user_id: userId, dialog_id: dialogId, created_at: at } of events) {
      expect(at).toBeGreaterThanOrEqual(time);
      time = at;
      if (name === 'conversation_assigned') {
        expect(userId).not.toBe(assignee);
        assignee = userId;
      } else if (name !== 'first_response') {
        expect(name).not.toBe(status);
        if (status === 'conversation_resolved') {
          expect(dialogs).not.toContain(dialogId);
          dialogs.push(dialogId);
        }
        status = name;
      }
      expect({ name, userId, dialogId }).toEqual({ name, userId: assignee, dialogId: dialogs.at(-1) ?? null });
    }
    expect(events.filter(({ name }) => name === 'first_response').length).toBeLessThanOrEqual(1);

    const [conversation] = await database.rows<{ status: number; assignee_id: number | null }>(
      sql`SELECT status, assignee_id FROM conversations WHERE id = ${conversationId}`,
    );
    const names = ['conversation_open', 'conversation_resolved', 'conversation_pending'];
    expect({ ...conversation, status: names[conversation!.status] }).toEqual({ status, assignee_id: assignee });

    const rows = await database.rows<{ id: number; resolved: boolean }>(
      sql`SELECT id, status = 1 AS resolved FROM dialogs WHERE conversation_id = ${conversationId} ORDER BY id`,
    );
    expect(rows.map(({ id }) => id)).toEqual(dialogs);
    expect(rows.slice(0, -1).every(({ resolved }) => resolved)).toBe(true);
    expect(rows.at(-1)!.resolved).toBe(status === 'conversation_resolved');
  }

  function readEvents(conversationId: number): Promise<LoggedEvent[]> {
    return database.rows<LoggedEvent>(sql`
      SELECT id, name, user_id, dialog_id, created_at FROM ${database.events}
      WHERE conversation_id = ${conversationId} ORDER BY id`);
  }
});

/** The results; none where a resolved conversation could not be accepted. Nothing else may go wrong. */
async function unlessConflict(outcome: Promise<CommandResult[]>): Promise<CommandResult[]> {
  try {
    return await outcome;
  } catch (error) {
    if (error instanceof CommandError && error.code === 'CONFLICT') return [];
    throw error;
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
