import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';

/** What the log has of a conversation, short: statuses of its dialogs, names of our events, dialogs of its messages. */
export interface Log {
  readonly dialogs: readonly number[];
  readonly events: readonly string[];
  /** The number of each message's dialog, in the order of the messages; null for none. */
  readonly messages: readonly (number | null)[];
}

/** Reads the log of a conversation. */
export async function logOf({ rows, events }: Database, conversationId: number): Promise<Log> {
  const dialogs = await rows<{ id: number; status: number }>(
    sql`SELECT id, status FROM dialogs WHERE conversation_id = ${conversationId} ORDER BY created_at, id`,
  );
  const logged = await rows<{ name: string }>(
    sql`SELECT replace(name, 'conversation_', '') AS name FROM ${events} WHERE conversation_id = ${conversationId} ORDER BY id`,
  );
  const messages = await rows<{ dialog_id: number | null }>(
    sql`SELECT dialog_id FROM messages WHERE conversation_id = ${conversationId} ORDER BY id`,
  );
  return {
    dialogs: dialogs.map(({ status }) => status),
    events: logged.map(({ name }) => name),
    messages: messages.map(({ dialog_id }) => dialogs.findIndex(({ id }) => id === dialog_id) + 1 || null),
  };
}

/** How many changes wait to be logged. */
export async function waiting({ rows }: Database): Promise<number> {
  const [row] = await rows<{ count: number }>(sql`SELECT count(*) FROM dialog_outbox`);
  return row!.count;
}

/** How many gap marks the triggers have left. */
export async function gaps({ rows }: Database): Promise<number> {
  const [row] = await rows<{ gaps: number | null }>(
    sql`SELECT coalesce(last_value, 0) AS gaps FROM pg_sequences WHERE sequencename = 'dialog_outbox_gaps'`,
  );
  return row!.gaps ?? 0;
}

/** Waits until something holds; throws when it doesn't in time. */
export async function until(holds: () => Promise<boolean> | boolean, seconds = 20): Promise<void> {
  for (const deadline = Date.now() + seconds * 1_000; !(await holds()); ) {
    if (Date.now() > deadline) throw new Error(`not so within ${seconds} s: ${holds}`);
    await setTimeout(20);
  }
}
