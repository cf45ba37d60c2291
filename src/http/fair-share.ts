/** A turn that was asked for. */
export interface Turn {
  /** Resolves when it has come; never where it was given up before. */
  readonly come: Promise<void>;
  /** Waits for it no longer; one that has come is kept. */
  giveUp(): void;
  /** Gives it back, or up. */
  leave(): void;
}

/** Gives out turns, so many at a time, to many who ask. */
export interface FairShare {
  ask(who: string): Turn;
  /** How many turns are taken, and how many are waited for. */
  taken(): number;
  waiting(): number;
}

/** Who has turns or waits for some. */
interface Asker {
  taken: number;
  readonly waiting: Set<() => void>;
}

/**
 * Shares `turns` among those who ask: nobody takes another one while it would hold more than are left free, and those who
 * wait are served in rounds, one turn each. So whoever asks alone has half of all, and whoever comes next finds some free.
 */
export function createFairShare(turns: number): FairShare {
  const askers = new Map<string, Asker>();
  let free = turns;
  let waiting = 0;

  const askerOf = (who: string): Asker => {
    const known = askers.get(who) ?? { taken: 0, waiting: new Set() };
    askers.set(who, known);
    return known;
  };
  const mayTake = ({ taken }: Asker) => taken < free;
  const take = (asker: Asker) => {
    asker.taken += 1;
    free -= 1;
  };
  /** Serves who waits, in the order of the map: whoever is served goes behind the others. */
  const serve = () => {
    for (let isServed = true; isServed && free > 0 && waiting > 0; ) {
      isServed = false;
      for (const [who, asker] of [...askers]) {
        const [first] = asker.waiting;
        if (first === undefined || !mayTake(asker)) continue;
        asker.waiting.delete(first);
        waiting -= 1;
        take(asker);
        askers.delete(who);
        askers.set(who, asker);
        isServed = true;
        first();
      }
    }
  };

  return {
    taken: () => turns - free,
    waiting: () => waiting,
    ask(who) {
      const asker = askerOf(who);
      let state: 'waiting' | 'taken' | 'left' = 'waiting';
      let begin = () => {};
      const come = new Promise<void>((resolve) => {
        begin = () => {
          state = 'taken';
          resolve();
        };
      });
      if (asker.waiting.size === 0 && mayTake(asker)) {
        take(asker);
        begin();
      } else {
        asker.waiting.add(begin);
        waiting += 1;
      }
      const forget = () => {
        state = 'left';
        if (asker.taken === 0 && asker.waiting.size === 0) askers.delete(who);
      };
      const giveUp = () => {
        if (state !== 'waiting') return;
        asker.waiting.delete(begin);
        waiting -= 1;
        forget();
      };
      const leave = () => {
        giveUp();
        if (state !== 'taken') return;
        asker.taken -= 1;
        free += 1;
        forget();
        serve();
      };
      return { come, giveUp, leave };
    },
  };
}
