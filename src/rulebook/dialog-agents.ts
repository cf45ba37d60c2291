import type { Instant } from '../instant';
import type { Stretch } from './assignments';
import { type AgentMessages, type CountedMessages, countMessages, countMessagesByAgent } from './message-counts';

/** What an agent was to one dialog (rules §4). */
export interface AgentOfDialog extends AgentMessages {
  readonly agentId: number;
  readonly stretches: readonly Stretch[];
}

const NO_MESSAGES = { whileAssigned: countMessages([], new Set()), assigneeUnknown: 0, sent: 0, sentWhileAssigned: 0 };

/**
 * Everybody who was assigned at some time or wrote a public message, in the order of their first appearance; those who
 * appeared at the same moment by id.
 */
export function agentsOf(
  stretches: readonly Stretch[],
  tallies: readonly (CountedMessages & { readonly firstAt: Instant })[],
  botUserIds: ReadonlySet<number>,
): AgentOfDialog[] {
  const counts = new Map(countMessagesByAgent(tallies, botUserIds).map((row) => [row.agentId, row]));
  const firstSeen = new Map<number, Instant>();
  const see = (agentId: number, at: Instant) => {
    firstSeen.set(agentId, Math.min(at, firstSeen.get(agentId) ?? at));
  };
  for (const { agentId, from } of stretches) see(agentId, from);
  for (const { type, private: isPrivate, senderType, senderId, firstAt } of tallies) {
    if (type === 'outgoing' && !isPrivate && senderType === 'User' && senderId !== null) see(senderId, firstAt);
  }
  return [...firstSeen]
    .sort(([a, seenA], [b, seenB]) => seenA - seenB || a - b)
    .map(([agentId]) => ({
      ...(counts.get(agentId) ?? NO_MESSAGES),
      agentId,
      stretches: stretches.filter((stretch) => stretch.agentId === agentId),
    }));
}
