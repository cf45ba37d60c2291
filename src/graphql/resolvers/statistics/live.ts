import { narrowedFilter } from '../../dialog-filter-value';
import type {
  LiveAgentResolvers,
  LiveInboxResolvers,
  LiveStatisticsResolvers,
  LiveTeamResolvers,
  QueryResolvers,
} from '../../generated';

export const liveQuery: Pick<QueryResolvers, 'live'> = {
  live: (_parent, args, { loaders }) => loaders.live(args),
};

export const LiveStatistics: LiveStatisticsResolvers = {
  at: (handle) => handle.at(),
  open: async (handle) => (await handle.all()).open,
  pending: async (handle) => (await handle.all()).pending,
  snoozed: async (handle) => (await handle.all()).snoozed,
  waiting: async (handle) => (await handle.all()).waiting,
  longestWaitSeconds: async (handle) => (await handle.all()).longestWaitSeconds,
  unassigned: async (handle) => (await handle.all()).unassigned,
  byAgent: (handle) => handle.by('agent'),
  byTeam: (handle) => handle.by('team'),
  byInbox: (handle) => handle.by('inbox'),
  filter: ({ filter }) => narrowedFilter(filter, { unresolved: true }),
};

export const LiveAgent: LiveAgentResolvers = {
  agent: ({ id }, _args, { loaders }) => (id === null ? null : loaders.agent.load(id)),
};

export const LiveTeam: LiveTeamResolvers = {
  team: ({ id }, _args, { loaders }) => (id === null ? null : loaders.team.load(id)),
};

export const LiveInbox: LiveInboxResolvers = {
  inbox: ({ id }, _args, { loaders }) => loaders.inbox.load(id!),
};
