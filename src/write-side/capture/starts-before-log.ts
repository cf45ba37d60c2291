import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { formatTimestamp, type Instant, parseTimestamp } from '../../instant';
import { STATUSES } from '../../rulebook/words';
import type { LogRow } from '../load';
import type { OutboxRow } from './outbox';

/**
 * For conversations whose first captured change finds them unresolved without a current dialog: where that dialog began
 * (rules §2), by what was written up to the change: the first message after the last `conversation_resolved`, else
 * that resolve. Left out where it was never resolved: then it began with the conversation.
 */
export async function startsBeforeLog(
  session: Session,
  events: Database['events'],
  accountId: number,
  firsts: readonly OutboxRow[],
  logs: ReadonlyMap<number, LogRow>,
): Promise<Map<number, Instant>> {
  const older = firsts.filter((row) => {
    const log = logs.get(row.conversation_id)!;
    const hasCurrent = log.dialog_id !== null && STATUSES[log.status] !== 'resolved';
    return row.before !== null && STATUSES[row.before.status] !== 'resolved' && !hasCurrent;
  });
  if (older.length === 0) return new Map();
  const asked = older.map((row) => ({ id: row.conversation_id, until: formatTimestamp(momentOf(row)) }));
  const rows = await session.rows<{ id: number; at: Instant | null }>(sql`
    SELECT c.id, coalesce((SELECT min(m.created_at) FROM messages m WHERE m.account_id = ${accountId}
      AND m.conversation_id = c.id AND m.created_at > resolved.at AND m.created_at <= c.until), resolved.at) AS at
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS c (id bigint, until timestamp)
    CROSS JOIN LATERAL (SELECT max(e.created_at) AS at FROM ${events} e WHERE e.account_id = ${accountId}
      AND e.conversation_id = c.id AND e.name = 'conversation_resolved' AND e.created_at <= c.until) resolved`);
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
}

/** A row that a host's application wrote is stamped by its clock, which may be ahead: it counts itself as written. */
function momentOf(row: OutboxRow): Instant {
  return row.kind === 'conversation' ? row.at : Math.max(row.at, parseTimestamp(row.row.created_at));
}
