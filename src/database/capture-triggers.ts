import {
  captures,
  changedRows,
  columnsOf,
  FOLLOWED,
  GAPS,
  jsonOf,
  NOTES_NAMED,
  NOTES_REWRITES,
  PASSES_OVER_OTHERS,
} from './capture-functions';
import type { EventTableName } from './event-table';

export { CAPTURE_SETTING } from './capture-functions';

/**
 * The capture of a host's own writes: statement triggers that append to `dialog_outbox`, and nothing else. A host's
 * statement can't fail or wait by them: they run with the rights of their owner, wait for no lock longer than a
 * moment, and swallow every error but for a mark on the sequence `dialog_outbox_gaps`, which survives rollbacks and
 * which replay closes. One block with an exception handler a statement, not a row: a bulk update of 100,000 rows would
 * otherwise be 100,000 subtransactions.
 *
 * Hosts update a conversation several times a message, mostly columns that the log doesn't follow. The trigger of
 * updates passes over those quickly: a trigger that PostgreSQL fires only where a followed column is named notes it for
 * the rest of the transaction. By row, for by statement it would be left out where one statement holds two updates.
 */

interface CaptureTrigger {
  readonly name: string;
  readonly table: string;
  readonly when: string;
  /** How the function sees the rows; without it, it is told of each row, but not which. */
  readonly transitions?: string;
  readonly body: string;
}

/**
 * The functions run with the rights of their owner in whatever search path the host has set: every name in them is
 * qualified, operators too. A `SET search_path` would do as well, and cost the host's statement a tenth of its time.
 */
function triggers(events: EventTableName, schema: string): CaptureTrigger[] {
  const append = (select: string) => `INSERT INTO ${schema}.dialog_outbox
          (at, kind, operation, account_id, conversation_id, row_id, before, after, "row")
        SELECT pg_catalog.clock_timestamp() AT TIME ZONE 'UTC', ${select};`;
  /**
   * The columns of the conversation that a row of another table is of, as they are in the same moment. A subquery and
   * no join: a session keeps the plan of its first statement, and a join planned for a bulk insert would read all
   * conversations for each message that follows.
   */
  const ofConversation = `(SELECT ${columnsOf('c')} FROM ${schema}.conversations c
          WHERE c.id OPERATOR(pg_catalog.=) n.conversation_id AND c.account_id OPERATOR(pg_catalog.=) n.account_id)`;
  const ofRow = 'n.account_id, n.conversation_id, n.id';
  const mentioned = `${ofConversation}, NULL, ${jsonOf('n', { user_id: 'user_id', created_at: 'mentioned_at' })}`;
  return [
    {
      name: 'dialog_log_conversation_inserted',
      table: 'conversations',
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      body: captures(
        schema,
        append(`'conversation', 'insert', n.account_id, n.id, n.id, NULL, ${columnsOf('n')}, NULL FROM new_rows n`),
      ),
    },
    {
      // Before the next one by its name, and so in the order in which they fire.
      name: 'dialog_log_conversation_named',
      table: 'conversations',
      when: `UPDATE OF ${FOLLOWED.join(', ')}`,
      body: NOTES_NAMED,
    },
    {
      name: 'dialog_log_conversation_updated',
      table: 'conversations',
      when: 'UPDATE',
      transitions: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
      body: captures(
        schema,
        `${NOTES_REWRITES}
        ${append(`'conversation', 'update', n.account_id, n.id, n.id, ${columnsOf('o')}, ${columnsOf('n')}, NULL
        ${changedRows(FOLLOWED)}`)}`,
        PASSES_OVER_OTHERS,
      ),
    },
    {
      name: 'dialog_log_conversation_deleted',
      table: 'conversations',
      when: 'DELETE',
      transitions: 'OLD TABLE AS old_rows',
      body: captures(
        schema,
        append(`'conversation', 'delete', o.account_id, o.id, o.id, ${columnsOf('o')}, NULL, NULL FROM old_rows o`),
      ),
    },
    {
      name: 'dialog_log_message_inserted',
      table: 'messages',
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      body: captures(
        schema,
        append(`'message', 'insert', ${ofRow}, ${ofConversation}, NULL,
          pg_catalog.jsonb_build_object('type', n.message_type, 'private', n.private IS TRUE,
            'sender_type', n.sender_type, 'sender_id', n.sender_id, 'created_at', n.created_at)
        FROM new_rows n`),
      ),
    },
    {
      name: 'dialog_log_mention_inserted',
      table: 'mentions',
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      body: captures(schema, append(`'mention', 'insert', ${ofRow}, ${mentioned} FROM new_rows n`)),
    },
    {
      name: 'dialog_log_mention_updated',
      table: 'mentions',
      when: 'UPDATE',
      transitions: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
      body: captures(
        schema,
        append(`'mention', 'update', ${ofRow}, ${mentioned}
        ${changedRows(['mentioned_at'])}`),
      ),
    },
    {
      name: 'dialog_log_event_inserted',
      table: events,
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      body: captures(
        schema,
        append(`'event', 'insert', ${ofRow}, ${ofConversation}, NULL,
          ${jsonOf('n', { name: 'name', created_at: 'created_at' })}
        FROM new_rows n WHERE n.account_id IS NOT NULL AND n.conversation_id IS NOT NULL`),
      ),
    },
  ];
}

function functionOf({ name, transitions, body }: CaptureTrigger): string {
  const rights = transitions ? "SECURITY DEFINER SET lock_timeout = '100ms' " : '';
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql ${rights}AS $capture$${body}$capture$`;
}

/** The statements that install the triggers; each is safe to repeat. The trigger's own takes a lock for a moment. */
export function installStatements(
  events: EventTableName,
  schema: string,
): { prepare: string[]; attach: Map<string, string> } {
  const all = triggers(events, schema);
  return {
    prepare: [`CREATE SEQUENCE IF NOT EXISTS ${GAPS}`, ...all.map(functionOf)],
    attach: new Map(
      all.map(({ name, table, when, transitions }) => [
        name,
        `CREATE TRIGGER ${name} AFTER ${when} ON ${table}
          ${transitions ? `REFERENCING ${transitions} FOR EACH STATEMENT` : 'FOR EACH ROW'} EXECUTE FUNCTION ${name}()`,
      ]),
    ),
  };
}

/** Every trigger with its table. */
export function captureTriggers(events: EventTableName): { name: string; table: string }[] {
  return triggers(events, '').map(({ name, table }) => ({ name, table }));
}
