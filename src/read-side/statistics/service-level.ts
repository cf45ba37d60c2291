import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { rate } from './kind-summary';
import { type StartedDialogs, startedConditions } from './started-dialogs';

/**
 * Answered within a threshold of seconds, of the answered and the missed ones (rules §5, "In reports"); null where there
 * were none: one statement. A missed dialog is not answered, whatever came later; bounces count nowhere.
 */
export async function serviceLevel(
  database: Database,
  started: StartedDialogs,
  thresholdSeconds: number,
): Promise<number | null> {
  const { tables, where } = startedConditions(database, started);
  const answered = sql`k.answer_wait_seconds IS NOT NULL AND NOT k.kinds && '{missed,bounce,offline}'`;
  const [row] = await database.rows<{ answered: number; in_time: number; missed: number }>(sql`
    SELECT count(*) FILTER (WHERE ${answered}) AS answered,
      count(*) FILTER (WHERE ${answered} AND k.answer_wait_seconds <= ${thresholdSeconds}) AS in_time,
      count(*) FILTER (WHERE 'missed' = ANY (k.kinds)) AS missed
    FROM ${tables} WHERE ${where}`);
  const { answered: all, in_time: inTime, missed } = row!;
  return rate(inTime, all + missed);
}
