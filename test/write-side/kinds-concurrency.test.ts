import fc from 'fast-check';
import { connectDatabase, type Database, DEFAULT_LIMITS } from '../../src/database/database';
import { CommandError } from '../../src/write-side/command-error';
import type { Command } from '../../src/write-side/commands';
import { classifyRange } from '../../src/write-side/kinds/classify-range';
import { setDialogSkip } from '../../src/write-side/kinds/set-dialog-skip';
import { recordPresence } from '../../src/write-side/presence/record-presence';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { accept, assign, post, setStatus, start } from './commands';

const CLIENTS = 12;
const DEEDS_EACH = 12;
const QUIET = { onChange: () => {}, onProgress: () => {} };

let test_: TestDatabase;
let database: Database;
let account: TestAccount;

beforeAll(async () => {
  test_ = await createTestDatabase();
  database = await connectDatabase(test_.url, { ...DEFAULT_LIMITS, connections: CLIENTS });
  account = await createAccount(database, { agents: 4 });
});
afterAll(async () => {
  await database.close();
  await test_.close();
});

/** Everything that is kept of all dialogs but when it was decided. */
async function kept() {
  const { rows } = await database.pool.query(
    `SELECT (to_jsonb(k) - 'decided_at')::text AS its FROM dialog_classifications k ORDER BY dialog_id`,
  );
  return rows.map(({ its }) => its);
}

test('commands, batches, skip marks, presence and classify at once: nobody hears of it, and what is kept is right', async () => {
  const writeSide = createWriteSide(database);
  const { inbox, botInbox, contacts } = account;
  const commands = [inbox, inbox, botInbox, botInbox].map((inboxId, index) =>
    start(account, { inboxId, contactId: contacts[index % 2]! }),
  );
  const begun = await writeSide.executeBatch(account.id, commands);
  const conversations = begun.map(({ conversationId }) => conversationId);
  const viewer = { accountId: account.id, role: 'administrator', token: { prefix: 'dst_test', name: null } } as const;

  const conversation = fc.constantFrom(...conversations);
  const agentId = fc.constantFrom(...account.agents);
  const status = fc.constantFrom('open', 'pending', 'resolved', 'resolved', 'snoozed');
  const command = fc.oneof<fc.Arbitrary<Command>[]>(
    fc.tuple(conversation, status).map((parts) => setStatus(...parts)),
    fc
      .tuple(conversation, agentId, fc.option(fc.constantFrom(...account.teams)))
      .map(([id, agent, teamId]) => assign(id, { agentId: agent, teamId })),
    conversation.map((id) => post(id)),
    fc.tuple(conversation, agentId).map(([id, agent]) => post(id, { messageType: 'outgoing', agentId: agent })),
  );
  const deed = fc.oneof(
    { weight: 5, arbitrary: command.map((one) => () => writeSide.execute(account.id, one)) },
    {
      weight: 1,
      arbitrary: fc.tuple(conversation, agentId).map(([id, agent]) => () => {
        return unlessConflict(writeSide.execute(account.id, accept(id, agent)));
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(command, { minLength: 3, maxLength: 8 })
        .map((batch) => () => writeSide.executeBatch(account.id, batch)),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...begun), fc.boolean()).map(([{ dialogId }, skip]) => () => {
        return setDialogSkip(database, viewer, { dialogId: dialogId!, skip, reason: 'a test' });
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({
          contactId: fc.constantFrom(...contacts),
          session: fc.constantFrom('one', 'two'),
          presence: fc.constantFrom('online', 'online', 'offline'),
        })
        .map((seen) => () => recordPresence(database, account.id, { ...seen, inboxId: null })),
    },
    { weight: 1, arbitrary: fc.constant(() => classifyRange(database, { accountId: account.id }, QUIET)) },
  );
  const deeds = fc.sample(deed, { numRuns: CLIENTS * DEEDS_EACH, seed: 3 });

  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (const each of deeds.slice(client * DEEDS_EACH, (client + 1) * DEEDS_EACH)) await each();
    }),
  );

  const before = await kept();
  const { rows } = await database.pool.query('SELECT count(*)::int AS dialogs FROM dialogs');
  expect(before).toHaveLength(rows[0].dialogs);
  expect(before.length).toBeGreaterThan(8);
  await classifyRange(database, {}, QUIET);
  expect(await kept()).toEqual(before);
});

/** A resolved conversation can't be accepted. Nothing else may go wrong. */
async function unlessConflict(outcome: Promise<unknown>): Promise<void> {
  try {
    await outcome;
  } catch (error) {
    if (!(error instanceof CommandError && error.code === 'CONFLICT')) throw error;
  }
}
