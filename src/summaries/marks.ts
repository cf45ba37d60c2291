import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';

/*
 * A dialog whose log changes is marked in the transaction of the change: its rows in the derived tables are passed over
 * from its commit on, until they are made anew. Marks are only appended, so that nobody waits for anybody. Who follows
 * changes is told at the commit, once a transaction and account, whatever it marks.
 */

/** The channel on which accounts are told whose dialogs changed. */
export const CHANGES_CHANNEL = 'dialog_changes';

/** A statement that marks the dialogs (account_id, dialog_id) of a query, in whose WITH `parts` may stand before it. */
export function markingOf(dialogs: SQL, parts?: SQL): SQL {
  return sql`
    WITH ${parts ? sql`${parts}, ` : sql``}marked AS (
      INSERT INTO dialog_stale (account_id, dialog_id) ${dialogs} RETURNING account_id, dialog_id
    ), changed AS (
      INSERT INTO dialog_changes (account_id, dialog_id) SELECT DISTINCT account_id, dialog_id FROM marked
      ON CONFLICT DO NOTHING
    )
    SELECT pg_notify(${CHANGES_CHANNEL}, account_id::text) FROM (SELECT DISTINCT account_id FROM marked) its`;
}

/** Marks dialogs of an account whose log changed: one statement, none where there are none. */
export async function markStale(session: Session, accountId: number, dialogIds: Iterable<number>): Promise<void> {
  const ids = [...new Set(dialogIds)];
  if (ids.length === 0) return;
  await session.rows(markingOf(sql`SELECT ${accountId}::bigint, id FROM unnest(${idList(ids)}) AS k (id)`));
}

/** Marks dialogs that changed and such as began, with those before the latter, whose next dialog they are: one statement. */
export async function markStarted(
  session: Session,
  accountId: number,
  changed: Iterable<number>,
  started: readonly number[],
): Promise<void> {
  if (started.length === 0) return markStale(session, accountId, changed);
  const ids = [...new Set([...changed, ...started])];
  const marked = sql`SELECT ${accountId}::bigint, id FROM unnest(${idList(ids)}) AS k (id)
    UNION SELECT ${accountId}::bigint, id FROM before`;
  await session.rows(markingOf(marked, before(accountId, started)));
}

/**
 * Parts of a statement's WITH: `starts` are the dialogs given, and `before` those for which one of them may be the next, of
 * their conversation or their contact: by id and contact, each contact's read once however many of its dialogs are given.
 * In each conversation of the contact that is the last one before them, where it lasts, or ended after all others began.
 */
