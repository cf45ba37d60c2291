import type { Instant } from '../instant';
import type { Change } from '../rulebook/change';
import { authorOf, statusAfterMessage } from '../rulebook/messages';
import type { ConversationColumns, ConversationState } from '../rulebook/state';
import { checkExists, checkMessage, checkNotInFuture, momentOf } from './checks';
import { CommandError } from './command-error';
import type {
  AcceptConversation,
  AssignConversation,
  Command,
  MentionAgent,
  PostMessage,
  SetConversationStatus,
  StartConversation,
} from './commands';
import type { Directory } from './directory';

/** A message row for the host's table. */
export interface NewMessage {
  readonly type: PostMessage['messageType'];
  readonly content: string;
  readonly private: boolean;
  readonly senderType: 'Contact' | 'User' | 'AgentBot' | null;
  readonly senderId: number | null;
}

/** What a command on a conversation does: changes for the rulebook, in their order, and what comes with them. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly message?: NewMessage;
}

const NOTHING: Plan = { changes: [] };

/**
 * Plans a command on a locked conversation. Pure. A message's own change names it by `messageId`. Throws CommandError
 * where the command can't be carried out.
 */
export function planCommand(
  command: Exclude<Command, StartConversation>,
  state: ConversationState,
  directory: Directory,
  messageId: number,
): Plan {
  checkNotInFuture(command.at, directory.now);
  switch (command.type) {
    case 'set-conversation-status':
      return planStatus(command, state, directory);
    case 'assign-conversation':
      return planAssignment(command, state, directory);
    case 'accept-conversation':
      return planAcceptance(command, state, directory);
    case 'post-message':
      return planMessage(command, state, directory, messageId);
    case 'mention-agent':
      return planMention(command, state, directory);
  }
}

/** The state of the conversation that a command creates, and its change. Throws CommandError where it can't be. */
export function planStart(
  command: StartConversation,
  accountId: number,
  conversationId: number,
  directory: Directory,
): { state: ConversationState; change: Change } {
  const { inboxId, contactId, status, assigneeId, teamId, startedBy, startedOffline } = command;
  checkExists(directory, 'inbox', inboxId, 'inbox');
  checkExists(directory, 'contact', contactId, 'contact');
  checkExists(directory, 'agent', assigneeId, 'assignee');
  checkExists(directory, 'team', teamId, 'team');
  checkNotInFuture(command.at, directory.now);
  const at = command.at ?? directory.now;
  return {
    state: {
      accountId,
      conversationId,
      createdAt: at,
      columns: { status, assigneeId, teamId, inboxId, contactId },
      dialog: null,
      firstResponseLogged: false,
      changedAt: at,
      lastMessageAt: at,
      startBeforeLog: at,
      botServes: directory.botServes(inboxId),
    },
    change: { type: 'conversation-created', at, startedBy, startedOffline },
  };
}

function planStatus(command: SetConversationStatus, state: ConversationState, { now }: Directory): Plan {
  const { status, closedBy } = command;
  if (closedBy !== null && status !== 'resolved') {
    throw new CommandError('BAD_USER_INPUT', 'closedBy: goes with the status RESOLVED only', 'closedBy');
  }
  if (status === state.columns.status) return NOTHING;
  const at = momentOf(command.at, 'columns', state, now);
  const startedBy = 'visitor';
  return { changes: [changed(state, at, { status }, { closedBy, startedBy })] };
}

function planAssignment(command: AssignConversation, state: ConversationState, directory: Directory): Plan {
  const { agentId, teamId } = command;
  if (agentId === undefined && teamId === undefined) {
    throw new CommandError(
      'BAD_USER_INPUT',
      'agent: give an agent, a team or both; null takes away, and what is left out stays',
      'agent',
    );
  }
  checkExists(directory, 'agent', agentId, 'agent');
  checkExists(directory, 'team', teamId, 'team');
  const { columns } = state;
  const after = {
    assigneeId: agentId === undefined ? columns.assigneeId : agentId,
    teamId: teamId === undefined ? columns.teamId : teamId,
  };
  if (after.assigneeId === columns.assigneeId && after.teamId === columns.teamId) return NOTHING;
  return { changes: [changed(state, momentOf(command.at, 'columns', state, directory.now), after)] };
}

function planAcceptance(command: AcceptConversation, state: ConversationState, directory: Directory): Plan {
  const { agentId } = command;
  checkExists(directory, 'agent', agentId, 'agent');
  if (state.columns.status === 'resolved') {
    throw new CommandError('CONFLICT', 'conversation: it is resolved, so there is no dialog to accept', 'conversation');
  }
  const isAssigned = state.columns.assigneeId === agentId;
  const hasAccepted = state.dialog?.acceptances.some((accepted) => accepted.agentId === agentId);
  if (isAssigned && hasAccepted) return NOTHING;
  const at = momentOf(command.at, isAssigned ? 'rows' : 'columns', state, directory.now);
  const accepted: Change = { type: 'dialog-accepted', at, agentId };
  return { changes: isAssigned ? [accepted] : [changed(state, at, { assigneeId: agentId }), accepted] };
}

function planMessage(command: PostMessage, state: ConversationState, directory: Directory, messageId: number): Plan {
  checkMessage(command);
  checkExists(directory, 'agent', command.agentId, 'agent');
  const { status, inboxId } = state.columns;
  const message: NewMessage = { ...senderOf(command, state, directory), ...contentOf(command) };
  const author = authorOf(message, directory.botUserIds(inboxId));
  const written = { author, private: message.private };
  const wakesTo = statusAfterMessage(status, written, state.botServes);
  const at = momentOf(command.at, wakesTo ? 'columns' : 'rows', state, directory.now);
  const startedBy = author === 'client' ? 'visitor' : 'agent';
  const woken = wakesTo ? [changed(state, at, { status: wakesTo }, { startedBy })] : [];
  return { changes: [...woken, { type: 'message-written', at, by: 'us', messageId, ...written }], message };
}

function planMention(command: MentionAgent, state: ConversationState, directory: Directory): Plan {
  const { agentId } = command;
  checkExists(directory, 'agent', agentId, 'agent');
  const at = momentOf(command.at, 'rows', state, directory.now);
  return { changes: [{ type: 'agent-mentioned', at, userId: agentId }] };
}

function changed(
  state: ConversationState,
  at: Instant,
  after: Partial<ConversationColumns>,
  by: Partial<Pick<Extract<Change, { type: 'conversation-changed' }>, 'startedBy' | 'closedBy'>> = {},
): Change {
  const columns = { ...state.columns, ...after };
  return { type: 'conversation-changed', at, by: 'us', after: columns, startedBy: 'visitor', closedBy: null, ...by };
}

function contentOf({ messageType: type, content, private: isPrivate }: PostMessage) {
  return { type, content, private: isPrivate };
}

function senderOf(
  { messageType, agentId, bot }: PostMessage,
  { columns }: ConversationState,
  directory: Directory,
): Pick<NewMessage, 'senderType' | 'senderId'> {
  if (messageType === 'incoming') return { senderType: 'Contact', senderId: columns.contactId };
  if (agentId !== null) return { senderType: 'User', senderId: agentId };
  if (bot) return { senderType: 'AgentBot', senderId: directory.agentBotId(columns.inboxId) };
  return { senderType: null, senderId: null };
}
