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
import type { Schemas } from './log-schema';

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
function triggers(events: EventTableName, schemas: Schemas): CaptureTrigger[] {
  const append = (select: string) => `INSERT INTO ${schemas.ours}.dialog_outbox
          (at, kind, operation, account_id, conversation_id, row_id, before, after, "row")
        SELECT pg_catalog.clock_timestamp() AT TIME ZONE 'UTC', ${select};`;
  /**
   * The columns of the conversation that a row of another table is of, as they are in the same moment. A subquery and
   * no join: a session keeps the plan of its first statement, and a join planned for a bulk insert would read all
   * conversations for each message that follows.
   */
  const ofConversation = `(SELECT ${columnsOf('c')} FROM ${schemas.host}.conversations c
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
        schemas.ours,
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
        schemas.ours,
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
        schemas.ours,
        append(`'conversation', 'delete', o.account_id, o.id, o.id, ${columnsOf('o')}, NULL, NULL FROM old_rows o`),
      ),
    },
    {
      name: 'dialog_log_message_inserted',
      table: 'messages',
      when: 'INSERT',
      transitions: 'NEW TABLE AS new_rows',
      body: captures(
        schemas.ours,
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
      body: captures(schemas.ours, append(`'mention', 'insert', ${ofRow}, ${mentioned} FROM new_rows n`)),
    },
    {
      name: 'dialog_log_mention_updated',
      table: 'mentions',
      when: 'UPDATE',
      transitions: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
      body: captures(
        schemas.ours,
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
        schemas.ours,
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

/** A trigger to attach: to a table of the host, or to one of its partitions. */
export interface WantedTrigger {
  readonly name: string;
  readonly table: string;
  /** CREATE TRIGGER; takes a lock for a moment. */
  readonly create: string;
  readonly createFunction: string;
}

/** The statement that makes what the triggers need beside their functions; safe to repeat. */
export const CREATE_GAPS = `CREATE SEQUENCE IF NOT EXISTS ${GAPS}`;

/**
 * All triggers of a host, of which `partitionsOf` tells each table's partitions of all levels. A statement that names a
 * partition fires that one's triggers and none of its table's, and the other way round; triggers by row are PostgreSQL's
 * to pass on.
 */
export function wantedTriggers(
  events: EventTableName,
  schemas: Schemas,
  partitionsOf: (table: string) => readonly string[],
): WantedTrigger[] {
  return triggers(events, schemas).flatMap((trigger) => {
    const { name, table, when, transitions } = trigger;
    const timing = transitions ? `REFERENCING ${transitions} FOR EACH STATEMENT` : 'FOR EACH ROW';
    const on = (its: string, argument: string): WantedTrigger => ({
      ...{ name, table: its, createFunction: functionOf(trigger) },
      create: `CREATE TRIGGER ${name} AFTER ${when} ON ${its}
          ${timing} EXECUTE FUNCTION ${name}(${argument})`,
    });
    const ofPartitions = transitions ? partitionsOf(table).map((partition) => on(partition, "'partition'")) : [];
    return [on(table, ''), ...ofPartitions];
  });
}

/** Every trigger of a table with its table. */
export function captureTriggers(events: EventTableName): { name: string; table: string }[] {
  return triggers(events, { ours: '', host: '' }).map(({ name, table }) => ({ name, table }));
}
