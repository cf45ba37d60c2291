import type { Context } from '../context';
import { apiError } from '../errors';
import type {
  AccountResolvers,
  AgentResolvers,
  ApiTokenResolvers,
  ContactResolvers,
  InboxResolvers,
  TeamResolvers,
  ViewerResolvers,
} from '../generated';
import { opaqueId } from '../ids';
import { agentStatistics } from './statistics/query';

const NAMELESS = 'deleted';

/** Those that a limit names; null for no limit. */
function named(kind: 'inbox' | 'team', ids: readonly number[] | null, { loaders }: Context) {
  return ids && Promise.all(ids.map((id) => loaders[kind].load(id)));
}

export const Viewer: ViewerResolvers = {
  inboxes: ({ visibility }, _args, context) => named('inbox', visibility.inboxIds, context),
  teams: ({ visibility }, _args, context) => named('team', visibility.teamIds, context),
  account: async (_viewer, _args, { loaders }) => {
    const account = await loaders.account();
    if (!account) throw apiError('NOT_FOUND', "the token's account is not in the host any more");
    return account;
  },
};

export const ApiToken: ApiTokenResolvers = {
  inboxes: ({ inboxId, inboxIds }, _args, context) => named('inbox', inboxId === null ? inboxIds : [inboxId], context),
  teams: ({ teamIds }, _args, context) => named('team', teamIds, context),
};

export const Account: AccountResolvers = {
  id: ({ id }) => opaqueId('Account', id),
  databaseId: ({ id }) => id,
};

export const Agent: AgentResolvers = {
  ...agentStatistics,
  id: ({ id }) => opaqueId('Agent', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name ?? NAMELESS,
  isBot: async ({ id }, _args, { loaders }) => (await loaders.bots()).all.has(id),
};

export const Contact: ContactResolvers = {
  id: ({ id }) => opaqueId('Contact', id),
  databaseId: ({ id }) => id,
};

export const Inbox: InboxResolvers = {
  id: ({ id }) => opaqueId('Inbox', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name ?? NAMELESS,
};

export const Team: TeamResolvers = {
  id: ({ id }) => opaqueId('Team', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name ?? NAMELESS,
};
