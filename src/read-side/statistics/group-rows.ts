import type { Tally } from './aggregate';
import type { Dimension, GroupKey } from './dimensions';
import type { StatisticsHandle } from './handle';
import { measureNamed } from './measures';
import { NO_TALLY } from './tallies';

/** The tallies of one group, in the order of the measures. */
export interface GroupRow {
  readonly group: GroupKey;
  readonly values: readonly Tally[];
}

/** Every group in which any of the measures has anything, in no order. */
export async function tallyRows(
  handle: StatisticsHandle,
  by: Dimension,
  measures: readonly string[],
): Promise<GroupRow[]> {
  const loaded = await Promise.all(measures.map((name) => handle.tallies.load(measureNamed(name), { by })));
  const groups = new Set(loaded.flatMap((tallies) => [...tallies.keys()]));
  return [...groups].map((group) => ({ group, values: loaded.map((tallies) => tallies.get(group) ?? NO_TALLY) }));
}

/** Orders by a number, the greatest first; of equals nobody first, then by id. */
export function greatestFirst<Row extends { readonly id: number | null }>(numberOf: (row: Row) => number) {
  return (a: Row, b: Row) => numberOf(b) - numberOf(a) || (a.id ?? 0) - (b.id ?? 0);
}
