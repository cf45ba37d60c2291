import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { visitsLock } from '../write-side/presence/erased';
import { retrying } from '../write-side/service';
import type { FoundContact } from './contact';
import { countPersonal, type PersonalCounts } from './count-personal';
import { dialogsOfContacts, IS_DECIDED_FROM } from './dialogs-of-contacts';
import { markRemoved } from './mark-removed';
import { ERASED } from './personal-columns';

/**
 * Erases what is ours and personal of a contact (`PERSONAL_COLUMNS`), for good: nothing of it is kept later either, whoever
 * tells it. Dialogs, their kinds, times and counts stay, and so do the host's rows. One transaction, of as many statements
 * however much there is; again, it finds nothing. Returns what was there.
 */
export async function eraseContact(
  database: Database,
  accountId: number,
  { ids }: FoundContact,
): Promise<PersonalCounts> {
  return retrying(() =>
    database.transaction(async (session) => {
      // What waits for the locks began before them, and is there to be erased.
      await session.rows(sql`
        SELECT pg_advisory_xact_lock(${visitsLock(accountId, sql`id`)})
        FROM (SELECT id FROM unnest(${sql.param(ids)}::bigint[]) AS k (id) ORDER BY id) k`);
      const counts = await countPersonal(session, accountId, ids);
      await erasePresence(session, database.events, accountId, ids);
      await eraseTexts(session, accountId, ids);
      await eraseNames(session, accountId, ids);
      return counts;
    }),
  );
}

async function erasePresence(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<void> {
  const touched = await session.rows<{ id: number }>(sql`
    SELECT DISTINCT d.id FROM (${dialogsOfContacts(accountId, idList(ids))}) d
    WHERE EXISTS (SELECT FROM dialog_presence p
      WHERE p.account_id = ${accountId} AND p.contact_id IN (${idList(ids)}) AND ${IS_DECIDED_FROM})`);
  await markRemoved(
    session,
    events,
    accountId,
    touched.map(({ id }) => id),
  );
  await session.rows(sql`
    DELETE FROM dialog_presence WHERE account_id = ${accountId} AND contact_id IN (${idList(ids)})`);
}

async function eraseTexts(session: Session, accountId: number, ids: readonly number[]): Promise<void> {
  const dialogs = dialogsOfContacts(accountId, idList(ids));
  await session.rows(sql`
    UPDATE dialog_skips SET reason = NULL
    WHERE account_id = ${accountId} AND dialog_id IN (SELECT id FROM (${dialogs}) d) AND reason IS NOT NULL`);
  await session.rows(sql`
    UPDATE dialog_outbox_aside SET error = ${ERASED} WHERE account_id = ${accountId} AND error <> ${ERASED} AND conversation_id IN (
      SELECT conversation_id FROM (${dialogs}) d
      UNION SELECT id FROM conversations WHERE account_id = ${accountId} AND contact_id IN (${idList(ids)}))`);
}

/** A row that stays tells that the contact was erased, and when that was first done. */
async function eraseNames(session: Session, accountId: number, ids: readonly number[]): Promise<void> {
  await session.rows(sql`
    INSERT INTO dialog_known_names AS k (account_id, kind, id, name, erased_at)
    SELECT ${accountId}::bigint, 'contact', id, NULL, clock_timestamp() AT TIME ZONE 'UTC'
    FROM (${idList(ids)}) AS e (id) ORDER BY id
    ON CONFLICT (account_id, kind, id)
      DO UPDATE SET name = NULL, erased_at = coalesce(k.erased_at, excluded.erased_at)`);
}

function idList(ids: readonly number[]) {
  return sql`SELECT unnest(${sql.param(ids)}::bigint[])`;
}
