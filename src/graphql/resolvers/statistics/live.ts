import type { DialogFilter } from '../../../read-side/dialog-filter';
import type { GroupStanding, LiveHandle } from '../../../read-side/statistics/live';
import { type Narrowing, narrowedFilter } from '../../dialog-filter-value';
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

/** The filters behind the numbers of how dialogs of a place stand. */
function filtersOf<Row extends { readonly filter: DialogFilter }>(placeOf: (row: Row) => Narrowing) {
  const opening = (more: Narrowing) => (row: Row) => narrowedFilter(row.filter, { ...placeOf(row), ...more });
  return {
    filter: opening({ unresolved: true }),
    openFilter: opening({ status: 'open' }),
    pendingFilter: opening({ status: 'pending' }),
    snoozedFilter: opening({ status: 'snoozed' }),
    waitingFilter: opening({ unresolved: true, waiting: true }),
    unassignedFilter: (row: Row) => unassignedOf(placeOf(row), row.filter),
  };
}

/** An agent's dialogs are assigned: of them there is none. */
function unassignedOf(place: Narrowing, filter: DialogFilter) {
  const unresolved = narrowedFilter(filter, { ...place, unresolved: true });
  return place.assignee
    ? { ...unresolved, unassigned: true }
    : narrowedFilter(filter, { ...place, unresolved: true, assignee: null });
}

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
  ...filtersOf<LiveHandle>(() => ({})),
};

export const LiveAgent: LiveAgentResolvers = {
  ...filtersOf<GroupStanding>(({ id }) => ({ assignee: id })),
  agent: ({ id }, _args, { loaders }) => (id === null ? null : loaders.agent.load(id)),
};

export const LiveTeam: LiveTeamResolvers = {
  ...filtersOf<GroupStanding>(({ id }) => ({ team: id })),
  team: ({ id }, _args, { loaders }) => (id === null ? null : loaders.team.load(id)),
};

export const LiveInbox: LiveInboxResolvers = {
  ...filtersOf<GroupStanding>(({ id }) => ({ inbox: [id!] })),
  inbox: ({ id }, _args, { loaders }) => loaders.inbox.load(id!),
};
