import { channelGroups, dialogGroups, kindGroups } from '../../../read-side/statistics/groups';
import type { StatisticsHandle } from '../../../read-side/statistics/handle';
import { type Narrowing, narrowedFilter } from '../../dialog-filter-value';
import type {
  ChannelStatisticsResolvers,
  InboxStatisticsResolvers,
  KindStatisticsResolvers,
  StatisticsResolvers,
  TeamStatisticsResolvers,
} from '../../generated';
import type { Loaders } from '../../loaders';
import { readFirst } from '../../statistics-arguments';
import { groupDurations, teamHandling } from './durations';

/** The fields of Statistics by inbox, team, channel and kind. */
export const groupFields: StatisticsResolvers = {
  byInbox: async (handle, { first }) => {
    const most = readFirst(first);
    return (await dialogGroups(handle, 'INBOX')).slice(0, most);
  },
  byTeam: async (handle, { first }) => {
    const most = readFirst(first);
    return (await dialogGroups(handle, 'TEAM')).slice(0, most);
  },
  byChannel: (handle, _args, { loaders }) => channelGroups(handle, channelsOf(loaders)),
  byKind: kindGroups,
};

/** Finds the types of the channels of inboxes; null of those that the host deleted. */
export function channelsOf({ inbox }: Loaders) {
  return async (ids: readonly number[]): Promise<(string | null)[]> =>
    (await Promise.all(ids.map((id) => inbox.load(id)))).map(({ channelType }) => channelType);
}

function startedFilter({ filter, period }: StatisticsHandle, group: Narrowing) {
  return narrowedFilter(filter, { startedIn: period, ...group });
}

export const InboxStatistics: InboxStatisticsResolvers = {
  ...groupDurations('INBOX'),
  inbox: ({ id }, _args, { loaders }) => loaders.inbox.load(id!),
  startedFilter: ({ handle, id }) => startedFilter(handle, { inbox: [id!] }),
};

export const TeamStatistics: TeamStatisticsResolvers = {
  ...groupDurations('TEAM'),
  ...teamHandling,
  team: ({ id }, _args, { loaders }) => (id === null ? null : loaders.team.load(id)),
  startedFilter: ({ handle, id }) => startedFilter(handle, { team: id }),
};

export const ChannelStatistics: ChannelStatisticsResolvers = {
  ...groupDurations('CHANNEL'),
  channelType: ({ id }) => id,
  startedFilter: ({ handle, id, inboxIds }) =>
    startedFilter(handle, id === null ? { inbox: inboxIds } : { channelType: id }),
};

export const KindStatistics: KindStatisticsResolvers = {
  ...groupDurations('KIND'),
  kind: ({ id }) => id,
  startedFilter: ({ handle, id }) => startedFilter(handle, { kind: id }),
};
