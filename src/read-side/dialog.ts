import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { type Closer, STATUSES, type Starter, type Status } from '../rulebook/words';
import { isWithin, type Visibility } from './visibility';

/** A dialog as the API answers for it, with what its statistics are computed from. */
export interface DialogRecord {
  readonly kind: 'Dialog';
  readonly id: number;
  readonly conversationId: number;
  readonly inboxId: number;
  /** The contact that the conversation has now: of merged contacts, the one that remains (rules §2). */
  readonly contactId: number | null;
  readonly teamId: number | null;
  readonly assigneeId: number | null;
  readonly status: Status;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Null while it lasts; a resolved row is frozen, so its last change is its resolve. */
  readonly resolvedAt: Instant | null;
  readonly startedBy: Starter;
  /** null: not known. */
  readonly startedStatus: Status | null;
  readonly startedAssigneeId: number | null;
  /** When the log found a dialog that is older than itself, with `startedAssigneeId` assigned. */
  readonly foundAt: Instant | null;
  /** Whether a part of it, or all, happened unlogged. */
  readonly fromHistory: boolean;
  /** False where `resolvedAt` is but the last sign of the dialog. */
  readonly resolvedAtKnown: boolean;
  readonly botServed: boolean;
  readonly closedBy: Closer | null;
}

/** A row of `dialogColumns`. */
export interface DialogRow {
  id: number;
  conversation_id: number;
  inbox_id: number;
  contact_id: number | null;
  team_id: number | null;
  assignee_id: number | null;
  status: number;
  created_at: Instant;
  updated_at: Instant;
  started_by: Starter | null;
  started_status: number | null;
  started_assignee_id: number | null;
  found_at: Instant | null;
  from_history: boolean;
  resolved_at_known: boolean;
  bot_served: boolean | null;
  closed_by: Closer | null;
}

/** The columns of a dialog, in a statement with `dialogTables`. */
export const dialogColumns = sql`d.id, d.conversation_id, d.inbox_id, coalesce(c.contact_id, d.contact_id) AS contact_id,
  d.team_id, d.assignee_id, d.status, d.created_at, d.updated_at,
  f.started_by, f.started_status, f.started_assignee_id, f.found_at, f.bot_served, f.closed_by,
  coalesce(f.replayed OR f.found_at IS NOT NULL, true) AS from_history, coalesce(f.resolve_known, true) AS resolved_at_known`;

/** `dialogs` as d, its facts as f, and its conversation as c where the host still has it. */
export const dialogTables = sql`dialogs d
  LEFT JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
  LEFT JOIN conversations c ON c.account_id = d.account_id AND c.id = d.conversation_id`;

export function dialogOf(row: DialogRow): DialogRecord {
  const status = STATUSES[row.status]!;
  return {
    kind: 'Dialog',
    id: row.id,
    conversationId: row.conversation_id,
    inboxId: row.inbox_id,
    contactId: row.contact_id,
    teamId: row.team_id,
    assigneeId: row.assignee_id,
    status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    resolvedAt: status === 'resolved' ? row.updated_at : null,
    startedBy: row.started_by ?? 'visitor',
    startedStatus: row.started_status === null ? null : STATUSES[row.started_status]!,
    startedAssigneeId: row.started_assignee_id,
    foundAt: row.found_at,
    fromHistory: row.from_history,
    resolvedAtKnown: row.resolved_at_known,
    botServed: row.bot_served ?? false,
    closedBy: row.closed_by,
  };
}

/** The dialogs with these ids; those that the account has not, or that are not seen, are left out. */
export async function dialogsById(
  session: Session,
  visibility: Visibility,
  ids: readonly number[],
): Promise<Map<number, DialogRecord>> {
  const rows = await session.rows<DialogRow>(sql`
    SELECT ${dialogColumns} FROM ${dialogTables}
    WHERE d.account_id = ${visibility.accountId} AND d.id = ANY(${sql.param(ids)}::bigint[])
      AND ${isWithin(visibility, sql`d`)}`);
  return new Map(rows.map((row) => [row.id, dialogOf(row)]));
}
