import type { Instant } from '../instant';
import type { Closer, MessageType, Starter, Status } from '../rulebook/words';

/** When it happened; undefined: now, by the database's clock. */
type At = { readonly at?: Instant };

/** Creates a conversation. */
export interface StartConversation extends At {
  readonly type: 'start-conversation';
  /** An id from `reserveConversationIds`, so that later commands of the same batch can name the conversation. */
  readonly conversationId?: number;
  readonly inboxId: number;
  readonly contactId: number;
  readonly status: Status;
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly startedBy: Starter;
  /** null: not known. */
  readonly startedOffline: boolean | null;
}

/** Changes the status. `closedBy` goes with resolved only; null: not known. */
export interface SetConversationStatus extends At {
  readonly type: 'set-conversation-status';
  readonly conversationId: number;
  readonly status: Status;
  readonly closedBy: Closer | null;
}

/** Changes the agent, the team, or both: undefined stays, null takes away. */
export interface AssignConversation extends At {
  readonly type: 'assign-conversation';
  readonly conversationId: number;
  readonly agentId?: number | null;
  readonly teamId?: number | null;
}

/** An agent takes the dialog, and is assigned when another or nobody is. */
export interface AcceptConversation extends At {
  readonly type: 'accept-conversation';
  readonly conversationId: number;
  readonly agentId: number;
}

/** Writes a message: an outgoing one of `agentId` or of the inbox's bot, private or not; others have neither. */
export interface PostMessage extends At {
  readonly type: 'post-message';
  readonly conversationId: number;
  readonly messageType: MessageType;
  readonly content: string;
  readonly agentId: number | null;
  readonly bot: boolean;
  readonly private: boolean;
}

/** Mentions an agent; again in the same conversation, moves the mention. */
export interface MentionAgent extends At {
  readonly type: 'mention-agent';
  readonly conversationId: number;
  readonly agentId: number;
}

/** A command of the write side. Ids are database ids of the account that it is given for. */
export type Command =
  | StartConversation
  | SetConversationStatus
  | AssignConversation
  | AcceptConversation
  | PostMessage
  | MentionAgent;

/** A row of the event table that a command logged. */
export interface LoggedEvent {
  readonly id: number;
  readonly name: string;
  readonly at: Instant;
  readonly userId: number | null;
  readonly value: number;
  readonly dialogId: number | null;
}

/** What a command did. */
export interface CommandResult {
  readonly conversationId: number;
  /** The current dialog, or with none current the one that ended last; null where there never was one. */
  readonly dialogId: number | null;
  /** The events logged, in their order; none where nothing changed. */
  readonly events: readonly LoggedEvent[];
  /** The message written, by post-message. */
  readonly messageId: number | null;
  /** The mention made or moved, by mention-agent. */
  readonly mentionId: number | null;
}
