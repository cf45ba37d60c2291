import type { Instant } from '../instant';
import type { ConversationColumns } from './state';
import type { Author, Closer, Starter } from './words';

/** The creation of a conversation (N §3: in any status but resolved it begins a dialog). */
export interface ConversationCreated {
  readonly type: 'conversation-created';
  readonly at: Instant;
  readonly startedBy: Starter;
  /** null: not known. */
  readonly startedOffline: boolean | null;
}

/**
 * Who made a change: `us`, by a command, or the `host`, whose application itself logs `conversation_resolved` and
 * `first_response` (rules §1).
 */
export type Writer = 'us' | 'host';

/** An update of a conversation's followed columns. What it was before is in the state. */
export interface ConversationChanged {
  readonly type: 'conversation-changed';
  readonly at: Instant;
  readonly by: Writer;
  readonly after: ConversationColumns;
  /** Who began the dialog, should the change begin one. */
  readonly startedBy: Starter;
  /** Who ended the dialog, should the change end one; null: not known. */
  readonly closedBy: Closer | null;
}

/** A new row of `messages`. */
export interface MessageWritten {
  readonly type: 'message-written';
  readonly at: Instant;
  readonly by: Writer;
  readonly messageId: number;
  readonly author: Author;
  readonly private: boolean;
}

/** A new or repeated mention of an agent. */
export interface AgentMentioned {
  readonly type: 'agent-mentioned';
  readonly at: Instant;
  readonly userId: number;
}

/** A row of the event table that the host wrote. */
export interface EventWritten {
  readonly type: 'event-written';
  readonly at: Instant;
  readonly eventId: number;
  readonly name: string;
}

/** The deletion of a conversation by the host. */
export interface ConversationDeleted {
  readonly type: 'conversation-deleted';
  readonly at: Instant;
}

/** An agent's explicit acceptance of the dialog (W: acceptance; rules §5). */
export interface DialogAccepted {
  readonly type: 'dialog-accepted';
  readonly at: Instant;
  readonly agentId: number;
}

/** One change in the life of one conversation, whoever brings it: a command, the capture of a host, or history. */
export type Change =
  | ConversationCreated
  | ConversationChanged
  | ConversationDeleted
  | MessageWritten
  | AgentMentioned
  | EventWritten
  | DialogAccepted;
