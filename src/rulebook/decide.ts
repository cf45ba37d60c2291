import { type Instant, MICROSECONDS_PER_SECOND, wholeSeconds } from '../instant';
import type {
  AgentMentioned,
  Change,
  ConversationChanged,
  ConversationCreated,
  ConversationDeleted,
  MessageWritten,
} from './change';
import type { Entry, EventLogged, RowsAdopted } from './entry';
import { type ConversationColumns, type ConversationState, currentDialog, type DialogRef } from './state';
import type { EventName, Status } from './words';

/** What a change means: what to log, and the state that the next change of the conversation meets. */
export interface Decision {
  readonly entries: readonly Entry[];
  readonly state: ConversationState;
}

/** Gives the reference of each dialog that is started. */
export type NewDialog = () => DialogRef;

const ADOPTION_WINDOW = 60 * MICROSECONDS_PER_SECOND;

const EVENT_OF_STATUS: Readonly<Record<Status, EventName | null>> = {
  pending: 'conversation_pending',
  open: 'conversation_open',
  resolved: 'conversation_resolved',
  snoozed: null,
};

/**
 * The rulebook (rules §1 to §3; N §1 to §4): what one change of one conversation means. Pure: the same state and
 * change always give the same decision. Changes of a conversation are to be decided in the order in which they became
 * true, each with the state that the one before left.
 */
export function decide(before: ConversationState, change: Change, newDialog: NewDialog): Decision {
  if (change.type === 'conversation-created') return conversationCreated(before, change, newDialog);
  if (change.type === 'conversation-deleted') return conversationDeleted(before, change);
  if (isRowOfHost(change) && before.dialog) return decideReady(before, change, newDialog);
  const { entries, state } = agreeWithHost(before, change, newDialog);
  const decision = decideReady(state, change, newDialog);
  return { entries: [...entries, ...decision.entries], state: decision.state };
}

/**
 * A row that a host's transaction wrote beside the conversation saw the conversation as it was for that transaction,
 * which another's change may have preceded in the log: it says nothing of the dialogs that the log knows.
 */
function isRowOfHost(change: Change): boolean {
  return (
    change.type === 'event-written' ||
    change.type === 'agent-mentioned' ||
    (change.type === 'message-written' && change.by === 'host')
  );
}

type Decided = Exclude<Change, ConversationCreated | ConversationDeleted>;

function decideReady(state: ConversationState, change: Decided, newDialog: NewDialog): Decision {
  switch (change.type) {
    case 'conversation-changed':
      return conversationChanged(state, change, newDialog);
    case 'message-written':
      return messageWritten(state, change);
    case 'agent-mentioned':
      return agentMentioned(state, change);
    case 'event-written': {
      const { at, eventId, name } = change;
      const dialog = state.dialog?.ref ?? null;
      return { entries: [{ type: 'event-stamped', at, eventId, name, dialog }], state };
    }
    case 'dialog-accepted': {
      const dialog = currentDialog(state);
      if (!dialog) return { entries: [], state };
      const { agentId, at } = change;
      const entry: Entry = { type: 'acceptance-logged', at, dialog: dialog.ref, agentId };
      const acceptances = [...dialog.acceptances, { agentId, at }];
      return { entries: [entry], state: { ...state, dialog: { ...dialog, acceptances } } };
    }
    default:
      return unknownChange(change);
  }
}

function unknownChange(change: never): never {
  throw new TypeError(`a change that the rulebook does not know: ${JSON.stringify(change)}`);
}

