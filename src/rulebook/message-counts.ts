import { authorOf, type Sender } from './messages';

/** Numbers of messages by author; disjoint, so that the parts add up to the total (rules §4). */
export interface MessageCounts {
  readonly total: number;
  readonly client: number;
  readonly agent: number;
  readonly bot: number;
  readonly template: number;
  readonly activity: number;
  /** Notes, counted only here whoever wrote them. */
  readonly private: number;
}

/** Messages alike in what counts: their author's facts, who was assigned, and how many there are. */
export interface CountedMessages extends Sender {
  readonly private: boolean;
  readonly assigneeId: number | null;
  readonly messages: number;
  /** How many of them were never logged with who was assigned; none unless given. */
  readonly assigneeUnknown?: number;
}

/** One agent's two answers: what came while assigned, and what was sent. Null for nobody assigned. */
export interface AgentMessages {
  readonly agentId: number | null;
  readonly whileAssigned: MessageCounts;
  /** The part of the row of nobody of which nobody knows who was assigned. */
  readonly assigneeUnknown: number;
  readonly sent: number;
  /** The part of `sent` that was written while the agent was assigned itself. */
  readonly sentWhileAssigned: number;
}

/** Adds up messages by author. */
export function countMessages(tallies: readonly CountedMessages[], botUserIds: ReadonlySet<number>): MessageCounts {
  const counts = { total: 0, client: 0, agent: 0, bot: 0, template: 0, activity: 0, private: 0 };
  for (const tally of tallies) {
    counts[partOf(tally, botUserIds)] += tally.messages;
    counts.total += tally.messages;
  }
  return counts;
}

/**
 * What came while each agent was assigned, and what each sent (rules §4): a row for nobody first, then by id; none for
 * an agent with neither. Every user who wrote publicly sent, a bot's user too.
 */
export function countMessagesByAgent(
  tallies: readonly CountedMessages[],
  botUserIds: ReadonlySet<number>,
): AgentMessages[] {
  const sentBy = (tally: CountedMessages) =>
    tally.type === 'outgoing' && !tally.private && tally.senderType === 'User' ? tally.senderId : null;
  const senders = tallies.map(sentBy).filter((id) => id !== null);
  const agentIds = new Set<number | null>([...tallies.map(({ assigneeId }) => assigneeId), ...senders]);
  return [...agentIds]
    .sort((a, b) => (a ?? -1) - (b ?? -1))
    .map((agentId) => {
      const came = tallies.filter(({ assigneeId }) => assigneeId === agentId);
      const sent = agentId === null ? [] : tallies.filter((tally) => sentBy(tally) === agentId);
      return {
        agentId,
        whileAssigned: countMessages(came, botUserIds),
        assigneeUnknown: came.reduce((sum, tally) => sum + (tally.assigneeUnknown ?? 0), 0),
        sent: sumOf(sent),
        sentWhileAssigned: sumOf(sent.filter(({ assigneeId }) => assigneeId === agentId)),
      };
    });
}

function sumOf(tallies: readonly CountedMessages[]): number {
  return tallies.reduce((sum, { messages }) => sum + messages, 0);
}

/** What a message counts as: the part of `MessageCounts`. */
export function partOf(
  message: Sender & { readonly private: boolean },
  botUserIds: ReadonlySet<number>,
): Exclude<keyof MessageCounts, 'total'> {
  if (message.private) return 'private';
  if (message.type === 'template' || message.type === 'activity') return message.type;
  const author = authorOf(message, botUserIds);
  return author === 'system' ? 'activity' : author;
}
