import type {
  AcceptConversation,
  AssignConversation,
  MentionAgent,
  PostMessage,
  SetConversationStatus,
  StartConversation,
} from '../../src/write-side/commands';
import type { TestAccount } from '../helpers/account';

/** A conversation of the account, open in the inbox without a bot, unless told otherwise. */
export function start(account: TestAccount, parts: Partial<StartConversation> = {}): StartConversation {
  return {
    type: 'start-conversation',
    inboxId: account.inbox,
    contactId: account.contacts[0]!,
    status: 'open',
    assigneeId: null,
    teamId: null,
    startedBy: 'visitor',
    startedOffline: null,
    ...parts,
  };
}

export function setStatus(
  conversationId: number,
  status: SetConversationStatus['status'],
  parts: Partial<SetConversationStatus> = {},
): SetConversationStatus {
  return { type: 'set-conversation-status', conversationId, status, closedBy: null, ...parts };
}

export function assign(conversationId: number, parts: Partial<AssignConversation>): AssignConversation {
  return { type: 'assign-conversation', conversationId, ...parts };
}

export function accept(
  conversationId: number,
  agentId: number,
  parts: Partial<AcceptConversation> = {},
): AcceptConversation {
  return { type: 'accept-conversation', conversationId, agentId, ...parts };
}

/** A message of the client, unless told otherwise. */
export function post(conversationId: number, parts: Partial<PostMessage> = {}): PostMessage {
  return {
    type: 'post-message',
    conversationId,
    messageType: 'incoming',
    content: 'hello',
    agentId: null,
    bot: false,
    private: false,
    ...parts,
  };
}

export function mention(conversationId: number, agentId: number, parts: Partial<MentionAgent> = {}): MentionAgent {
  return { type: 'mention-agent', conversationId, agentId, ...parts };
}
