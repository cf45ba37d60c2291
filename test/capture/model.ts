import type { Instant } from '../../src/instant';
import type { HostAccount } from '../helpers/host-simulator/account';
import type { Listener, Ran } from '../helpers/host-simulator/player';
import type { Columns, Statement } from '../helpers/host-simulator/statements';

/*
 * The log that a host's history must leave, from the specification alone (rules §1-§3, §6) and as plain as can be:
 * arrays, looked through from the start each time. Dialogs are known by their number in the conversation: 1, 2, 3.
 */

/** A conversation of the host, and what is logged of it. */
export interface Conversation {
  readonly id: number;
  readonly createdAt: Instant;
  /** What its columns became, by which transaction, one after another. */
  readonly versions: { readonly columns: Columns; readonly transaction: object }[];
  readonly campaignId: number | null;
  /** Whether it was there before the log. */
  readonly isOld: boolean;
  isDeleted: boolean;
  readonly dialogs: Dialog[];
  readonly logged: Logged[];
  readonly messages: Message[];
  readonly mentions: Mention[];
  readonly hostEvents: HostEvent[];
}

export interface Dialog extends Columns {
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly startedBy: string;
  /** null: not known, for the dialog is older than the log. */
  readonly startedStatus: string | null;
  readonly startedAssigneeId: number | null;
  readonly botServed: boolean;
}

/** An event that we log. */
export interface Logged {
  readonly name: string;
  readonly at: Instant;
  readonly userId: number | null;
  readonly inboxId: number;
  readonly value: number;
  readonly dialog: number | null;
}

export interface Message {
  readonly id: number;
  readonly type: string;
  readonly isAgents: boolean;
  readonly at: Instant;
  readonly attributes: Readonly<Record<string, unknown>> | null;
  /** undefined: not known, for it is older than the log. */
  readonly assigneeId: number | null | undefined;
  dialog: number | null;
}

export interface Mention {
  readonly userId: number;
  at: Instant;
  dialog: number | null;
}

export interface HostEvent {
  readonly id: number;
  readonly name: string;
  readonly at: Instant;
  dialog: number | null;
}

const MINUTE = 60_000_000;

/** Hears what becomes true in the host's database; from `isInstalled` on, logs it. */
export class Model implements Listener {
  readonly conversations: Conversation[] = [];
  isInstalled = false;
  private readonly committedOnes = new Set<object>();

  constructor(readonly account: HostAccount) {}

  committed(transaction: object): void {
    this.committedOnes.add(transaction);
  }

  ran({ statement, transaction, at, id, idOf }: Ran): void {
    if (statement.do === 'create') this.create(statement, id!, transaction, at);
    else if (statement.do === 'set-all' || statement.do === 'delete-all') this.inBulk(statement, transaction, at, idOf);
    else {
      const conversation = this.conversations.find((known) => known.id === idOf(statement.conversation));
      if (!conversation || conversation.isDeleted) return;
      if (statement.do === 'set') {
        const { status } = latest(conversation);
        if (!statement.from || statement.from.includes(status)) {
          this.change(conversation, statement.columns, transaction, at);
        }
      }
      if (statement.do === 'write') this.write(conversation, statement, id!, transaction, at + statement.skew);
      if (statement.do === 'mention') this.mention(conversation, statement.userId, at);
      if (statement.do === 'log') this.log(conversation, statement.name, id!, at);
    }
  }

  private create(statement: Extract<Statement, { do: 'create' }>, id: number, transaction: object, at: Instant): void {
    const { columns, campaignId } = statement;
    const conversation: Conversation = {
      ...{ id, createdAt: at, versions: [{ columns, transaction }], campaignId, isOld: !this.isInstalled },
      ...{ isDeleted: false, dialogs: [], logged: [], messages: [], mentions: [], hostEvents: [] },
    };
    this.conversations.push(conversation);
    if (!this.isInstalled) return;
    if (columns.status !== 'resolved') {
      this.start(conversation, columns, at, campaignId === null ? 'visitor' : 'invitation');
    }
    if (columns.status === 'open' || columns.status === 'pending') event(conversation, columns.status, at);
    if (columns.assigneeId !== null) event(conversation, 'assigned', at);
  }

