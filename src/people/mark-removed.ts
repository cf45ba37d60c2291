import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { decideKinds } from '../write-side/kinds/decide-kinds';

/**
 * Remembers of dialogs of an account that what was known of their visitors' presence is about to be removed, in the
 * transaction that removes it, so that their kinds stay as they were decided; what was never decided is decided now.
 */
export async function markRemoved(
  session: Session,
  events: Database['events'],
  accountId: number,
  dialogIds: readonly number[],
): Promise<void> {
  if (dialogIds.length === 0) return;
  const its = sql`account_id = ${accountId} AND dialog_id = ANY(${sql.param(dialogIds)}::bigint[])`;
  // As decisions do: one that goes on beside it sees either all of the presence, or the mark.
  const held = await session.rows<{ dialog_id: number }>(
    sql`SELECT dialog_id FROM dialog_facts WHERE ${its} ORDER BY dialog_id FOR NO KEY UPDATE`,
  );
  const decided = await session.rows<{ dialog_id: number }>(
    sql`SELECT dialog_id FROM dialog_classifications WHERE ${its}`,
  );
  const isDecided = new Set(decided.map((row) => row.dialog_id));
  const undecided = held.map((row) => row.dialog_id).filter((id) => !isDecided.has(id));
  if (undecided.length > 0) await decideKinds(session, events, accountId, undecided);
  await session.rows(sql`
    UPDATE dialog_facts SET presence_removed_at = clock_timestamp() AT TIME ZONE 'UTC' WHERE ${its}`);
}
