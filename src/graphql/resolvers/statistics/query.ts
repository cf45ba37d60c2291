import { agentNumbers } from '../../../read-side/statistics/by-agent';
import { MEASURES } from '../../../read-side/statistics/measures';
import type { AgentResolvers, QueryResolvers } from '../../generated';
import { selectedFields } from '../../selected-fields';

export const statisticsQuery: Pick<QueryResolvers, 'statistics' | 'measures'> = {
  statistics: (_parent, args, { loaders }) => loaders.statistics(args),
  measures: () => [...MEASURES],
};

/** A page of agents asks for all of them at once: the handle is one for the same arguments. */
export const agentStatistics: Pick<AgentResolvers, 'statistics'> = {
  statistics: async ({ id }, args, { loaders }, info) =>
    (await agentNumbers(loaders.statistics(args), selectedFields(info))).of(id),
};
