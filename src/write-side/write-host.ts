import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { insertRows } from '../database/insert-rows';
import * as tables from '../database/tables';
import { formatTimestamp } from '../instant';
import { MESSAGE_TYPES, STATUSES, type Status } from '../rulebook/words';
import type { ConversationWork, Work } from './work';

/** Rows of one INSERT: a statement takes 65,535 parameters. */
const ROWS_PER_INSERT = 1000;

/** What the database gave for the negative references of a unit of work: real ids by reference. */
export type GivenIds = ReadonlyMap<number, number>;

/** The integer that the host stores for a status. */
export function statusNumber(status: Status): number {
  return STATUSES.indexOf(status);
}

/** Cuts rows into statements that PostgreSQL takes. */
export function chunksOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_PER_INSERT) }, (_, index) =>
    items.slice(index * ROWS_PER_INSERT, (index + 1) * ROWS_PER_INSERT),
  );
}

/** Inserts the conversations that the work creates, as they are at its end. Returns the ids given. */
export async function insertConversations(session: Session, work: Work): Promise<GivenIds> {
  const given = new Map<number, number>();
  const created = [...work.conversations.values()].filter(({ isNew }) => isNew);
  for (const chunk of chunksOf(created)) {
    const rows = await session.orm
      .insert(tables.conversations)
      .values(chunk.map((conversation) => newConversation(conversation)))
      .returning({ id: tables.conversations.id });
    chunk.forEach(({ state }, index) => {
      given.set(state.conversationId, rows[index]!.id);
    });
  }
  return given;
}

function newConversation({ state, contactInboxId, columnsChangedAt, lastMessageAt }: ConversationWork) {
  const { conversationId, accountId, columns, createdAt } = state;
  return {
    ...(conversationId > 0 ? { id: conversationId } : {}),
    ...{ accountId, inboxId: columns.inboxId, contactId: columns.contactId, contactInboxId },
    ...{ status: statusNumber(columns.status), assigneeId: columns.assigneeId, teamId: columns.teamId },
    ...{ createdAt, updatedAt: columnsChangedAt ?? createdAt, lastActivityAt: lastMessageAt ?? createdAt },
    // The host's trigger fills it; a value must be given for the column to be named at all.
    displayId: sql<number>`DEFAULT`,
  };
}

/** Updates the conversations that the work found and changed, in one statement. */
export async function updateConversations(session: Session, work: Work): Promise<void> {
  const changed = [...work.conversations.values()].filter(
    ({ isNew, columnsChangedAt, lastMessageAt }) => !isNew && (columnsChangedAt !== null || lastMessageAt !== null),
  );
  if (changed.length === 0) return;
  const values = changed.map(({ state, columnsChangedAt, lastMessageAt }) => ({
    id: state.conversationId,
    status: statusNumber(state.columns.status),
    assignee_id: state.columns.assigneeId,
    team_id: state.columns.teamId,
    changed_at: columnsChangedAt === null ? null : formatTimestamp(columnsChangedAt),
    active_at: lastMessageAt === null ? null : formatTimestamp(lastMessageAt),
  }));
  await session.rows(sql`
    UPDATE conversations c SET
      status = v.status, assignee_id = v.assignee_id, team_id = v.team_id,
      updated_at = coalesce(v.changed_at, c.updated_at),
      last_activity_at = greatest(c.last_activity_at, v.active_at)
    FROM jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      AS v (id bigint, status int, assignee_id int, team_id bigint, changed_at timestamp, active_at timestamp)
    WHERE c.account_id = ${work.accountId} AND c.id = v.id`);
}

const MESSAGE_COLUMNS = {
  ...{ account_id: 'int', inbox_id: 'int', conversation_id: 'int', message_type: 'int', content: 'text' },
  ...{ private: 'boolean', sender_type: 'text', sender_id: 'bigint', created_at: 'timestamp', updated_at: 'timestamp' },
  ...{ dialog_id: 'bigint', additional_attributes: 'jsonb' },
} as const;

/** Inserts messages with their dialog and the agent assigned (N §3, §4). Returns the ids given. */
export async function insertMessages(
  session: Session,
  work: Work,
  conversationIds: GivenIds,
  dialogIds: GivenIds,
): Promise<GivenIds> {
  const ids = await insertRows(
    session,
    sql`messages`,
    MESSAGE_COLUMNS,
    work.messages.map((message) => {
      const { conversationId, type, content, senderType, senderId, dialog, assigneeId } = message;
      const at = formatTimestamp(message.at);
      return {
        ...{ account_id: work.accountId, inbox_id: message.inboxId, message_type: MESSAGE_TYPES.indexOf(type) },
        conversation_id: conversationIds.get(conversationId) ?? conversationId,
        ...{ content, private: message.private, sender_type: senderType, sender_id: senderId },
        ...{ created_at: at, updated_at: at, dialog_id: dialog === null ? null : (dialogIds.get(dialog) ?? dialog) },
        additional_attributes: { user_id_assigned: assigneeId === null ? null : String(assigneeId) },
      };
    }),
  );
  return new Map(work.messages.map(({ ref }, index) => [ref, ids[index]!]));
}

/**
 * Inserts mentions, or moves those that the host has for the same agent and conversation; never back in time, for
 * mentions may come out of order. Returns ids by key.
 */
export async function upsertMentions(
  session: Session,
  work: Work,
  conversationIds: GivenIds,
  dialogIds: GivenIds,
): Promise<ReadonlyMap<string, number>> {
  const given = new Map<string, number>();
  for (const chunk of chunksOf([...work.mentions])) {
    const rows = await session.orm
      .insert(tables.mentions)
      .values(
        chunk.map(([, { conversationId, userId, firstAt, at, dialog }]) => ({
          ...{
            accountId: work.accountId,
            userId,
            conversationId: conversationIds.get(conversationId) ?? conversationId,
          },
          ...{ mentionedAt: at, createdAt: firstAt, updatedAt: at },
          dialogId: dialog === null ? null : (dialogIds.get(dialog) ?? dialog),
        })),
      )
      .onConflictDoUpdate({
        target: [tables.mentions.userId, tables.mentions.conversationId],
        set: {
          mentionedAt: sql`greatest(${tables.mentions.mentionedAt}, excluded.mentioned_at)`,
          updatedAt: sql`greatest(${tables.mentions.updatedAt}, excluded.updated_at)`,
          dialogId: sql`CASE WHEN excluded.mentioned_at >= ${tables.mentions.mentionedAt} THEN excluded.dialog_id
            ELSE ${tables.mentions.dialogId} END`,
        },
      })
      .returning({ id: tables.mentions.id });
    chunk.forEach(([key], index) => {
      given.set(key, rows[index]!.id);
    });
  }
  return given;
}
