import type { Command, CommandResult } from '../../write-side/commands';
import type { Context } from '../context';
import { apiError } from '../errors';
import type {
  ConversationPayloadResolvers,
  MentionAgentPayloadResolvers,
  MutationResolvers,
  PostMessagePayloadResolvers,
} from '../generated';
import { readId } from '../ids';
import { checkWithinLimits } from '../limits';
import { runMutation } from '../run-mutation';
import { kindMutations } from './kinds';
import { presenceMutations } from './presence';
import { settingsMutations } from './settings-mutations';
import { tokenMutations } from './tokens';

/** Carries out a command for a token that may write. */
function execute(command: () => Command, context: Context): Promise<CommandResult> {
  const { viewer, writeSide } = context;
  return runMutation(context, 'writer', async () => {
    const asked = command();
    await checkWithinLimits(context, asked);
    return writeSide.execute(viewer.accountId, asked);
  });
}

const orNull = <Value>(value: Value | null | undefined): Value | null => value ?? null;
const agentId = (id: string, argument = 'agent') => readId(id, 'Agent', argument);
const conversationId = (id: string) => readId(id, 'Conversation', 'conversation');
const teamId = (id: string) => readId(id, 'Team', 'team');

/** Undefined stays undefined and null stays null: left out and taken away are two things. */
function changeOf(id: string | null | undefined, read: (id: string) => number): number | null | undefined {
  return id == null ? id : read(id);
}

export const Mutation: MutationResolvers = {
  ...kindMutations,
  ...presenceMutations,
  ...settingsMutations,
  ...tokenMutations,
  startConversation: (_parent, { input }, context) =>
    execute(
      () => ({
        type: 'start-conversation',
        inboxId: readId(input.inbox, 'Inbox', 'inbox'),
        contactId: readId(input.contact, 'Contact', 'contact'),
        status: input.status ?? 'open',
        assigneeId: input.assignee == null ? null : agentId(input.assignee, 'assignee'),
        teamId: input.team == null ? null : teamId(input.team),
        startedBy: input.startedBy ?? 'visitor',
        startedOffline: orNull(input.startedOffline),
        at: input.at ?? undefined,
      }),
      context,
    ),
  setConversationStatus: (_parent, { input }, context) =>
    execute(
      () => ({
        type: 'set-conversation-status',
        conversationId: conversationId(input.conversation),
        status: input.status,
        closedBy: orNull(input.closedBy),
        at: input.at ?? undefined,
      }),
      context,
    ),
  assignConversation: (_parent, { input }, context) =>
    execute(
      () => ({
        type: 'assign-conversation',
        conversationId: conversationId(input.conversation),
        agentId: changeOf(input.agent, agentId),
        teamId: changeOf(input.team, teamId),
        at: input.at ?? undefined,
      }),
      context,
    ),
  acceptConversation: (_parent, { input }, context) =>
    execute(
      () => ({
        type: 'accept-conversation',
        conversationId: conversationId(input.conversation),
        agentId: agentId(input.agent),
        at: input.at ?? undefined,
      }),
      context,
    ),
  postMessage: (_parent, { input }, context) =>
    execute(
      () => ({
        type: 'post-message',
        conversationId: conversationId(input.conversation),
        messageType: input.type,
        content: input.content,
        agentId: input.agent == null ? null : agentId(input.agent),
        bot: input.bot ?? false,
        private: input.private ?? false,
        at: input.at ?? undefined,
      }),
      context,
    ),
  mentionAgent: (_parent, { input }, context) =>
    execute(
      () => ({
        type: 'mention-agent',
        conversationId: conversationId(input.conversation),
        agentId: agentId(input.agent),
        at: input.at ?? undefined,
      }),
      context,
    ),
};

/** What a command has just written is gone only where the host deleted it in the same moment. */
async function written<Row>(row: Promise<Row | null>, what: string): Promise<Row> {
  const found = await row;
  if (found === null)
    throw apiError(
      'NOT_FOUND',
      `the ${what} was deleted right after the command, or is not among what this token sees`,
    );
  return found;
}

const eventsAndDialog: Pick<ConversationPayloadResolvers & PostMessagePayloadResolvers, 'dialog' | 'events'> = {
  dialog: ({ dialogId }, _args, { loaders }) => (dialogId === null ? null : loaders.dialog.load(dialogId)),
  events: ({ events }) =>
    events.map(({ id, name, at, value, userId, dialogId }) => ({
      kind: 'Event',
      ...{ id, name, at, value, userId, dialogId },
    })),
};

export const ConversationPayload: ConversationPayloadResolvers = {
  ...eventsAndDialog,
  conversation: (result, _args, { loaders }) =>
    written(loaders.conversation.load(result.conversationId), 'conversation'),
};

export const PostMessagePayload: PostMessagePayloadResolvers = {
  ...eventsAndDialog,
  message: ({ messageId }, _args, { loaders }) => written(loaders.message.load(messageId!), 'message'),
};

export const MentionAgentPayload: MentionAgentPayloadResolvers = {
  mention: ({ mentionId }, _args, { loaders }) => written(loaders.mention.load(mentionId!), 'mention'),
};
