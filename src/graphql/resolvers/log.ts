import type { MessageRecord } from '../../read-side/messages';
import { EVENT_NAMES } from '../../rulebook/words';
import type { Context } from '../context';
import { apiError } from '../errors';
import type { EventName, EventResolvers, MentionResolvers, MessageResolvers } from '../generated';
import { opaqueId } from '../ids';

function dialogOf(dialogId: number | null, { loaders }: Context) {
  return dialogId === null ? null : loaders.dialog.load(dialogId);
}

function agentOf(agentId: number | null, { loaders }: Context) {
  return agentId === null ? null : loaders.agent.load(agentId);
}

export const Event: EventResolvers = {
  id: ({ id }) => opaqueId('Event', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => (EVENT_NAMES.some((known) => known === name) ? (name.toUpperCase() as EventName) : 'OTHER'),
  rawName: ({ name }) => name,
  agent: ({ userId }, _args, context) => agentOf(userId, context),
  dialog: ({ dialogId }, _args, context) => dialogOf(dialogId, context),
  createdAt: ({ at }) => at,
};

/** What a message says, for who may read it, and noted for the log of readings. */
function readContent({ id, dialogId, content }: MessageRecord, { viewer, readings }: Context): string | null {
  if (!viewer.contents) {
    const remedy = 'leave `content` out, or ask an administrator for a token with the scope';
    throw apiError(
      'FORBIDDEN',
      `this token may not read what messages say, for it lacks the scope contents; ${remedy}`,
    );
  }
  readings.note(id, dialogId);
  return content;
}

export const Message: MessageResolvers = {
  content: (message, _args, context) => readContent(message, context),
  id: ({ id }) => opaqueId('Message', id),
  databaseId: ({ id }) => id,
  createdAt: ({ at }) => at,
  dialog: ({ dialogId }, _args, context) => dialogOf(dialogId, context),
  assignee: ({ assigneeId }, _args, context) => agentOf(assigneeId, context),
  senderAgent: ({ senderUserId }, _args, context) => agentOf(senderUserId, context),
};

export const Mention: MentionResolvers = {
  id: ({ id }) => opaqueId('Mention', id),
  databaseId: ({ id }) => id,
  agent: ({ userId }, _args, { loaders }) => loaders.agent.load(userId),
  dialog: ({ dialogId }, _args, context) => dialogOf(dialogId, context),
  mentionedAt: ({ at }) => at,
};
