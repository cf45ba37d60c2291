import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import { MESSAGE_TYPES, STATUSES } from '../../src/rulebook/words';
import type { Conversation } from './model';

type Row = Readonly<Record<string, unknown>>;

/** The log of a conversation in rows that say the same whether the model or the database has them. */
export type Tables = Readonly<Record<'dialogs' | 'logged' | 'hostEvents' | 'messages' | 'mentions', readonly Row[]>>;

const OURS = ['conversation_pending', 'conversation_open', 'conversation_assigned'];

/** The log of a conversation as the model has it. */
export function modelledTables(conversation: Conversation, hasAttributes: boolean): Tables {
  const { dialogs, logged, hostEvents, messages, mentions } = conversation;
  return {
    dialogs: dialogs.map((dialog) => ({ ...dialog, startedOffline: null, closedBy: null })),
    logged: logged.map((event) => ({ ...event, updatedAt: event.at })),
    hostEvents: hostEvents.map(({ name, at, dialog }) => ({ name, at, dialog })),
    messages: messages.map(({ type, at, dialog, assigneeId, attributes }) => {
      const kept = hasAttributes ? attributes : {};
      const stamp = { user_id_assigned: typeof assigneeId === 'number' ? String(assigneeId) : null };
      return { type, at, dialog, attributes: assigneeId === undefined ? kept : { ...kept, ...stamp } };
    }),
    mentions: [...mentions].sort((a, b) => a.userId - b.userId).map((mention) => ({ ...mention })),
  };
}

/** The logs of conversations as the database has them, by conversation. */
export async function storedTables(
  database: Database,
  accountId: number,
  ids: readonly number[],
): Promise<Map<number, Tables>> {
  const of = sql`conversation_id = ANY(${sql.param(ids)}::bigint[])`;
  type Its = { conversation: number } & Row;
  const dialogs = await database.rows<Its & { id: number }>(sql`
    SELECT conversation_id AS conversation, id, ${word(STATUSES, 'status')} AS status, assignee_id AS "assigneeId",
      team_id AS "teamId", inbox_id AS "inboxId", contact_id AS "contactId", created_at AS "createdAt",
      updated_at AS "updatedAt", started_by AS "startedBy", started_offline AS "startedOffline",
      ${word(STATUSES, 'started_status')} AS "startedStatus", started_assignee_id AS "startedAssigneeId",
      bot_served AS "botServed", closed_by AS "closedBy"
    FROM dialogs d LEFT JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
    WHERE d.account_id = ${accountId} AND ${of} ORDER BY d.created_at, d.id`);
  const events = await database.rows<Its & { name: string }>(sql`
    SELECT conversation_id AS conversation, name, created_at AS at, updated_at AS "updatedAt", user_id AS "userId",
      inbox_id AS "inboxId", value::int AS value, dialog_id AS dialog FROM ${database.events}
    WHERE account_id = ${accountId} AND ${of} ORDER BY id`);
  const messages = await database.rows<Its>(sql`
    SELECT conversation_id AS conversation, ${word(MESSAGE_TYPES, 'message_type')} AS type, created_at AS at,
      dialog_id AS dialog, additional_attributes AS attributes FROM messages WHERE ${of} ORDER BY id`);
  const mentions = await database.rows<Its>(sql`
    SELECT conversation_id AS conversation, user_id AS "userId", mentioned_at AS at, dialog_id AS dialog
    FROM mentions WHERE ${of} ORDER BY user_id`);
  return new Map(
    ids.map((id) => {
      const dialogIds = dialogs.filter(({ conversation }) => conversation === id).map((dialog) => dialog.id);
      const its = (rows: readonly Its[]) =>
        rows
          .filter(({ conversation }) => conversation === id)
          .map(({ conversation: _, id: __, ...row }) =>
            'dialog' in row ? { ...row, dialog: number(row.dialog, dialogIds) } : row,
          );
      return [
        id,
        {
          dialogs: its(dialogs),
          logged: its(events.filter(({ name }) => OURS.includes(name))),
          hostEvents: its(events.filter(({ name }) => !OURS.includes(name))).map((row) => {
            const { name, at, dialog } = row as Row;
            return { name, at, dialog };
          }),
          messages: its(messages),
          mentions: its(mentions),
        },
      ];
    }),
  );
}

/** A dialog's number in its conversation; an id that is none of them stays itself. */
function number(id: unknown, dialogIds: readonly number[]): unknown {
  return id === null ? null : dialogIds.indexOf(id as number) + 1 || `not of the conversation: ${id}`;
}

function word(words: readonly string[], column: string) {
  return sql`(${sql.param(words)}::text[])[${sql.identifier(column)} + 1]`;
}
