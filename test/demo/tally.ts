import assert from 'node:assert/strict';
import type { Step } from '../../src/demo/contact-centre';
import { INBOXES } from '../../src/demo/places';
import type { Closer, Starter, Status } from '../../src/rulebook/words';

/** A dialog as the commands tell it. */
export interface ToldDialog {
  readonly startedAt: number;
  readonly conversation: number;
  readonly reopened: boolean;
  resolvedAt: number | null;
  closedBy: Closer | null;
  readonly assignees: (number | null)[];
  messages: number;
}

/** A conversation as the commands leave it. */
export interface ToldConversation {
  readonly contact: number;
  readonly inbox: number;
  readonly startedBy: Starter;
  readonly startedOffline: boolean | null;
  status: Status;
  assignee: number | null;
  team: number | null;
  lastAt: number;
}

/** What became of the commands, by a naive reading of the rules; throws where a command is not possible. */
export class Tally {
  readonly conversations: ToldConversation[] = [];
  readonly dialogs: ToldDialog[] = [];
  readonly counts: Record<string, number> = {};
  private readonly mentioned = new Set<string>();

  add({ dialog, command }: Step): void {
    if (command.type === 'start-conversation') {
      // Not by expect, which is slow for a hundred thousand commands.
      assert.equal(command.conversationId, this.conversations.length);
      this.conversations.push({
        ...{ contact: command.contactId, inbox: command.inboxId, status: command.status, lastAt: command.at },
        ...{ startedBy: command.startedBy, startedOffline: command.startedOffline },
        ...{ assignee: command.assigneeId, team: command.teamId },
      });
      this.count(command.type);
      this.begin(dialog, command.conversationId!, command.at, false);
      return;
    }
    const conversation = this.conversations[command.conversationId]!;
    assert(command.at >= conversation.lastAt);
    conversation.lastAt = command.at;
    const before = conversation.status;
    this.count(command.type);
    this.carry(dialog, command, conversation);
    if (before === 'resolved' && conversation.status !== 'resolved') {
      this.begin(dialog, command.conversationId, command.at, true);
    }
    const told = this.dialogs[dialog]!;
    if (command.type === 'post-message') told.messages += 1;
    if (before !== 'resolved' && conversation.status === 'resolved') told.resolvedAt = command.at;
  }

  private carry(dialog: number, command: Step['command'], conversation: ToldConversation): void {
    const botServes = INBOXES[conversation.inbox]!.bot;
    switch (command.type) {
      case 'set-conversation-status':
        assert.notEqual(command.status, conversation.status);
        assert.equal(command.closedBy === null, command.status !== 'resolved');
        conversation.status = command.status;
        this.count(`to ${command.status}`);
        if (command.closedBy) this.dialogs[dialog]!.closedBy = command.closedBy;
        break;
      case 'assign-conversation':
        if (command.agentId !== undefined) this.assign(dialog, conversation, command.agentId);
        if (conversation.team !== null && command.teamId != null) this.count('change of team');
        if (command.teamId !== undefined) conversation.team = command.teamId;
        break;
      case 'accept-conversation':
        assert.equal(conversation.status, 'open');
        if (conversation.assignee === null) this.count('accepted for oneself');
        else this.count(conversation.assignee === command.agentId ? 'accepted' : "accepted in another's place");
        this.assign(dialog, conversation, command.agentId);
        break;
      case 'mention-agent': {
        const key = `${command.conversationId} ${command.agentId}`;
        this.count(this.mentioned.has(key) ? 'mentioned again' : 'mentioned');
        this.mentioned.add(key);
        break;
      }
      case 'post-message': {
        const { messageType, agentId, bot } = command;
        assert(!/[#{}]/.test(command.content));
        assert(messageType === 'outgoing' ? (agentId === null) === bot : agentId === null && !bot);
        assert(botServes || !bot);
        this.count(command.private ? 'note' : bot ? 'bot' : messageType);
        if (messageType === 'incoming') {
          if (conversation.status === 'snoozed') this.count('woken by the client');
          if (conversation.status === 'snoozed') conversation.status = 'open';
          if (conversation.status === 'resolved') conversation.status = botServes ? 'pending' : 'open';
        }
        if (agentId !== null && !command.private && conversation.status === 'resolved') conversation.status = 'open';
        break;
      }
    }
  }

  private assign(dialog: number, conversation: ToldConversation, agent: number | null): void {
    assert(agent === null || INBOXES[conversation.inbox]!.agents.includes(agent));
    conversation.assignee = agent;
    if (conversation.status === 'resolved') this.count('assigned after the resolve');
    else this.dialogs[dialog]!.assignees.push(agent);
  }

  private begin(dialog: number, conversation: number, startedAt: number, reopened: boolean): void {
    assert.equal(dialog, this.dialogs.length);
    const assignees = [this.conversations[conversation]!.assignee];
    this.dialogs.push({ startedAt, conversation, reopened, assignees, resolvedAt: null, closedBy: null, messages: 0 });
  }

  private count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
}
