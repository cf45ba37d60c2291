import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { formatTimestamp } from '../instant';
import type { InstantRange } from './dialog-filter';

/** Which transfers: all that is given must hold of one of them, within a list any may. Ids are database ids. */
export interface TransferFilter {
  readonly from?: readonly number[];
  readonly to?: readonly number[];
  readonly fromTeam?: readonly number[];
  readonly toTeam?: readonly number[];
  readonly withoutFromTeam?: boolean;
  readonly withoutToTeam?: boolean;
  readonly viaQueue?: boolean;
  readonly at?: InstantRange;
}

type Events = Database['events'];

/** Whether dialog d has such a transfer, by its summary, or by the log where it changed since. */
export function transferCondition(filter: TransferFilter, accountId: number, events: Events): SQL[] {
  const matches = matching(filter, accountId, events);
  return [
    // Found once, however often the statement looks into them.
    sql`d.id IN (WITH made AS MATERIALIZED (
      SELECT x.dialog_id FROM dialog_transfers x WHERE x.account_id = ${accountId} AND ${matches}
        AND NOT EXISTS (SELECT FROM dialog_stale t WHERE t.account_id = ${accountId} AND t.dialog_id = x.dialog_id)
      UNION SELECT x.dialog_id FROM (${transfersOfChanged(accountId, events)}) x WHERE ${matches})
      SELECT dialog_id FROM made)`,
  ];
}

/**
 * The teams of transfer x, a row of `dialog_transfers`, as `teamsOfTransfer` in the rulebook has them: the one just before
 * its first agent left, and the one once its second was assigned.
 */
export function transferTeams(accountId: number, events: Events): { readonly from: SQL; readonly to: SQL } {
  const at = (bound: SQL) => sql`(SELECT its.team_id FROM (
      SELECT t.at, t.team_id FROM dialog_teams t
      WHERE t.account_id = ${accountId} AND t.dialog_id = x.dialog_id AND ${bound}
      UNION ALL SELECT '-infinity', f.started_team_id FROM dialog_facts f
      WHERE f.account_id = ${accountId} AND f.dialog_id = x.dialog_id) its ORDER BY its.at DESC LIMIT 1)`;
  return { from: at(sql`t.at < ${leftAt(accountId, events)}`), to: at(sql`t.at <= x.at`) };
}

/** When the first agent of transfer x ceased to be assigned: where the queue lay between, at the first unassigning since. */
function leftAt(accountId: number, events: Events): SQL {
  const its = (
    name: string,
  ) => sql`${sql.raw(name)}.account_id = ${accountId} AND ${sql.raw(name)}.dialog_id = x.dialog_id
    AND ${sql.raw(name)}.name = 'conversation_assigned' AND ${sql.raw(name)}.created_at <= x.at`;
  return sql`(CASE WHEN x.via_queue THEN coalesce((SELECT min(e.created_at) FROM ${events} e
      WHERE ${its('e')} AND e.user_id IS NULL
        AND e.created_at >= coalesce((SELECT f.found_at FROM dialog_facts f
          WHERE f.account_id = ${accountId} AND f.dialog_id = x.dialog_id), '-infinity')
        AND NOT EXISTS (SELECT FROM ${events} later WHERE ${its('later')} AND later.user_id = x.from_agent_id
          AND (later.created_at, later.id) > (e.created_at, e.id))), x.at) ELSE x.at END)`;
}

function matching(filter: TransferFilter, accountId: number, events: Events): SQL {
  const teams = transferTeams(accountId, events);
  const among = (column: SQL, ids: readonly number[] | undefined) =>
    ids === undefined ? [] : [sql`${column} = ANY(${sql.param(ids)}::bigint[])`];
  const isNull = (column: SQL, is: boolean | undefined) => (is === undefined ? [] : [sql`(${column} IS NULL) = ${is}`]);
  const { from, to } = filter.at ?? {};
  const conditions = [
    ...(from === undefined ? [] : [sql`x.at >= ${formatTimestamp(from)}`]),
    ...(to === undefined ? [] : [sql`x.at < ${formatTimestamp(to)}`]),
    ...among(sql`x.from_agent_id`, filter.from),
    ...among(sql`x.to_agent_id`, filter.to),
    ...(filter.viaQueue === undefined ? [] : [sql`x.via_queue = ${filter.viaQueue}`]),
    ...among(teams.from, filter.fromTeam),
    ...among(teams.to, filter.toTeam),
    ...isNull(teams.from, filter.withoutFromTeam),
    ...isNull(teams.to, filter.withoutToTeam),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/**
 * The transfers of the dialogs that changed since they were summarised, as `transfersOf` in the rulebook finds them: of two
 * assigned one after another, nobody between them passed over, who differ.
 */
function transfersOfChanged(accountId: number, events: Events): SQL {
  return sql`SELECT d.id AS dialog_id, made.* FROM dialogs d
    LEFT JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
    CROSS JOIN LATERAL (
      SELECT p.at, p.from_agent_id, p.to_agent_id, p.place > p.place_before + 1 AS via_queue FROM (
        SELECT s.at, s.user_id AS to_agent_id, s.place, lag(s.user_id) OVER its AS from_agent_id,
          lag(s.place) OVER its AS place_before
        FROM (SELECT a.at, a.user_id, row_number() OVER (ORDER BY a.at, a.id) AS place FROM (
          SELECT coalesce(f.found_at, '-infinity') AS at, 0::bigint AS id, f.started_assignee_id AS user_id
          UNION ALL ${assignmentsInDialog(accountId, events)}) a) s
        WHERE s.user_id IS NOT NULL WINDOW its AS (ORDER BY s.place)) p
      WHERE p.from_agent_id <> p.to_agent_id) made
    WHERE d.account_id = ${accountId} AND d.id IN (SELECT t.dialog_id FROM dialog_stale t WHERE t.account_id = ${accountId})`;
}

/**
 * The assignments of dialog d after the one it started with, up to its resolve; as `assignmentsOf` in the rulebook: of
 * those at the very moment of the resolve, the ones logged before it.
 */
export function assignmentsInDialog(accountId: number, events: Events): SQL {
  return sql`SELECT e.created_at AS at, e.id, e.user_id FROM ${events} e
    WHERE e.account_id = ${accountId} AND e.dialog_id = d.id AND e.name = 'conversation_assigned'
      AND (d.status <> 1 OR (e.created_at, e.id) < (d.updated_at, coalesce((SELECT min(r.id) FROM ${events} r
        WHERE r.account_id = ${accountId} AND r.dialog_id = d.id AND r.name = 'conversation_resolved'
          AND r.created_at = d.updated_at), 0)))`;
}
