import type { Database, Session } from '../../database/database';
import type { Instant } from '../../instant';
import { statusOf } from '../../rulebook/words';
import type { LogRow } from '../load';
import { findStartsBeforeLog, type StartBeforeLog } from '../starts-before-log';
import { momentOf, type OutboxRow } from './outbox';

/**
 * For conversations whose first captured change finds them unresolved without a current dialog: where that dialog began
 * (rules §2), by what was written up to the change.
 */
export async function startsBeforeLog(
  session: Session,
  events: Database['events'],
  accountId: number,
  firsts: readonly OutboxRow[],
  logs: ReadonlyMap<number, LogRow>,
): Promise<Map<number, StartBeforeLog>> {
  const older = firsts.filter((row) => {
    const log = logs.get(row.conversation_id)!;
    const hasCurrent = log.dialog_id !== null && statusOf(log.status) !== 'resolved';
    return row.before !== null && statusOf(row.before.status) !== 'resolved' && !hasCurrent;
  });
  const asked = older.map((row) => ({ conversationId: row.conversation_id, until: writtenAt(row) }));
  return findStartsBeforeLog(session, events, accountId, asked);
}

/** A row that a host's application wrote is stamped by its clock, which may be ahead: it counts itself as written. */
function writtenAt(row: OutboxRow): Instant {
  return row.kind === 'conversation' ? row.at : Math.max(row.at, momentOf(row.row.created_at, row.at));
}
