import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { withinMonthsOf } from '../database/plan-once';
import { formatTimestamp } from '../instant';
import type { Work } from './work';
import type { GivenIds } from './write-host';

/**
 * Stamps rows that the host wrote with their dialogs, and messages with who was assigned (N §3, §4). Returns the dialogs
 * that events were given to.
 */
export async function stampRows(
  session: Session,
  events: Database['events'],
  work: Work,
  dialogIds: GivenIds,
): Promise<number[]> {
  const dialogId = (ref: number | null) => (ref === null ? null : (dialogIds.get(ref) ?? ref));
  await stampMessages(session, work, dialogId);
  await stampMentions(session, work, dialogId);
  return stampEvents(session, events, work, dialogId);
}

type DialogIdOf = (ref: number | null) => number | null;

interface MessageStamp {
  readonly id: number;
  readonly dialog_id: number | null;
  readonly assigned: string | null;
}

/** Looks for the messages in the months in which they were written; for such as the host has moved since, in all. */
async function stampMessages(session: Session, work: Work, dialogId: DialogIdOf): Promise<void> {
  if (work.messageStamps.length === 0) return;
  const stamps = work.messageStamps.map(({ messageId: id, dialog, assigneeId }) => ({
    ...{ id, dialog_id: dialogId(dialog), assigned: assigneeId === null ? null : String(assigneeId) },
  }));
  const moments = work.messageStamps.map(({ at }) => at);
  const found = await stampAmong(session, work, stamps, withinMonthsOf(session, sql`m.created_at`, moments));
  const missing = stamps.filter(({ id }) => !found.has(id));
  if (session.isPartitioned && missing.length > 0) await stampAmong(session, work, missing, sql`true`);
}

/** Merges into the attributes: hosts keep other keys there. Returns the ids of the messages that were there. */
async function stampAmong(
  session: Session,
  work: Work,
  stamps: readonly MessageStamp[],
  inMonths: SQL,
): Promise<Set<number>> {
  const rows = await session.rows<{ id: number }>(sql`
    UPDATE messages m SET dialog_id = v.dialog_id,
      additional_attributes = CASE WHEN jsonb_typeof(m.additional_attributes) = 'object' THEN m.additional_attributes
        ELSE '{}' END || jsonb_build_object('user_id_assigned', v.assigned)
    FROM jsonb_to_recordset(${JSON.stringify(stamps)}::jsonb) AS v (id bigint, dialog_id bigint, assigned text)
    WHERE m.account_id = ${work.accountId} AND m.id = v.id AND ${inMonths} RETURNING m.id`);
  return new Set(rows.map(({ id }) => id));
}

async function stampMentions(session: Session, work: Work, dialogId: DialogIdOf): Promise<void> {
  if (work.mentionStamps.length === 0) return;
  const latest = new Map(work.mentionStamps.map((stamp) => [`${stamp.conversationId}:${stamp.userId}`, stamp]));
  const stamps = [...latest.values()].map(({ conversationId, userId, dialog }) => ({
    ...{ conversation_id: conversationId, user_id: userId, dialog_id: dialogId(dialog) },
  }));
  await session.rows(sql`
    UPDATE mentions n SET dialog_id = v.dialog_id
    FROM jsonb_to_recordset(${JSON.stringify(stamps)}::jsonb)
      AS v (conversation_id bigint, user_id bigint, dialog_id bigint)
    WHERE n.account_id = ${work.accountId} AND n.conversation_id = v.conversation_id AND n.user_id = v.user_id`);
}

/**
 * On a captured host the first message tells who began a dialog (rules §5): of those given, each a human agent's public
 * message, the ones that no client's message in their dialog precedes. Said so that the planner finds each message by its
 * id, and each dialog by its own: of a join it would read all messages, or all dialogs, of an account that grows fast.
 */
export async function stampStarters(
  session: Session,
  accountId: number,
  agentMessageIds: readonly number[],
): Promise<void> {
  if (agentMessageIds.length === 0) return;
  await session.rows(sql`
    UPDATE dialog_facts SET started_by = 'agent', started_offline = NULL
    WHERE account_id = ${accountId} AND started_by = 'visitor' AND dialog_id = ANY(ARRAY(
      SELECT m.dialog_id FROM unnest(${sql.param(agentMessageIds)}::bigint[]) AS v (id)
      CROSS JOIN LATERAL (SELECT m.id, m.dialog_id FROM messages m
        WHERE m.account_id = ${accountId} AND m.id = v.id OFFSET 0) m
      WHERE (SELECT true FROM messages c WHERE c.account_id = ${accountId} AND c.dialog_id = m.dialog_id
        AND c.message_type = 0 AND c.id < m.id LIMIT 1) IS NULL))`);
}

/** A `conversation_resolved` may come after the next dialog began: it is of the latest one resolved at or before it. */
async function stampEvents(
  session: Session,
  events: Database['events'],
  work: Work,
  dialogId: DialogIdOf,
): Promise<number[]> {
  if (work.eventStamps.length === 0) return [];
  const stamps = work.eventStamps.map(({ eventId, conversationId, name, at, dialog }) => ({
    ...{ id: eventId, conversation_id: conversationId, at: formatTimestamp(at), dialog_id: dialogId(dialog) },
    is_resolve: name === 'conversation_resolved',
  }));
  const stamped = await session.rows<{ dialog_id: number | null }>(sql`
    UPDATE ${events} e SET dialog_id = coalesce(
      CASE WHEN v.is_resolve THEN (SELECT d.id FROM dialogs d WHERE d.account_id = ${work.accountId}
        AND d.conversation_id = v.conversation_id AND d.status = 1 AND d.updated_at <= v.at
        ORDER BY d.created_at DESC, d.id DESC LIMIT 1) END,
      v.dialog_id)
    FROM jsonb_to_recordset(${JSON.stringify(stamps)}::jsonb)
      AS v (id bigint, conversation_id bigint, at timestamp, dialog_id bigint, is_resolve boolean)
    WHERE e.account_id = ${work.accountId} AND e.id = v.id RETURNING e.dialog_id`);
  return stamped.map((row) => row.dialog_id).filter((id) => id !== null);
}
