import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import type { Reason } from '../rulebook/kind-reasons';
import type { DialogKind } from '../rulebook/words';

/** What a dialog is, and what that was decided from. */
export interface ClassificationRecord {
  readonly kinds: DialogKind[];
  readonly presenceKnown: boolean;
  readonly departedAt: Instant | null;
  readonly waitedSeconds: number | null;
  readonly bounceTimeoutSeconds: number;
  readonly departedAssigneeId: number | null;
  readonly departedTeamId: number | null;
  /** Null where nothing was decided yet. */
  readonly reason: Reason | null;
  readonly skip: SkipRecord | null;
}

/** The skip mark of a dialog. */
export interface SkipRecord {
  readonly at: Instant;
  readonly reason: string | null;
  readonly by: string;
}

interface ClassificationRow {
  id: number;
  kinds: DialogKind[] | null;
  presence_known: boolean | null;
  departed_at: Instant | null;
  waited_seconds: number | null;
  bounce_timeout: number | null;
  departed_assignee_id: number | null;
  departed_team_id: number | null;
  reason: Reason | null;
  skip: boolean | null;
  skipped_at: Instant | null;
  skip_reason: string | null;
  skipped_by: string | null;
}

/** The kinds of dialogs and what they were decided from: one statement. */
export async function classificationsOfDialogs(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, ClassificationRecord>> {
  const rows = await session.rows<ClassificationRow>(sql`
    SELECT n.id, k.kinds::text[] AS kinds, k.presence_known, k.departed_at, k.waited_seconds, f.bounce_timeout,
      k.departed_assignee_id, k.departed_team_id, k.reason, s.skip, s.at AS skipped_at, s.reason AS skip_reason,
      coalesce(s.token_name, s.token) AS skipped_by
    FROM unnest(${sql.param(dialogIds)}::bigint[]) AS n (id)
    LEFT JOIN dialog_classifications k ON k.account_id = ${accountId} AND k.dialog_id = n.id
    LEFT JOIN dialog_facts f ON f.account_id = ${accountId} AND f.dialog_id = n.id
    LEFT JOIN LATERAL (SELECT * FROM dialog_skips s WHERE s.account_id = ${accountId} AND s.dialog_id = n.id
      ORDER BY s.at DESC LIMIT 1) s ON true`);
  return new Map(rows.map((row) => [row.id, recordOf(row)]));
}

function recordOf(row: ClassificationRow): ClassificationRecord {
  return {
    kinds: row.kinds ?? [],
    presenceKnown: row.presence_known ?? false,
    departedAt: row.departed_at,
    waitedSeconds: row.waited_seconds,
    bounceTimeoutSeconds: row.bounce_timeout ?? 0,
    departedAssigneeId: row.departed_assignee_id,
    departedTeamId: row.departed_team_id,
    reason: row.reason,
    skip: row.skip ? { at: row.skipped_at!, reason: row.skip_reason, by: row.skipped_by! } : null,
  };
}
