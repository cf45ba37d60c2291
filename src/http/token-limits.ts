import type { ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../tokens/viewer';
import { onceAnswered } from './answered';
import type { TokenLimits } from './limits';
import { refusedForNow } from './refused-for-now';

const MINUTE = 60;

/** Who shares a token's limits: all that ask with it. */
export function askerOf({ accountId, token }: Viewer): string {
  return `${accountId} ${token.prefix}`;
}

/**
 * What lets a token's requests in: each counts in its minute, and as under way until its response closes. Throws
 * LIMIT_EXCEEDED, with 429 and when to go on, for one too many.
 */
export function createTokenLimits({ perMinute, atOnce }: TokenLimits) {
  const minutes = new RateLimiterMemory({ points: perMinute, duration: MINUTE });
  const underWay = new Map<string, number>();
  const leave = (key: string) => {
    const others = underWay.get(key)! - 1;
    if (others === 0) underWay.delete(key);
    else underWay.set(key, others);
  };
  return async (viewer: Viewer, response: ServerResponse): Promise<void> => {
    const key = askerOf(viewer);
    await minutes.consume(key).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      const limit = `more than ${perMinute} requests a minute with this token (TOKEN_REQUESTS_PER_MINUTE)`;
      const remedy = `go on after ${seconds} s, or ask for more in one request`;
      throw refusedForNow('LIMIT_EXCEEDED', seconds, `${limit}; ${remedy}`);
    });
    const before = underWay.get(key) ?? 0;
    if (before >= atOnce) {
      const limit = `more than ${atOnce} requests at once with this token (TOKEN_REQUESTS_AT_ONCE)`;
      throw refusedForNow('LIMIT_EXCEEDED', 1, `${limit}; wait until one of them is answered`);
    }
    if (response.closed) return;
    underWay.set(key, before + 1);
    onceAnswered(response, () => leave(key));
  };
}