  private inBulk(
    statement: Extract<Statement, { do: 'set-all' | 'delete-all' }>,
    transaction: object,
    at: Instant,
    idOf: Ran['idOf'],
  ): void {
    const { conversation: name, ...where } = statement.where as Extract<Statement, { do: 'delete-all' }>['where'];
    for (const conversation of this.conversations.filter(({ isDeleted }) => !isDeleted)) {
      if (name !== undefined && idOf(name) !== conversation.id) continue;
      const columns = latest(conversation);
      if (!Object.entries(where).every(([column, value]) => columns[column as keyof Columns] === value)) continue;
      if (statement.do === 'set-all') this.change(conversation, statement.columns, transaction, at);
      else this.delete(conversation, at);
    }
  }

  /** A change of status, assignee, team, inbox or contact. */
  private change(conversation: Conversation, given: Partial<Columns>, transaction: object, moment: Instant): void {
    const before = latest(conversation);
    const after = { ...before, ...given };
    conversation.versions.push({ columns: after, transaction });
    if (!this.isInstalled || Object.keys(after).every((name) => is(before, after, name as keyof Columns))) return;
    this.startOlder(conversation, before, moment);
    const current = currentDialog(conversation);
    // The log never runs backwards, though an old dialog began by an application's clock.
    const at = Math.max(moment, conversation.dialogs.at(-1)?.updatedAt ?? 0);
    if (current) {
      conversation.dialogs[conversation.dialogs.length - 1] = { ...current, ...after, updatedAt: at };
    } else if (after.status !== 'resolved') {
      const resolvedAt = conversation.dialogs.at(-1)?.updatedAt;
      this.start(conversation, after, at, 'visitor');
      adopt(conversation, resolvedAt, at);
    }
    // The host logs its resolves itself.
    if (before.status !== after.status && (after.status === 'open' || after.status === 'pending')) {
      event(conversation, after.status, at);
    }
    if (before.assigneeId !== after.assigneeId) event(conversation, 'assigned', at);
  }

  private start(
    conversation: Conversation,
    columns: Columns,
    at: Instant,
    startedBy: string,
    startedStatus: string | null = columns.status,
  ): void {
    conversation.dialogs.push({
      ...{ ...columns, createdAt: at, updatedAt: at, startedBy, startedStatus },
      ...{ startedAssigneeId: columns.assigneeId, botServed: columns.inboxId === this.account.botInbox },
    });
  }

  /** The first change seen of an unresolved conversation that is older than the log opens its dialog. */
  private startOlder(conversation: Conversation, columns: Columns, at: Instant): void {
    if (!this.isInstalled || conversation.dialogs.length > 0 || columns.status === 'resolved') return;
    const resolves = conversation.hostEvents.filter(
      ({ name, at: its }) => name === 'conversation_resolved' && its <= at,
    );
    const resolvedAt = Math.max(...resolves.map((resolve) => resolve.at));
    const messages = conversation.messages.filter((message) => message.at > resolvedAt && message.at <= at);
    const since = Math.min(...messages.map((message) => message.at));
    const startedAt = resolves.length === 0 ? conversation.createdAt : messages.length > 0 ? since : resolvedAt;
    this.start(conversation, columns, Math.min(startedAt, at), 'visitor', null);
    for (const row of [...conversation.messages, ...conversation.mentions, ...conversation.hostEvents]) {
      // The moment of the resolve is the ended dialog's.
      if (row.dialog === null && row.at >= startedAt && row.at !== resolvedAt) row.dialog = 1;
    }
  }

  private write(
    conversation: Conversation,
    statement: Extract<Statement, { do: 'write' }>,
    id: number,
    transaction: object,
    at: Instant,
  ): void {
    const { type, sender, attributes } = statement;
    const isAgents = type === 'outgoing' && !statement.private && typeof sender === 'object' && sender !== null;
    const common = { id, type, isAgents, at, attributes };
    if (!this.isInstalled) {
      conversation.messages.push({ ...common, assigneeId: undefined, dialog: null });
      return;
    }
    // A transaction sees what others have committed and what it did itself.
    const seen = conversation.versions
      .filter((version) => this.isSeen(version.transaction, transaction))
      .at(-1)!.columns;
    const message: Message = { ...common, assigneeId: seen.assigneeId, dialog: null };
    conversation.messages.push(message);
    this.startOlder(conversation, seen, at);
    message.dialog = lastDialog(conversation);
    if (isAgents && message.dialog !== null) this.followFirstMessage(conversation, message);
  }

