import { sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { createSession, type Session } from '../../database/database';
import { isCaptureInstalled } from '../../database/install/install';
import { countGaps } from '../history/gaps';
import { type Backlog, readBacklog } from './backlog';
import { type Blocker, findBlocker } from './blocker';
import { LEADER_LOCK } from './worker';

/** How the capture of a database is doing. */
export interface CaptureHealth extends Backlog {
  /** How often a trigger had to swallow an error since the last replay: changes that only a replay finds. */
  readonly gaps: number;
  /** Whether any process captures. */
  readonly isLed: boolean;
  /** What the oldest waiting change waits for, if for a transaction. */
  readonly blockedBy: Blocker | undefined;
  /** What of it concerns the mirror, where the log is in another database than the host. */
  readonly mirror?: MirrorHealth;
}

/** How a host is being mirrored into its log database. */
export interface MirrorHealth extends Pick<Backlog, 'rows' | 'ageSeconds'> {
  /** Whether any process mirrors. */
  readonly isLed: boolean;
  /** Whether the first copy is whole; before, nothing is taken out of the host's outbox. */
  readonly isCopied: boolean;
}

/** How the capture of a database is doing; undefined where it is not installed. */
export async function readCaptureHealth(pool: Pool): Promise<CaptureHealth | undefined> {
  if (!(await isCaptureInstalled(pool))) return undefined;
  const session = createSession(pool);
  const backlog = await readBacklog(session);
  return {
    ...backlog,
    gaps: await countGaps(session),
    isLed: await isLed(session, LEADER_LOCK),
    blockedBy: backlog.isHeldBack ? await findBlocker(session) : undefined,
  };
}

/** Whether any process holds the lead that this advisory lock of the database stands for. */
export async function isLed(session: Session, lock: number): Promise<boolean> {
  const rows = await session.rows(sql`
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (classid::bigint << 32) + objid::bigint = ${lock}`);
  return rows.length > 0;
}
