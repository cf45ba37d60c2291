import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import type { Instant } from '../../src/instant';
import { MESSAGE_TYPES, STATUSES } from '../../src/rulebook/words';
import type { CommandResult } from '../../src/write-side/commands';
import type { Conversation, Expected, Model } from './model';

type Row = Readonly<Record<string, unknown>>;

/** All that is logged of a conversation, in rows that say the same whether the model or the database has them. */
export type Tables = Readonly<
  Record<'conversations' | 'dialogs' | 'events' | 'messages' | 'mentions' | 'acceptances', readonly Row[]>
>;

/** The tables of a conversation as the model has them. */
export function modelledTables(model: Model, conversation: Conversation): Tables {
  const { status, assigneeId, teamId, inboxId, contactId, createdAt } = conversation;
  const accountId = model.account.id;
  const rows = comparable((at) => at === model.now);
  return {
    conversations: rows([{ accountId, status, assigneeId, teamId, inboxId, contactId, createdAt }]),
    dialogs: rows(conversation.dialogs.map((dialog) => ({ accountId, ...dialog }))),
    events: rows(
      conversation.events.map((event) => ({ accountId, inboxId, ...event, updatedAt: event.at, valueFits: true })),
    ),
    messages: rows(
      conversation.messages.map(({ assigneeId: assigned, ...message }) => {
        const additionalAttributes = { user_id_assigned: assigned === null ? null : String(assigned) };
        return { accountId, inboxId, ...message, additionalAttributes };
      }),
    ),
    mentions: inAnyOrder(
      rows(conversation.mentions.map((mention) => ({ accountId, ...mention, updatedAt: mention.mentionedAt }))),
    ),
    acceptances: inAnyOrder(rows(conversation.acceptances.map((acceptance) => ({ ...acceptance })))),
  };
}

/** The tables of a conversation as the database has them. Its commands began to run at `startedAt`. */
export async function storedTables(
  database: Database,
  conversationId: number,
  startedAt: Instant,
  dialogIds: readonly number[],
): Promise<Tables> {
  const rows = comparable((at) => at >= startedAt, dialogIds);
  const read = async (statement: SQL) => rows(await database.rows<Row>(statement));
  return {
    conversations: await read(sql`
      SELECT account_id AS "accountId", ${word(STATUSES, 'status')} AS status, assignee_id AS "assigneeId",
        team_id AS "teamId", inbox_id AS "inboxId", contact_id AS "contactId", created_at AS "createdAt"
      FROM conversations WHERE id = ${conversationId}`),
    dialogs: await read(sql`
      SELECT account_id AS "accountId", ${word(STATUSES, 'status')} AS status, assignee_id AS "assigneeId",
        team_id AS "teamId", inbox_id AS "inboxId", contact_id AS "contactId", created_at AS "createdAt",
        updated_at AS "updatedAt", started_by AS "startedBy", started_offline AS "startedOffline",
        ${word(STATUSES, 'started_status')} AS "startedStatus", started_assignee_id AS "startedAssigneeId",
        bot_served AS "botServed", closed_by AS "closedBy"
      FROM dialogs LEFT JOIN dialog_facts USING (account_id) WHERE dialog_id = id AND conversation_id = ${conversationId}
      ORDER BY id`),
    events: await read(sql`
      SELECT e.account_id AS "accountId", e.inbox_id AS "inboxId", name, user_id AS "userId", e.created_at AS at,
        e.updated_at AS "updatedAt", dialog_id AS dialog,
        value = floor(extract(epoch FROM e.created_at)) - floor(extract(epoch FROM c.created_at)) AS "valueFits"
      FROM ${database.events} e JOIN conversations c ON c.id = conversation_id
      WHERE conversation_id = ${conversationId} ORDER BY e.id`),
    messages: await read(sql`
      SELECT account_id AS "accountId", inbox_id AS "inboxId", ${word(MESSAGE_TYPES, 'message_type')} AS "messageType",
        content, private, CASE WHEN sender_type IS NOT NULL THEN json_build_array(sender_type, sender_id) END AS sender,
        created_at AS at, dialog_id AS dialog, additional_attributes AS "additionalAttributes"
      FROM messages WHERE conversation_id = ${conversationId} ORDER BY id`),
    mentions: inAnyOrder(
      await read(sql`
        SELECT account_id AS "accountId", user_id AS "agentId", mentioned_at AS "mentionedAt",
          created_at AS "createdAt", updated_at AS "updatedAt", dialog_id AS dialog
        FROM mentions WHERE conversation_id = ${conversationId}`),
    ),
    acceptances: inAnyOrder(
      await read(sql`
        SELECT agent_id AS "agentId", accepted_at AS at, dialog_id AS dialog FROM dialog_acceptances
        WHERE dialog_id IN (SELECT id FROM dialogs WHERE conversation_id = ${conversationId})`),
    ),
  };
}

