import { type Instant, MICROSECONDS_PER_SECOND } from '../../src/instant';
import type { Change, ConversationChanged } from '../../src/rulebook/change';
import { decide } from '../../src/rulebook/decide';
import type { Entry } from '../../src/rulebook/entry';
import type { ConversationColumns, ConversationState, DialogState } from '../../src/rulebook/state';

/*
 * What the commands of the write side never meet, for they keep the log in step: rows that a host wrote before its
 * status change, and conversations that are older than the log. The rest is compared with the naive model.
 */

const second = (count: number): Instant => count * MICROSECONDS_PER_SECOND;
const NOW = second(1_000_000);

const OPEN: ConversationColumns = { status: 'open', assigneeId: 7, teamId: null, inboxId: 1, contactId: 5 };
const RESOLVED: ConversationColumns = { ...OPEN, status: 'resolved' };

function dialog(columns: ConversationColumns, updatedAt: Instant): DialogState {
  return { ref: 10, startedAt: updatedAt - second(600), updatedAt, columns, acceptances: [] };
}

function given(state: Partial<ConversationState>): ConversationState {
  return {
    ...{ accountId: 1, conversationId: 2, createdAt: second(1000), columns: OPEN, dialog: null, botServes: false },
    ...{ firstResponseLogged: false, changedAt: second(1000), lastMessageAt: second(1000) },
    startBeforeLog: second(1000),
    ...state,
  };
}

function to(after: ConversationColumns): ConversationChanged {
  return { type: 'conversation-changed', at: NOW, by: 'us', after, startedBy: 'visitor', closedBy: null };
}

function when(state: ConversationState, change: Change): readonly Entry[] {
  let started = 0;
  return decide(state, change, () => {
    started += 1;
    return -started;
  }).entries;
}

const adoptions = (entries: readonly Entry[]) => entries.filter(({ type }) => type === 'rows-adopted');

describe("a client's message that the host wrote before it changed the status", () => {
  const resolvedAt = NOW - second(3600);
  const resolved = { columns: RESOLVED, dialog: dialog(RESOLVED, resolvedAt) };

  it('is adopted, with what followed it, when it came within the minute before the start', () => {
    const state = given({ ...resolved, lastMessageAt: NOW - second(1) });
    expect(adoptions(when(state, to(OPEN)))).toEqual([
      {
        type: 'rows-adopted',
        dialog: -1,
        since: NOW - second(60),
        until: NOW + second(60),
        fromClient: true,
        from: 10,
      },
    ]);
  });

  it('stays where it is when it came earlier', () => {
    const state = given({ ...resolved, lastMessageAt: NOW - second(61) });
    expect(adoptions(when(state, to(OPEN)))).toEqual([]);
  });

  it('is adopted from after the last resolve only', () => {
    const justResolved = NOW - second(10);
    const state = given({ columns: RESOLVED, dialog: dialog(RESOLVED, justResolved), lastMessageAt: NOW });
    expect(adoptions(when(state, to(OPEN)))).toMatchObject([{ since: justResolved + 1 }]);
  });
});

describe('a conversation that is older than the log', () => {
  const older = given({ dialog: null, startBeforeLog: NOW - second(500) });

  it('gets its dialog at the first change seen, from where it must have begun, and its rows', () => {
    expect(when(older, to({ ...OPEN, assigneeId: 8 }))).toMatchObject([
      { type: 'dialog-started', dialog: -1, at: NOW - second(500), columns: OPEN },
      { type: 'rows-adopted', dialog: -1, since: NOW - second(500), until: NOW + second(60), fromClient: false },
      { type: 'dialog-changed', dialog: -1, at: NOW, columns: { assigneeId: 8 } },
      { type: 'event-logged', name: 'conversation_assigned', userId: 8, dialog: -1 },
    ]);
  });

  it('gets it at a message too', () => {
    const written: Change = {
      type: 'message-written',
      at: NOW,
      by: 'us',
      messageId: -1,
      author: 'client',
      private: false,
    };
    expect(when(older, written)).toMatchObject([
      { type: 'dialog-started', at: NOW - second(500) },
      { type: 'rows-adopted', fromClient: false },
      { type: 'message-stamped', dialog: -1, assigneeId: 7 },
    ]);
  });

  it('never begins after the change itself', () => {
    const inFuture = given({ startBeforeLog: NOW + second(5) });
    expect(when(inFuture, to(RESOLVED))).toMatchObject([{ type: 'dialog-started', at: NOW }, {}, {}, {}]);
  });
});

describe('a conversation that was resolved unseen', () => {
  it('ends its dialog at the next change, without an event of its own, before another begins', () => {
    const state = given({ columns: RESOLVED, dialog: dialog(OPEN, NOW - second(50)) });
    expect(when(state, to(OPEN))).toMatchObject([
      { type: 'dialog-changed', dialog: 10, at: NOW, columns: RESOLVED },
      { type: 'dialog-started', dialog: -1, at: NOW },
      { type: 'event-logged', name: 'conversation_open', dialog: -1 },
    ]);
  });
});

describe('one update of status and assignee', () => {
  it('gives the status first, both with the assignee after it', () => {
    const state = given({ dialog: dialog(OPEN, NOW - second(50)) });
    expect(when(state, to({ ...RESOLVED, assigneeId: null }))).toMatchObject([
      { type: 'dialog-changed', columns: { status: 'resolved', assigneeId: null } },
      { type: 'event-logged', name: 'conversation_resolved', userId: null },
      { type: 'event-logged', name: 'conversation_assigned', userId: null },
    ]);
  });
});
