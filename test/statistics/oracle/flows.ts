import type { Asked } from './measured';
import { idOf } from './totals';

/** Between whom the transfers of the period were, most first; of equals by the ids, none first. */
export function flowsOf({ dialogs, period }: Asked) {
  const made = dialogs.flatMap(({ id, transfers }) =>
    transfers.filter(({ at }) => at >= period.from && at < period.to).map((transfer) => ({ dialog: id, ...transfer })),
  );
  const pairs = (
    kind: 'Agent' | 'Team',
    endsOf: (transfer: (typeof made)[number]) => readonly [number | null, number | null],
  ) =>
    [...new Set(made.map((transfer) => JSON.stringify(endsOf(transfer))))]
      .map((ends) => {
        const [from, to] = JSON.parse(ends) as [number | null, number | null];
        const its = made.filter((transfer) => JSON.stringify(endsOf(transfer)) === ends);
        return { from, to, transfers: its.length, dialogs: new Set(its.map(({ dialog }) => dialog)).size };
      })
      .sort((a, b) => b.transfers - a.transfers || (a.from ?? 0) - (b.from ?? 0) || (a.to ?? 0) - (b.to ?? 0))
      .map(({ from, to, ...counts }) => ({ [`from${kind}`]: idOf(from), [`to${kind}`]: idOf(to), ...counts }));
  return {
    agentFlows: pairs('Agent', ({ from, to }) => [from, to]),
    teamFlows: pairs('Team', ({ fromTeam, toTeam }) => [fromTeam, toTeam]),
  };
}
