import type { ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../tokens/viewer';
import { onceAnswered } from './answered';
import type { RequestLimits } from './limits';
import { refusedForNow } from './refused-for-now';

const MINUTE = 60;

/** Who shares a token's limits: all that ask with it. */
export function askerOf({ accountId, token }: Viewer): string {
  return `${accountId} ${token.prefix}`;
}

/** What requests count in together, in words, and by which settings it is limited. */
interface Counted {
  readonly keyOf: (viewer: Viewer) => string;
  readonly of: string;
  readonly settings: { readonly perMinute: string; readonly atOnce: string };
}

const TOKEN: Counted = {
  keyOf: askerOf,
  of: 'with this token',
  settings: { perMinute: 'TOKEN_REQUESTS_PER_MINUTE', atOnce: 'TOKEN_REQUESTS_AT_ONCE' },
};
const ACCOUNT: Counted = {
  keyOf: ({ accountId }) => String(accountId),
  of: 'of this account',
  settings: { perMinute: 'ACCOUNT_REQUESTS_PER_MINUTE', atOnce: 'ACCOUNT_REQUESTS_AT_ONCE' },
};

/**
 * What lets a token's requests in: each counts in its minute, and as under way until its response closes, of the token and
 * of its account. Throws LIMIT_EXCEEDED, with 429 and when to go on, for one too many.
 */
export function createRequestLimits(limits: { readonly ofToken: RequestLimits; readonly ofAccount: RequestLimits }) {
  const admitToken = admitting(TOKEN, limits.ofToken);
  const admitAccount = admitting(ACCOUNT, limits.ofAccount);
  return async (viewer: Viewer, response: ServerResponse): Promise<void> => {
    // What its token is refused, an account's others need not bear.
    await admitToken(viewer, response);
    await admitAccount(viewer, response);
  };
}

function admitting({ keyOf, of, settings }: Counted, { perMinute, atOnce }: RequestLimits) {
  const minutes = new RateLimiterMemory({ points: perMinute, duration: MINUTE });
  const underWay = new Map<string, number>();
  const leave = (key: string) => {
    const others = underWay.get(key)! - 1;
    if (others === 0) underWay.delete(key);
    else underWay.set(key, others);
  };
  return async (viewer: Viewer, response: ServerResponse): Promise<void> => {
    const key = keyOf(viewer);
    await minutes.consume(key).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      const limit = `more than ${perMinute} requests a minute ${of} (${settings.perMinute})`;
      const remedy = `go on after ${seconds} s, or ask for more in one request`;
      throw refusedForNow('LIMIT_EXCEEDED', seconds, `${limit}; ${remedy}`);
    });
    const before = underWay.get(key) ?? 0;
    if (before >= atOnce) {
      const limit = `more than ${atOnce} requests at once ${of} (${settings.atOnce})`;
      throw refusedForNow('LIMIT_EXCEEDED', 1, `${limit}; wait until one of them is answered`);
    }
    if (response.closed) return;
    underWay.set(key, before + 1);
    onceAnswered(response, () => leave(key));
  };
}
