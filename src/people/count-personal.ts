import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { dialogsOfContacts } from './dialogs-of-contacts';
import { ERASED } from './personal-columns';

/** How much there is of contacts: rows of ours that hold something personal, what stays, and what is the host's. */
export interface PersonalCounts {
  /** Intervals of presence. */
  readonly presence: number;
  readonly names: number;
  /** Reasons of skip marks, which people wrote. */
  readonly reasons: number;
  /** Errors of changes that could not be logged, which may repeat what a row held. */
  readonly errors: number;
  /** Dialogs, which stay. */
  readonly dialogs: number;
  /** The host's rows. */
  readonly contacts: number;
  readonly conversations: number;
  readonly messages: number;
}

/** Counts what there is of contacts of an account: one statement. */
export async function countPersonal(
  session: Session,
  accountId: number,
  contactIds: readonly number[],
): Promise<PersonalCounts> {
  const ids = sql`SELECT unnest(${sql.param(contactIds)}::bigint[])`;
  const [row] = await session.rows<PersonalCounts>(sql`
    WITH d AS MATERIALIZED (${dialogsOfContacts(accountId, ids)}),
      held AS MATERIALIZED (SELECT id FROM conversations WHERE account_id = ${accountId} AND contact_id IN (${ids}))
    SELECT (SELECT count(*) FROM dialog_presence WHERE account_id = ${accountId} AND contact_id IN (${ids})) AS presence,
      (SELECT count(*) FROM dialog_known_names
        WHERE account_id = ${accountId} AND kind = 'contact' AND id IN (${ids}) AND name IS NOT NULL) AS names,
      (SELECT count(*) FROM dialog_skips
        WHERE account_id = ${accountId} AND dialog_id IN (SELECT id FROM d) AND reason IS NOT NULL) AS reasons,
      (SELECT count(*) FROM dialog_outbox_aside WHERE account_id = ${accountId} AND error <> ${ERASED}
        AND conversation_id IN (SELECT conversation_id FROM d UNION SELECT id FROM held)) AS errors,
      (SELECT count(DISTINCT id) FROM d) AS dialogs,
      (SELECT count(*) FROM contacts WHERE account_id = ${accountId} AND id IN (${ids})) AS contacts,
      (SELECT count(*) FROM held) AS conversations,
      (SELECT count(*) FROM held JOIN messages m ON m.account_id = ${accountId} AND m.conversation_id = held.id) AS messages`);
  return row!;
}