/** A dialog that is still current is of a conversation whose deletion nobody saw, and whose id is used again. */
function conversationCreated(before: ConversationState, change: ConversationCreated, newDialog: NewDialog): Decision {
  const { at } = change;
  const { columns } = before;
  const ended = conversationDeleted(before, { type: 'conversation-deleted', at });
  const state = { ...ended.state, columns };
  const started = columns.status === 'resolved' ? { entries: [], state } : startDialog(state, change, newDialog());
  const dialog = started.state.dialog?.ref ?? null;
  const events: Entry[] = [];
  if (columns.status !== 'resolved') events.push(...statusEvent(state, columns, at, dialog));
  if (columns.assigneeId !== null) events.push(event(state, columns, 'conversation_assigned', at, dialog));
  return { entries: [...ended.entries, ...started.entries, ...events], state: { ...started.state, changedAt: at } };
}

/** A dialog can't outlive its conversation: it ends, without an event, as it was. */
function conversationDeleted(state: ConversationState, { at }: ConversationDeleted): Decision {
  const dialog = currentDialog(state);
  if (!dialog) return { entries: [], state };
  const columns: ConversationColumns = { ...dialog.columns, status: 'resolved' };
  return {
    entries: [{ type: 'dialog-changed', at, dialog: dialog.ref, columns, closedBy: null }],
    state: { ...state, columns, dialog: { ...dialog, updatedAt: at, columns } },
  };
}

function conversationChanged(state: ConversationState, change: ConversationChanged, newDialog: NewDialog): Decision {
  const { at, after } = change;
  const before = state.columns;
  if (sameColumns(before, after)) return { entries: [], state };
  const followed = followDialog({ ...state, columns: after, changedAt: at }, before, change, newDialog);
  const dialog = followed.state.dialog?.ref ?? null;
  const events: Entry[] = [];
  const isLoggedByHost = change.by === 'host' && after.status === 'resolved';
  if (before.status !== after.status && !isLoggedByHost) events.push(...statusEvent(state, after, at, dialog));
  if (before.assigneeId !== after.assigneeId) events.push(event(state, after, 'conversation_assigned', at, dialog));
  return { entries: [...followed.entries, ...events], state: followed.state };
}

/** Starts, changes or ends the dialog as the conversation's columns went from `before` to those in `state`. */
function followDialog(
  state: ConversationState,
  before: ConversationColumns,
  change: ConversationChanged,
  newDialog: NewDialog,
): Decision {
  const { at, after } = change;
  const dialog = currentDialog(state);
  if (dialog) {
    const isAssignment = before.assigneeId !== after.assigneeId;
    const acceptances = dialog.acceptances.filter((accepted) => !isAssignment || accepted.at >= at);
    const closedBy = after.status === 'resolved' ? change.closedBy : null;
    const entries: Entry[] = [{ type: 'dialog-changed', at, dialog: dialog.ref, columns: after, closedBy }];
    if (before.teamId !== after.teamId) {
      entries.push({ type: 'team-changed', at, dialog: dialog.ref, teamId: after.teamId });
    }
    return { entries, state: { ...state, dialog: { ...dialog, updatedAt: at, columns: after, acceptances } } };
  }
  if (after.status === 'resolved') return { entries: [], state };
  const started = startDialog(state, { ...change, startedOffline: null }, newDialog());
  const adopted = adoptRowsBeforeStart(state, started.state.dialog!.ref, at);
  return { entries: [...started.entries, ...adopted], state: started.state };
}

function startDialog(
  state: ConversationState,
  start: Pick<ConversationCreated, 'at' | 'startedBy' | 'startedOffline'>,
  dialog: DialogRef,
  foundAt: Instant | null = null,
): Decision {
  const { at, startedBy, startedOffline } = start;
  const { columns, botServes } = state;
  return {
    entries: [{ type: 'dialog-started', at, dialog, columns, startedBy, startedOffline, botServes, foundAt }],
    state: { ...state, dialog: { ref: dialog, startedAt: at, updatedAt: at, columns, acceptances: [] } },
  };
}

/**
 * Hosts commit a client's message first and change the status a moment later: the new dialog takes the client's
 * messages since the last resolve, within the minute before its start, and all that followed them (rules §3).
 */
