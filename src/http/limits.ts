/** How much one process answers with one token, or of one account, so that one can't starve the others. */
export interface RequestLimits {
  /** Requests in a minute. */
  readonly perMinute: number;
  /** Requests under way at the same time. */
  readonly atOnce: number;
}

export const DEFAULT_TOKEN_LIMITS: RequestLimits = { perMinute: 6_000, atOnce: 100 };

/** Half of all at once, however many tokens it has. */
export const DEFAULT_ACCOUNT_LIMITS: RequestLimits = { perMinute: 60_000, atOnce: 500 };

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
