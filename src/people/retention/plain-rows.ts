import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import type { RetentionScope } from './retention';

/** Rows of one transaction: whoever waits for one of them does not wait long. */
const ROWS_PER_BATCH = 2_000;

/** Captured changes that were set aside: they stay readable that long, for whoever looks into the error. */
export function removeOutbox(database: Database, scope: RetentionScope): Promise<number> {
  return removeRows(database, scope, sql`dialog_outbox_aside`, sql`set_aside_at < ${scope.before}`);
}

/** Tokens that ended: their names and their last use go with them. */
export function removeTokens(database: Database, scope: RetentionScope): Promise<number> {
  return removeRows(database, scope, sql`dialog_api_tokens`, sql`least(revoked_at, expires_at) < ${scope.before}`);
}

async function removeRows(
  database: Database,
  { accountId, dryRun, signal, onBatch }: RetentionScope,
  table: SQL,
  condition: SQL,
): Promise<number> {
  const its = sql`account_id = ${accountId} AND ${condition}`;
  if (dryRun) {
    const [found] = await database.rows<{ rows: number }>(sql`SELECT count(*) AS rows FROM ${table} WHERE ${its}`);
    return found!.rows;
  }
  for (let sum = 0; ; ) {
    const [gone] = await database.rows<{ rows: number }>(sql`
      WITH gone AS (
        DELETE FROM ${table} WHERE ${its} AND ctid = ANY(ARRAY(
          SELECT ctid FROM ${table} WHERE ${its} LIMIT ${ROWS_PER_BATCH} FOR UPDATE SKIP LOCKED))
        RETURNING true
      ) SELECT count(*) AS rows FROM gone`);
    sum += gone!.rows;
    onBatch(gone!.rows);
    if (gone!.rows === 0 || signal?.aborted) return sum;
  }
}
