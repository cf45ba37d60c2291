import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Instant } from '../instant';

/** Random numbers that the same seeds always give again. */
export interface Dice {
  /** A whole number of [from, to]. */
  int(from: number, to: number): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the names, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  /**
   * A heavy-tailed length of time in microseconds: half of them are shorter than `median` seconds, and about one in six
   * longer than the median times e^spread.
   */
  span(median: number, spread: number): Instant;
}

/** Numbers for one purpose, unlike those for any other: say, of one dialog by its seed and its number. */
export function createDice(...seeds: readonly number[]): Dice {
  const generator = xoroshiro128plus(mix(seeds));
  const fraction = () => (uniformInt(generator, 0, 0xffffffff) + 0.5) / 2 ** 32;
  const dice: Dice = {
    int: (from, to) => uniformInt(generator, from, to),
    chance: (probability) => fraction() < probability,
    pick: (items) => items[uniformInt(generator, 0, items.length - 1)]!,
    weighted: (weights) => weightedOf(weights, fraction()),
    span: (median, spread) => {
      // Box and Muller's way to a normal number from two even ones.
      const normal = Math.sqrt(-2 * Math.log(fraction())) * Math.cos(2 * Math.PI * fraction());
      return Math.max(1, Math.round(1e6 * median * Math.exp(spread * normal)));
    },
  };
  return dice;
}

/** Neighbouring seeds make the generator's first numbers alike; mixed (as MurmurHash3 ends) they don't. */
function mix(seeds: readonly number[]): number {
  let hash = seeds.length;
  for (const seed of seeds) {
    hash = Math.imul(hash ^ seed ^ Math.floor(seed / 2 ** 32), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}

function weightedOf<Name extends string>(weights: Readonly<Record<Name, number>>, fraction: number): Name {
  const names = Object.keys(weights) as Name[];
  let left = fraction * names.reduce((sum, name) => sum + weights[name], 0);
  for (const name of names) {
    left -= weights[name];
    if (left < 0) return name;
  }
  return names.at(-1)!;
}
