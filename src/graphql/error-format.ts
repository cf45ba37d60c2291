import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { SQL_STATES, sqlStateOf } from '../database/sql-states';
import type { Logger } from '../http/logger';
import type { ErrorCode } from './errors';

/** What a failure of the database means to a caller; the rest are faults of ours. */
const MEANINGS: readonly {
  readonly when: (error: Error) => boolean;
  readonly code: ErrorCode;
  readonly message: string;
}[] = [
  {
    when: (error) => sqlStateOf(error) === SQL_STATES.queryCanceled,
    code: 'TIMEOUT',
    message: 'the answer took longer than one statement may; ask for less: a narrower filter or a smaller page',
  },
  {
    when: (error) => sqlStateOf(error) === SQL_STATES.lockNotAvailable,
    code: 'TIMEOUT',
    message: 'the conversation is held by another writer for too long; nothing was written, try again',
  },
  {
    when: (error) => /timeout exceeded when trying to connect|too many clients/.test(error.message),
    code: 'OVERLOADED',
    message: 'all connections to the database are in use; try again in a moment',
  },
  {
    when: (error) => /^(ECONN|EPIPE|57P0|08)|Connection terminated/.test(`${sqlStateOf(error) ?? ''}${error.message}`),
    code: 'OVERLOADED',
    message: 'the database can not be reached right now; try again in a moment',
  },
];

/**
 * Makes of any error what a caller may see: errors made for callers as they are, failures of the database by their
 * meaning, and everything else as INTERNAL_SERVER_ERROR, whose cause goes to the log alone.
 */
export function formatErrors(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = unwrapResolverError(error);
    if (cause instanceof GraphQLError && formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') {
      return { ...formatted, extensions: safeExtensions(formatted) };
    }
    const { locations, path } = formatted;
    const meaning = cause instanceof Error ? MEANINGS.find(({ when }) => when(cause)) : undefined;
    if (meaning) {
      log.warn({ code: meaning.code, path, cause: (cause as Error).message }, 'a request failed in the database');
      return { message: meaning.message, locations, path, extensions: { code: meaning.code } };
    }
    log.error({ err: cause, path }, 'a request failed by a fault of ours');
    const message = 'something went wrong on our side; the log tells more under the requestId';
    return { message, locations, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}

/** The code and the argument, never a stack. */
function safeExtensions({ extensions }: GraphQLFormattedError): Record<string, unknown> {
  const { stacktrace: _, ...safe } = extensions ?? {};
  return safe;
}
