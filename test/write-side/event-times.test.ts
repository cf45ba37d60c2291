import { sql } from 'drizzle-orm';
import { connectDatabase } from '../../src/database/database';
import { migrateDatabase } from '../../src/database/migrate';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { createWriteSide } from '../../src/write-side/service';
import { type CapturedHost, captureHost } from '../capture/captured-host';
import { createBareDatabase } from '../helpers/database';
import { createHostAccount } from '../helpers/host-simulator/account';
import { assign, createConversation, setStatus } from '../helpers/host-simulator/by-hand';

describe('on a host whose events tell from when to when they lasted', () => {
  let host: CapturedHost;

  beforeAll(async () => {
    host = await captureHost('v4.13.0');
  });
  afterAll(() => host.close());

  /** The names of the conversation's events whose times are those that the host itself would fill. */
  const timed = async (conversationId: number) => {
    const rows = await host.database.rows<{ name: string }>(sql`
      SELECT e.name FROM reporting_events e JOIN conversations c ON c.id = e.conversation_id
      WHERE c.id = ${conversationId} AND e.event_start_time = c.created_at AND e.event_end_time = e.created_at
      ORDER BY e.id`);
    return rows.map(({ name }) => name);
  };

  test('the events of commands tell it', async () => {
    const { execute } = createWriteSide(host.database);
    const start = { inboxId: 4, contactId: 4, status: 'pending', assigneeId: 2, teamId: null } as const;
    const begun = { startedBy: 'visitor', startedOffline: null } as const;
    const { conversationId } = await execute(1, { type: 'start-conversation', ...start, ...begun });
    await execute(1, { type: 'set-conversation-status', conversationId, status: 'resolved', closedBy: null });
    expect(await timed(conversationId)).toEqual([
      'conversation_pending',
      'conversation_assigned',
      'conversation_resolved',
    ]);
  });

  test('the events of captured changes tell it', async () => {
    const [client] = host.clients;
    const account = await createHostAccount(client!);
    const conversation = await createConversation(client!, account);
    await setStatus(client!, conversation, 'pending');
    await assign(client!, conversation, account.agents[0]!);
    await captureAllWaiting(host.database);
    expect(await timed(conversation)).toEqual(['conversation_open', 'conversation_pending', 'conversation_assigned']);
  });
});

test('a database without these columns is left without', async () => {
  const { url, close } = await createBareDatabase();
  await migrateDatabase(url);
  const database = await connectDatabase(url);
  expect(Object.keys(database.events)).not.toContain('eventStartTime');
  await database.close();
  await close();
});
