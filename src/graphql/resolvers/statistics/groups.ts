import {
  type ChannelGroup,
  channelGroups,
  dialogGroups,
  type KindGroup,
  kindGroups,
  type PlaceGroup,
} from '../../../read-side/statistics/groups';
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
import { startedFilters } from './started-filters';

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

/** The filters that find the dialogs of a group. */
function filtersOf<Row extends { readonly handle: StatisticsHandle }>(groupOf: (row: Row) => Narrowing) {
  return {
    ...startedFilters<Row>((row) => [row.handle.filter, { startedIn: row.handle.period, ...groupOf(row) }]),
    resolvedFilter: (row: Row) => narrowedFilter(row.handle.filter, { resolvedIn: row.handle.period, ...groupOf(row) }),
  };
}

export const InboxStatistics: InboxStatisticsResolvers = {
  ...groupDurations('INBOX'),
  ...filtersOf<PlaceGroup>(({ id }) => ({ inbox: [id!] })),
  inbox: ({ id }, _args, { loaders }) => loaders.inbox.load(id!),
};

export const TeamStatistics: TeamStatisticsResolvers = {
  ...groupDurations('TEAM'),
  ...teamHandling,
  ...filtersOf<PlaceGroup>(({ id }) => ({ team: id })),
  team: ({ id }, _args, { loaders }) => (id === null ? null : loaders.team.load(id)),
};

export const ChannelStatistics: ChannelStatisticsResolvers = {
  ...groupDurations('CHANNEL'),
  ...filtersOf<ChannelGroup>(({ id, inboxIds }) => (id === null ? { inbox: inboxIds } : { channelType: id })),
  channelType: ({ id }) => id,
};

const { startedFilter, resolvedFilter } = filtersOf<KindGroup>(({ id }) => ({ kind: id }));

export const KindStatistics: KindStatisticsResolvers = {
  ...groupDurations('KIND'),
  kind: ({ id }) => id,
  ...{ startedFilter, resolvedFilter },
};