  private isSeen(version: object, transaction: object): boolean {
    return version === transaction || this.committedOnes.has(version);
  }

  /** An agent who writes before any client began the dialog (rules §5). */
  private followFirstMessage(conversation: Conversation, message: Message): void {
    const dialog = conversation.dialogs.at(-1)!;
    const clientCame = conversation.messages.some(
      (other) => other.type === 'incoming' && other.dialog === message.dialog && other.id < message.id,
    );
    if (dialog.startedBy !== 'visitor' || clientCame) return;
    conversation.dialogs[conversation.dialogs.length - 1] = { ...dialog, startedBy: 'agent' };
  }

  private mention(conversation: Conversation, userId: number, at: Instant): void {
    const before = conversation.mentions.find((mention) => mention.userId === userId);
    const mention = before ?? { userId, at, dialog: null };
    if (!before) conversation.mentions.push(mention);
    mention.at = at;
    if (!this.isInstalled) return;
    this.startOlder(conversation, latest(conversation), at);
    mention.dialog = lastDialog(conversation);
  }

  /** An event that the host logs. Its resolve is of the latest dialog resolved by then. */
  private log(conversation: Conversation, name: string, id: number, at: Instant): void {
    const row: HostEvent = { id, name, at, dialog: null };
    conversation.hostEvents.push(row);
    if (!this.isInstalled) return;
    this.startOlder(conversation, latest(conversation), at);
    const resolved = conversation.dialogs.findLastIndex((its) => its.status === 'resolved' && its.updatedAt <= at) + 1;
    row.dialog = name === 'conversation_resolved' && resolved > 0 ? resolved : lastDialog(conversation);
  }

  private delete(conversation: Conversation, moment: Instant): void {
    conversation.isDeleted = true;
    conversation.messages.length = 0;
    conversation.mentions.length = 0;
    const current = currentDialog(conversation);
    const at = Math.max(moment, current?.updatedAt ?? 0);
    if (current)
      conversation.dialogs[conversation.dialogs.length - 1] = { ...current, status: 'resolved', updatedAt: at };
  }
}

function latest(conversation: Conversation): Columns {
  return conversation.versions.at(-1)!.columns;
}

function is(a: Columns, b: Columns, name: keyof Columns): boolean {
  return a[name] === b[name];
}

function currentDialog(conversation: Conversation): Dialog | undefined {
  return conversation.dialogs.find(({ status }) => status !== 'resolved');
}

function lastDialog(conversation: Conversation): number | null {
  return conversation.dialogs.length === 0 ? null : conversation.dialogs.length;
}

function event(conversation: Conversation, name: string, at: Instant): void {
  const { assigneeId: userId, inboxId } = latest(conversation);
  const value = Math.floor(at / 1_000_000) - Math.floor(conversation.createdAt / 1_000_000);
  const dialog = lastDialog(conversation);
  conversation.logged.push({ name: `conversation_${name}`, at, userId, inboxId, value, dialog });
}

/** The client's messages since the last resolve, within the minute before the start, and what followed them. */
function adopt(conversation: Conversation, resolvedAt: Instant | undefined, at: Instant): void {
  const inTime = (row: { at: Instant }) =>
    (resolvedAt === undefined ? row.at >= conversation.createdAt : row.at > resolvedAt) && row.at >= at - MINUTE;
  const mine = conversation.dialogs.length;
  const before = mine === 1 ? null : mine - 1;
  const isTheirs = (row: { dialog: number | null }) => row.dialog === null || row.dialog === before;
  const [first] = conversation.messages
    .filter((message) => message.type === 'incoming' && inTime(message) && isTheirs(message))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  if (!first) return;
  for (const message of conversation.messages) {
    if (isTheirs(message) && !isBefore(message, first)) message.dialog = mine;
  }
  for (const mention of conversation.mentions) {
    if (isTheirs(mention) && mention.at >= first.at) mention.dialog = mine;
  }
}

function isBefore(a: { at: Instant; id: number }, b: { at: Instant; id: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}
