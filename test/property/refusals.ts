import type { Instant } from '../../src/instant';
import type { CommandErrorCode } from '../../src/write-side/command-error';
import type { Command, PostMessage } from '../../src/write-side/commands';
import type { TestAccount } from '../helpers/account';
import { type Conversation, hasAccepted, wakesTo } from './model';

/** Why a command is refused. */
export interface Refusal {
  readonly code: CommandErrorCode;
  readonly argument?: string;
}

const LONGEST_CONTENT = 150_000;

/** All that speaks against a command. Which of several the write side names, it may choose. */
export function refusalsOf(
  command: Command,
  conversation: Conversation | undefined,
  account: TestAccount,
  now: Instant,
): Refusal[] {
  return [
    ...unknown(command, conversation, account).map((argument): Refusal => ({ code: 'NOT_FOUND', argument })),
    ...badArguments(command).map((argument): Refusal => ({ code: 'BAD_USER_INPUT', argument })),
    ...(isMisplaced(command, conversation, account, now) ? [{ code: 'BAD_USER_INPUT', argument: 'at' } as const] : []),
    ...(command.type === 'accept-conversation' && conversation?.status === 'resolved'
      ? [{ code: 'CONFLICT', argument: 'conversation' } as const]
      : []),
  ];
}

function unknown(command: Command, conversation: Conversation | undefined, account: TestAccount): string[] {
  const arguments_: string[] = [];
  const needs = (argument: string, id: number | null | undefined, known: readonly number[]) => {
    if (id !== null && id !== undefined && !known.includes(id)) arguments_.push(argument);
  };
  const agents = [...account.agents, account.botUser];
  if (command.type === 'start-conversation') {
    needs('inbox', command.inboxId, [account.inbox, account.botInbox, account.idleBotInbox]);
    needs('contact', command.contactId, account.contacts);
    needs('assignee', command.assigneeId, agents);
    needs('team', command.teamId, account.teams);
    return arguments_;
  }
  if (!conversation) arguments_.push('conversation');
  if ('agentId' in command) needs('agent', command.agentId, agents);
  if (command.type === 'assign-conversation') needs('team', command.teamId, account.teams);
  return arguments_;
}

function badArguments(command: Command): string[] {
  if (command.type === 'set-conversation-status') {
    return command.closedBy !== null && command.status !== 'resolved' ? ['closedBy'] : [];
  }
  if (command.type === 'assign-conversation') {
    return command.agentId === undefined && command.teamId === undefined ? ['agent'] : [];
  }
  return command.type === 'post-message' ? badPartsOf(command) : [];
}

function badPartsOf({ messageType, agentId, bot, private: isPrivate, content }: PostMessage): string[] {
  const bad: string[] = [];
  if (messageType === 'outgoing') {
    if ((agentId !== null) === bot) bad.push('agent');
  } else {
    if (agentId !== null) bad.push('agent');
    if (bot) bad.push('bot');
    if (isPrivate) bad.push('private');
  }
  if (content === '' || content.length > LONGEST_CONTENT || content.includes('\0') || !content.isWellFormed()) {
    bad.push('content');
  }
  return bad;
}

/** Whether the command's own time lies in the future, or before what it must not lie before. */
function isMisplaced(
  command: Command,
  conversation: Conversation | undefined,
  account: TestAccount,
  now: Instant,
): boolean {
  if (command.at === undefined) return false;
  if (command.at > now) return true;
  if (!conversation || changesNothing(command, conversation)) return false;
  const lastMessage = Math.max(...conversation.messages.map((message) => message.at));
  const earliest = isChange(command, conversation, account)
    ? Math.max(conversation.changedAt, lastMessage)
    : conversation.changedAt;
  return command.at < earliest;
}

function changesNothing(command: Command, conversation: Conversation): boolean {
  if (command.type === 'set-conversation-status') return command.status === conversation.status;
  if (command.type === 'accept-conversation') return hasAccepted(conversation, command.agentId);
  if (command.type !== 'assign-conversation') return false;
  const { agentId = conversation.assigneeId, teamId = conversation.teamId } = command;
  return agentId === conversation.assigneeId && teamId === conversation.teamId;
}

/** Whether the command changes the status, the assignee or the team. */
function isChange(command: Command, conversation: Conversation, account: TestAccount): boolean {
  if (command.type === 'accept-conversation') return conversation.assigneeId !== command.agentId;
  if (command.type !== 'post-message') return command.type !== 'mention-agent';
  const humansPublic =
    command.messageType === 'outgoing' &&
    command.agentId !== null &&
    command.agentId !== account.botUser &&
    !command.private;
  return wakesTo(conversation, command, humansPublic, conversation.inboxId === account.botInbox) !== null;
}
