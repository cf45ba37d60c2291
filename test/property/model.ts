import type { Instant } from '../../src/instant';
import type { Closer, MessageType, Starter, Status } from '../../src/rulebook/words';
import type {
  AcceptConversation,
  AssignConversation,
  Command,
  MentionAgent,
  PostMessage,
  SetConversationStatus,
  StartConversation,
} from '../../src/write-side/commands';
import type { TestAccount } from '../helpers/account';
import { type Refusal, refusalsOf } from './refusals';

/*
 * The rules §1-§3 once more, from the specification alone and as plain as can be: arrays, looked through from the
 * start each time. Dialogs are known by their number within the conversation: 1, 2, 3.
 */

/** A conversation of the model, with all that was logged of it. */
export interface Conversation {
  readonly id: number;
  readonly inboxId: number;
  readonly contactId: number;
  readonly createdAt: Instant;
  status: Status;
  assigneeId: number | null;
  teamId: number | null;
  /** The last change of status, assignee or team, or the creation. */
  changedAt: Instant;
  /** The last change of the assignee, or the creation. */
  assignedAt: Instant;
  readonly dialogs: Dialog[];
  readonly events: Event[];
  readonly messages: Message[];
  readonly mentions: Mention[];
  readonly acceptances: Acceptance[];
}

export interface Dialog {
  inboxId: number;
  contactId: number;
  status: Status;
  assigneeId: number | null;
  teamId: number | null;
  createdAt: Instant;
  updatedAt: Instant;
  startedBy: Starter;
  startedOffline: boolean | null;
  startedStatus: Status;
  startedAssigneeId: number | null;
  botServed: boolean;
  closedBy: Closer | null;
}

export interface Event {
  name: string;
  userId: number | null;
  at: Instant;
  dialog: number | null;
}

export interface Message {
  messageType: MessageType;
  content: string;
  private: boolean;
  /** A bot that does not serve the inbox has no id. */
  sender: readonly [type: string, id: number | null] | null;
  assigneeId: number | null;
  at: Instant;
  dialog: number | null;
}

export interface Mention {
  agentId: number;
  mentionedAt: Instant;
  createdAt: Instant;
  dialog: number | null;
}

export interface Acceptance {
  agentId: number;
  at: Instant;
  dialog: number;
}

/** What a command must do: one of the refusals, if there are any; else these events, in this dialog. */
export interface Expected {
  readonly refusals: readonly Refusal[];
  readonly dialog: number | null;
  readonly events: readonly Event[];
}

/** Carries out commands of one account in its memory. `now` is the time of commands without one. */
export class Model {
  readonly conversations: Conversation[] = [];

  constructor(
    readonly account: TestAccount,
    readonly now: Instant,
  ) {}

  execute(command: Command): Expected {
    const conversation = this.conversations.find(({ id }) => id === command.conversationId);
    const refusals = refusalsOf(command, conversation, this.account, this.now);
    if (refusals.length > 0) return { refusals, dialog: null, events: [] };
    const at = command.at ?? this.now;
    const logged = conversation?.events.length ?? 0;
    const changed = this.carryOut(command, conversation, at);
    return { refusals: [], dialog: latestDialog(changed), events: changed.events.slice(logged) };
  }

  private carryOut(command: Command, conversation: Conversation | undefined, at: Instant): Conversation {
    switch (command.type) {
      case 'start-conversation':
        return this.start(command, at);
      case 'set-conversation-status':
        return this.setStatus(conversation!, command, at);
      case 'assign-conversation':
        return this.assign(conversation!, command, at);
      case 'accept-conversation':
        return this.accept(conversation!, command, at);
      case 'post-message':
        return this.post(conversation!, command, at);
      case 'mention-agent':
        return this.mention(conversation!, command, at);
    }
  }

  private start(command: StartConversation, at: Instant): Conversation {
    const conversation: Conversation = {
      id: command.conversationId!,
      inboxId: command.inboxId,
      contactId: command.contactId,
      createdAt: at,
      status: 'resolved',
      assigneeId: command.assigneeId,
      teamId: command.teamId,
      changedAt: at,
      assignedAt: at,
      dialogs: [],
      events: [],
      messages: [],
      mentions: [],
      acceptances: [],
    };
    this.conversations.push(conversation);
    if (command.status !== 'resolved') {
      this.changeStatus(conversation, command.status, at, command.startedBy, command.startedOffline);
    }
    if (command.assigneeId !== null) log(conversation, 'conversation_assigned', at);
    return conversation;
  }

  private setStatus(conversation: Conversation, command: SetConversationStatus, at: Instant): Conversation {
    if (command.status === conversation.status) return conversation;
    if (command.status === 'resolved') conversation.dialogs.at(-1)!.closedBy = command.closedBy;
    this.changeStatus(conversation, command.status, at, 'visitor', null);
    return conversation;
  }

