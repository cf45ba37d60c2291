import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';

/**
 * From here on the transaction waits for no lock as long as PostgreSQL's `deadlock_timeout`: should the host wait for a
 * row of ours meanwhile, it is ours that fails, with `lock_not_available`, and never the host's.
 */
export async function giveWayToHost(session: Session): Promise<void> {
  await session.rows(sql`
    SELECT set_config('lock_timeout',
      least(400, ceil(extract(epoch FROM current_setting('deadlock_timeout')::interval) * 500))::int::text, true)`);
}
