import type { Instant } from '../../instant';
import type { ConversationColumns, DialogState } from '../../rulebook/state';
import type { Author } from '../../rulebook/words';
import type { StartBeforeLog } from '../starts-before-log';

/** A message that no dialog has yet. */
export interface PastMessage {
  readonly kind: 'message';
  readonly at: Instant;
  readonly id: number;
  readonly author: Author;
  readonly private: boolean;
  /** Captured or written by us when the conversation had no dialog: the log has told what it began. */
  readonly isLogged: boolean;
}

/** A row of the event table that no dialog has yet. */
export interface PastEvent {
  readonly kind: 'event';
  readonly at: Instant;
  readonly id: number;
  readonly name: string;
  readonly userId: number | null;
}

/** A mention that no dialog has yet. */
export interface PastMention {
  readonly kind: 'mention';
  readonly at: Instant;
  readonly userId: number;
}

export type PastRow = PastMessage | PastEvent | PastMention;

/** A dialog that the log has already, as it is there. */
export interface LoggedDialog extends DialogState {
  /** The last row that the log gave to it, or its start. */
  readonly lastRowAt: Instant;
}

/** What a database holds of one conversation: the rows without a dialog, beside the dialogs that are logged. */
export interface Past {
  readonly accountId: number;
  readonly conversationId: number;
  readonly createdAt: Instant;
  /** The host's last update of the row, and not after now. */
  readonly updatedAt: Instant;
  /** The row of now. */
  readonly columns: ConversationColumns;
  /** Whether a campaign began the conversation. */
  readonly isInvited: boolean;
  /** Whether a bot is active in its inbox now. */
  readonly botServes: boolean;
  /** In their order. */
  readonly dialogs: readonly LoggedDialog[];
  /** Where the dialog began that an unresolved conversation must have, but the log has not; null where it is no such. */
  readonly startBeforeLog: StartBeforeLog | null;
  /** In the order in which they were written: by time, messages before events, by id. */
  readonly rows: readonly PastRow[];
}

const RANKS: Readonly<Record<PastRow['kind'], number>> = { message: 0, mention: 1, event: 2 };

/** Puts rows into their order. A job that logs an event runs after what it tells of, so an event comes last. */
export function inOrderOfTime(rows: PastRow[]): PastRow[] {
  const idOf = (row: PastRow) => (row.kind === 'mention' ? row.userId : row.id);
  return rows.sort((a, b) => a.at - b.at || RANKS[a.kind] - RANKS[b.kind] || idOf(a) - idOf(b));
}
