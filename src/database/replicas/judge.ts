import type { Identity, ReplicaSeen } from './look';

/** Why a replica is left out. */
export type Reason =
  | 'not seen yet'
  | 'unreachable'
  | 'not a replica'
  | 'of another database'
  | 'behind'
  | 'in conflict with recovery';

/** How a replica stands: taken in, or left out and why. */
export interface Standing {
  /** Undefined where it is in. */
  readonly reason: Reason | undefined;
  /** How far it lags, in seconds; undefined where that is not known. */
  readonly lagSeconds: number | undefined;
}

/** What a replica is judged by. */
export interface Evidence {
  /** What it told; undefined where it told nothing in time. */
  readonly seen: ReplicaSeen | undefined;
  /** Of the primary. */
  readonly identity: Identity;
  readonly lagSeconds: number | undefined;
  /** Whether it was in until now. */
  readonly wasIn: boolean;
  readonly mostLagSeconds: number;
  /** What one of its queries failed of a moment ago. */
  readonly failed: Reason | undefined;
}

/** Whether reads may go to a replica. One that was too far behind has to come up to half of what is allowed. */
export function judge({ seen, identity, lagSeconds, wasIn, mostLagSeconds, failed }: Evidence): Standing {
  const standing = (reason: Reason | undefined) => ({ reason, lagSeconds });
  if (!seen) return { reason: 'unreachable', lagSeconds: undefined };
  if (!seen.isInRecovery) return standing('not a replica');
  if (seen.identity !== identity) return standing('of another database');
  const most = wasIn ? mostLagSeconds : mostLagSeconds / 2;
  if (seen.replayed === undefined || lagSeconds === undefined || lagSeconds > most) return standing('behind');
  return standing(failed);
}
