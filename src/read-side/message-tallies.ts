import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { MESSAGE_TYPES, type MessageType } from '../rulebook/words';
import { groupBy } from './group';

/** How many messages of one dialog share the agent assigned, the type, privacy and the sender. */
export interface MessageTally {
  /** Who was assigned when they came; null for nobody or not known. */
  readonly assigneeId: number | null;
  readonly type: MessageType;
  readonly private: boolean;
  /** The sender, of outgoing messages. */
  readonly senderType: string | null;
  readonly senderId: number | null;
  readonly messages: number;
  /** How many of them were never logged with who was assigned. */
  readonly assigneeUnknown: number;
  readonly firstAt: Instant;
}

interface TallyRow {
  dialog_id: number;
  assigned: string | null;
  message_type: number;
  private: boolean;
  sender_type: string | null;
  sender_id: number | null;
  messages: number;
  assignee_unknown: number;
  first_at: Instant;
}

/** The tallies of the messages of dialogs: one statement. */
export async function messageTalliesOfDialogs(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, MessageTally[]>> {
  const rows = await session.rows<TallyRow>(sql`
    SELECT m.dialog_id, m.additional_attributes ->> 'user_id_assigned' AS assigned, m.message_type,
      m.private IS TRUE AS private,
      CASE WHEN m.message_type = 1 THEN m.sender_type END AS sender_type,
      CASE WHEN m.message_type = 1 THEN m.sender_id END AS sender_id,
      count(*) AS messages,
      count(*) FILTER (WHERE m.additional_attributes ? 'user_id_assigned' IS NOT TRUE) AS assignee_unknown, min(m.created_at) AS first_at
    FROM messages m
    WHERE m.account_id = ${accountId} AND m.dialog_id = ANY(${sql.param(dialogIds)}::bigint[])
    GROUP BY 1, 2, 3, 4, 5, 6`);
  const byDialog = groupBy(rows, (row) => row.dialog_id);
  return new Map(dialogIds.map((id) => [id, (byDialog.get(id) ?? []).map(tallyOf)]));
}

function tallyOf(row: TallyRow): MessageTally {
  return {
    assigneeId: assignedId(row.assigned),
    type: MESSAGE_TYPES[row.message_type] ?? 'activity',
    private: row.private,
    senderType: row.sender_type,
    senderId: row.sender_id,
    messages: row.messages,
    assigneeUnknown: row.assignee_unknown,
    firstAt: row.first_at,
  };
}

/** The id in `user_id_assigned`: null, "" and an absent key all mean nobody (rules §3). */
export function assignedId(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
