import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { counted } from '../counted';
import { readBacklog } from '../write-side/capture/backlog';
import { describeBlocker, findBlocker } from '../write-side/capture/blocker';
import { mirrorBatch } from './batch';
import { givingWay } from './give-way';
import type { Mirror } from './source';

const ROWS_PER_BATCH = 1_000;
const PAUSE_MS = 50;

/** How long to go on without progress before giving up; milliseconds. */
const PATIENCE = 60_000;

/**
 * Returns when all that waits in the host's outbox at this moment is in the log database, whoever brings it, and how many
 * changes that were. Throws after a minute without progress, which a transaction left open in the host's cluster may cause.
 */
export async function mirrorAllWaiting(mirror: Mirror, batch = ROWS_PER_BATCH): Promise<number> {
  const { host } = mirror;
  const [waiting] = await host.rows<{ newest: number | null; count: number }>(
    sql`SELECT max(id) AS newest, count(*) AS count FROM dialog_outbox`,
  );
  const { newest, count } = waiting!;
  if (newest === null) return 0;
  let lastLeft = Number.POSITIVE_INFINITY;
  for (let since = Date.now(); ; ) {
    const taken = await givingWay(() => mirrorBatch(mirror, batch), 0);
    if (taken > 0) continue;
    const { rows: left, ageSeconds, isHeldBack } = await readBacklog(host, newest);
    if (left === 0) return count;
    if (left < lastLeft) since = Date.now();
    lastLeft = left;
    if (Date.now() - since > PATIENCE) {
      const blocker = isHeldBack ? await findBlocker(host) : undefined;
      const cause = blocker ? describeBlocker(blocker, ageSeconds) : 'rows that others hold: see pg_stat_activity';
      throw new Error(`${counted(left, 'change')} of the host can't be taken over yet, for ${cause}`);
    }
    await setTimeout(PAUSE_MS);
  }
}
