/** How much one process answers with one token, so that one dashboard can't starve the others. */
export interface TokenLimits {
  /** Requests in a minute. */
  readonly perMinute: number;
  /** Requests under way at the same time. */
  readonly atOnce: number;
}

export const DEFAULT_TOKEN_LIMITS: TokenLimits = { perMinute: 6_000, atOnce: 100 };

/** Ten tokens' worth: the others of a token wait for their turn anyway. */
export const DEFAULT_REQUESTS_AT_ONCE = 1_000;

/** What one process takes of connections. */
export interface ConnectionLimits {
  /** More are closed as they come. */
  readonly connections: number;
  /** How long one may lie idle between two requests; milliseconds. */
  readonly keepAlive: number;
  /** How long a client may take to send the head of a request; milliseconds. */
  readonly head: number;
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = { connections: 5_000, keepAlive: 65_000, head: 10_000 };
