import type { TransfersQuery } from '../api/operations';

export type TransferredDialog = TransfersQuery['dialogs']['nodes'][number];
type Named = TransferredDialog['transfers'][number]['from'];

/** How often one agent passed dialogs to another. */
export interface Pair {
  readonly from: Named;
  readonly to: Named;
  readonly transfers: number;
  /** Those of them with nobody assigned in between. */
  readonly viaQueue: number;
}

/** The transfers of dialogs by who passed them to whom, most first. */
export function pairsOf(dialogs: readonly TransferredDialog[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { from, to, viaQueue } of dialogs.flatMap((dialog) => dialog.transfers)) {
    const key = `${from.databaseId} ${to.databaseId}`;
    const known = pairs.get(key) ?? { from, to, transfers: 0, viaQueue: 0 };
    pairs.set(key, { ...known, transfers: known.transfers + 1, viaQueue: known.viaQueue + Number(viaQueue) });
  }
  return [...pairs.values()].sort((a, b) => b.transfers - a.transfers || a.from.name.localeCompare(b.from.name));
}

/** A place of the flow: an agent at either side, or a team in the middle. */
export interface FlowNode {
  readonly name: string;
  readonly side: 'from' | 'team' | 'to';
  /** Null for those taken together, and for no team. */
  readonly id: string | null;
}

/** A flow as the diagram takes it: links between nodes by their places in the list. */
export interface Flow {
  readonly nodes: FlowNode[];
  readonly links: { readonly source: number; readonly target: number; readonly value: number }[];
}

/** Beyond so many at a side the rest is taken together, or names would lie on one another. */
const MOST_AT_A_SIDE = 14;

/**
 * The flow from agents to agents, straight or through the teams of the dialogs. Who passes and who receives is a node at
 * each side, so that transfers there and back don't go in circles.
 */
export function flowOf(
  dialogs: readonly TransferredDialog[],
  { throughTeams, noTeam, others }: { throughTeams: boolean; noTeam: string; others: string },
): Flow {
  const moves = dialogs.flatMap(({ team, transfers }) => transfers.map(({ from, to }) => ({ from, to, team })));
  const shown = { from: busiest(moves.map(({ from }) => from)), to: busiest(moves.map(({ to }) => to)) };
  const nodes: FlowNode[] = [];
  const places = new Map<string, number>();
  const place = (node: FlowNode) => {
    const key = `${node.side} ${node.id ?? node.name}`;
    if (!places.has(key)) places.set(key, nodes.push(node) - 1);
    return places.get(key)!;
  };
  const agent = (side: 'from' | 'to', { databaseId, name }: Named) =>
    place(shown[side].has(databaseId) ? { side, name, id: databaseId } : { side, name: others, id: null });
  const links = new Map<string, { source: number; target: number; value: number }>();
  const count = (source: number, target: number) => {
    const key = `${source} ${target}`;
    const link = links.get(key) ?? { source, target, value: 0 };
    links.set(key, { ...link, value: link.value + 1 });
  };
  for (const { from, to, team } of moves) {
    const [source, target] = [agent('from', from), agent('to', to)];
    if (!throughTeams) {
      count(source, target);
      continue;
    }
    const middle = place({ side: 'team', name: team?.name ?? noTeam, id: team?.databaseId ?? null });
    count(source, middle);
    count(middle, target);
  }
  return { nodes, links: [...links.values()] };
}

function busiest(agents: readonly Named[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { databaseId } of agents) counts.set(databaseId, (counts.get(databaseId) ?? 0) + 1);
  const ids = [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
  return new Set(ids.length > MOST_AT_A_SIDE ? ids.slice(0, MOST_AT_A_SIDE - 1) : ids);
}
