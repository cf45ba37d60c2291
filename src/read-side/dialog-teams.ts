import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import type { TeamChange } from '../rulebook/transfer-teams';
import { groupBy } from './group';

/** Which teams had dialogs from when on, each dialog's by time, the first from its start: one statement. */
export async function teamsOfDialogs(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, TeamChange[]>> {
  const rows = await session.rows<{ dialog_id: number; at: Instant; team_id: number | null }>(sql`
    SELECT d.id AS dialog_id, its.at, its.team_id FROM unnest(${sql.param(dialogIds)}::bigint[]) AS k (id)
    JOIN dialogs d ON d.account_id = ${accountId} AND d.id = k.id
    CROSS JOIN LATERAL (
      SELECT d.created_at AS at, (SELECT f.started_team_id FROM dialog_facts f
        WHERE f.account_id = ${accountId} AND f.dialog_id = d.id) AS team_id, 0 AS place
      UNION ALL
      SELECT t.at, t.team_id, 1 FROM dialog_teams t WHERE t.account_id = ${accountId} AND t.dialog_id = d.id) its
    ORDER BY d.id, its.at, its.place`);
  const byDialog = groupBy(rows, (row) => row.dialog_id);
  return new Map([...byDialog].map(([id, own]) => [id, own.map(({ at, team_id: teamId }) => ({ at, teamId }))]));
}
