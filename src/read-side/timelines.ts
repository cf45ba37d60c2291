import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import type { Instant } from '../instant';
import type { EventName } from '../rulebook/words';
import { groupBy } from './group';

/** An event of a dialog that its assignments and waits are computed from. */
export interface TimelineEvent {
  readonly id: number;
  readonly name: EventName;
  readonly at: Instant;
  readonly userId: number | null;
}

interface TimelineRow {
  id: number;
  dialog_id: number;
  name: EventName;
  created_at: Instant;
  user_id: number | null;
}

/** The status and assignment events of dialogs, each dialog's by time, then id: one statement. */
export async function timelinesOfDialogs(
  database: Database,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, TimelineEvent[]>> {
  const { events } = database;
  const rows = await database.rows<TimelineRow>(sql`
    SELECT e.id, e.dialog_id, e.name, e.created_at, e.user_id FROM ${events} e
    WHERE e.account_id = ${accountId} AND e.dialog_id = ANY(${sql.param(dialogIds)}::bigint[])
      AND e.name IN ('conversation_pending', 'conversation_open', 'conversation_assigned', 'conversation_resolved')
    ORDER BY e.dialog_id, e.created_at, e.id`);
  const byDialog = groupBy(rows, (row) => row.dialog_id);
  return new Map(
    dialogIds.map((id) => [
      id,
      (byDialog.get(id) ?? []).map((row) => ({
        ...{ id: row.id, name: row.name, at: row.created_at, userId: row.user_id },
      })),
    ]),
  );
}
