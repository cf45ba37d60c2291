import type { Response } from 'express';
import { failureBeforeGraphql, failureIn, logFailure } from '../graphql/error-format';
import { badInput } from '../graphql/errors';
import { TooMuchAskedError } from '../read-side/too-much-asked';
import { answer } from './answer';
import type { Logger } from './logger';

/** The statuses of answers that are nothing but an error, by its code. */
export const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  ...{ BAD_USER_INPUT: 400, UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404 },
  ...{ CURSOR_EXPIRED: 410, LIMIT_EXCEEDED: 429, TIMEOUT: 503, OVERLOADED: 503 },
};

/** Answers what failed outside GraphQL with the codes that it has there; faults of ours go into the log. */
export function answerFailure(log: Logger, error: unknown, response: Response): void {
  const { requestId } = response.locals;
  const refusal = error instanceof TooMuchAskedError ? badInput(error.argument, error.message) : error;
  if (failureIn(refusal) !== undefined) logFailure(log, refusal, { requestId });
  const { message, extensions } = failureBeforeGraphql(refusal, requestId);
  const { code, argument, http } = extensions as {
    code: string;
    argument?: string;
    http?: { status?: number; headers?: ReadonlyMap<string, string> };
  };
  if (response.headersSent || response.closed) return;
  for (const [header, value] of http?.headers ?? []) response.set(header, value);
  answer(response, http?.status ?? STATUS_OF_CODE[code] ?? 500, code, message, argument);
}
