import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { type StartedDialogs, startedConditions } from './started-dialogs';

/** Visitors who left while someone had their dialogs. */
export interface DepartureRecord {
  /** Of the agent or the team; null for the general queue. */
  readonly id: number | null;
  readonly missed: number;
  readonly bounced: number;
}

/** Missed and bounced dialogs by who had them when the visitor left, most missed first: one statement. */
export async function departures(
  database: Database,
  started: StartedDialogs,
  by: 'agent' | 'team',
): Promise<DepartureRecord[]> {
  const { tables, where } = startedConditions(database, started);
  const id = { agent: sql`k.departed_assignee_id`, team: sql`k.departed_team_id` }[by];
  return database.rows<DepartureRecord>(sql`
    SELECT ${id} AS id, count(*) FILTER (WHERE 'missed' = ANY (k.kinds)) AS missed,
      count(*) FILTER (WHERE 'bounce' = ANY (k.kinds)) AS bounced
    FROM ${tables} WHERE ${where} AND k.kinds && '{missed,bounce}' GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 NULLS FIRST`);
}
