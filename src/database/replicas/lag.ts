import type { Position } from './position';

/** As many places are kept at most: of some minutes. */
const MOST_KEPT = 1_000;

/**
 * Tells how far replicas lag in seconds, by where the primary was when. A clock of PostgreSQL's would not do: on a
 * primary that writes nothing, the last replayed transaction grows old without any lag.
 */
export class PrimaryPast {
  #places: { readonly position: Position; readonly at: number }[] = [];

  /** Notes where the primary is; `at` in milliseconds, never less than before. */
  note(position: Position, at: number): void {
    if (position === this.#places.at(-1)?.position) return;
    this.#places.push({ position, at });
    if (this.#places.length > MOST_KEPT) this.#places = this.#places.filter((_place, index) => index % 2 === 1);
  }

  /**
   * For how many seconds the primary has been known to be ahead of a replica that has replayed so far; 0 where it is not,
   * undefined where nothing is known of the primary.
   */
  lagOf(replayed: Position, now: number): number | undefined {
    if (this.#places.length === 0) return undefined;
    const missed = this.#places.find(({ position }) => position > replayed);
    return missed === undefined ? 0 : (now - missed.at) / 1000;
  }
}
