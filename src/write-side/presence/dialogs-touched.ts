import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import type { PresenceSession } from './stored-intervals';

/** The ids of the dialogs whose kinds a fact of a moment may change. */
export async function findDialogsTouched(session: Session, page: PresenceSession, at: Instant): Promise<number[]> {
  const rows = await session.rows<{ id: number }>(dialogsTouched(page, sql`${formatTimestamp(at)}::timestamp`));
  return rows.map(({ id }) => id);
}

/**
 * The dialogs whose kinds a fact of the moment `at` may change, by `id` and `status`: those of the conversations that the
 * contact has now, or had when the host deleted them, that know presence, and did not end before; and that did not
 * begin long after, for what was before the start counts as far as it is read (`readDialogFacts`).
 */
export function dialogsTouched({ accountId, contactId, inboxId }: PresenceSession, at: SQL): SQL {
  const touched = sql`f.presence_capable AND (${inboxId}::bigint = 0 OR d.inbox_id = ${inboxId}::bigint)
    AND (d.status <> 1 OR d.updated_at >= ${at}) AND d.created_at <= ${at} + interval '1 hour'`;
  return sql`
    SELECT d.id, d.status FROM conversations c
    JOIN dialogs d ON d.account_id = ${accountId} AND d.conversation_id = c.id
    JOIN dialog_facts f ON f.account_id = ${accountId} AND f.dialog_id = d.id
    WHERE c.account_id = ${accountId} AND c.contact_id = ${contactId}::bigint AND ${touched}
    UNION ALL
    SELECT d.id, d.status FROM dialogs d
    JOIN dialog_facts f ON f.account_id = ${accountId} AND f.dialog_id = d.id
    WHERE d.account_id = ${accountId} AND d.contact_id = ${contactId} AND ${touched}
      AND NOT EXISTS (SELECT FROM conversations c WHERE c.account_id = ${accountId} AND c.id = d.conversation_id
        AND c.contact_id IS NOT NULL)`;
}
