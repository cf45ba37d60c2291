import { sql } from 'drizzle-orm';
import type { Client } from 'pg';
import { createActivity } from '../../src/write-side/capture/activity';
import { captureAllWaiting, captureBatch } from '../../src/write-side/capture/worker';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { createConversations, setStatus } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf, until, waiting } from './log';

describe('a change that the log can’t take, for a reason that nobody foresaw,', () => {
  let host: CapturedHost;
  let client: Client;
  let account: HostAccount;

  beforeAll(async () => {
    host = await captureHost('v2.2.1');
    client = host.clients[0]!;
    account = await createHostAccount(client);
  });
  afterAll(() => host.close());

  const kept = () =>
    host.database.rows<{ conversation: number; error: string; kind: string }>(sql`
      SELECT conversation_id AS conversation, error, change ->> 'kind' AS kind FROM dialog_outbox_aside ORDER BY id`);
  const gaps = async () => {
    const [row] = await host.database.rows<{ gaps: number }>(sql`
      SELECT coalesce(pg_sequence_last_value('dialog_outbox_gaps'::regclass), 0) AS gaps`);
    return row!.gaps;
  };

  test('is set aside with the error and a gap mark, and stops no other conversation', async () => {
    const conversations = await createConversations(client, account, 5);
    const bad = conversations[2]!;
    await host.database.rows(
      sql.raw(`ALTER TABLE dialogs ADD CONSTRAINT unforeseen CHECK (conversation_id <> ${bad})`),
    );
    for (const id of conversations) await setStatus(client, id, 'pending');
    const activity = createActivity();
    const told: unknown[] = [];
    activity.on('set-aside', (conversationId, changes) => told.push([conversationId, changes]));
    await until(async () => (await captureBatch(host.database, 1_000, activity)) > 0);
    await captureAllWaiting(host.database);

    for (const id of conversations.filter((each) => each !== bad)) {
      expect((await logOf(host.database, id)).events).toEqual(['open', 'pending']);
    }
    expect(await waiting(host.database)).toBe(0);
    expect(told).toEqual([[bad, 2]]);
    expect(await kept()).toEqual(
      Array(2).fill({ conversation: bad, error: expect.stringContaining('unforeseen'), kind: 'conversation' }),
    );
    expect(await gaps()).toBe(1);
  });

  test('but what is of all changes alike is no reason to set any aside', async () => {
    const [conversation] = await createConversations(client, account, 1);
    await host.database.rows(sql.raw('ALTER TABLE dialog_facts RENAME TO hidden'));
    await expect(captureAllWaiting(host.database)).rejects.toThrow(/dialog_facts/);
    await host.database.rows(sql.raw('ALTER TABLE hidden RENAME TO dialog_facts'));
    await captureAllWaiting(host.database);
    expect((await logOf(host.database, conversation!)).events).toEqual(['open']);
    expect(await kept()).toHaveLength(2);
  });
});
