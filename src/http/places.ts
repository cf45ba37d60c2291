import type { ServerResponse } from 'node:http';
import type { Viewer } from '../tokens/viewer';
import { refusedForNow } from './refused-for-now';
import { askerOf } from './request-limits';

/** When to ask again for what lasts long; seconds. */
const ASK_AGAIN_AFTER = 5;

/** What lasts long, and how many of them there may be at the same time. */
export interface PlaceLimits {
  /** Those of the process. */
  readonly atOnce: number;
  /** Those of one token. */
  readonly atOnceOfToken: number;
  /** What they are called, and the settings of the two limits. */
  readonly of: string;
  readonly settings: readonly [all: string, ofToken: string];
}

/** An account with many tokens leaves a tenth of the places to the others, where one token can't take as many anyway. */
const LEFT_TO_OTHERS = 0.1;

/**
 * Gives each answer that lasts long a place until its response closes. Throws LIMIT_EXCEEDED where the token or its
 * account has no more of them, and OVERLOADED where the process has none.
 */
export function createPlaces({ atOnce, atOnceOfToken, of, settings }: PlaceLimits) {
  const ofTokens = createCount<string>();
  const ofAccounts = createCount<number>();
  const atOnceOfAccount = Math.max(atOnceOfToken, atOnce - Math.ceil(atOnce * LEFT_TO_OTHERS));
  let all = 0;
  return (viewer: Viewer, response: ServerResponse): void => {
    const key = askerOf(viewer);
    const refuse = (limit: string): never => {
      throw refusedForNow('LIMIT_EXCEEDED', ASK_AGAIN_AFTER, `${limit}; wait until one of them is done`);
    };
    if (ofTokens.of(key) >= atOnceOfToken)
      refuse(`more than ${atOnceOfToken} ${of} at once with this token (${settings[1]})`);
    if (all < atOnce && ofAccounts.of(viewer.accountId) >= atOnceOfAccount)
      refuse(`more than ${atOnceOfAccount} ${of} at once of this account, the rest are for others (${settings[0]})`);
    if (all >= atOnce) {
      const limit = `more than ${atOnce} ${of} at once (${settings[0]})`;
      throw refusedForNow('OVERLOADED', ASK_AGAIN_AFTER, `${limit}; try again in a moment`);
    }
    const count = (by: 1 | -1) => {
      all += by;
      ofTokens.add(key, by);
      ofAccounts.add(viewer.accountId, by);
    };
    count(1);
    const leave = () => count(-1);
    if (response.closed) leave();
    else response.once('close', leave);
  };
}

/** Counts by keys; a key that is back at 0 is forgotten. */
function createCount<Key>() {
  const counts = new Map<Key, number>();
  return {
    of: (key: Key): number => counts.get(key) ?? 0,
    add(key: Key, by: number): void {
      const count = (counts.get(key) ?? 0) + by;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    },
  };
}
