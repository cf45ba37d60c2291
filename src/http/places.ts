import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../tokens/viewer';
import { askerOf } from './token-limits';

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
      throw refused('LIMIT_EXCEEDED', 429, `${limit}; wait until one of them is done`);
    }
    if (all >= atOnce) {
      throw refused('OVERLOADED', 503, `more than ${atOnce} ${of} at once (${settings[0]}); try again in a moment`);
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

function refused(code: string, status: number, message: string): GraphQLError {
  const headers = new Map([['retry-after', '5']]);
  return new GraphQLError(message, { extensions: { code, http: { status, headers } } });
}
