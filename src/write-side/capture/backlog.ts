import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';

/** So many waiting changes are counted; more are estimated, for counting millions takes as long as the outbox is. */
const EXACT_UP_TO = 10_000;

/** How much waits in the outbox, and since when. */
export interface Backlog {
  /** Exact up to 10,000; beyond, the span of their ids: the changes themselves and what was rolled back among them. */
  readonly rows: number;
  /** Seconds since the oldest waiting change; 0 when none waits. */
  readonly ageSeconds: number;
  /** Whether the oldest waits for an older transaction to end: see findReady. */
  readonly isHeldBack: boolean;
}

/** What waits in the outbox, or of that the changes up to an id. Costs the same however much it is. */
export async function readBacklog(session: Session, upTo = Number.MAX_SAFE_INTEGER): Promise<Backlog> {
  const [row] = await session.rows<{ counted: number; span: number; age: number; held_back: boolean }>(sql`
    WITH oldest AS (SELECT id, xid, at FROM dialog_outbox WHERE id <= ${upTo} ORDER BY id LIMIT 1)
    SELECT (SELECT count(*) FROM (
        SELECT FROM dialog_outbox WHERE id <= ${upTo} ORDER BY id LIMIT ${EXACT_UP_TO + 1}) counted) AS counted,
      (SELECT max(id) FROM dialog_outbox WHERE id <= ${upTo}) - oldest.id + 1 AS span,
      extract(epoch FROM clock_timestamp() AT TIME ZONE 'UTC' - oldest.at)::float8 AS age,
      oldest.xid >= pg_snapshot_xmin(pg_current_snapshot())
        AND oldest.xid < pg_snapshot_xmax(pg_current_snapshot()) AS held_back
    FROM oldest`);
  if (!row) return { rows: 0, ageSeconds: 0, isHeldBack: false };
  return {
    rows: row.counted > EXACT_UP_TO ? row.span : row.counted,
    // The clock may have been set back.
    ageSeconds: Math.max(0, row.age),
    isHeldBack: row.held_back,
  };
}
