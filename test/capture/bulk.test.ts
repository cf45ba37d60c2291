import { sql } from 'drizzle-orm';
import type { Client } from 'pg';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { createConversation, createConversations, setStatus, write } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { gaps, waiting } from './log';

const CONVERSATIONS = 100_000;

describe('bulk SQL of a host', () => {
  let host: CapturedHost;
  let account: HostAccount;
  let client: Client;

  beforeAll(async () => {
    host = await captureHost('v4.13.0');
    client = host.clients[0]!;
    account = await createHostAccount(client);
    // The session's plans are made for one row, as those of an application's connection are.
    const conversation = await createConversation(client, account, 'pending');
    await setStatus(client, conversation, 'open');
    await write(client, conversation);
    await client.query("SET dialog_log.capture = 'off'");
    await createConversations(client, account, CONVERSATIONS);
    // As many people; one that had them all would be looked through for each.
    await client.query('UPDATE conversations SET contact_id = id WHERE account_id = $1', [account.id]);
    await client.query('RESET dialog_log.capture');
  }, 120_000);
  afterAll(() => host.close());

  test('that resolves 100,000 conversations is captured fully, in a time that grows with the rows and not with their square', async () => {
    await captureAllWaiting(host.database);
    const before = await gaps(host.database);
    const began = performance.now();
    await client.query(`UPDATE conversations SET status = 1 WHERE account_id = ${account.id} AND status = 0`);
    const updated = performance.now() - began;
    expect(await waiting(host.database)).toBe(CONVERSATIONS + 1);
    expect(await gaps(host.database)).toBe(before);
    // To the square it would take half an hour.
    expect(updated).toBeLessThan(60_000);
    await captureAllWaiting(host.database);
    const [logged] = await host.database.rows(sql`
        SELECT count(*) AS dialogs, count(*) FILTER (WHERE status = 1) AS resolved, count(DISTINCT conversation_id) AS conversations
        FROM dialogs WHERE account_id = ${account.id}`);
    const all = CONVERSATIONS + 1;
    expect(logged).toEqual({ dialogs: all, resolved: all, conversations: all });
  }, 180_000);

  test('that inserts messages in bulk leaves later single ones fast: no plan reads all conversations', async () => {
    const session = await host.connect();
    await session.query(`INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
      SELECT 'hello', account_id, inbox_id, id, 0, now(), now() FROM conversations WHERE account_id = ${account.id} LIMIT 5000`);
    const [conversation] = await createConversations(session, account, 1);
    const began = performance.now();
    for (let count = 0; count < 100; count += 1) await write(session, conversation!);
    expect(performance.now() - began).toBeLessThan(3_000);
    await captureAllWaiting(host.database);
    const [stamped] = await host.database.rows<{ count: number }>(
      sql`SELECT count(*) FROM messages WHERE account_id = ${account.id} AND additional_attributes ? 'user_id_assigned'`,
    );
    expect(stamped!.count).toBe(5_101);
  });
});
