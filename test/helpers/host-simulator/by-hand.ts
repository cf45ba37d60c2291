import type { Client } from 'pg';
import { MESSAGE_TYPES, type MessageType, STATUSES, type Status } from '../../../src/rulebook/words';
import type { HostAccount } from './account';

/** Statements as a hand at psql writes them: their moment is the database's. */
type Connection = Pick<Client, 'query'>;

const NOW = "clock_timestamp() AT TIME ZONE 'UTC'";

/** Creates conversations without a message. Returns their ids. */
export async function createConversations(
  client: Connection,
  { id, inbox, contacts }: HostAccount,
  count: number,
  status: Status = 'open',
): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(`
    INSERT INTO conversations (account_id, inbox_id, status, contact_id, created_at, updated_at)
    SELECT ${id}, ${inbox}, ${STATUSES.indexOf(status)}, ${contacts[0]}, ${NOW}, ${NOW} FROM generate_series(1, ${count})
    RETURNING id`);
  return rows.map((row) => row.id);
}

/** Creates one. */
export async function createConversation(client: Connection, account: HostAccount, status?: Status): Promise<number> {
  const [id] = await createConversations(client, account, 1, status);
  return id!;
}

export async function setStatus(client: Connection, conversationId: number, status: Status): Promise<void> {
  await client.query(`UPDATE conversations SET status = ${STATUSES.indexOf(status)} WHERE id = ${conversationId}`);
}

export async function assign(client: Connection, conversationId: number, agentId: number | null): Promise<void> {
  await client.query(`UPDATE conversations SET assignee_id = ${agentId} WHERE id = ${conversationId}`);
}

/** Writes messages. Returns the id of the last. */
export async function write(
  client: Connection,
  conversationId: number,
  { type = 'incoming', count = 1 }: { type?: MessageType; count?: number } = {},
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(`
    INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
    SELECT 'hello', account_id, inbox_id, id, ${MESSAGE_TYPES.indexOf(type)}, ${NOW}, ${NOW}
    FROM conversations, generate_series(1, ${count}) WHERE id = ${conversationId} RETURNING id`);
  return rows.at(-1)!.id;
}

/** Runs `work` in a transaction that is left open; the caller ends it. */
export async function begin(client: Connection, work: () => Promise<unknown>): Promise<void> {
  await client.query('BEGIN');
  await work();
}
