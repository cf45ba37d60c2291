import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { type Status, statusOf } from '../rulebook/words';
import { isWithin, type Visibility } from './visibility';

/** A conversation; of one that the host deleted, or that has left the caller's limits, what its seen dialogs know. */
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

/** The conversations of an account with these ids, also those that only their seen dialogs tell of: one statement. */
export async function conversationsById(
  session: Session,
  visibility: Visibility,
  ids: readonly number[],
): Promise<Map<number, ConversationRecord>> {
  const { accountId } = visibility;
  const within = (row: SQL) => isWithin(visibility, row);
  const rows = await session.rows<ConversationRow>(sql`
    SELECT c.id, c.status, c.assignee_id, c.inbox_id, c.contact_id, c.created_at, false AS is_deleted
    FROM conversations c
    WHERE c.account_id = ${accountId} AND c.id = ANY(${sql.param(ids)}::bigint[]) AND ${within(sql`c`)}
    UNION ALL
    SELECT k.id, d.status, d.assignee_id, d.inbox_id, coalesce(held.contact_id, d.contact_id), first.at, held.id IS NULL
    FROM unnest(${sql.param(ids)}::bigint[]) AS k (id)
    LEFT JOIN conversations held ON held.account_id = ${accountId} AND held.id = k.id
    CROSS JOIN LATERAL (SELECT * FROM dialogs o WHERE o.account_id = ${accountId} AND o.conversation_id = k.id
      AND ${within(sql`o`)} ORDER BY o.created_at DESC, o.id DESC LIMIT 1) d
    CROSS JOIN LATERAL (SELECT min(o.created_at) AS at FROM dialogs o WHERE o.account_id = ${accountId}
      AND o.conversation_id = k.id AND ${within(sql`o`)}) first
    WHERE held.id IS NULL OR (${within(sql`held`)}) IS NOT TRUE`);
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
