import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import { retrying } from '../../write-side/service';
import { dialogsOfContacts, IS_DECIDED_FROM } from '../dialogs-of-contacts';
import { markRemoved } from '../mark-removed';
import type { RetentionScope } from './retention';

/**
 * Intervals looked at by one statement, of which all may go in one transaction, which holds the facts of the dialogs that
 * were decided from them.
 */
const INTERVALS_PER_BATCH = 1_000;

/** An interval by its key, and, of one that ended before, the dialogs that are decided from it. */
interface Found {
  readonly contact_id: number;
  readonly inbox_id: number;
  readonly session: string;
  readonly online_from: Instant;
  readonly dialog_ids: readonly number[];
  /** Whether it ended before, and all of these. */
  readonly is_old: boolean;
}

/**
 * Removes the visits of an account that ended before, but for those that a dialog which lasts, or ended later, is decided
 * from. Kinds stay as they are: of the dialogs that were decided from them it is remembered that they can't be decided again.
 */
export async function removePresence(database: Database, scope: RetentionScope): Promise<number> {
  const { accountId, dryRun, signal, onBatch } = scope;
  let sum = 0;
  let last: Found | undefined;
  while (!signal?.aborted) {
    const page = await readPage(database, scope, last);
    if (page.length === 0) break;
    last = page.at(-1);
    const old = page.filter((interval) => interval.is_old);
    const rows = dryRun ? old.length : await retrying(() => database.transaction((session) => remove(session, old)));
    sum += rows;
    onBatch(rows);
  }
  return sum;

  async function remove(session: Session, old: readonly Found[]): Promise<number> {
    if (old.length === 0) return 0;
    await markRemoved(session, database.events, accountId, [...new Set(old.flatMap((each) => each.dialog_ids))]);
    const keys = old.map(({ online_from, contact_id, inbox_id, session: page }) => {
      return { contact_id, inbox_id, session: page, online_from: formatTimestamp(online_from) };
    });
    const gone = await session.rows(sql`
      DELETE FROM dialog_presence p USING jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
        AS k (contact_id bigint, inbox_id bigint, session text, online_from timestamp)
      WHERE p.account_id = ${accountId} AND p.contact_id = k.contact_id AND p.inbox_id = k.inbox_id
        AND p.session = k.session AND p.online_from = k.online_from AND p.last_sign_at < ${scope.before}
      RETURNING true`);
    return gone.length;
  }
}

/** The next intervals after one, in the order of the key. */
async function readPage(
  session: Session,
  { accountId, before }: RetentionScope,
  last: Found | undefined,
): Promise<Found[]> {
  const after = last
    ? sql`(contact_id, inbox_id, session, online_from)
        > (${last.contact_id}, ${last.inbox_id}, ${last.session}, ${formatTimestamp(last.online_from)}::timestamp)`
    : sql`true`;
  return session.rows<Found>(sql`
    WITH page AS MATERIALIZED (
      SELECT contact_id, inbox_id, session, online_from, last_sign_at FROM dialog_presence
      WHERE account_id = ${accountId} AND ${after}
      ORDER BY contact_id, inbox_id, session, online_from LIMIT ${INTERVALS_PER_BATCH}
    ), d AS MATERIALIZED (${dialogsOfContacts(accountId, sql`SELECT contact_id FROM page WHERE last_sign_at < ${before}`)})
    SELECT p.contact_id, p.inbox_id, p.session, p.online_from,
      coalesce(array_agg(d.id) FILTER (WHERE d.id IS NOT NULL), '{}') AS dialog_ids,
      p.last_sign_at < ${before} AND coalesce(bool_and(d.status = 1 AND d.updated_at < ${before}), true) AS is_old
    FROM page p LEFT JOIN d ON p.last_sign_at < ${before} AND ${IS_DECIDED_FROM}
    GROUP BY p.contact_id, p.inbox_id, p.session, p.online_from, p.last_sign_at
    ORDER BY p.contact_id, p.inbox_id, p.session, p.online_from`);
}
