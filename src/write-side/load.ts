import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { type Instant, readTimestamp } from '../instant';
import type { ConversationColumns, ConversationState, DialogState } from '../rulebook/state';
import { statusOf } from '../rulebook/words';
import { findStartsBeforeLog } from './starts-before-log';

interface ConversationRow {
  id: number;
  inbox_id: number;
  status: number;
  assignee_id: number | null;
  team_id: number | null;
  contact_id: number | null;
  created_at: Instant;
  updated_at: Instant;
  last_activity_at: Instant;
}

/** What the log knows of a conversation. */
export interface LogRow {
  conversation_id: number;
  dialog_id: number | null;
  status: number;
  assignee_id: number | null;
  team_id: number | null;
  inbox_id: number;
  contact_id: number | null;
  created_at: Instant;
  updated_at: Instant;
  assigned_at: Instant | null;
  acceptances: { agent_id: number; at: string }[];
  first_response: boolean;
}

/**
 * Locks conversations of an account until the transaction ends: in the order of ids, so that two batches can't wait for
 * each other; FOR UPDATE, so that the capture, which takes a key share and so never waits for a host's update, waits
 * for a command.
 */
export async function lockConversations(session: Session, accountId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await session.rows(sql`
    SELECT FROM conversations WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[])
    ORDER BY id FOR UPDATE`);
}

/** Reads what the rules need of locked conversations, by id. Those that the account has not are left out. */
export async function readConversations(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
  botServes: (inboxId: number) => boolean,
): Promise<Map<number, ConversationState>> {
  if (ids.length === 0) return new Map();
  const rows = await session.rows<ConversationRow>(sql`
    SELECT id, inbox_id, status, assignee_id, team_id, contact_id, created_at, updated_at, last_activity_at
    FROM conversations WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[])`);
  if (rows.length === 0) return new Map();
  const logs = await readLogs(
    session,
    events,
    accountId,
    rows.map(({ id }) => id),
  );
  const states = new Map(rows.map((row) => [row.id, stateOf(accountId, row, logs.get(row.id)!, botServes)]));
  const older = [...states.values()].filter(
    ({ columns, dialog }) => columns.status !== 'resolved' && (!dialog || dialog.columns.status === 'resolved'),
  );
  for (const [id, { at }] of await findStartsBeforeLog(session, events, accountId, older)) {
    states.set(id, { ...states.get(id)!, startBeforeLog: at });
  }
  return states;
}

/**
 * A statement of its own: one that waits for the lock itself would read the log as it was before the wait. Events are
 * told apart after they were found by conversation: a planner that has not yet seen our names takes them for so rare
 * that it would look for each conversation's among all events of the name.
 */
export async function readLogs(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<Map<number, LogRow>> {
  const rows = await session.rows<LogRow>(sql`
    SELECT c.id AS conversation_id, d.id AS dialog_id, d.status, d.assignee_id, d.team_id, d.inbox_id, d.contact_id,
      d.created_at, d.updated_at, logged.assigned_at, logged.first_response, accepted.acceptances
    FROM unnest(${sql.param(ids)}::bigint[]) AS c (id)
    LEFT JOIN LATERAL (SELECT * FROM dialogs WHERE account_id = ${accountId} AND conversation_id = c.id
      ORDER BY created_at DESC, id DESC LIMIT 1) d ON true
    CROSS JOIN LATERAL (
      SELECT max(e.created_at) FILTER (WHERE e.name = 'conversation_assigned') AS assigned_at,
        coalesce(bool_or(e.name = 'first_response'), false) AS first_response
      FROM ${events} e WHERE e.account_id = ${accountId} AND e.conversation_id = c.id) logged
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('agent_id', a.agent_id, 'at', a.accepted_at)), '[]') AS acceptances
      FROM dialog_acceptances a WHERE a.account_id = ${accountId} AND a.dialog_id = d.id
        AND a.accepted_at >= coalesce(logged.assigned_at, a.accepted_at)) accepted`);
  return new Map(rows.map((row) => [row.conversation_id, row]));
}

function stateOf(
  accountId: number,
  row: ConversationRow,
  log: LogRow,
  botServes: (inboxId: number) => boolean,
): ConversationState {
  const dialog = log.dialog_id === null ? null : dialogOf(log.dialog_id, log);
  return {
    accountId,
    conversationId: row.id,
    createdAt: row.created_at,
    columns: columnsOf(row),
    dialog,
    firstResponseLogged: log.first_response,
    changedAt: lastChange(row, dialog, log.assigned_at),
    lastMessageAt: row.last_activity_at,
    startBeforeLog: row.created_at,
    botServes: botServes(row.inbox_id),
  };
}

/** With no dialog current, a change of the team is logged nowhere: then the row itself tells when it changed. */
function lastChange(row: ConversationRow, dialog: DialogState | null, assignedAt: Instant | null): Instant {
  const isCurrent = dialog !== null && dialog.columns.status !== 'resolved';
  return Math.max(row.created_at, dialog?.updatedAt ?? 0, assignedAt ?? 0, isCurrent ? 0 : row.updated_at);
}

export function dialogOf(ref: number, log: LogRow): DialogState {
  return {
    ref,
    startedAt: log.created_at,
    updatedAt: log.updated_at,
    columns: columnsOf(log),
    acceptances: log.acceptances.map(({ agent_id: agentId, at }) => ({ agentId, at: readTimestamp(at) })),
  };
}

export function columnsOf(
  row: Omit<ConversationRow, 'id' | 'created_at' | 'updated_at' | 'last_activity_at'>,
): ConversationColumns {
  return {
    status: statusOf(row.status),
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    inboxId: row.inbox_id,
    contactId: row.contact_id,
  };
}
