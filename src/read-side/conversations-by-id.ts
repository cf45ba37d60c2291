import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { type Status, statusOf } from '../rulebook/words';

/** A conversation; of one that the host deleted, what its dialogs know. */
export interface ConversationRecord {
  readonly kind: 'Conversation';
  readonly id: number;
  readonly status: Status;
  readonly assigneeId: number | null;
  readonly inboxId: number;
  readonly contactId: number | null;
  readonly createdAt: Instant;
  readonly isDeleted: boolean;
}

interface ConversationRow {
  id: number;
  status: number;
  assignee_id: number | null;
  inbox_id: number;
  contact_id: number | null;
  created_at: Instant;
  is_deleted: boolean;
}

/** The conversations of an account with these ids, also those that only their dialogs remember: one statement. */
export async function conversationsById(
  session: Session,
  accountId: number,
  ids: readonly number[],
): Promise<Map<number, ConversationRecord>> {
  const named = sql`unnest(${sql.param(ids)}::bigint[])`;
  const rows = await session.rows<ConversationRow>(sql`
    SELECT id, status, assignee_id, inbox_id, contact_id, created_at, false AS is_deleted
    FROM conversations WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[])
    UNION ALL
    SELECT k.id, d.status, d.assignee_id, d.inbox_id, d.contact_id, first.at, true
    FROM ${named} AS k (id)
    CROSS JOIN LATERAL (SELECT * FROM dialogs WHERE account_id = ${accountId} AND conversation_id = k.id
      ORDER BY created_at DESC, id DESC LIMIT 1) d
    CROSS JOIN LATERAL (SELECT min(created_at) AS at FROM dialogs WHERE account_id = ${accountId}
      AND conversation_id = k.id) first
    WHERE NOT EXISTS (SELECT FROM conversations held WHERE held.account_id = ${accountId} AND held.id = k.id)`);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        kind: 'Conversation',
        id: row.id,
        status: statusOf(row.status),
        assigneeId: row.assignee_id,
        inboxId: row.inbox_id,
        contactId: row.contact_id,
        createdAt: row.created_at,
        isDeleted: row.is_deleted,
      },
    ]),
  );
}
