import type { Pool } from 'pg';
import { createSession } from '../database/database';
import { isCaptureInstalled } from '../database/install/install';
import { readBacklog } from '../write-side/capture/backlog';
import { findBlocker } from '../write-side/capture/blocker';
import { type CaptureHealth, isLed } from '../write-side/capture/health';
import { LEADER_LOCK } from '../write-side/capture/worker';
import { countGaps } from '../write-side/history/gaps';
import { isCopied } from './progress';
import { MIRROR_LOCK } from './run';

/**
 * How the capture of a host is doing whose log is in another database: what waits in both outboxes, and since when the
 * oldest does; `mirror` is the host's part of it. Undefined where the outbox is not installed.
 */
export async function readMirroredHealth(hostPool: Pool, logPool: Pool): Promise<CaptureHealth | undefined> {
  if (!(await isCaptureInstalled(hostPool))) return undefined;
  const host = createSession(hostPool);
  const log = createSession(logPool);
  const ofHost = await readBacklog(host);
  const ofLog = await readBacklog(log);
  const isMirrored = await isLed(log, MIRROR_LOCK);
  const heldBack = ofHost.isHeldBack ? host : ofLog.isHeldBack ? log : undefined;
  return {
    rows: ofHost.rows + ofLog.rows,
    ageSeconds: Math.max(ofHost.ageSeconds, ofLog.ageSeconds),
    isHeldBack: heldBack !== undefined,
    gaps: (await countGaps(host)) + (await countGaps(log)),
    isLed: isMirrored && (await isLed(log, LEADER_LOCK)),
    blockedBy: heldBack && (await findBlocker(heldBack)),
    mirror: {
      ...{ rows: ofHost.rows, ageSeconds: ofHost.ageSeconds, isLed: isMirrored },
      isCopied: await isCopied(log),
    },
  };
}
