import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import type { Instant } from '../instant';
import { groupBy } from '../read-side/group';
import type { EventName } from '../rulebook/words';
import type { LoggedEvent } from './dialog-log';

/** Dialogs as k, by id. */
export function ofEach(ids: readonly number[]): SQL {
  return sql`unnest(${sql.param(ids)}::bigint[]) AS k (id)`;
}

interface EventRow {
  id: number;
  dialog_id: number;
  name: EventName;
  at: Instant;
  user_id: number | null;
}

/**
 * The status and assignment events of dialogs, each dialog's by time, then id: one statement. A host's row may be of
 * `infinity`, or of before Christ: it tells nothing of the order of a dialog.
 */
export async function readTimelines(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<Map<number, LoggedEvent[]>> {
  const rows = await session.rows<EventRow>(sql`
    SELECT k.id AS dialog_id, e.id, e.name, e.created_at AS at, e.user_id FROM ${ofEach(ids)}
    CROSS JOIN LATERAL (SELECT e.id, e.name, e.created_at, e.user_id FROM ${events} e
      WHERE e.account_id = ${accountId} AND e.dialog_id = k.id
        AND e.created_at BETWEEN '1900-01-01' AND '9999-12-31' OFFSET 0) e
    WHERE e.name IN ('conversation_pending', 'conversation_open', 'conversation_assigned', 'conversation_resolved')
    ORDER BY e.created_at, e.id`);
  const logged = rows.map(({ dialog_id, id, name, at, user_id: userId }) => ({ dialog_id, id, name, at, userId }));
  return groupBy(logged, (row) => row.dialog_id);
}
