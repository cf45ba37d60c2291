import type { Instant } from '../instant';
import type { ConversationColumns, DialogRef } from './state';
import type { Closer, EventName, Starter } from './words';

/** A row for the event table. Its other columns are the conversation's own (N §1). */
export interface EventLogged {
  readonly type: 'event-logged';
  readonly at: Instant;
  readonly name: EventName;
  readonly userId: number | null;
  /** Whole seconds from `since` to the event, as the host computes it. */
  readonly value: number;
  /** The creation of the conversation. */
  readonly since: Instant;
  readonly inboxId: number;
  /** null where the conversation never had a dialog. */
  readonly dialog: DialogRef | null;
}

/** A new row of `dialogs`, and what must be remembered of its start. */
export interface DialogStarted {
  readonly type: 'dialog-started';
  readonly at: Instant;
  readonly dialog: DialogRef;
  readonly columns: ConversationColumns;
  readonly startedBy: Starter;
  readonly startedOffline: boolean | null;
  readonly botServes: boolean;
  /** When the log found a dialog that is older than itself, as `columns` say; null for one whose start it saw. */
  readonly foundAt: Instant | null;
}

/** New values for the row of the current dialog. With the status resolved it is frozen from then on. */
export interface DialogChanged {
  readonly type: 'dialog-changed';
  readonly at: Instant;
  readonly dialog: DialogRef;
  readonly columns: ConversationColumns;
  readonly closedBy: Closer | null;
}

/** The stamp on a new message: its dialog, and who was assigned when it was sent (N §3, §4). */
export interface MessageStamped {
  readonly type: 'message-stamped';
  readonly messageId: number;
  readonly dialog: DialogRef | null;
  readonly assigneeId: number | null;
}

/** The stamp on a mention: the dialog of that moment. */
export interface MentionStamped {
  readonly type: 'mention-stamped';
  readonly at: Instant;
  readonly userId: number;
  readonly dialog: DialogRef | null;
}

/**
 * The stamp on an event that the host wrote. A `conversation_resolved` belongs to the latest dialog resolved at or before
 * it (it may come after the next start, or twice); `dialog` is then for where no such dialog is (rules §1).
 */
export interface EventStamped {
  readonly type: 'event-stamped';
  readonly at: Instant;
  readonly eventId: number;
  readonly name: string;
  readonly dialog: DialogRef | null;
}

/**
 * Rows written shortly before the start that belong to the new dialog (rules §3): from the first client's message at
 * or after `since` on, that message and all that followed; with `fromClient` false, everything at or after `since`.
 */
export interface RowsAdopted {
  readonly type: 'rows-adopted';
  readonly dialog: DialogRef;
  /** The dialog that they belonged to until now; null for none. */
  readonly from: DialogRef | null;
  readonly since: Instant;
  readonly until: Instant;
  readonly fromClient: boolean;
}

/** The dialog passed to another team, or to none. */
export interface TeamChanged {
  readonly type: 'team-changed';
  readonly at: Instant;
  readonly dialog: DialogRef;
  readonly teamId: number | null;
}

/** An explicit acceptance. */
export interface AcceptanceLogged {
  readonly type: 'acceptance-logged';
  readonly at: Instant;
  readonly dialog: DialogRef;
  readonly agentId: number;
}

/** What is to be written to the log. */
export type Entry =
  | EventLogged
  | DialogStarted
  | DialogChanged
  | MessageStamped
  | MentionStamped
  | EventStamped
  | RowsAdopted
  | TeamChanged
  | AcceptanceLogged;