export function before(accountId: number, startedIds: readonly number[]): SQL {
  // By key, whatever else is asked: the planner would take an index of times, and read all dialogs of the time each time.
  const dialogsOf = (key: SQL, condition = sql`true`) => sql`
    CROSS JOIN LATERAL (SELECT * FROM (SELECT d.id, d.status, d.created_at, d.updated_at, d.conversation_id, d.contact_id
      FROM dialogs d WHERE d.account_id = ${accountId} AND ${key} OFFSET 0) d WHERE ${condition}) d`;
  const last = sql`ORDER BY d.created_at DESC, d.id DESC LIMIT 1`;
  return sql`
    starts AS MATERIALIZED (
      SELECT d.id, d.conversation_id, d.created_at, coalesce(o.contact_id, d.contact_id) AS contact_id
      FROM unnest(${idList(startedIds)}) AS k (id) ${dialogsOf(sql`d.id = k.id`)}
      LEFT JOIN LATERAL (SELECT o.contact_id FROM conversations o
        WHERE o.account_id = ${accountId} AND o.id = d.conversation_id OFFSET 0) o ON true
    ), contacts AS MATERIALIZED (
      SELECT contact_id, min(created_at) AS since, max(created_at) AS until
      FROM starts WHERE contact_id IS NOT NULL GROUP BY contact_id
    ), places AS MATERIALIZED (
      SELECT o.id, contacts.* FROM contacts CROSS JOIN LATERAL (SELECT o.id FROM conversations o
        WHERE o.account_id = ${accountId} AND o.contact_id = contacts.contact_id OFFSET 0) o
    ), before AS MATERIALIZED (
      SELECT id, contact_id FROM (
        SELECT d.id, d.status, d.updated_at, p.contact_id, max(d.created_at) OVER (PARTITION BY p.contact_id) AS last_start
        FROM places p ${dialogsOf(sql`d.conversation_id = p.id`, sql`d.created_at < p.since ${last}`)}) last
      WHERE status <> 1 OR updated_at >= last_start
      UNION ALL
      SELECT d.id, p.contact_id FROM places p
      ${dialogsOf(sql`d.conversation_id = p.id`, sql`d.created_at BETWEEN p.since AND p.until`)}
      UNION ALL
      SELECT d.id, c.contact_id FROM contacts c
      ${dialogsOf(sql`d.contact_id = c.contact_id`, sql`d.created_at <= c.until`)}
      WHERE d.conversation_id NOT IN (SELECT id FROM places)
        AND (SELECT true FROM conversations o WHERE o.account_id = ${accountId} AND o.id = d.conversation_id
          AND o.contact_id IS NOT NULL LIMIT 1) IS NULL
      UNION ALL
      SELECT d.id, s.contact_id FROM starts s ${dialogsOf(sql`d.conversation_id = s.conversation_id`, sql`(d.created_at, d.id) < (s.created_at, s.id) ${last}`)}
    )`;
}

/**
 * Marks the dialogs of conversations that the host deleted or gave to another contact, and those of the contacts that they
 * had and have, for which other dialogs are the next from now on: one statement.
 */
export async function markMoved(
  session: Session,
  accountId: number,
  conversationIds: readonly number[],
  contactIds: readonly number[],
): Promise<void> {
  if (conversationIds.length === 0) return;
  const parts = sql`
    moved AS MATERIALIZED (
      SELECT d.id, d.contact_id FROM unnest(${idList(conversationIds)}) AS k (id)
      CROSS JOIN LATERAL (SELECT id, contact_id FROM dialogs d
        WHERE d.account_id = ${accountId} AND d.conversation_id = k.id OFFSET 0) d
    ), contact AS MATERIALIZED (
      SELECT unnest(${idList(contactIds)}) AS id UNION SELECT contact_id FROM moved WHERE contact_id IS NOT NULL
    )`;
  const marked = sql`
    SELECT ${accountId}::bigint, id FROM moved
    UNION
    SELECT ${accountId}::bigint, d.id FROM contact
    CROSS JOIN LATERAL (SELECT id FROM conversations o
      WHERE o.account_id = ${accountId} AND o.contact_id = contact.id OFFSET 0) o
    CROSS JOIN LATERAL (SELECT id FROM dialogs d
      WHERE d.account_id = ${accountId} AND d.conversation_id = o.id OFFSET 0) d
    UNION
    SELECT ${accountId}::bigint, d.id FROM contact
    CROSS JOIN LATERAL (SELECT id FROM dialogs d
      WHERE d.account_id = ${accountId} AND d.contact_id = contact.id OFFSET 0) d`;
  await session.rows(markingOf(marked, parts));
}

/**
 * Marks every dialog of an inbox, or with 0 of the account, for other users are its bots from now on. In the transaction
 * that changed `dialog_settings`, which keeps rows from being made of the bots of before.
 */
export async function markOfInbox(session: Session, accountId: number, inboxId: number): Promise<void> {
  await session.rows(sql`SELECT set_config('statement_timeout', '0', true)`);
  await session.rows(
    markingOf(sql`
      SELECT account_id, id FROM dialogs WHERE account_id = ${accountId} AND (${inboxId} = 0 OR inbox_id = ${inboxId})`),
  );
}

function idList(ids: readonly number[]): SQL {
  return sql`${sql.param(ids)}::bigint[]`;
}
