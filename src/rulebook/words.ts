/** The field's words (rules §0), and the integers that the host stores for them. */

export const STATUSES = ['open', 'resolved', 'pending', 'snoozed'] as const;
/** A conversation's status; the host stores the index in STATUSES. */
export type Status = (typeof STATUSES)[number];

/** The status of a number that the host stores. One of a fork's own neither ends a dialog nor has an event: as snoozed. */
export function statusOf(stored: number): Status {
  return STATUSES[stored] ?? 'snoozed';
}

export const MESSAGE_TYPES = ['incoming', 'outgoing', 'activity', 'template'] as const;
/** A message's type; the host stores the index in MESSAGE_TYPES. */
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const STARTERS = ['visitor', 'invitation', 'agent'] as const;
/** Who began a dialog (W: facts). */
export type Starter = (typeof STARTERS)[number];

export const CLOSERS = ['visitor', 'agent', 'bot', 'system'] as const;
/** Who ended a dialog (W: facts). */
export type Closer = (typeof CLOSERS)[number];

export const EVENT_NAMES = [
  'conversation_pending',
  'conversation_open',
  'conversation_assigned',
  'conversation_resolved',
  'first_response',
] as const;
/** The events that we log, or stamp where the host logs them (N §1, §2). */
export type EventName = (typeof EVENT_NAMES)[number];

/** Who wrote a message: the client, a human agent, a bot, or nobody (activity and template messages). */
export type Author = 'client' | 'agent' | 'bot' | 'system';

export const DIALOG_KINDS = ['chat', 'offline', 'missed', 'bounce', 'rejected_invitation', 'skip'] as const;
/** What a dialog is; a dialog has a set of them (W; rules §5). */
export type DialogKind = (typeof DIALOG_KINDS)[number];
