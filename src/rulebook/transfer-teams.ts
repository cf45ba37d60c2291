import type { Instant } from '../instant';
import type { Stretch, TransferMade } from './assignments';

/** Which team has a dialog from a moment on; null for none, and where it is not known. */
export interface TeamChange {
  readonly at: Instant;
  readonly teamId: number | null;
}

/** The teams that a transfer passed a dialog between; the same where it stayed with one, null for none. */
export interface TransferTeams {
  readonly fromTeamId: number | null;
  readonly toTeamId: number | null;
}

/** When a transfer's first agent ceased to be assigned: at its moment, or earlier where the queue lay between. */
export function leftAt(
  { at, fromAgentId }: Pick<TransferMade, 'at' | 'fromAgentId'>,
  stretches: readonly Stretch[],
): Instant {
  const last = stretches.findLast(({ agentId, to }) => agentId === fromAgentId && to !== null && to <= at);
  return last?.to ?? at;
}

/** The team just before the first agent left, and the one once the second was assigned. `teams` by time, the first from the start. */
export function teamsOfTransfer(
  { at, leftAt: left }: { readonly at: Instant; readonly leftAt: Instant },
  teams: readonly TeamChange[],
): TransferTeams {
  const before = teams.findLast((change) => change.at < left) ?? teams[0];
  return {
    fromTeamId: before?.teamId ?? null,
    toTeamId: teams.findLast((change) => change.at <= at)?.teamId ?? null,
  };
}
