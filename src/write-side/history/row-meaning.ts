import { statusAfterMessage } from '../../rulebook/messages';
import type { Starter } from '../../rulebook/words';
import type { PastEvent, PastRow } from './past';

/** The statuses that our events tell of, which an earlier log may have left. */
export const STATUS_OF_EVENT: Readonly<Record<string, 'open' | 'pending'>> = {
  conversation_open: 'open',
  conversation_pending: 'pending',
};

/** Whether a row tells of a resolve. */
export function isResolve(row: PastRow): row is PastEvent {
  return row.kind === 'event' && row.name === 'conversation_resolved';
}

/** Who begins a dialog by this row, should the conversation be resolved; null where it begins none. */
export function reopens(row: PastRow): Starter | null {
  if (row.kind === 'event') return row.name in STATUS_OF_EVENT ? 'visitor' : null;
  return row.kind === 'message' && row.isLogged ? null : writerOf(row);
}

/** Who wrote a message that would begin a dialog: a client or a human agent; null for any other row. */
export function writerOf(row: PastRow): Starter | null {
  if (row.kind !== 'message' || statusAfterMessage('resolved', row, false) === null) return null;
  return row.author === 'agent' ? 'agent' : 'visitor';
}

/**
 * Whether a row tells that there was a dialog: none that was logged beside a conversation without one, as an assignment
 * without a dialog always is; nor a mention, which follows a note that tells.
 */
export function tellsOfDialog(row: PastRow): boolean {
  if (row.kind === 'message') return !row.isLogged;
  return row.kind === 'event' && row.name !== 'conversation_assigned';
}
