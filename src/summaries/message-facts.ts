import { formatTimestamp, type Instant, secondsBetween } from '../instant';
import type { FirstTimes } from '../rulebook/dialog-times';
import { type CountedMessages, partOf } from '../rulebook/message-counts';
import { authorOf } from '../rulebook/messages';
import type { LoggedMessage } from './dialog-log';
import type { MessageFactRow, OfDialog } from './rows';

/**
 * The rows of a dialog's messages. A reply is a human agent's public message with a client's message before it and no
 * other such reply between: its time counts from the first client's message that waited for it.
 */
export function messageFactsOf(
  messages: readonly LoggedMessage[],
  ofDialog: OfDialog,
  botUserIds: ReadonlySet<number>,
): MessageFactRow[] {
  let waitsSince: Instant | null = null;
  return messages.map((message) => {
    const { at, type, private: isPrivate, assigneeId } = message;
    const isReply = !isPrivate && authorOf(message, botUserIds) === 'agent';
    const replySeconds = isReply && waitsSince !== null ? secondsBetween(waitsSince, at) : null;
    if (type === 'incoming') waitsSince ??= at;
    else if (isReply) waitsSince = null;
    return {
      account_id: ofDialog.account_id,
      dialog_id: ofDialog.dialog_id,
      at: formatTimestamp(at),
      part: partOf(message, botUserIds),
      assignee_id: assigneeId,
      sender_id: publicSenderOf(message),
      reply_seconds: replySeconds,
      inbox_id: ofDialog.inbox_id,
      team_id: ofDialog.team_id,
      skipped: ofDialog.skipped,
    };
  });
}

/** The user who sent a public outgoing message; null for all else. */
function publicSenderOf({ type, private: isPrivate, senderType, senderId }: LoggedMessage): number | null {
  return type === 'outgoing' && !isPrivate && senderType === 'User' ? senderId : null;
}

/** Messages of one dialog that are alike in what counts. */
export interface Tally extends CountedMessages {
  readonly firstAt: Instant;
  messages: number;
  assigneeUnknown: number;
}

/** Messages by what counts, in the order of the first of each. */
export function talliesOf(messages: readonly LoggedMessage[]): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { at, type, private: isPrivate, senderType, senderId, assigneeId, assigneeKnown } of messages) {
    const isSent = type === 'outgoing';
    const key = `${type} ${isPrivate} ${assigneeId} ${isSent ? `${senderType} ${senderId}` : ''}`;
    let tally = tallies.get(key);
    if (!tally) {
      const sender = { senderType: isSent ? senderType : null, senderId: isSent ? senderId : null };
      tally = { type, private: isPrivate, ...sender, assigneeId, firstAt: at, messages: 0, assigneeUnknown: 0 };
      tallies.set(key, tally);
    }
    tally.messages += 1;
    if (!assigneeKnown) tally.assigneeUnknown += 1;
  }
  return [...tallies.values()];
}

/** The first times of a dialog by its messages and explicit acceptances. */
export function firstTimesOf(
  messages: readonly LoggedMessage[],
  acceptances: readonly { readonly at: Instant }[],
): FirstTimes {
  const users = new Map<number, { userId: number; firstAt: Instant; firstAfterClientAt: Instant | null }>();
  let firstClientMessageAt: Instant | null = null;
  for (const message of messages) {
    const { at } = message;
    if (message.type === 'incoming') firstClientMessageAt ??= at;
    const userId = publicSenderOf(message);
    if (userId === null) continue;
    const firstAfterClientAt = firstClientMessageAt === null ? null : at;
    const known = users.get(userId);
    if (!known) users.set(userId, { userId, firstAt: at, firstAfterClientAt });
    else known.firstAfterClientAt ??= firstAfterClientAt;
  }
  const firstAcceptedAt = acceptances.length === 0 ? null : Math.min(...acceptances.map(({ at }) => at));
  return { firstClientMessageAt, users: [...users.values()], firstAcceptedAt };
}
