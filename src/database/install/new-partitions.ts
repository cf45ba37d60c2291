import type { Pool } from 'pg';
import { actAsOwner } from '../act-as-owner';
import { PATIENCE } from '../patience';
import { withTurn } from '../turn';
import { areOfNewPartition, type TableSteps } from './capture-steps';
import { bringToVersion, missingSteps } from './install';

/** A partition that got the triggers of its table. */
export interface CapturedPartition {
  readonly name: string;
  /** It holds rows: those that were written to it by its own name are not captured. */
  readonly hadRows: boolean;
}

/** The next time is soon: the host's writers are to wait no longer for a partition than for one lock. */
const ONE_ATTEMPT = { ...PATIENCE, attempts: 1 };

/**
 * Attaches the triggers of captured tables to partitions that the host has made since. Changes nothing else, and nothing
 * where capture is not installed. Throws HostBusyError where a partition could not be locked in time, and what PostgreSQL
 * throws where the role has not the rights of the host's owner.
 */
export async function captureNewPartitions(url: string, pool: Pool): Promise<CapturedPartition[]> {
  const isNew = (step: TableSteps) => areOfNewPartition(step);
  if (!(await missingSteps(pool)).some(isNew)) return [];
  return withTurn(
    url,
    () => {},
    async (client) => {
      await actAsOwner(client);
      const steps = (await missingSteps(client)).filter(isNew);
      // The gap is told by the caller: most partitions that hold rows had them from their table.
      for (const step of steps) await bringToVersion(client, { ...step, hasMissed: false }, () => {}, ONE_ATTEMPT);
      return steps.map(({ table, hasMissed }) => ({ name: table, hadRows: hasMissed }));
    },
  );
}
