import type { Instant } from '../instant';
import type { Change } from '../rulebook/change';
import { decide } from '../rulebook/decide';
import type { Entry, EventLogged, EventStamped, RowsAdopted, TeamChanged } from '../rulebook/entry';
import type { ConversationColumns, ConversationState, DialogRef } from '../rulebook/state';
import type { Closer, Starter, Status } from '../rulebook/words';
import type { NewMessage } from './plan';

/** A conversation that the work creates or changes; a negative id is given by the database. */
export interface ConversationWork {
  state: ConversationState;
  readonly isNew: boolean;
  readonly contactInboxId: number | null;
  columnsChangedAt: Instant | null;
  lastMessageAt: Instant | null;
}

/** A dialog that the work starts (negative ref) or changes. */
export interface DialogWork {
  readonly ref: DialogRef;
  readonly conversationId: number;
  columns: ConversationColumns;
  updatedAt: Instant;
  closedBy: Closer | null;
  readonly started: {
    readonly at: Instant;
    readonly by: Starter;
    readonly offline: boolean | null;
    readonly status: Status;
    readonly assigneeId: number | null;
    readonly teamId: number | null;
    readonly botServed: boolean;
    /** When the log found it, should it be older than the log. */
    readonly foundAt: Instant | null;
  } | null;
}

/** A message to insert, with its stamps. */
export interface MessageWork extends NewMessage {
  readonly ref: number;
  readonly conversationId: number;
  readonly inboxId: number;
  readonly at: Instant;
  readonly dialog: DialogRef | null;
  readonly assigneeId: number | null;
}

/** A mention to insert or move. */
export interface MentionWork {
  readonly conversationId: number;
  readonly userId: number;
  readonly firstAt: Instant;
  readonly at: Instant;
  readonly dialog: DialogRef | null;
}

/** The stamps on a message that the host wrote. */
export interface MessageStampWork {
  readonly messageId: number;
  readonly at: Instant;
  readonly dialog: DialogRef | null;
  readonly assigneeId: number | null;
}

/** The stamp on a mention that the host made or moved. */
export interface MentionStampWork {
  readonly conversationId: number;
  readonly userId: number;
  readonly dialog: DialogRef | null;
}

export type EventStampWork = EventStamped & { readonly conversationId: number };
export type EventWork = EventLogged & { readonly conversationId: number };
export type AcceptanceWork = { readonly dialog: DialogRef; readonly agentId: number; readonly at: Instant };
export type AdoptionWork = RowsAdopted & { readonly conversationId: number };

/**
 * The unit of work of one transaction: changes are decided against states in memory, one after another, and what they
 * amount to is written afterwards, many rows a statement. Pure but for its own collections.
 */
export class Work {
  readonly conversations = new Map<number, ConversationWork>();
  readonly dialogs = new Map<DialogRef, DialogWork>();
  readonly messages: MessageWork[] = [];
  readonly mentions = new Map<string, MentionWork>();
  readonly events: EventWork[] = [];
  readonly acceptances: AcceptanceWork[] = [];
  readonly teams: TeamChanged[] = [];
  readonly adoptions: AdoptionWork[] = [];
  readonly messageStamps: MessageStampWork[] = [];
  readonly mentionStamps: MentionStampWork[] = [];
  readonly eventStamps: EventStampWork[] = [];
  private dialogsStarted = 0;

  constructor(readonly accountId: number) {}

  /** Takes a conversation in, with the state that its changes start from. */
  open(state: ConversationState, created?: { contactInboxId: number | null }): void {
    this.conversations.set(state.conversationId, {
      state,
      isNew: created !== undefined,
      contactInboxId: created?.contactInboxId ?? null,
      columnsChangedAt: null,
      lastMessageAt: null,
    });
  }

  /**
   * Decides changes of a conversation that a command makes, in their order, and keeps what is to be written, the host's
   * rows included. Returns the events logged.
   */
  apply(conversationId: number, changes: readonly Change[], message?: NewMessage): EventWork[] {
    const conversation = this.conversations.get(conversationId)!;
    const firstEvent = this.events.length;
    for (const change of changes) {
      const { entries, state } = decide(conversation.state, change, () => this.newDialog());
      if (change.type === 'conversation-changed') conversation.columnsChangedAt = change.at;
      if (change.type === 'message-written') {
        conversation.lastMessageAt = Math.max(conversation.lastMessageAt ?? 0, change.at);
      }
      conversation.state = state;
      for (const entry of entries) this.keep(conversation.state, change.at, entry, message);
    }
    return this.events.slice(firstEvent);
  }

  /** Decides a change that the host has made: its rows are there already, and are only stamped. */
  follow(before: ConversationState, change: Change): ConversationState {
    const { entries, state } = decide(before, change, () => this.newDialog());
    const { conversationId } = state;
    for (const entry of entries) {
      if (entry.type === 'message-stamped') this.messageStamps.push({ ...entry, at: change.at });
      else if (entry.type === 'mention-stamped') this.mentionStamps.push({ ...entry, conversationId });
      else this.keep(state, change.at, entry, undefined);
    }
    return state;
  }

  private newDialog(): DialogRef {
    this.dialogsStarted += 1;
    return -this.dialogsStarted;
  }

  private keep(state: ConversationState, at: Instant, entry: Entry, message: NewMessage | undefined): void {
    const { conversationId, columns } = state;
    switch (entry.type) {
      case 'event-logged':
        this.events.push({ ...entry, conversationId });
        break;
      case 'dialog-started':
        this.dialogs.set(entry.dialog, startedDialog(conversationId, entry));
        break;
      case 'dialog-changed': {
        const known = this.dialogs.get(entry.dialog);
        const { dialog: ref, columns: after, at: updatedAt, closedBy } = entry;
        this.dialogs.set(ref, {
          ref,
          conversationId,
          started: known?.started ?? null,
          columns: after,
          updatedAt,
          closedBy,
        });
        break;
      }
      case 'message-stamped': {
        const { messageId: ref, dialog, assigneeId } = entry;
        this.messages.push({ ...message!, ref, conversationId, inboxId: columns.inboxId, at, dialog, assigneeId });
        break;
      }
      case 'mention-stamped': {
        const { userId, dialog } = entry;
        const key = `${conversationId}:${userId}`;
        const known = this.mentions.get(key);
        if (known && known.at > at) break;
        const firstAt = known?.firstAt ?? at;
        this.mentions.set(key, { conversationId, userId, firstAt, at, dialog });
        break;
      }
      case 'rows-adopted':
        this.adoptions.push({ ...entry, conversationId });
        break;
      case 'acceptance-logged':
        this.acceptances.push(entry);
        break;
      case 'team-changed':
        this.teams.push(entry);
        break;
      case 'event-stamped':
        this.eventStamps.push({ ...entry, conversationId });
        break;
    }
  }
}

function startedDialog(conversationId: number, entry: Extract<Entry, { type: 'dialog-started' }>): DialogWork {
  const { at, dialog: ref, columns, startedBy: by, startedOffline: offline, botServes: botServed, foundAt } = entry;
  const { status, assigneeId, teamId } = columns;
  const started = { at, by, offline, status, assigneeId, teamId, botServed, foundAt };
  return { ref, conversationId, columns, updatedAt: at, closedBy: null, started };
}
