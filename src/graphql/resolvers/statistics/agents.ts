import { type AgentStatisticsRecord, agentsWithAnything, byNumber } from '../../../read-side/statistics/by-agent';
import type { StatisticsHandle } from '../../../read-side/statistics/handle';
import { narrowedFilter } from '../../dialog-filter-value';
import type { AgentStatisticsResolvers, StatisticsResolvers } from '../../generated';
import type { Loaders } from '../../loaders';
import { readFirst } from '../../statistics-arguments';
import { agentDurations } from './durations';

/** The field of Statistics by agent. */
export const agentFields: StatisticsResolvers = {
  byAgent: async (handle, { first, orderBy }, { loaders }) => {
    const most = readFirst(first);
    const rows = await agentsWithAnything(handle);
    const ordered = orderBy === 'NAME' ? await byName(rows, loaders) : rows.sort(byNumber(orderBy));
    return ordered.slice(0, most);
  },
};

/** Nobody comes last. */
async function byName(rows: readonly AgentStatisticsRecord[], loaders: Loaders): Promise<AgentStatisticsRecord[]> {
  const { compare } = new Intl.Collator();
  const named = await Promise.all(
    rows.map(async (row) => {
      const { agentId } = row;
      return { row, agentId, name: agentId === null ? '' : ((await loaders.agent.load(agentId)).name ?? '') };
    }),
  );
  return named
    .sort(
      (a, b) =>
        Number(a.agentId === null) - Number(b.agentId === null) ||
        compare(a.name, b.name) ||
        (a.agentId ?? 0) - (b.agentId ?? 0),
    )
    .map(({ row }) => row);
}

/** Nobody takes part in no transfer. */
function passedFilter({ filter, period }: StatisticsHandle, agentId: number | null, end: 'from' | 'to') {
  const none = { startedIn: { from: period.from, to: period.from } };
  return narrowedFilter(filter, agentId === null ? none : { transfer: { [end]: [agentId], at: period } });
}

export const AgentStatistics: AgentStatisticsResolvers = {
  ...agentDurations,
  agent: ({ agentId }, _args, { loaders }) => (agentId === null ? null : loaders.agent.load(agentId)),
  transfersInFilter: ({ handle, agentId }) => passedFilter(handle, agentId, 'to'),
  transfersOutFilter: ({ handle, agentId }) => passedFilter(handle, agentId, 'from'),
  dialogsFilter: ({ handle, agentId }) => narrowedFilter(handle.filter, { startedIn: handle.period, agent: agentId }),
};
