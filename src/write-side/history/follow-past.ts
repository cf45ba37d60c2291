import type { Instant } from '../../instant';
import type { Change } from '../../rulebook/change';
import type { ConversationColumns, ConversationState, DialogRef } from '../../rulebook/state';
import type { Work } from '../work';
import type { Past, PastRow } from './past';
import { isResolve } from './row-meaning';
import type { PastDialog } from './stretch';

/** What of a conversation's past is not in the work. */
export interface FollowedPast {
  /** The dialogs that replay makes, or ends, as the past tells of them. */
  readonly told: ReadonlyMap<DialogRef, PastDialog>;
  /** By id of the event: a `conversation_resolved` is of the latest dialog resolved at or before it (rules §1). */
  readonly resolveEvents: ReadonlyMap<number, DialogRef>;
}

/**
 * Puts a conversation's past through the rulebook, oldest first: each start and end of a dialog that the log has not,
 * and each row that no dialog has. Of past dialogs nobody knows the assignee, but at a resolve that an event tells of,
 * nor the team; inbox and contact are those of now. The current dialog ends up with the conversation's row of now.
 *
 * The events that the rulebook logs for the changes are not to be written: those of the past exist as rows, or nobody
 * knows them.
 */
export function followPast(work: Work, past: Past, dialogs: readonly PastDialog[]): FollowedPast {
  const { rows } = past;
  const followed = { told: new Map<DialogRef, PastDialog>(), resolveEvents: new Map<number, DialogRef>() };
  const ends: { readonly ref: DialogRef; readonly at: Instant }[] = [];
  let state = stateBefore(past);
  let next = 0;
  const follow = (change: Change) => {
    state = work.follow(state, change);
  };
  const followRows = (isTurn: (row: PastRow) => boolean) => {
    for (; next < rows.length && isTurn(rows[next]!); next += 1) {
      // Before the first dialog there is nothing to stamp.
      if (state.dialog) follow(changeOf(rows[next]!));
    }
  };
  for (const dialog of dialogs) {
    const { logged, resolvedAt } = dialog;
    followRows((row) => row.at < dialog.rowsFrom);
    if (logged) state = { ...state, columns: logged.columns, dialog: logged };
    else follow(startOf(state, dialog));
    if (logged?.columns.status !== 'resolved') followed.told.set(state.dialog!.ref, dialog);
    if (resolvedAt === null) continue;
    ends.push({ ref: state.dialog!.ref, at: resolvedAt });
    followRows((row) => row.at <= resolvedAt);
    if (logged?.columns.status === 'resolved') continue;
    const columns: ConversationColumns = { ...state.columns, status: 'resolved', assigneeId: dialog.assigneeId };
    follow(changed(resolvedAt, columns));
  }
  followRows(() => true);
  const { columns, dialog } = state;
  if (columns.status !== 'resolved') follow(changed(Math.max(past.updatedAt, dialog!.updatedAt), past.columns));
  for (const row of rows) {
    const end = isResolve(row) && ends.findLast(({ at }) => at <= row.at);
    if (end) followed.resolveEvents.set(row.id, end.ref);
  }
  return followed;
}

/** A conversation that has said nothing yet. */
function stateBefore(past: Past): ConversationState {
  const { accountId, conversationId, createdAt, columns, botServes } = past;
  return {
    ...{ accountId, conversationId, createdAt, botServes, dialog: null },
    columns: { ...columns, status: 'resolved', assigneeId: null, teamId: null },
    ...{ firstResponseLogged: true, changedAt: createdAt, startBeforeLog: createdAt },
    // Rows are stamped one by one in their order: a start finds nothing to adopt.
    lastMessageAt: Number.NEGATIVE_INFINITY,
  };
}

function startOf(state: ConversationState, { startedAt, startedBy, startedStatus }: PastDialog): Change {
  const after = { ...state.columns, status: startedStatus ?? 'open', assigneeId: null, teamId: null };
  return { ...changed(startedAt, after), startedBy };
}

function changed(at: Instant, after: ConversationColumns) {
  const change = { type: 'conversation-changed', at, by: 'host', after, startedBy: 'visitor', closedBy: null } as const;
  return change satisfies Change;
}

function changeOf(row: PastRow): Change {
  switch (row.kind) {
    case 'message': {
      const { at, id: messageId, author, private: isPrivate } = row;
      return { type: 'message-written', at, by: 'host', messageId, author, private: isPrivate };
    }
    case 'event':
      return { type: 'event-written', at: row.at, eventId: row.id, name: row.name };
    case 'mention':
      return { type: 'agent-mentioned', at: row.at, userId: row.userId };
  }
}
