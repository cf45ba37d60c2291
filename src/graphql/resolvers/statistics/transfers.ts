import { type TransferFlowRecord, transferFlows } from '../../../read-side/statistics/transfer-flows';
import type { TransferFilter } from '../../../read-side/transfer-condition';
import { narrowedFilter } from '../../dialog-filter-value';
import type { StatisticsResolvers, TransferFlowResolvers } from '../../generated';
import { readFirst } from '../../statistics-arguments';

/** The field of Statistics that tells between whom dialogs were passed. */
export const transferFields: StatisticsResolvers = {
  transferFlows: (handle, { by, first }) => transferFlows(handle, by, readFirst(first)),
};

const idOf = (id: number | null, is: boolean) => (is ? id : null);

export const TransferFlow: TransferFlowResolvers = {
  fromAgent: ({ by, fromId }, _args, { loaders }) => named(loaders.agent, idOf(fromId, by === 'AGENT')),
  toAgent: ({ by, toId }, _args, { loaders }) => named(loaders.agent, idOf(toId, by === 'AGENT')),
  fromTeam: ({ by, fromId }, _args, { loaders }) => named(loaders.team, idOf(fromId, by === 'TEAM')),
  toTeam: ({ by, toId }, _args, { loaders }) => named(loaders.team, idOf(toId, by === 'TEAM')),
  dialogsFilter: (flow) => narrowedFilter(flow.handle.filter, { transfer: betweenThem(flow) }),
};

function named<Record>(loader: { load(id: number): Promise<Record> }, id: number | null) {
  return id === null ? null : loader.load(id);
}

function betweenThem({ by, fromId, toId, handle: { period } }: TransferFlowRecord): TransferFilter {
  if (by === 'AGENT') return { from: [fromId!], to: [toId!], at: period };
  return {
    ...(fromId === null ? { withoutFromTeam: true } : { fromTeam: [fromId] }),
    ...(toId === null ? { withoutToTeam: true } : { toTeam: [toId] }),
    at: period,
  };
}
