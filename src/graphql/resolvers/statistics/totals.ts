import { PARTS } from '../../../read-side/statistics/by-agent';
import { departures } from '../../../read-side/statistics/departures';
import { comparedHandle } from '../../../read-side/statistics/handle';
import {
  bounceRate,
  kindCounts,
  missedRate,
  serviceLevel,
  total,
  totals,
  transferRate,
} from '../../../read-side/statistics/totals';
import type { MessageCounts } from '../../../rulebook/message-counts';
import { narrowedFilter } from '../../dialog-filter-value';
import { badInput } from '../../errors';
import type { AgentDeparturesResolvers, StatisticsResolvers, TeamDeparturesResolvers } from '../../generated';

/** A service level's threshold, in seconds. */
const LONGEST_THRESHOLD = 86_400;

/** The fields of Statistics that are of the whole period. */
export const totalFields: StatisticsResolvers = {
  timeZone: ({ zone }) => zone.name,
  compared: comparedHandle,
  started: (handle) => total(handle, 'started'),
  resolved: (handle) => total(handle, 'resolved'),
  kinds: kindCounts,
  missedRate,
  bounceRate,
  serviceLevel: (handle, { thresholdSeconds }) => {
    if (thresholdSeconds < 0 || thresholdSeconds > LONGEST_THRESHOLD) {
      throw badInput('thresholdSeconds', `${thresholdSeconds} is not 0 to ${LONGEST_THRESHOLD} seconds`);
    }
    return serviceLevel(handle, thresholdSeconds);
  },
  departuresByAgent: (handle) => departures(handle, 'agent'),
  departuresByTeam: (handle) => departures(handle, 'team'),
  offline: async (handle) => {
    const [dialogs, answered, resolved] = await totals(handle, 'offline', 'offlineAnswered', 'offlineResolved');
    return { dialogs: dialogs!, answered: answered!, resolved: resolved! };
  },
  invitations: async (handle) => {
    const [dialogs, taken, rejected] = await totals(handle, 'invited', 'invitationsTaken', 'rejectedInvitations');
    return { dialogs: dialogs!, taken: taken!, rejected: rejected! };
  },
  transfers: (handle) => total(handle, 'transfers'),
  transferredDialogs: (handle) => total(handle, 'transferredDialogs'),
  transferRate,
  resolvedWithoutTransfer: (handle) => total(handle, 'resolvedWithoutTransfer'),
  messages: async (handle) => {
    const [all, ...parts] = await totals(handle, 'messages', ...PARTS.map((part) => `${part}Messages`));
    const counts = Object.fromEntries(PARTS.map((part, place) => [part, parts[place]!]));
    return { total: all!, ...(counts as Omit<MessageCounts, 'total'>) };
  },
  transferredDialogsFilter: ({ filter, period }) => narrowedFilter(filter, { startedIn: period, transferred: true }),
  startedFilter: ({ filter, period }) => narrowedFilter(filter, { startedIn: period }),
  resolvedFilter: ({ filter, period }) => narrowedFilter(filter, { resolvedIn: period }),
};

export const AgentDepartures: AgentDeparturesResolvers = {
  agent: ({ id }, _args, { loaders }) => (id === null ? null : loaders.agent.load(id)),
};

export const TeamDepartures: TeamDeparturesResolvers = {
  team: ({ id }, _args, { loaders }) => (id === null ? null : loaders.team.load(id)),
};
