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

/**
 * Gives each answer that lasts long a place until its response closes. Throws LIMIT_EXCEEDED where the token has no more
 * of them, and OVERLOADED where the process has none.
 */
export function createPlaces({ atOnce, atOnceOfToken, of, settings }: PlaceLimits) {
  const taken = new Map<string, number>();
  let all = 0;
  return (viewer: Viewer, response: ServerResponse): void => {
    const key = askerOf(viewer);
    const ofToken = taken.get(key) ?? 0;
    if (ofToken >= atOnceOfToken) {
      const limit = `more than ${atOnceOfToken} ${of} at once with this token (${settings[1]})`;
      throw refusedForNow('LIMIT_EXCEEDED', ASK_AGAIN_AFTER, `${limit}; wait until one of them is done`);
    }
    if (all >= atOnce) {
      const limit = `more than ${atOnce} ${of} at once (${settings[0]})`;
      throw refusedForNow('OVERLOADED', ASK_AGAIN_AFTER, `${limit}; try again in a moment`);
    }
    all += 1;
    taken.set(key, ofToken + 1);
    const leave = () => {
      all -= 1;
      const left = taken.get(key)! - 1;
      if (left === 0) taken.delete(key);
      else taken.set(key, left);
    };
    if (response.closed) leave();
    else response.once('close', leave);
  };
}
