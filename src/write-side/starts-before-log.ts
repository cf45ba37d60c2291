import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';

/** An unresolved conversation without a current dialog, and the moment until which its rows tell; all unless given. */
export interface AskedStart {
  readonly conversationId: number;
  readonly until?: Instant;
}

/** Where a dialog that is older than the log began. */
export interface StartBeforeLog {
  readonly at: Instant;
  /** Whether a row tells of the start; else it is the end of the dialog before, to which that moment's rows belong. */
  readonly isTold: boolean;
}

/**
 * For unresolved conversations without a current dialog: where that dialog began, whether a command, the capture or a
 * replay is the first to meet it (rules §2). At the first message after the last `conversation_resolved`, else at that
 * resolve. Left out where it was never resolved: then it began with the conversation.
 *
 * What a log has told of it counts for more: a dialog of the log ended no earlier than its own resolve and its last
 * row; and a `conversation_open` or `conversation_pending` of an earlier log says when the conversation was opened, by
 * the client's message of the minute before, if there is one (rules §3).
 */
export async function findStartsBeforeLog(
  session: Session,
  events: Database['events'],
  accountId: number,
  asked: readonly AskedStart[],
): Promise<Map<number, StartBeforeLog>> {
  if (asked.length === 0) return new Map();
  const conversations = asked.map(({ conversationId: id, until }) => ({
    ...{ id, until: until === undefined ? 'infinity' : formatTimestamp(until) },
  }));
  const rows = await session.rows<{ id: number; at: Instant; is_told: boolean }>(sql`
    SELECT c.id, coalesce(opened.at, message.at, ended.at) AS at,
      coalesce(opened.at, message.at) IS NOT NULL AS is_told
    FROM jsonb_to_recordset(${JSON.stringify(conversations)}::jsonb) AS c (id bigint, until timestamp)
    CROSS JOIN LATERAL (SELECT greatest(
      (SELECT max(e.created_at) FROM ${events} e WHERE e.account_id = ${accountId} AND e.conversation_id = c.id
        AND e.name = 'conversation_resolved' AND e.created_at <= c.until),
      (SELECT greatest(d.updated_at,
          (SELECT max(m.created_at) FROM messages m WHERE m.account_id = ${accountId} AND m.dialog_id = d.id),
          (SELECT max(e.created_at) FROM ${events} e WHERE e.account_id = ${accountId} AND e.dialog_id = d.id))
        FROM dialogs d WHERE d.account_id = ${accountId} AND d.conversation_id = c.id
        ORDER BY d.created_at DESC, d.id DESC LIMIT 1)) AS at) ended
    CROSS JOIN LATERAL (SELECT min(m.created_at) FILTER (WHERE m.created_at > ended.at AND m.created_at <= c.until) AS at
      FROM messages m WHERE m.account_id = ${accountId} AND m.conversation_id = c.id) message
    CROSS JOIN LATERAL (SELECT min(e.created_at) AS at FROM ${events} e WHERE e.account_id = ${accountId}
      AND e.conversation_id = c.id AND e.name IN ('conversation_open', 'conversation_pending')
      AND e.created_at > ended.at AND e.created_at <= c.until) event
    CROSS JOIN LATERAL (SELECT coalesce((SELECT min(m.created_at) FROM messages m WHERE m.account_id = ${accountId}
      AND m.conversation_id = c.id AND m.message_type = 0 AND m.created_at > ended.at
      AND m.created_at BETWEEN event.at - interval '1 minute' AND event.at), event.at) AS at) opened
    WHERE ended.at IS NOT NULL`);
  return new Map(rows.map(({ id, at, is_told: isTold }) => [id, { at, isTold }]));
}
