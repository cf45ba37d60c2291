import { dialogConnection } from '../connections';
import { readDialogList } from '../dialog-arguments';
import type { ConversationResolvers } from '../generated';
import { opaqueId } from '../ids';

export const Conversation: ConversationResolvers = {
  id: ({ id }) => opaqueId('Conversation', id),
  databaseId: ({ id }) => id,
  assignee: ({ assigneeId }, _args, { loaders }) => (assigneeId === null ? null : loaders.agent.load(assigneeId)),
  inbox: ({ inboxId }, _args, { loaders }) => loaders.inbox.load(inboxId),
  contact: ({ contactId }, _args, { loaders }) => (contactId === null ? null : loaders.contact.load(contactId)),
  dialogs: async ({ id }, args, { loaders, viewer }) => {
    const request = readDialogList(args, viewer.visibility);
    const page = await loaders.dialogsOfConversation(request).load(id);
    const { filter } = request;
    const count = async () => (await loaders.dialogCountOfConversation({ filter }).load(id)) ?? 0;
    return dialogConnection(page!, request.order, count);
  },
};