/** The ids of a conversation's dialogs: the number of a dialog is its place here. */
export async function readDialogIds(database: Database, conversationId: number): Promise<number[]> {
  const rows = await database.rows<{ id: number }>(
    sql`SELECT id FROM dialogs WHERE conversation_id = ${conversationId} ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** What the model expects a command to answer. */
export function modelledResult({ dialog, events }: Expected, { now }: Model): Row {
  return { dialog, events: comparable((at) => at === now)(events.map((event) => ({ ...event }))) };
}

/** The ids of a conversation's rows, in their order: those that the commands answered must be the same. */
export async function storedIds(database: Database, conversationId: number) {
  const ids = async (table: SQL) =>
    (
      await database.rows<{ id: number }>(
        sql`SELECT id FROM ${table} WHERE conversation_id = ${conversationId} ORDER BY id`,
      )
    ).map(({ id }) => id);
  return {
    events: await ids(sql`${database.events}`),
    messages: await ids(sql`messages`),
    mentions: await ids(sql`mentions`),
  };
}

/** The ids of rows that the commands of a conversation answered. */
export function answeredIds(results: readonly CommandResult[]) {
  const mentions = new Set(results.flatMap(({ mentionId }) => mentionId ?? []));
  return {
    events: results.flatMap(({ events }) => events.map(({ id }) => id)),
    messages: results.flatMap(({ messageId }) => messageId ?? []),
    mentions: [...mentions].sort((a, b) => a - b),
  };
}

/** What a command answered. */
export function answeredResult(
  { dialogId, events }: CommandResult,
  startedAt: Instant,
  dialogIds: readonly number[],
): Row {
  const rows = comparable((at) => at >= startedAt, dialogIds);
  return {
    dialog: rows([{ dialog: dialogId }])[0]!.dialog,
    events: rows(
      events.map((event) => ({ name: event.name, userId: event.userId, at: event.at, dialog: event.dialogId })),
    ),
  };
}

/**
 * Makes rows comparable: moments of the clock become 'now', ids of dialogs their number in the conversation, and very
 * long texts what can be shown of them.
 */
function comparable(isNow: (at: Instant) => boolean, dialogIds?: readonly number[]) {
  const value = (name: string, stored: unknown) => {
    if (typeof stored === 'string' && stored.length > 100) return `${stored.slice(0, 10)}... (${stored.length})`;
    if (/^at$|At$/.test(name)) return isNow(stored as Instant) ? 'now' : stored;
    if (name === 'dialog' && dialogIds && stored !== null) return dialogIds.indexOf(stored as number) + 1 || stored;
    return stored;
  };
  return (rows: readonly Row[]): Row[] =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, stored]) => [name, value(name, stored)])));
}

/** As a set: sorted, equal rows only once. */
function inAnyOrder(rows: readonly Row[]): Row[] {
  const text = (row: Row) => JSON.stringify(row, Object.keys(row).sort());
  return [...new Map(rows.map((row) => [text(row), row])).values()].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** The word that an integer column stores the index of. */
function word(words: readonly string[], column: string): SQL {
  return sql`(${sql.param(words)}::text[])[${sql.identifier(column)} + 1]`;
}