function adoptRowsBeforeStart(state: ConversationState, dialog: DialogRef, at: Instant): RowsAdopted[] {
  const afterResolve = state.dialog ? state.dialog.updatedAt + 1 : state.createdAt;
  const since = Math.max(afterResolve, at - ADOPTION_WINDOW);
  if (state.lastMessageAt < since) return [];
  return [
    { type: 'rows-adopted', dialog, from: state.dialog?.ref ?? null, since, until: untilNow(at), fromClient: true },
  ];
}

/** Clocks of the host's machines may be ahead: what was written until now is no other dialog's by then. */
function untilNow(at: Instant): Instant {
  return at + ADOPTION_WINDOW;
}

/**
 * Makes the log agree with the conversation as the change found it. An unresolved conversation without a current
 * dialog is older than the log: its dialog is opened where it must have begun, not before the last one ended. A
 * resolved one whose dialog is still current was resolved unseen: the dialog ends now, for nothing tells when it did.
 */
function agreeWithHost(state: ConversationState, change: Change, newDialog: NewDialog): Decision {
  const dialog = currentDialog(state);
  const unresolved = state.columns.status !== 'resolved';
  if (unresolved && !dialog) {
    const at = Math.max(Math.min(state.startBeforeLog, change.at), state.dialog?.updatedAt ?? 0);
    const start = { at, startedBy: 'visitor', startedOffline: null } as const;
    const started = startDialog(state, start, newDialog(), change.at);
    const { ref } = started.state.dialog!;
    const adopted: Entry = {
      ...{ type: 'rows-adopted', dialog: ref, from: null, since: at, until: untilNow(change.at), fromClient: false },
    };
    return { entries: [...started.entries, adopted], state: started.state };
  }
  if (!unresolved && dialog) {
    const { at } = change;
    const { columns } = state;
    return {
      entries: [{ type: 'dialog-changed', at, dialog: dialog.ref, columns, closedBy: null }],
      state: { ...state, dialog: { ...dialog, updatedAt: at, columns } },
    };
  }
  return { entries: [], state };
}

function messageWritten(state: ConversationState, change: MessageWritten): Decision {
  const { at, messageId } = change;
  const dialog = state.dialog?.ref ?? null;
  const { assigneeId } = state.columns;
  const stamp: Entry = { type: 'message-stamped', messageId, dialog, assigneeId };
  const first = change.by === 'us' && change.author === 'agent' && !change.private && !state.firstResponseLogged;
  return {
    entries: first ? [stamp, event(state, state.columns, 'first_response', at, dialog)] : [stamp],
    state: {
      ...state,
      lastMessageAt: Math.max(state.lastMessageAt, at),
      firstResponseLogged: state.firstResponseLogged || first,
    },
  };
}

function agentMentioned(state: ConversationState, change: AgentMentioned): Decision {
  const { at, userId } = change;
  return { entries: [{ type: 'mention-stamped', at, userId, dialog: state.dialog?.ref ?? null }], state };
}

function statusEvent(
  state: ConversationState,
  after: ConversationColumns,
  at: Instant,
  dialog: DialogRef | null,
): Entry[] {
  const name = EVENT_OF_STATUS[after.status];
  return name ? [event(state, after, name, at, dialog)] : [];
}

/** Every event carries the assignee after the change, which for `conversation_assigned` is the new one. */
function event(
  state: ConversationState,
  after: ConversationColumns,
  name: EventName,
  at: Instant,
  dialog: DialogRef | null,
): EventLogged {
  const since = state.createdAt;
  const value = wholeSeconds(at) - wholeSeconds(since);
  return { type: 'event-logged', at, name, userId: after.assigneeId, value, since, inboxId: after.inboxId, dialog };
}

function sameColumns(a: ConversationColumns, b: ConversationColumns): boolean {
  return (
    a.status === b.status &&
    a.assigneeId === b.assigneeId &&
    a.teamId === b.teamId &&
    a.inboxId === b.inboxId &&
    a.contactId === b.contactId
  );
}
