import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { type DialogKind, STATUSES, type Starter } from '../rulebook/words';
import type { Decided, LoggedDialog } from './dialog-log';
import { ofEach } from './read-timelines';

interface DialogRow {
  id: number;
  conversation_id: number;
  inbox_id: number;
  team_id: number | null;
  assignee_id: number | null;
  status: number;
  created_at: Instant;
  updated_at: Instant;
  started_by: Starter | null;
  started_status: number | null;
  started_assignee_id: number | null;
  started_team_id: number | null;
  found_at: Instant | null;
  bot_served: boolean | null;
  resolve_known: boolean | null;
  kinds: DialogKind[] | null;
  answered_at: Instant | null;
  answer_wait_seconds: number | null;
  departed_assignee_id: number | null;
  departed_team_id: number | null;
  next_of_conversation_at: Instant | null;
  contact_of_now: number | null;
}

/** A dialog with what was decided of it, and the start of the one after it. */
export interface ReadDialog {
  readonly dialog: LoggedDialog;
  readonly decided: Decided | null;
  readonly nextOfConversationAt: Instant | null;
  /** The contact that the conversation has now, or had when the host deleted it. */
  readonly contactId: number | null;
}

/** The rows of dialogs: one statement. */
export async function readDialogs(session: Session, accountId: number, ids: readonly number[]): Promise<ReadDialog[]> {
  const rows = await session.rows<DialogRow>(sql`
    SELECT d.id, d.conversation_id, d.inbox_id, d.team_id, d.assignee_id, d.status, d.created_at, d.updated_at,
      f.started_by, f.started_status, f.started_assignee_id, f.started_team_id, f.found_at, f.bot_served, f.resolve_known,
      c.kinds::text[] AS kinds, c.answered_at, c.answer_wait_seconds, c.departed_assignee_id, c.departed_team_id,
      (SELECT n.created_at FROM dialogs n WHERE n.account_id = ${accountId} AND n.conversation_id = d.conversation_id
        AND (n.created_at, n.id) > (d.created_at, d.id) ORDER BY n.created_at, n.id LIMIT 1) AS next_of_conversation_at,
      d.contact_of_now
    FROM ${ofEach(ids)}
    CROSS JOIN LATERAL (
      SELECT d.*, coalesce(o.contact_id, d.contact_id) AS contact_of_now
      FROM dialogs d LEFT JOIN conversations o ON o.account_id = ${accountId} AND o.id = d.conversation_id
      WHERE d.account_id = ${accountId} AND d.id = k.id OFFSET 0) d
    LEFT JOIN LATERAL (SELECT * FROM dialog_facts f
      WHERE f.account_id = ${accountId} AND f.dialog_id = k.id OFFSET 0) f ON true
    LEFT JOIN LATERAL (SELECT * FROM dialog_classifications c
      WHERE c.account_id = ${accountId} AND c.dialog_id = k.id OFFSET 0) c ON true`);
  return rows.map(readDialogOf);
}

function readDialogOf(row: DialogRow): ReadDialog {
  const status = STATUSES[row.status]!;
  return {
    dialog: {
      id: row.id,
      conversationId: row.conversation_id,
      inboxId: row.inbox_id,
      teamId: row.team_id,
      assigneeId: row.assignee_id,
      status,
      startedAt: row.created_at,
      resolvedAt: status === 'resolved' ? row.updated_at : null,
      resolveKnown: row.resolve_known ?? true,
      startedBy: row.started_by ?? 'visitor',
      startedStatus: row.started_status === null ? null : STATUSES[row.started_status]!,
      startedAssigneeId: row.started_assignee_id,
      startedTeamId: row.started_team_id,
      foundAt: row.found_at,
      botServed: row.bot_served ?? false,
    },
    decided: row.kinds && {
      kinds: row.kinds,
      answeredAt: row.answered_at,
      answerWaitSeconds: row.answer_wait_seconds,
      departedAssigneeId: row.departed_assignee_id,
      departedTeamId: row.departed_team_id,
    },
    nextOfConversationAt: row.next_of_conversation_at,
    contactId: row.contact_of_now,
  };
}
