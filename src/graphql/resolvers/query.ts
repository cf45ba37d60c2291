import type { Database } from '../../database/database';
import { countDialogs, type DialogPageRequest, dialogPage } from '../../read-side/dialog-page';
import { countKnown, knownPage, type ListedKind } from '../../read-side/known-page';
import { servedDialogPage } from '../../read-side/served-page';
import { dialogConnection, type KnownConnection, knownConnection, nameCursors } from '../connections';
import type { Context } from '../context';
import { readDialogList } from '../dialog-arguments';
import { badInput } from '../errors';
import type { QueryResolvers } from '../generated';
import { type NodeType, readId, readOpaqueId } from '../ids';
import type { Loaders } from '../loaders';
import { type PageArguments, readPage } from '../paging';
import { servedAsked } from '../served-fields';
import { liveQuery } from './statistics/live';
import { statisticsQuery } from './statistics/query';
import { tokenQuery } from './tokens';

const MOST_NODES = 100;

/** How each type is found by its database id; null where the account has none such. */
const FINDERS = {
  Account: async (id, { viewer, loaders }) => (id === viewer.accountId ? ((await loaders.account()) ?? null) : null),
  Agent: (id, context) => findKnown('agent', id, context),
  Contact: (id, context) => findKnown('contact', id, context),
  Inbox: (id, context) => findKnown('inbox', id, context),
  Team: (id, context) => findKnown('team', id, context),
  Conversation: (id, { loaders }) => loaders.conversation.load(id),
  Dialog: (id, { loaders }) => loaders.dialog.load(id),
  Event: (id, { loaders }) => loaders.event.load(id),
  Message: (id, { loaders }) => loaders.message.load(id),
  Mention: (id, { loaders }) => loaders.mention.load(id),
} as const satisfies Record<NodeType, (id: number, context: Context) => Promise<unknown>>;

async function findKnown(kind: 'agent' | 'contact' | 'inbox' | 'team', id: number, { loaders }: Context) {
  // Both whether or not there is such a one: what is not seen must not take longer than what is not there.
  const [record, isSeen] = await Promise.all([loaders[kind].load(id), loaders.sees(kind).load(id)]);
  return record.isKnown && isSeen ? record : null;
}

async function listKnown(kind: ListedKind, args: PageArguments, context: Context): Promise<KnownConnection> {
  const { database, viewer } = context;
  const page = await knownPage(database, viewer.visibility, kind, readPage(args, nameCursors(kind)));
  return knownConnection(page, kind, () => countKnown(database, viewer.visibility, kind));
}

async function pageWithServed(database: Database, accountId: number, request: DialogPageRequest, loaders: Loaders) {
  const read = await servedDialogPage(database, accountId, request);
  loaders.keepServed(read);
  return read.page;
}

export const Query: QueryResolvers = {
  ...statisticsQuery,
  ...liveQuery,
  ...tokenQuery,
  viewer: (_parent, _args, { viewer }) => viewer,
  node: (_parent, { id }, context) => {
    const named = readOpaqueId(id, 'id');
    return FINDERS[named.type](named.id, context);
  },
  nodes: (_parent, { ids }, context) => {
    if (ids.length > MOST_NODES) throw badInput('ids', `${ids.length} ids; at most ${MOST_NODES} in one request`);
    const named = ids.map((id) => readOpaqueId(id, 'ids'));
    return Promise.all(named.map(({ type, id }) => FINDERS[type](id, context)));
  },
  dialog: (_parent, { id }, context) => FINDERS.Dialog(readId(id, 'Dialog', 'id'), context),
  conversation: (_parent, { id }, context) => FINDERS.Conversation(readId(id, 'Conversation', 'id'), context),
  agent: (_parent, { id }, context) => FINDERS.Agent(readId(id, 'Agent', 'id'), context),
  contact: (_parent, { id }, context) => FINDERS.Contact(readId(id, 'Contact', 'id'), context),
  inbox: (_parent, { id }, context) => FINDERS.Inbox(readId(id, 'Inbox', 'id'), context),
  team: (_parent, { id }, context) => FINDERS.Team(readId(id, 'Team', 'id'), context),
  dialogs: async (_parent, args, { database, viewer, loaders }, info) => {
    const request = readDialogList(args, viewer.visibility);
    const asksWhoServed = [['nodes'], ['edges', 'node']].some((path) => servedAsked(info, path) !== 'nothing');
    const page = asksWhoServed
      ? await pageWithServed(database, viewer.accountId, request, loaders)
      : await dialogPage(database, viewer.accountId, request);
    return dialogConnection(page, request.order, () => countDialogs(database, viewer.accountId, request.filter));
  },
  agents: (_parent, args, context) => listKnown('agent', args, context),
  inboxes: (_parent, args, context) => listKnown('inbox', args, context),
  teams: (_parent, args, context) => listKnown('team', args, context),
};
