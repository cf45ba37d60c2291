import { departures } from '../../read-side/statistics/departures';
import { bounceRate, type KindSummary, kindSummary, missedRate } from '../../read-side/statistics/kind-summary';
import { serviceLevel } from '../../read-side/statistics/service-level';
import type { StartedDialogs } from '../../read-side/statistics/started-dialogs';
import { DIALOG_KINDS } from '../../rulebook/words';
import { readFilter } from '../dialog-arguments';
import { badInput } from '../errors';
import type {
  AgentDeparturesResolvers,
  QueryResolvers,
  StatisticsResolvers,
  TeamDeparturesResolvers,
} from '../generated';
import { readPeriod } from '../period-argument';

/** What the fields of one `statistics` share: what was asked for, and the summary that several of them read. */
export interface StatisticsHandle {
  readonly dialogs: StartedDialogs;
  readonly timeZone: string;
  summary(): Promise<KindSummary>;
}

/** A service level's threshold, in seconds. */
const LONGEST_THRESHOLD = 86_400;

export const statisticsQuery: Pick<QueryResolvers, 'statistics'> = {
  statistics(_parent, { period, timeZone, filter }, { database, viewer }): StatisticsHandle {
    const dialogs = { accountId: viewer.accountId, period: readPeriod(period), filter: readFilter(filter ?? {}) };
    let summary: Promise<KindSummary> | undefined;
    return {
      ...{ dialogs, timeZone: timeZone ?? 'UTC' },
      summary() {
        summary ??= kindSummary(database, dialogs);
        return summary;
      },
    };
  },
};

export const Statistics: StatisticsResolvers = {
  period: ({ dialogs }) => dialogs.period,
  started: async (handle) => (await handle.summary()).started,
  kinds: async (handle) => {
    const { byKind } = await handle.summary();
    return DIALOG_KINDS.map((kind) => ({ kind, dialogs: byKind[kind] }));
  },
  missedRate: async (handle) => missedRate(await handle.summary()),
  bounceRate: async (handle) => bounceRate(await handle.summary()),
  serviceLevel: ({ dialogs }, { thresholdSeconds }, { database }) => {
    if (thresholdSeconds < 0 || thresholdSeconds > LONGEST_THRESHOLD) {
      throw badInput('thresholdSeconds', `${thresholdSeconds} is not 0 to ${LONGEST_THRESHOLD} seconds`);
    }
    return serviceLevel(database, dialogs, thresholdSeconds);
  },
  departuresByAgent: ({ dialogs }, _args, { database }) => departures(database, dialogs, 'agent'),
  departuresByTeam: ({ dialogs }, _args, { database }) => departures(database, dialogs, 'team'),
  offline: async (handle) => {
    const { byKind, offline } = await handle.summary();
    return { dialogs: byKind.offline, ...offline };
  },
  invitations: async (handle) => {
    const { byKind, invitations } = await handle.summary();
    return { ...invitations, rejected: byKind.rejected_invitation };
  },
};

export const AgentDepartures: AgentDeparturesResolvers = {
  agent: ({ id }, _args, { loaders }) => (id === null ? null : loaders.agent.load(id)),
};

export const TeamDepartures: TeamDeparturesResolvers = {
  team: ({ id }, _args, { loaders }) => (id === null ? null : loaders.team.load(id)),
};
