import { sql } from 'drizzle-orm';
import type { Session } from '../../src/database/database';
import type { Instant } from '../../src/instant';

/** The database's clock. */
export async function readClock({ rows }: Session): Promise<Instant> {
  const [row] = await rows<{ now: Instant }>(sql`SELECT clock_timestamp()::timestamp AS now`);
  return row!.now;
}
