import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import type { DialogRows } from './rows';
import { summariseDialogs } from './summarise-dialogs';

/** A dialog whose rows in a derived table are not those that its log gives. */
export interface Difference {
  readonly dialogId: number;
  readonly table: string;
}

/** The derived tables, and the rows of a dialog in each. */
const TABLES: Readonly<Record<string, (rows: DialogRows) => readonly object[]>> = {
  dialog_summaries: ({ summary }) => [summary],
  dialog_message_facts: ({ messages }) => messages,
  dialog_transfers: ({ transfers }) => transfers,
  dialog_holdings: ({ holdings }) => holdings,
};

/** Compares the stored rows of dialogs of an account with those that the log gives, in the caller's snapshot. */
export async function findDifferences(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<Difference[]> {
  const dialogs = await summariseDialogs(session, events, accountId, ids);
  const found: Difference[] = [];
  for (const [table, rowsOf] of Object.entries(TABLES)) {
    const name = sql.raw(table);
    const computed = sql`SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${JSON.stringify(dialogs.flatMap(rowsOf))}::jsonb)`;
    const stored = sql`SELECT * FROM ${name} WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(ids)}::bigint[])`;
    const rows = await session.rows<{ dialog_id: number }>(sql`
      WITH computed AS MATERIALIZED (${computed}), stored AS MATERIALIZED (${stored})
      SELECT DISTINCT dialog_id FROM ((SELECT * FROM computed EXCEPT ALL SELECT * FROM stored)
        UNION ALL (SELECT * FROM stored EXCEPT ALL SELECT * FROM computed)) different ORDER BY dialog_id`);
    found.push(...rows.map((row) => ({ dialogId: row.dialog_id, table })));
  }
  return found;
}