  /** Every change of status passes here. From resolved it begins a dialog. */
  private changeStatus(
    conversation: Conversation,
    status: Status,
    at: Instant,
    startedBy: Starter,
    startedOffline: boolean | null,
  ): void {
    const begins = conversation.status === 'resolved';
    conversation.status = status;
    conversation.changedAt = at;
    if (begins) {
      conversation.dialogs.push({
        inboxId: conversation.inboxId,
        contactId: conversation.contactId,
        status,
        assigneeId: conversation.assigneeId,
        teamId: conversation.teamId,
        createdAt: at,
        updatedAt: at,
        startedBy,
        startedOffline,
        startedStatus: status,
        startedAssigneeId: conversation.assigneeId,
        botServed: this.botServes(conversation),
        closedBy: null,
      });
    } else {
      const dialog = conversation.dialogs.at(-1)!;
      dialog.status = status;
      dialog.updatedAt = at;
    }
    if (status !== 'snoozed') log(conversation, `conversation_${status}`, at);
  }

  private assign(conversation: Conversation, command: AssignConversation, at: Instant): Conversation {
    const { agentId = conversation.assigneeId, teamId = conversation.teamId } = command;
    const newAgent = agentId !== conversation.assigneeId;
    if (!newAgent && teamId === conversation.teamId) return conversation;
    conversation.assigneeId = agentId;
    conversation.teamId = teamId;
    conversation.changedAt = at;
    if (newAgent) conversation.assignedAt = at;
    const dialog = conversation.dialogs.at(-1);
    if (dialog && dialog.status !== 'resolved') {
      dialog.assigneeId = agentId;
      dialog.teamId = teamId;
      dialog.updatedAt = at;
    }
    if (newAgent) log(conversation, 'conversation_assigned', at);
    return conversation;
  }

  private accept(conversation: Conversation, { agentId }: AcceptConversation, at: Instant): Conversation {
    if (hasAccepted(conversation, agentId)) return conversation;
    this.assign(conversation, { type: 'assign-conversation', conversationId: conversation.id, agentId }, at);
    conversation.acceptances.push({ agentId, at, dialog: conversation.dialogs.length });
    return conversation;
  }

  private post(conversation: Conversation, command: PostMessage, at: Instant): Conversation {
    const human = this.isHumansPublic(command);
    const wakes = wakesTo(conversation, command, human, this.botServes(conversation));
    if (wakes) this.changeStatus(conversation, wakes, at, human ? 'agent' : 'visitor', null);
    conversation.messages.push({
      messageType: command.messageType,
      content: command.content,
      private: command.private,
      sender: this.senderOf(conversation, command),
      assigneeId: conversation.assigneeId,
      at,
      dialog: latestDialog(conversation),
    });
    const answered = conversation.events.some(({ name }) => name === 'first_response');
    if (human && !answered) log(conversation, 'first_response', at);
    return conversation;
  }

  private mention(conversation: Conversation, { agentId }: MentionAgent, at: Instant): Conversation {
    const dialog = latestDialog(conversation);
    const before = conversation.mentions.find((mention) => mention.agentId === agentId);
    if (before) {
      if (at >= before.mentionedAt) Object.assign(before, { mentionedAt: at, dialog });
    } else conversation.mentions.push({ agentId, mentionedAt: at, createdAt: at, dialog });
    return conversation;
  }

  private botServes(conversation: Conversation): boolean {
    return conversation.inboxId === this.account.botInbox;
  }

  private isHumansPublic({ messageType, agentId, private: isPrivate }: PostMessage): boolean {
    return messageType === 'outgoing' && agentId !== null && agentId !== this.account.botUser && !isPrivate;
  }

  private senderOf(conversation: Conversation, command: PostMessage): Message['sender'] {
    if (command.messageType === 'incoming') return ['Contact', conversation.contactId];
    if (command.agentId !== null) return ['User', command.agentId];
    if (command.bot) return ['AgentBot', this.botServes(conversation) ? this.account.bot : null];
    return null;
  }
}

/** The status that a message brings a conversation to; null for a message that changes none. */
export function wakesTo(
  { status }: Conversation,
  { messageType }: PostMessage,
  humansPublic: boolean,
  botServes: boolean,
): Status | null {
  if (messageType === 'incoming' && status === 'snoozed') return 'open';
  if (messageType === 'incoming' && status === 'resolved') return botServes ? 'pending' : 'open';
  if (humansPublic && status === 'resolved') return 'open';
  return null;
}

/** Whether the agent is assigned, and has accepted the dialog that lasts since being so. */
export function hasAccepted({ assigneeId, assignedAt, acceptances, dialogs }: Conversation, agentId: number): boolean {
  return (
    assigneeId === agentId &&
    acceptances.some(({ agentId: by, dialog, at }) => by === agentId && dialog === dialogs.length && at >= assignedAt)
  );
}

/** The current dialog, or with none current the last one. */
function latestDialog({ dialogs }: Conversation): number | null {
  return dialogs.length || null;
}

function log(conversation: Conversation, name: string, at: Instant): void {
  conversation.events.push({ name, userId: conversation.assigneeId, at, dialog: latestDialog(conversation) });
}
