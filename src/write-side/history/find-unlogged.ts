import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { STATUSES } from '../../rulebook/words';

/**
 * Rows without a dialog, said so that no index on `dialog_id` is used: on a database never analyzed since the column
 * came, the planner takes nulls for rare, and would read all rows of the account that replay has still before it.
 */
export const WITHOUT_DIALOG = sql`coalesce(dialog_id, 0) = 0`;

/** The status of a conversation as its dialog has it: a status of a fork's own is as snoozed. */
export function storedStatus(conversation: string): SQL {
  const status = sql.raw(`${conversation}.status`);
  return sql`CASE WHEN ${status} BETWEEN 0 AND ${STATUSES.length - 1} THEN ${status} ELSE ${STATUSES.indexOf('snoozed')} END`;
}

/** Conversations of an account in the order of their ids. */
export interface Page {
  readonly ids: readonly number[];
  /** Those of them that hold a row without a dialog, or whose current dialog doesn't agree with them. */
  readonly unlogged: readonly number[];
}

/** The next conversations after the one with the id `after`: what replay has done before, it need not lock again. */
export async function findUnlogged(
  session: Session,
  events: Database['events'],
  accountId: number,
  after: number,
  limit: number,
): Promise<Page> {
  const rows = await session.rows<{ id: number; unlogged: boolean }>(sql`
    SELECT c.id, (
      EXISTS (SELECT FROM messages m WHERE m.account_id = ${accountId} AND m.conversation_id = c.id AND ${WITHOUT_DIALOG})
      OR EXISTS (SELECT FROM ${events} e
        WHERE e.account_id = ${accountId} AND e.conversation_id = c.id AND ${WITHOUT_DIALOG})
      OR EXISTS (SELECT FROM mentions n
        WHERE n.account_id = ${accountId} AND n.conversation_id = c.id AND ${WITHOUT_DIALOG})
      OR (c.status <> 1) IS DISTINCT FROM (d.id IS NOT NULL)
      OR d.id IS NOT NULL AND (${storedStatus('c')}, c.assignee_id, c.team_id, c.inbox_id, c.contact_id)
        IS DISTINCT FROM (d.status, d.assignee_id, d.team_id, d.inbox_id, d.contact_id)
    ) AS unlogged
    FROM (SELECT id, status, assignee_id, team_id, inbox_id, contact_id FROM conversations
      WHERE account_id = ${accountId} AND id > ${after} ORDER BY id LIMIT ${limit}) c
    LEFT JOIN dialogs d ON d.account_id = ${accountId} AND d.conversation_id = c.id AND d.status <> 1
    ORDER BY c.id`);
  return {
    ids: rows.map(({ id }) => id),
    unlogged: rows.filter(({ unlogged }) => unlogged).map(({ id }) => id),
  };
}
