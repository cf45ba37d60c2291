import type { EventTableName } from './event-table';

/**
 * The capture of a host's own writes: statement triggers that append to `dialog_outbox`, and nothing else. A host's
 * statement can't fail or wait by them: they run with the rights of their owner, wait for no lock longer than a
 * moment, and swallow every error but for a mark on the sequence `dialog_outbox_gaps`, which survives rollbacks and
 * which replay closes. One block with an exception handler a statement, not a row: a bulk update of 100,000 rows would
 * otherwise be 100,000 subtransactions.
 */

/** Our own transactions switch capture off by this setting. */
export const CAPTURE_SETTING = 'dialog_log.capture';

const GAPS = 'dialog_outbox_gaps';

/** The followed columns of a conversation, as the outbox keeps them. */
const columnsOf = (row: string) => `jsonb_build_object('status', ${row}.status, 'assignee_id', ${row}.assignee_id,
          'team_id', ${row}.team_id, 'inbox_id', ${row}.inbox_id, 'contact_id', ${row}.contact_id,
          'campaign_id', ${row}.campaign_id, 'created_at', ${row}.created_at)`;

const followed = (row: string) =>
  `(${['status', 'assignee_id', 'team_id', 'inbox_id', 'contact_id'].map((column) => `${row}.${column}`).join(', ')})`;

interface CaptureTrigger {
  readonly name: string;
  readonly table: string;
  readonly when: string;
  readonly transitions: string;
  readonly appends: string;
}

const OUTBOX = `INSERT INTO dialog_outbox
        (at, kind, operation, account_id, conversation_id, row_id, before, after, "row")`;

/**
 * The columns of the conversation that a row of another table is of, as they are in the same moment. A subquery and no
 * join: a session keeps the plan of its first statement, and a join planned for a bulk insert would read all
 * conversations for each message that follows.
 */
const ofConversation = `(SELECT ${columnsOf('c')} FROM conversations c WHERE c.id = n.conversation_id)`;
const NOW = "clock_timestamp() AT TIME ZONE 'UTC'";

function triggers(events: EventTableName): CaptureTrigger[] {
  return [
    {
      name: 'dialog_log_conversation_inserted',
      table: 'conversations',
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      appends: `SELECT ${NOW}, 'conversation', 'insert', n.account_id, n.id, n.id, NULL, ${columnsOf('n')}, NULL
        FROM new_rows n ORDER BY n.id`,
    },
    {
      name: 'dialog_log_conversation_updated',
      table: 'conversations',
      when: 'UPDATE',
      transitions: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
      appends: `SELECT ${NOW}, 'conversation', 'update', n.account_id, n.id, n.id, ${columnsOf('o')}, ${columnsOf('n')}, NULL
        FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ${followed('o')} IS DISTINCT FROM ${followed('n')} ORDER BY n.id`,
    },
    {
      name: 'dialog_log_conversation_deleted',
      table: 'conversations',
      when: 'DELETE',
      transitions: 'OLD TABLE AS old_rows',
      appends: `SELECT ${NOW}, 'conversation', 'delete', o.account_id, o.id, o.id, ${columnsOf('o')}, NULL, NULL
        FROM old_rows o ORDER BY o.id`,
    },
    {
      name: 'dialog_log_message_inserted',
      table: 'messages',
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      appends: `SELECT ${NOW}, 'message', 'insert', n.account_id, n.conversation_id, n.id, ${ofConversation}, NULL,
          jsonb_build_object('type', n.message_type, 'private', n.private IS TRUE, 'sender_type', n.sender_type,
            'sender_id', n.sender_id, 'created_at', n.created_at)
        FROM new_rows n ORDER BY n.id`,
    },
    ...(['INSERT', 'UPDATE'] as const).map((operation) => ({
      name: `dialog_log_mention_${operation.toLowerCase()}ed`.replace('updateed', 'updated'),
      table: 'mentions',
      when: operation,
      transitions: operation === 'INSERT' ? 'NEW TABLE AS new_rows' : 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
      appends: `SELECT ${NOW}, 'mention', '${operation.toLowerCase()}', n.account_id, n.conversation_id, n.id,
          ${ofConversation}, NULL, jsonb_build_object('user_id', n.user_id, 'created_at', n.mentioned_at)
        FROM new_rows n ${operation === 'INSERT' ? '' : 'JOIN old_rows o ON o.id = n.id AND o.mentioned_at <> n.mentioned_at'}
        ORDER BY n.id`,
    })),
    {
      name: 'dialog_log_event_inserted',
      table: events,
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      appends: `SELECT ${NOW}, 'event', 'insert', n.account_id, n.conversation_id, n.id, ${ofConversation}, NULL,
          jsonb_build_object('name', n.name, 'created_at', n.created_at)
        FROM new_rows n
        WHERE n.account_id IS NOT NULL AND n.conversation_id IS NOT NULL ORDER BY n.id`,
    },
  ];
}

/**
 * A session keeps the plan of its first statement, mostly of one row; old and new rows have no index, so a nested loop
 * planned for one row would take a bulk update's time to the square: half an hour for 100,000 rows.
 */
const JOINS_BULK = 'SET enable_nestloop = off';

function functionOf({ name, transitions, appends }: CaptureTrigger, schema: string): string {
  const joins = transitions.includes('OLD TABLE') && transitions.includes('NEW TABLE');
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ${schema}, pg_temp SET lock_timeout = '100ms' ${joins ? JOINS_BULK : ''} AS $capture$
    BEGIN
      IF current_setting('${CAPTURE_SETTING}', true) = 'off' THEN RETURN NULL; END IF;
      ${OUTBOX}
        ${appends};
      RETURN NULL;
    EXCEPTION WHEN OTHERS THEN
      BEGIN
        PERFORM nextval('${GAPS}');
      EXCEPTION WHEN OTHERS THEN
        NULL;
      END;
      RETURN NULL;
    END
    $capture$`;
}

/** The statements that install the triggers; each is safe to repeat. The trigger's own takes a lock for a moment. */
export function installStatements(
  events: EventTableName,
  schema: string,
): { prepare: string[]; attach: Map<string, string> } {
  const all = triggers(events);
  return {
    prepare: [`CREATE SEQUENCE IF NOT EXISTS ${GAPS}`, ...all.map((trigger) => functionOf(trigger, schema))],
    attach: new Map(
      all.map(({ name, table, when, transitions }) => [
        name,
        `CREATE TRIGGER ${name} AFTER ${when} ON ${table} REFERENCING ${transitions}
          FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
      ]),
    ),
  };
}

/** Every trigger with its table. */
export function captureTriggers(events: EventTableName): { name: string; table: string }[] {
  return triggers(events).map(({ name, table }) => ({ name, table }));
}
