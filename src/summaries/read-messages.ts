import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { assignedId } from '../read-side/message-tallies';
import { MESSAGE_TYPES } from '../rulebook/words';
import { readDetachedMessages } from './detached-messages';
import type { LoggedMessage } from './dialog-log';
import { ofEach } from './read-timelines';

interface MessageRow {
  dialog_id: number;
  id: number;
  at: Instant;
  message_type: number;
  private: boolean;
  sender_type: string | null;
  sender_id: number | null;
  assigned: string | null;
  assignee_known: boolean;
}

/**
 * The messages of dialogs, each dialog's by time, then id: one statement, and beside a partitioned host those before what it
 * holds. A moment that can't be logged, such as
 * `infinity`, is the nearest that can.
 */
export async function readMessages(
  session: Session,
  accountId: number,
  ids: readonly number[],
): Promise<Map<number, LoggedMessage[]>> {
  const rows = await session.rows<MessageRow>(sql`
    SELECT k.id AS dialog_id, m.* FROM ${ofEach(ids)}
    CROSS JOIN LATERAL (SELECT m.id, greatest(least(m.created_at, '9999-12-31'), '1900-01-01') AS at, m.message_type,
        m.private IS TRUE AS private, m.sender_type, m.sender_id,
        m.additional_attributes ->> 'user_id_assigned' AS assigned,
        coalesce(m.additional_attributes ? 'user_id_assigned', false) AS assignee_known
      FROM messages m WHERE m.account_id = ${accountId} AND m.dialog_id = k.id OFFSET 0) m
    ORDER BY m.at, m.id`);
  const byDialog = await readDetachedMessages(session, accountId, ids);
  for (const row of rows) {
    const message: LoggedMessage = {
      id: row.id,
      at: row.at,
      type: MESSAGE_TYPES[row.message_type] ?? 'activity',
      private: row.private,
      senderType: row.sender_type,
      senderId: row.sender_id,
      assigneeId: assignedId(row.assigned),
      assigneeKnown: row.assignee_known,
    };
    const ofDialog = byDialog.get(row.dialog_id);
    if (ofDialog) ofDialog.push(message);
    else byDialog.set(row.dialog_id, [message]);
  }
  return byDialog;
}
