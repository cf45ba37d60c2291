import { GraphQLError } from 'graphql';

/** The codes of refused requests, in `extensions.code`; Apollo adds its own for the protocol. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'CURSOR_EXPIRED'
  | 'LIMIT_EXCEEDED'
  | 'TIMEOUT'
  | 'OVERLOADED'
  | 'INTERNAL_SERVER_ERROR';

/** An error for the caller, with its stable code and, where one is at fault, the argument. */
export function apiError(code: ErrorCode, message: string, argument?: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...(argument === undefined ? {} : { argument }) } });
}

/** A value that an argument can't have. The message says what would be right. */
export function badInput(argument: string, message: string): GraphQLError {
  return apiError('BAD_USER_INPUT', `${argument}: ${message}`, argument);
}
