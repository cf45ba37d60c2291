import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';

/** For how long changes are kept, for those who come back after a while. */
const CHANGES_KEPT = '1 hour';

const ROWS_PER_STATEMENT = 20_000;

/** What is here, and of a transaction that is still to come, was restored from a database that had more of them. */
const OF_ANOTHER_DATABASE = sql`xid >= pg_snapshot_xmax(pg_current_snapshot())`;

/**
 * Forgets what changed long ago, some of it at a time, and keeps the greatest transaction that was forgotten. Those that
 * are not older than all that are under way are left: no place that is taken from now on has them still before it.
 * Returns how many rows went.
 */
export async function forgetChanges(database: Database, kept = CHANGES_KEPT): Promise<number> {
  const [row] = await database.rows<{ rows: number }>(sql`
    WITH old AS (
      SELECT account_id, xid, dialog_id FROM dialog_changes
      WHERE changed_at < (now() AT TIME ZONE 'UTC') - ${kept}::interval AND account_id <> 0
        AND (xid < pg_snapshot_xmin(pg_current_snapshot()) OR ${OF_ANOTHER_DATABASE})
      ORDER BY changed_at LIMIT ${ROWS_PER_STATEMENT} FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM dialog_changes c USING old
      WHERE c.account_id = old.account_id AND c.xid = old.xid AND c.dialog_id = old.dialog_id RETURNING c.xid
    ), told AS (
      INSERT INTO dialog_changes (account_id, xid, dialog_id, changed_at)
      SELECT DISTINCT 0, xid, 0, 'infinity'::timestamp FROM gone WHERE NOT ${OF_ANOTHER_DATABASE}
      ORDER BY xid DESC LIMIT 1
      ON CONFLICT DO NOTHING RETURNING xid
    ), replaced AS (
      DELETE FROM dialog_changes WHERE account_id = 0 AND (xid < (SELECT xid FROM told) OR ${OF_ANOTHER_DATABASE})
    )
    SELECT count(*) AS rows FROM gone`);
  return row!.rows;
}
