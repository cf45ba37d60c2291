import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { MESSAGE_TYPES, type MessageType } from '../rulebook/words';
import type { LogOfDialogs } from './log-cursor';
import { assignedId } from './message-tallies';
import { type MomentKey, type MomentPageRequest, momentPages } from './moment-pages';
import type { Page } from './page';
import { isPartOfSeen, type Visibility } from './visibility';

/** A message. */
export interface MessageRecord extends MomentKey {
  readonly kind: 'Message';
  readonly type: MessageType;
  readonly content: string | null;
  readonly private: boolean;
  readonly dialogId: number | null;
  /** Who was assigned when it was sent; null for nobody, and where it was never logged. */
  readonly assigneeId: number | null;
  readonly assigneeKnown: boolean;
  readonly senderUserId: number | null;
}

interface MessageRow {
  id: number;
  message_type: number;
  content: string | null;
  private: boolean;
  dialog_id: number | null;
  assigned: string | null;
  assignee_known: boolean;
  sender_user_id: number | null;
  created_at: Instant;
}

const columns = columnsWith(sql`m.content`);

/** All that is told of a message, with a content that may be left in the table. */
function columnsWith(content: SQL): SQL {
  return sql`m.id, m.message_type, ${content}, m.private IS TRUE AS private, m.dialog_id, m.created_at,
  m.additional_attributes ->> 'user_id_assigned' AS assigned,
  coalesce(m.additional_attributes ? 'user_id_assigned', false) AS assignee_known,
  CASE WHEN m.sender_type = 'User' THEN m.sender_id END AS sender_user_id`;
}

function messageOf(row: MessageRow): MessageRecord {
  return {
    kind: 'Message',
    id: row.id,
    at: row.created_at,
    type: MESSAGE_TYPES[row.message_type] ?? 'activity',
    content: row.content,
    private: row.private,
    dialogId: row.dialog_id,
    assigneeId: assignedId(row.assigned),
    assigneeKnown: row.assignee_known,
    senderUserId: row.sender_user_id,
  };
}

/** The messages with these ids that the account has and the caller sees. */
export async function messagesById(
  session: Session,
  visibility: Visibility,
  ids: readonly number[],
): Promise<Map<number, MessageRecord>> {
  const rows = await session.rows<MessageRow>(sql`
    SELECT ${columns} FROM messages m
    WHERE m.account_id = ${visibility.accountId} AND m.id = ANY(${sql.param(ids)}::bigint[])
      AND ${isPartOfSeen(visibility, sql`m`)}`);
  return new Map(rows.map((row) => [row.id, messageOf(row)]));
}

/** The same page of the messages of each of several dialogs, by time and then id: one statement. */
export function messagePagesOfDialogs(
  session: Session,
  accountId: number,
  request: MomentPageRequest,
  dialogIds: readonly number[],
): Promise<Map<number, Page<MessageRecord>>> {
  const rows = sql`SELECT ${columns} FROM messages m WHERE m.account_id = ${accountId} AND m.dialog_id = k.id`;
  return momentPages(session, rows, sql`m.created_at, m.id`, request, dialogIds, messageOf);
}

/** The messages of dialogs, for a cursor over them; without their contents, these are null. */
export function messageLog(contents: boolean): LogOfDialogs<MessageRow, MessageRecord> {
  const read = contents ? columns : columnsWith(sql`NULL::text AS content`);
  return {
    ofDialog: (accountId) =>
      sql`SELECT ${read} FROM messages m WHERE m.account_id = ${accountId} AND m.dialog_id = k.id`,
    ...{ order: sql`m.created_at, m.id`, itemOf: messageOf, sizeOf: ({ content }) => content?.length ?? 0 },
  };
}
