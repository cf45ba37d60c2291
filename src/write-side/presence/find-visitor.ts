import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { knowsPresence } from '../kinds/start-facts';

/** A contact in an inbox. */
export interface Visitor {
  readonly contactId: number;
  readonly inboxId: number;
}

/**
 * The visitor whom a site's widget knows by a source id, in an inbox of the account or, with null, in any: more than one
 * only where the host gave the id out twice. Other channels' source ids are telephone numbers and the like, which is why
 * only inboxes that know presence are looked at.
 */
export async function findVisitors(
  session: Session,
  accountId: number,
  inboxId: number | null,
  sourceId: string,
): Promise<Visitor[]> {
  return session.rows<Visitor>(sql`
    SELECT ci.contact_id AS "contactId", ci.inbox_id AS "inboxId" FROM inboxes i
    JOIN contact_inboxes ci ON ci.inbox_id = i.id AND ci.source_id = ${sourceId}
    JOIN contacts c ON c.account_id = ${accountId} AND c.id = ci.contact_id
    WHERE i.account_id = ${accountId} AND (${inboxId}::bigint IS NULL OR i.id = ${inboxId})
      AND ${knowsPresence(accountId)}
    ORDER BY ci.inbox_id`);
}

/** Whether an inbox is one of those in which `findVisitors` looks. */
export async function inboxKnowsPresence(session: Session, accountId: number, inboxId: number): Promise<boolean> {
  const rows = await session.rows(sql`
    SELECT FROM inboxes i WHERE i.account_id = ${accountId} AND i.id = ${inboxId} AND ${knowsPresence(accountId)}`);
  return rows.length > 0;
}
