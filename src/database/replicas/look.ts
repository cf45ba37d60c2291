import { sql } from 'drizzle-orm';
import type { Session } from '../database';
import { type Position, readPosition } from './position';

/** Which database of which cluster a connection leads to: the same on a primary and on its replicas. */
export type Identity = string;

/** What a server tells of itself as a replica. */
export interface ReplicaSeen {
  readonly isInRecovery: boolean;
  /** What it has replayed; undefined where it tells none. */
  readonly replayed: Position | undefined;
  readonly identity: Identity;
}

const identity = sql`(SELECT system_identifier FROM pg_control_system()) || '/' ||
  (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Which database it is, whose replicas are of the same cluster and have it under the same number. */
export async function readIdentity(session: Session): Promise<Identity> {
  const [row] = await session.rows<{ identity: string }>(sql`SELECT ${identity} AS identity`);
  return row!.identity;
}

/** Asks a server what it is, and how far it has replayed. */
export async function lookAtReplica(session: Session): Promise<ReplicaSeen> {
  const [row] = await session.rows<{ recovering: boolean; replayed: string | null; identity: string }>(sql`
    SELECT pg_is_in_recovery() AS recovering, pg_last_wal_replay_lsn()::text AS replayed, ${identity} AS identity`);
  const { recovering, replayed, identity: own } = row!;
  return {
    ...{ isInRecovery: recovering, identity: own },
    replayed: replayed === null ? undefined : readPosition(replayed),
  };
}
