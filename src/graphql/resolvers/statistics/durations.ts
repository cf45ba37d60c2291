import type { GraphQLResolveInfo } from 'graphql';
import type { AgentStatisticsRecord } from '../../../read-side/statistics/by-agent';
import { concurrency, concurrencyOfAgent } from '../../../read-side/statistics/concurrency';
import type { GroupKey } from '../../../read-side/statistics/dimensions';
import {
  type DurationDepth,
  type DurationDimension,
  durationOf,
  durationsOf,
  NO_DURATIONS,
} from '../../../read-side/statistics/durations';
import type { StatisticsHandle } from '../../../read-side/statistics/handle';
import type { AgentStatisticsResolvers, StatisticsResolvers, TeamStatisticsResolvers } from '../../generated';
import { selectedFields } from '../../selected-fields';

/** Percentiles are read only where they are asked for. */
function depthOf(info: GraphQLResolveInfo): DurationDepth {
  const asked = selectedFields(info);
  return asked.has('medianSeconds') || asked.has('p90Seconds') ? 'PERCENTILES' : 'MEANS';
}

function inAll(measure: string) {
  return (handle: StatisticsHandle, _args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
    durationOf(handle, measure, depthOf(info));
}

/** The fields of Statistics that tell how long something took, and how much was going on at once. */
export const durationFields: StatisticsResolvers = {
  firstResponse: inAll('firstResponse'),
  firstResponseAfterBot: inAll('firstResponseAfterBot'),
  wait: inAll('wait'),
  reply: inAll('reply'),
  duration: inAll('duration'),
  handling: inAll('handling'),
  concurrency,
};

interface Group {
  readonly handle: StatisticsHandle;
  readonly id: GroupKey;
}

/** How long a measure took in a group of a dimension; a list of groups asks once. */
function ofGroup(measure: string, by: DurationDimension) {
  return async ({ handle, id }: Group, _args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
    (await durationsOf(handle, measure, by, depthOf(info))).get(id) ?? NO_DURATIONS;
}

function ofAgent(measure: string) {
  const load = ofGroup(measure, 'AGENT');
  // Nobody gives no responses or replies, and has no dialogs.
  return async (
    { handle, agentId }: AgentStatisticsRecord,
    args: unknown,
    context: unknown,
    info: GraphQLResolveInfo,
  ) => (agentId === null ? NO_DURATIONS : load({ handle, id: agentId }, args, context, info));
}

/** The same fields of an agent's statistics. */
export const agentDurations: AgentStatisticsResolvers = {
  firstResponse: ofAgent('firstResponse'),
  reply: ofAgent('reply'),
  handling: ofAgent('handling'),
  concurrency: ({ handle, agentId }) => concurrencyOfAgent(handle, agentId),
};

/** The first responses of a group of dialogs. */
export function groupDurations(by: Exclude<DurationDimension, 'AGENT'>) {
  return { firstResponse: ofGroup('firstResponse', by) };
}

export const teamHandling: Pick<TeamStatisticsResolvers, 'handling'> = { handling: ofGroup('handling', 'TEAM') };
