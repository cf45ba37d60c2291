import { type SQL, sql } from 'drizzle-orm';

/**
 * The dialogs that contacts of an account are or were visitors of, by the conversation's contact of now and by the
 * dialog's own: one row a dialog and `visitor`.
 */
export function dialogsOfContacts(accountId: number, contactIds: SQL): SQL {
  const columns = (visitor: SQL) => sql`d.id, d.conversation_id, d.status, d.created_at, d.updated_at, d.inbox_id,
    ${visitor} AS visitor, (SELECT f.presence_capable FROM dialog_facts f
      WHERE f.account_id = ${accountId} AND f.dialog_id = d.id) AS is_capable`;
  return sql`
    SELECT ${columns(sql`c.contact_id`)} FROM conversations c
    JOIN dialogs d ON d.account_id = ${accountId} AND d.conversation_id = c.id
    WHERE c.account_id = ${accountId} AND c.contact_id IN (${contactIds})
    UNION
    SELECT ${columns(sql`d.contact_id`)} FROM dialogs d
    WHERE d.account_id = ${accountId} AND d.contact_id IN (${contactIds})`;
}

/** Whether dialog `d`, as above, was or will be decided from interval `p` of its account: as `readDialogFacts` reads them. */
export const IS_DECIDED_FROM = sql`p.contact_id = d.visitor AND d.is_capable AND p.inbox_id IN (0, d.inbox_id)
  AND p.last_sign_at >= d.created_at - interval '1 hour' AND (d.status <> 1 OR p.online_from <= d.updated_at)`;
