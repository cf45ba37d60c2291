import type { Author, MessageType, Status } from './words';

/** What tells who wrote a message: its type and its sender as the host stores them. */
export interface Sender {
  readonly type: MessageType;
  readonly senderType: string | null;
  readonly senderId: number | null;
}

/**
 * Who wrote a message (rules §0). Outgoing messages are a human agent's only when the sender is a user that is not set
 * as a bot: agent bots and messages without a sender are bots'.
 */
export function authorOf(message: Sender, botUserIds: ReadonlySet<number>): Author {
  if (message.type === 'incoming') return 'client';
  if (message.type !== 'outgoing') return 'system';
  const { senderType, senderId } = message;
  return senderType === 'User' && senderId !== null && !botUserIds.has(senderId) ? 'agent' : 'bot';
}

/**
 * The status that a message written by command sets (rules §1, §3), or null for none: a client's message wakes a
 * snoozed conversation, and begins the next dialog of a resolved one, with the bot where one serves the inbox; so does
 * a human agent's public message, open. A bot's, an automatic or a private one does not.
 */
export function statusAfterMessage(
  status: Status,
  message: { readonly author: Author; readonly private: boolean },
  botServes: boolean,
): Status | null {
  if (message.author === 'client') {
    if (status === 'snoozed') return 'open';
    return status === 'resolved' ? (botServes ? 'pending' : 'open') : null;
  }
  return message.author === 'agent' && !message.private && status === 'resolved' ? 'open' : null;
}
