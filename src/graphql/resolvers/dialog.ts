import { secondsBetween } from '../../instant';
import type { MomentPageRequest } from '../../read-side/moment-pages';
import { momentConnection, momentCursors } from '../connections';
import type { DialogResolvers } from '../generated';
import { opaqueId } from '../ids';
import { type PageArguments, readPage } from '../paging';
import { timelineFields } from './dialog-timeline';

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
  transferCount: (dialog, _args, { loaders }) => loaders.served.part(dialog, ({ transfers }) => transfers.length),
  transfers: (dialog, _args, { loaders }) => loaders.servedByNamed.part(dialog, ({ transfers }) => transfers),
  agents: (dialog, _args, { loaders }) => loaders.servedByNamed.part(dialog, ({ agents }) => agents),
  messageCounts: (dialog, _args, { loaders }) => loaders.served.part(dialog, ({ messageCounts }) => messageCounts),
  messagesByAgent: (dialog, _args, { loaders }) =>
    loaders.servedByNamed.part(dialog, ({ messagesByAgent }) => messagesByAgent),
  firstResponseSeconds: (dialog, _args, { loaders }) =>
    loaders.dialogTimes.part(dialog, (times) => times.firstResponseSeconds),
  firstResponseAfterBotSeconds: (dialog, _args, { loaders }) =>
    loaders.dialogTimes.part(dialog, (times) => times.firstResponseAfterBotSeconds),
  waitSeconds: (dialog, _args, { loaders }) => loaders.dialogTimes.part(dialog, (times) => times.waitSeconds),
  events: async ({ id }, args, { loaders }) => {
    const page = await loaders.eventsOfDialog(readMoments(args, 'events')).load(id);
    return momentConnection(page!, 'events', async () => (await loaders.eventCountOfDialog.load(id)) ?? 0);
  },
  messages: async (dialog, args, { loaders }) => {
    const page = await loaders.messagesOfDialog(readMoments(args, 'messages')).load(dialog.id);
    return momentConnection(page!, 'messages', async () => (await loaders.served.of(dialog)).messageCounts.total);
  },
  ...timelineFields,
  mentions: async ({ id }, _args, { loaders }) => (await loaders.mentionsOfDialog.load(id)) ?? [],
};
