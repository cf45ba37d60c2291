/** An error as the API answers it, or a request that got no answer (`UNREACHABLE`). */
export class ApiError extends Error {
  readonly code: string;
  /** Seconds after which to ask again, where the server said so. */
  readonly retryAfter: number | undefined;
  /** By which the server's log has it. */
  readonly requestId: string | undefined;

  constructor(code: string, message: string, { retryAfter, requestId }: { retryAfter?: number; requestId?: string }) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }
}

/** What passes by itself: asking again may help. */
const PASSING = new Set(['OVERLOADED', 'LIMIT_EXCEEDED', 'UNREACHABLE']);

/** How often a request is made again before somebody has to press a button. */
const RETRIES = 3;

/** Whether to ask again after so many failures. */
export function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < RETRIES && error instanceof ApiError && PASSING.has(error.code);
}

/** Milliseconds until then: as long as the server says, else twice as long each time. */
export function retryDelay(failures: number, error: Error): number {
  const seconds = error instanceof ApiError ? error.retryAfter : undefined;
  return (seconds ?? 2 ** failures) * 1000;
}
