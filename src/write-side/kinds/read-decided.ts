import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import type { Instant } from '../../instant';
import type { Reason } from '../../rulebook/kind-reasons';
import type { DialogKind } from '../../rulebook/words';
import type { Decided } from './decide-kinds';

/** What is kept of how a dialog was decided. */
type Kept = Omit<Decided, 'bounceTimeoutSeconds' | 'explanation'>;

interface Row {
  dialog_id: number;
  kinds: DialogKind[];
  presence_known: boolean;
  departed_at: Instant | null;
  waited_seconds: number | null;
  departed_assignee_id: number | null;
  departed_team_id: number | null;
  answered_at: Instant | null;
  answer_wait_seconds: number | null;
  reason: Reason;
}

/** Reads what dialogs of an account were decided to be, by dialog: one statement, none where none are given. */
export async function readDecided(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, Kept>> {
  if (dialogIds.length === 0) return new Map();
  const rows = await session.rows<Row>(sql`
    SELECT dialog_id, kinds::text[] AS kinds, presence_known, departed_at, waited_seconds, departed_assignee_id,
      departed_team_id, answered_at, answer_wait_seconds, reason
    FROM dialog_classifications WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(dialogIds)}::bigint[])`);
  return new Map(rows.map((row) => [row.dialog_id, keptOf(row)]));
}

function keptOf(row: Row): Kept {
  return {
    ...{ kinds: row.kinds, presenceKnown: row.presence_known, reason: row.reason },
    ...{ departedAt: row.departed_at, waitedSeconds: row.waited_seconds },
    ...{ departedAssigneeId: row.departed_assignee_id, departedTeamId: row.departed_team_id },
    ...{ answeredAt: row.answered_at, waitSeconds: row.answer_wait_seconds },
  };
}
