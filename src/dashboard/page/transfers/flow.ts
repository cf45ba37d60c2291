import type { DialogFilter, TransfersQuery } from '../api/operations';

export type Transferred = TransfersQuery['statistics']['transferFlows'][number];

/** Who passes, or who receives: an agent, or a team; without an id for no team, and for those taken together. */
export interface End {
  readonly id: string | null;
  readonly name: string;
}

/** How often one end passed dialogs to the other. */
export interface Pair {
  readonly from: End;
  readonly to: End;
  readonly transfers: number;
  readonly dialogs: number;
  readonly filter: DialogFilter;
}

/** The pairs that the API tells, most transfers first as it tells them. */
export function pairsOf(flows: readonly Transferred[], noTeam: string): Pair[] {
  const end = (found: { databaseId: string; name: string } | null): End =>
    found ? { id: found.databaseId, name: found.name } : { id: null, name: noTeam };
  return flows.map(({ fromAgent, toAgent, fromTeam, toTeam, transfers, dialogs, dialogsFilter }) => ({
    ...{ from: end(fromAgent ?? fromTeam), to: end(toAgent ?? toTeam) },
    ...{ transfers, dialogs, filter: dialogsFilter },
  }));
}

/** A place of the flow at one of its sides. */
export interface FlowNode extends End {
  readonly side: 'from' | 'to';
}

/** Between two places, by their indexes. */
export interface FlowLink {
  readonly source: number;
  readonly target: number;
  readonly value: number;
  /** Of the one pair that it is; undefined where several are taken together. */
  readonly filter: DialogFilter | undefined;
}

/** A flow as the diagram takes it. */
export interface Flow {
  readonly nodes: FlowNode[];
  readonly links: FlowLink[];
}

/** Beyond so many at a side the rest is taken together, or names would lie on one another. */
const MOST_AT_A_SIDE = 14;

/**
 * The flow from those who pass to those who receive. Who does both is a node at each side, so that transfers there and
 * back don't go in circles.
 */
export function flowOf(pairs: readonly Pair[], others: string): Flow {
  const shown = { from: busiest(pairs, 'from'), to: busiest(pairs, 'to') };
  const nodes: FlowNode[] = [];
  const places = new Map<string, number>();
  const place = (side: 'from' | 'to', end: End) => {
    const { id, name } = shown[side].has(keyOf(end)) ? end : { id: null, name: others };
    const key = `${side} ${id ?? name}`;
    if (!places.has(key)) places.set(key, nodes.push({ side, id, name }) - 1);
    return places.get(key)!;
  };
  const links = new Map<string, FlowLink>();
  for (const { from, to, transfers, filter } of pairs) {
    const [source, target] = [place('from', from), place('to', to)];
    const key = `${source} ${target}`;
    const link = links.get(key);
    links.set(key, { source, target, value: (link?.value ?? 0) + transfers, filter: link ? undefined : filter });
  }
  return { nodes, links: [...links.values()] };
}

function busiest(pairs: readonly Pair[], side: 'from' | 'to'): Set<string> {
  const counts = new Map<string, number>();
  for (const pair of pairs) counts.set(keyOf(pair[side]), (counts.get(keyOf(pair[side])) ?? 0) + pair.transfers);
  const keys = [...counts].sort(([, a], [, b]) => b - a).map(([key]) => key);
  return new Set(keys.length > MOST_AT_A_SIDE ? keys.slice(0, MOST_AT_A_SIDE - 1) : keys);
}

function keyOf({ id, name }: End): string {
  return id ?? name;
}
