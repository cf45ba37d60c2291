import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import { messages } from '../../src/database/tables';
import { formatTimestamp, type Instant, MICROSECONDS_PER_SECOND } from '../../src/instant';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { assign, post, setStatus, start } from './commands';
import { readClock } from './read-clock';

const HOUR = 3600 * MICROSECONDS_PER_SECOND;

describe('a command without a time', () => {
  let test_: TestDatabase;
  let database: Database;
  let writeSide: WriteSide;
  let account: TestAccount;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    database = test_.database;
    writeSide = createWriteSide(database);
    account = await createAccount(database);
  });
  afterAll(() => test_.close());

  test('happens now, by the clock of the database', async () => {
    const before = await readClock(database);
    const { events } = await writeSide.execute(account.id, start(account));
    const after = await readClock(database);

    expect(events[0]!.at).toBeGreaterThanOrEqual(before);
    expect(events[0]!.at).toBeLessThanOrEqual(after);
  });

  test('happens at the last message where the clock is behind it, and so does the next', async () => {
    const { conversationId } = await writeSide.execute(account.id, start(account));
    const ahead = (await readClock(database)) + HOUR;
    await writeAsHost(conversationId, ahead);

    const resolved = await writeSide.execute(account.id, setStatus(conversationId, 'resolved'));
    const assigned = await writeSide.execute(account.id, assign(conversationId, { agentId: account.agents[0]! }));
    const reopened = await writeSide.execute(account.id, post(conversationId));

    const events = [resolved, assigned, reopened].flatMap((result) => result.events);
    expect(events.map(({ name, at }) => ({ name, at }))).toEqual([
      { name: 'conversation_resolved', at: ahead },
      { name: 'conversation_assigned', at: ahead },
      { name: 'conversation_open', at: ahead },
    ]);
  });

  /** A message that a host with a fast clock wrote, with its traces in the conversation. */
  async function writeAsHost(conversationId: number, at: Instant): Promise<void> {
    await database.orm.insert(messages).values({
      ...{ accountId: account.id, inboxId: account.inbox, conversationId },
      ...{ content: 'hello', messageType: 0, createdAt: at, updatedAt: at },
    });
    await database.rows(sql`
      UPDATE conversations SET last_activity_at = ${formatTimestamp(at)} WHERE id = ${conversationId}`);
  }
});
