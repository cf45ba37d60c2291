import { secondsBetween } from '../../instant';
import type { MomentPageRequest } from '../../read-side/moment-pages';
import { momentConnection, momentCursors } from '../connections';
import type { DialogResolvers } from '../generated';
import { opaqueId } from '../ids';
import { type PageArguments, readPage } from '../paging';

function readMoments(args: PageArguments, list: 'events' | 'messages'): MomentPageRequest {
  return { ...readPage(args, momentCursors(list)), backward: false };
}

export const Dialog: DialogResolvers = {
  id: ({ id }) => opaqueId('Dialog', id),
  databaseId: ({ id }) => id,
  conversation: async ({ conversationId }, _args, { loaders }) => (await loaders.conversation.load(conversationId))!,
  inbox: ({ inboxId }, _args, { loaders }) => loaders.inbox.load(inboxId),
  contact: ({ contactId }, _args, { loaders }) => (contactId === null ? null : loaders.contact.load(contactId)),
  team: ({ teamId }, _args, { loaders }) => (teamId === null ? null : loaders.team.load(teamId)),
  assignee: ({ assigneeId }, _args, { loaders }) => (assigneeId === null ? null : loaders.agent.load(assigneeId)),
  durationSeconds: ({ createdAt, resolvedAt, resolvedAtKnown }) =>
    resolvedAt === null || !resolvedAtKnown ? null : secondsBetween(createdAt, resolvedAt),
  kinds: async ({ id }, _args, { loaders }) => (await loaders.classification.load(id))!.kinds,
  classification: async ({ id }, _args, { loaders }) => (await loaders.classification.load(id))!,
  skip: async ({ id }, _args, { loaders }) => (await loaders.classification.load(id))!.skip,
  transferCount: (dialog, _args, { loaders }) => loaders.transferCount.load(dialog),
  transfers: (dialog, _args, { loaders }) => loaders.transfers.load(dialog),
  agents: (dialog, _args, { loaders }) => loaders.agents.load(dialog),
  messageCounts: (dialog, _args, { loaders }) => loaders.messageCounts.load(dialog),
  messagesByAgent: (dialog, _args, { loaders }) => loaders.messagesByAgent.load(dialog),
  firstResponseSeconds: async (dialog, _args, { loaders }) =>
    (await loaders.dialogTimes.load(dialog)).firstResponseSeconds,
  firstResponseAfterBotSeconds: async (dialog, _args, { loaders }) =>
    (await loaders.dialogTimes.load(dialog)).firstResponseAfterBotSeconds,
  waitSeconds: async (dialog, _args, { loaders }) => (await loaders.dialogTimes.load(dialog)).waitSeconds,
  events: async ({ id }, args, { loaders }) => {
    const page = await loaders.eventsOfDialog(readMoments(args, 'events')).load(id);
    return momentConnection(page!, 'events', async () => (await loaders.eventCountOfDialog.load(id)) ?? 0);
  },
  messages: async (dialog, args, { loaders }) => {
    const page = await loaders.messagesOfDialog(readMoments(args, 'messages')).load(dialog.id);
    return momentConnection(page!, 'messages', async () => (await loaders.messageCounts.load(dialog)).total);
  },
  mentions: async ({ id }, _args, { loaders }) => (await loaders.mentionsOfDialog.load(id)) ?? [],
};
