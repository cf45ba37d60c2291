import { type SQL, sql } from 'drizzle-orm';

/**
 * The key of the advisory lock that what is told of a contact's presence shares, and whoever removes it holds alone: so
 * that nothing comes after it was removed.
 */
export function visitsLock(accountId: number, contactId: SQL): SQL {
  return sql`hashtextextended('dialog presence of contact ' || ${accountId}::bigint || ' ' || ${contactId}::bigint, 0)`;
}

/** Whether a contact was erased: nothing personal of it is kept any more. */
export function isErased(accountId: number, contactId: number): SQL {
  return sql`EXISTS (SELECT FROM dialog_known_names WHERE account_id = ${accountId} AND kind = 'contact'
    AND id = ${contactId}::bigint AND erased_at IS NOT NULL)`;
}
