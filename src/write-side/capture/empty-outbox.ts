import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { readBacklog } from './backlog';
import { describeBlocker, findBlocker } from './blocker';

/** How long to wait between two steps that took nothing; milliseconds. */
const IDLE_PAUSE = 50;

/** How an outbox is emptied. */
export interface Emptying {
  /** Takes some of what waits, and tells how many changes. */
  readonly step: () => Promise<number>;
  /** Says that so many changes can't be taken, for such a cause. */
  readonly stuck: (left: number, cause: string) => string;
  readonly onProgress?: (left: number) => void;
  /** How long to go on without progress before giving up; milliseconds. */
  readonly patience?: number;
}

/**
 * Returns when all that waits in an outbox at this moment is taken, whoever takes it, and how many changes that were. Throws
 * after a minute, unless told otherwise, without progress, which a transaction left open in the cluster may cause.
 */
export async function emptyOutbox(
  database: Database,
  { step, stuck, onProgress = () => {}, patience = 60_000 }: Emptying,
): Promise<number> {
  const [waiting] = await database.rows<{ newest: number | null; count: number }>(
    sql`SELECT max(id) AS newest, count(*) AS count FROM dialog_outbox`,
  );
  const { newest, count } = waiting!;
  if (newest === null) return 0;
  let lastLeft = Number.POSITIVE_INFINITY;
  for (let since = Date.now(); ; ) {
    const taken = await step();
    const { rows: left, ageSeconds, isHeldBack } = await readBacklog(database, newest);
    if (left === 0) return count;
    if (left < lastLeft) since = Date.now();
    lastLeft = left;
    onProgress(left);
    if (Date.now() - since > patience) {
      const blocker = isHeldBack ? await findBlocker(database) : undefined;
      const cause = blocker ? describeBlocker(blocker, ageSeconds) : 'rows that others hold: see pg_stat_activity';
      throw new Error(stuck(left, cause));
    }
    if (taken === 0) await setTimeout(IDLE_PAUSE);
  }
}
