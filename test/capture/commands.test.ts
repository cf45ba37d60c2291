import { sql } from 'drizzle-orm';
import type { Client } from 'pg';
import type { Logger } from '../../src/http/logger';
import { captureAllWaiting, captureBatch, runCapture } from '../../src/write-side/capture/worker';
import type { Command } from '../../src/write-side/commands';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import {
  assign,
  begin,
  createConversation,
  createConversations,
  setStatus,
  write,
} from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf, waiting } from './log';

describe('commands beside a captured host', () => {
  let host: CapturedHost;
  let account: HostAccount;
  let writeSide: WriteSide;
  let client: Client;
  let other: Client;

  beforeAll(async () => {
    host = await captureHost('v4.13.0');
    [client, other] = host.clients as [Client, Client];
    account = await createHostAccount(client);
    writeSide = createWriteSide(host.database);
  });
  afterAll(() => host.close());

  const execute = (command: Command) => writeSide.execute(account.id, command);
  const status = (conversationId: number, to: 'open' | 'resolved' | 'pending') =>
    execute({ type: 'set-conversation-status', conversationId, status: to, closedBy: null });
  const captureAll = () => captureAllWaiting(host.database);

  test('are not captured', async () => {
    const { conversationId } = await execute({
      ...{ type: 'start-conversation', inboxId: account.inbox, contactId: account.contacts[0]!, status: 'open' },
      ...{ assigneeId: null, teamId: null, startedBy: 'visitor', startedOffline: null },
    });
    const message = { messageType: 'incoming', content: 'hello', agentId: null, bot: false, private: false } as const;
    await execute({ type: 'post-message', conversationId, ...message });
    await execute({ type: 'mention-agent', conversationId, agentId: account.agents[0]! });
    await execute({ type: 'mention-agent', conversationId, agentId: account.agents[0]! });
    await status(conversationId, 'resolved');
    expect(await waiting(host.database)).toBe(0);
    expect((await logOf(host.database, conversationId)).events).toEqual(['open', 'resolved']);
  });

  test('first log what waits for their conversation, and nothing of others', async () => {
    const [conversation, untouched] = (await createConversations(client, account, 2)) as [number, number];
    await setStatus(client, conversation, 'resolved');
    await write(client, conversation);
    await setStatus(client, conversation, 'pending');
    await status(conversation, 'open');
    await assign(client, conversation, account.agents[0]!);
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1, 0],
      events: ['open', 'pending', 'open'],
      messages: [2],
    });
    expect((await logOf(host.database, untouched)).events).toEqual([]);
    await status(conversation, 'resolved');
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1, 1],
      events: ['open', 'pending', 'open', 'assigned', 'resolved'],
      messages: [2],
    });
    expect((await logOf(host.database, untouched)).events).toEqual(['open']);
  });

  test('log in the right order though an older transaction elsewhere holds the capture back', async () => {
    const conversation = await createConversation(client, account);
    await begin(other, () => other.query('SELECT pg_current_xact_id()'));
    await setStatus(client, conversation, 'pending');
    expect(await captureBatch(host.database)).toBeLessThanOrEqual(1);
    await status(conversation, 'resolved');
    await other.query('COMMIT');
    await captureAll();
    expect((await logOf(host.database, conversation)).events).toEqual(['open', 'pending', 'resolved']);
  });

  test('end a dialog that a message which commits later doesn’t open again', async () => {
    const conversation = await createConversation(client, account);
    await captureAll();
    await begin(other, () => write(other, conversation));
    await status(conversation, 'resolved');
    await other.query('COMMIT');
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1],
      events: ['open', 'resolved'],
      messages: [1],
    });
  });

  test('and the capture and the host at the same conversations at once log every change once, without an error', async () => {
    const conversations = await createConversations(client, account, 6);
    await captureAll();
    const errors: unknown[] = [];
    const log = { info: () => {}, error: (error: unknown) => errors.push(error) } as unknown as Logger;
    const stop = new AbortController();
    const running = runCapture(host.database, log, stop.signal);
    let changes = 0;
    const hostWrites = async (connection: Client, turn: number) => {
      for (let step = 0; step < 60; step += 1) {
        const id = conversations[(step * 5 + turn) % conversations.length]!;
        const to = step % 2 === 0 ? 2 : 0;
        const changed = await connection.query(
          `UPDATE conversations SET status = ${to} WHERE id = ${id} AND status <> ${to}`,
        );
        changes += changed.rowCount!;
        await write(connection, id);
      }
    };
    const commandsRun = async (turn: number) => {
      for (let step = 0; step < 60; step += 1) {
        const conversationId = conversations[(step * 7 + turn) % conversations.length]!;
        const agentId = account.agents[(step + turn) % account.agents.length]!;
        const { events } = await execute({ type: 'assign-conversation', conversationId, agentId });
        changes += events.length;
      }
    };
    await Promise.all([hostWrites(client, 0), hostWrites(other, 1), commandsRun(0), commandsRun(1), commandsRun(2)]);
    await captureAll();
    stop.abort();
    await running;
    expect(errors).toEqual([]);
    const [logged] = await host.database.rows<{ events: number; unstamped: number; dialogs: number }>(sql`
      SELECT (SELECT count(*) FROM ${host.database.events} WHERE conversation_id = ANY(${sql.param(conversations)}::bigint[])) AS events,
        (SELECT count(*) FROM messages WHERE dialog_id IS NULL AND conversation_id = ANY(${sql.param(conversations)}::bigint[])) AS unstamped,
        (SELECT count(*) FROM dialogs WHERE conversation_id = ANY(${sql.param(conversations)}::bigint[])) AS dialogs`);
    expect(logged).toEqual({ events: conversations.length + changes, unstamped: 0, dialogs: conversations.length });
    const disagreeing = await host.database.rows(sql`
      SELECT c.id FROM conversations c JOIN dialogs d ON d.conversation_id = c.id
      WHERE c.id = ANY(${sql.param(conversations)}::bigint[])
        AND (c.status, c.assignee_id) IS DISTINCT FROM (d.status, d.assignee_id)`);
    expect(disagreeing).toEqual([]);
  });
});
