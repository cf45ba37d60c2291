import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { sqlStateOf } from '../../database/sql-states';

/** The classes of SQLSTATE that tell of the data: data exceptions, and violations of constraints. */
const OF_THE_DATA = /^(22|23)/;

/**
 * Whether a batch failed by what its rows hold, so that it will fail again: by a value that the database or we can't
 * take. Anything else, such as a lost connection or a missing column, is of all rows alike.
 */
export function isOfTheData(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return OF_THE_DATA.test(state);
  return error instanceof RangeError || error instanceof TypeError;
}

/**
 * Takes waiting rows of one conversation out of the way of all others: they are kept in `dialog_outbox_aside` with the
 * error, and a gap is marked, so that health and log tell of it and a replay finds what they changed.
 */
export async function setAside(session: Session, ids: readonly number[], error: unknown): Promise<void> {
  await session.rows(sql`
    WITH taken AS (DELETE FROM dialog_outbox WHERE id = ANY(${sql.param(ids)}::bigint[]) RETURNING *)
    INSERT INTO dialog_outbox_aside (account_id, conversation_id, id, set_aside_at, error, change)
    SELECT account_id, conversation_id, id, clock_timestamp() AT TIME ZONE 'UTC', ${reasonOf(error)}, to_jsonb(taken)
    FROM taken ON CONFLICT DO NOTHING`);
  // There is no sequence where the triggers were taken away meanwhile.
  await session.rows(sql`SELECT nextval(to_regclass('dialog_outbox_gaps'))`);
}

/** Drizzle wraps what PostgreSQL said. */
function reasonOf(error: unknown): string {
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  return String(cause).replaceAll('\0', '');
}
