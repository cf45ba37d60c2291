import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';

/** A contact, as far as its data is asked for. */
export interface FoundContact {
  /** Its own id, then those of contacts that the host has merged into it: its conversations' dialogs name them still. */
  readonly ids: readonly number[];
  /** When it was erased; null where it was not. */
  readonly erasedAt: Instant | null;
}

/** Finds a contact that the host has, or the log knows of. Undefined where an account never had one of this id. */
export async function findContact(
  session: Session,
  accountId: number,
  contactId: number,
): Promise<FoundContact | undefined> {
  const [row] = await session.rows<{ is_known: boolean; erased_at: Instant | null; merged: number[] }>(sql`
    SELECT EXISTS (SELECT FROM contacts WHERE account_id = ${accountId} AND id = ${contactId}::bigint)
        OR EXISTS (SELECT FROM dialog_known_names WHERE account_id = ${accountId} AND kind = 'contact' AND id = ${contactId})
        OR EXISTS (SELECT FROM dialogs WHERE account_id = ${accountId} AND contact_id = ${contactId})
        OR EXISTS (SELECT FROM dialog_presence WHERE account_id = ${accountId} AND contact_id = ${contactId}) AS is_known,
      (SELECT erased_at FROM dialog_known_names
        WHERE account_id = ${accountId} AND kind = 'contact' AND id = ${contactId}) AS erased_at,
      ARRAY(SELECT DISTINCT d.contact_id FROM conversations c
        JOIN dialogs d ON d.account_id = ${accountId} AND d.conversation_id = c.id
        WHERE c.account_id = ${accountId} AND c.contact_id = ${contactId}::bigint AND d.contact_id <> ${contactId}
          AND NOT EXISTS (SELECT FROM contacts h WHERE h.account_id = ${accountId} AND h.id = d.contact_id)
        ORDER BY 1) AS merged`);
  if (!row!.is_known) return undefined;
  return { ids: [contactId, ...row!.merged], erasedAt: row!.erased_at };
}
