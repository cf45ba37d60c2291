import { counted } from '../counted';
import { emptyOutbox } from '../write-side/capture/empty-outbox';
import { mirrorBatch } from './batch';
import { givingWay } from './give-way';
import type { Mirror } from './source';

const ROWS_PER_BATCH = 1_000;

/**
 * Returns when all that waits in the host's outbox at this moment is in the log database, whoever brings it, and how many
 * changes that were. Throws after a minute without progress, which a transaction left open in the host's cluster may cause.
 */
export async function mirrorAllWaiting(mirror: Mirror, batch = ROWS_PER_BATCH): Promise<number> {
  return emptyOutbox(mirror.host, {
    step: () => givingWay(() => mirrorBatch(mirror, batch), 0),
    stuck: (left, cause) => `${counted(left, 'change')} of the host can't be taken over yet, for ${cause}`,
  });
}
