import { sql } from 'drizzle-orm';
import type { Database } from './database';

/**
 * Reads at one moment for a long time: one connection and one snapshot, whose statements, and the pauses between them, may
 * take so many milliseconds. The signal ends the statement under way, and the snapshot with it. Throws what `work` throws.
 */
export function inLongSnapshot<Result>(
  database: Database,
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal: AbortSignal },
  work: (snapshot: Database) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (session) => {
    await session.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
    const limit = String(milliseconds);
    await session.rows(sql`SELECT set_config('statement_timeout', ${limit}, true),
      set_config('idle_in_transaction_session_timeout', ${limit}, true)`);
    return work({ ...database, rows: session.rows, orm: session.orm });
  }, signal);
}
