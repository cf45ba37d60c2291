import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { DERIVED_TABLES, ROWS_OF } from './rows';
import { summariseDialogs } from './summarise-dialogs';

/** A dialog whose rows in a derived table are not those that its log gives. */
export interface Difference {
  readonly dialogId: number;
  readonly table: string;
}

/** Compares the stored rows of dialogs of an account with those that the log gives, in the caller's snapshot. */
export async function findDifferences(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<Difference[]> {
  const dialogs = await summariseDialogs(session, events, accountId, ids);
  const found: Difference[] = [];
  for (const table of DERIVED_TABLES) {
    const name = sql.raw(table);
    const computed = sql`SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${JSON.stringify(dialogs.flatMap(ROWS_OF[table]))}::jsonb)`;
    const stored = sql`SELECT * FROM ${name} WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(ids)}::bigint[])`;
    const rows = await session.rows<{ dialog_id: number }>(sql`
      WITH computed AS MATERIALIZED (${computed}), stored AS MATERIALIZED (${stored})
      SELECT DISTINCT dialog_id FROM ((SELECT * FROM computed EXCEPT ALL SELECT * FROM stored)
        UNION ALL (SELECT * FROM stored EXCEPT ALL SELECT * FROM computed)) different ORDER BY dialog_id`);
    found.push(...rows.map((row) => ({ dialogId: row.dialog_id, table })));
  }
  return found;
}
