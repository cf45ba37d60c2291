import type { Client } from 'pg';
import type { EventTableName } from './event-table';

/** An index of ours on a table of the host. */
interface HostIndex {
  readonly name: string;
  readonly table: string;
  readonly columns: string;
}

/**
 * The indexes that our statements need on the host's tables. They are built outside drizzle's transaction, for only
 * CREATE INDEX CONCURRENTLY leaves the host's writers alone, and that runs in no transaction.
 */
export function hostIndexes(events: EventTableName): HostIndex[] {
  return [
    { name: 'dialog_log_events_by_dialog', table: events, columns: '(account_id, dialog_id, created_at, id)' },
    {
      name: 'dialog_log_events_by_conversation',
      table: events,
      columns: '(account_id, conversation_id, name, created_at)',
    },
    { name: 'dialog_log_conversations_by_contact', table: 'conversations', columns: '(account_id, contact_id)' },
    { name: 'dialog_log_messages_by_dialog', table: 'messages', columns: '(account_id, dialog_id, created_at, id)' },
    { name: 'dialog_log_mentions_by_dialog', table: 'mentions', columns: '(account_id, dialog_id, mentioned_at, id)' },
  ];
}

/**
 * Builds the indexes that are missing, one by one, without blocking writers. An invalid one, left by an interruption,
 * is dropped and built again. Safe to repeat.
 */
export async function buildHostIndexes(
  client: Client,
  events: EventTableName,
  log: (message: string) => void,
): Promise<void> {
  for (const { name, table, columns } of hostIndexes(events)) {
    const { rows } = await client.query<{ valid: boolean }>(
      'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
      [name],
    );
    if (rows[0]?.valid) continue;
    if (rows[0]) {
      log(`index ${name} is invalid, left by an interrupted build: dropping it`);
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    }
    log(`building index ${name} on ${table} ${columns}`);
    await client.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${table} ${columns}`);
  }
}
