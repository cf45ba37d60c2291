import type { Instant } from '../instant';
import type { Status } from './words';

/** The columns of a conversation that its dialog follows (N §3, `dialogs`). */
export interface ConversationColumns {
  readonly status: Status;
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly inboxId: number;
  readonly contactId: number | null;
}

/**
 * Names a dialog before the database has: its id when positive; when negative, the first, second, ... dialog that is
 * started by the changes decided together, whose id the writer gives.
 */
export type DialogRef = number;

/** What the rules need to know of a dialog. */
export interface DialogState {
  readonly ref: DialogRef;
  readonly startedAt: Instant;
  /** The last change of the row; of a resolved dialog, its resolve. */
  readonly updatedAt: Instant;
  readonly columns: ConversationColumns;
  /** The explicit acceptances by commands at or after the moment of the last assignment. */
  readonly acceptances: readonly { readonly agentId: number; readonly at: Instant }[];
}

/** What the rules need to know of a conversation and its log. */
export interface ConversationState {
  readonly accountId: number;
  readonly conversationId: number;
  readonly createdAt: Instant;
  readonly columns: ConversationColumns;
  /** The current dialog; with none current, the last one; null where there never was one. */
  readonly dialog: DialogState | null;
  /** Whether the conversation's one `first_response` is logged. */
  readonly firstResponseLogged: boolean;
  /** The moment of the last change of status, assignee, team, inbox or contact that the log knows. */
  readonly changedAt: Instant;
  /** The moment of the last message. */
  readonly lastMessageAt: Instant;
  /**
   * Where the dialog of a conversation begins that is unresolved but has none, for it is older than the log (rules
   * §2): the first message after its last `conversation_resolved`, else that resolve, else its creation.
   */
  readonly startBeforeLog: Instant;
  /** Whether a bot is active in the inbox. */
  readonly botServes: boolean;
}

/** The dialog that is current, or null: a resolved one belongs to the past. */
export function currentDialog(state: ConversationState): DialogState | null {
  return state.dialog && state.dialog.columns.status !== 'resolved' ? state.dialog : null;
}
