import type { Instant } from '../instant';
import type { Stretch, TransferMade } from '../rulebook/assignments';
import type { AgentOfDialog } from '../rulebook/dialog-agents';
import { type AgentMessages, countMessages, type MessageCounts } from '../rulebook/message-counts';

/** Who served a dialog: what the API answers of its transfers, agents and messages, by ids. */
export interface Served {
  readonly messageCounts: MessageCounts;
  readonly messagesByAgent: readonly AgentMessages[];
  readonly transfers: readonly TransferMade[];
  readonly agents: readonly AgentOfDialog[];
}

/** In the order of COUNTS. */
type StoredCounts = readonly number[];

const COUNTS = ['total', 'client', 'agent', 'bot', 'template', 'activity', 'private'] as const;

/** `Served` as the column `served` keeps it: short, for a page of dialogs reads one each. Moments are instants. */
export interface StoredServed {
  readonly counts: StoredCounts;
  /** Agent, or null for nobody; counts while assigned; of those with assignee unknown; sent; sent while assigned. */
  readonly by: readonly (readonly [number | null, StoredCounts, number, number, number])[];
  /** In their order: at, from, to, via the queue. */
  readonly transfers: readonly (readonly [Instant, number, number, boolean])[];
  /** In the order of their appearance, with their stretches. */
  readonly agents: readonly (readonly [number, readonly (readonly [Instant, Instant | null])[]])[];
}

/** What is kept of who served a dialog. */
export function storedOf({ messageCounts, messagesByAgent, transfers, agents }: Served): StoredServed {
  return {
    counts: storedCounts(messageCounts),
    by: messagesByAgent.map(({ agentId, whileAssigned, assigneeUnknown, sent, sentWhileAssigned }) => [
      ...([agentId, storedCounts(whileAssigned), assigneeUnknown, sent, sentWhileAssigned] as const),
    ]),
    transfers: transfers.map(({ at, fromAgentId, toAgentId, viaQueue }) => [at, fromAgentId, toAgentId, viaQueue]),
    agents: agents.map(({ agentId, stretches }) => [agentId, stretches.map(({ from, to }) => [from, to])]),
  };
}

/** Who served a dialog, from what was kept. A page makes hundreds of these objects: each is written out, copied from none. */
export function servedOf(stored: StoredServed): Served {
  const messagesByAgent = stored.by.map(messagesOf);
  return {
    messageCounts: countsOf(stored.counts),
    messagesByAgent,
    transfers: stored.transfers.map(([at, fromAgentId, toAgentId, viaQueue], index) => {
      return { number: index + 1, at, fromAgentId, toAgentId, viaQueue };
    }),
    agents: stored.agents.map(([agentId, stretches]) => {
      const messages = messagesByAgent.find((row) => row.agentId === agentId) ?? NO_MESSAGES;
      return {
        agentId,
        stretches: stretches.map(([from, to]): Stretch => ({ agentId, from, to })),
        whileAssigned: messages.whileAssigned,
        assigneeUnknown: messages.assigneeUnknown,
        sent: messages.sent,
        sentWhileAssigned: messages.sentWhileAssigned,
      };
    }),
  };
}

function messagesOf([agentId, counts, assigneeUnknown, sent, sentWhileAssigned]: StoredServed['by'][number]) {
  return { agentId, whileAssigned: countsOf(counts), assigneeUnknown, sent, sentWhileAssigned };
}

const NO_MESSAGES = { whileAssigned: countMessages([], new Set()), assigneeUnknown: 0, sent: 0, sentWhileAssigned: 0 };

function storedCounts(counts: MessageCounts): StoredCounts {
  return COUNTS.map((part) => counts[part]);
}

function countsOf([total, client, agent, bot, template, activity, notes]: StoredCounts): MessageCounts {
  return {
    total: total!,
    client: client!,
    agent: agent!,
    bot: bot!,
    template: template!,
    activity: activity!,
    private: notes!,
  };
}
