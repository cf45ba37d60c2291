import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { KeysUnavailableError } from '../access/keys-unavailable';
import { isCutOff } from '../database/cut-off';
import { SnapshotEndedError } from '../database/snapshot';
import { SQL_STATES, sqlStateOf } from '../database/sql-states';
import type { Logger } from '../http/logger';
import { messageForLog } from '../http/logger-errors';
import { MOST_GROUPS, TooManyGroupsError } from '../read-side/statistics/aggregate';
import { MOST_LIVE_DIALOGS, SummariesBehindError } from '../read-side/statistics/live-rows';
import { TooMuchAskedError } from '../read-side/too-much-asked';
import { badInput, type ErrorCode } from './errors';
import { explainTokens } from './query-limits';

const FAULT = {
  code: 'INTERNAL_SERVER_ERROR',
  message: 'something went wrong on our side; the log tells more under the requestId',
} as const;

const OUT_OF_ROOM: ReadonlySet<string | undefined> = new Set([
  SQL_STATES.diskFull,
  SQL_STATES.outOfMemory,
  SQL_STATES.configurationLimitExceeded,
]);

/** What a failure of the database means to a caller; the rest are faults of ours. */
const MEANINGS: readonly {
  readonly when: (error: Error) => boolean;
  readonly code: ErrorCode;
  readonly message: string;
}[] = [
  {
    when: (error) => error instanceof SnapshotEndedError,
    code: 'TIMEOUT',
    message: 'the connection was closed before the answer was ready',
  },
  {
    when: (error) => error instanceof SummariesBehindError,
    code: 'OVERLOADED',
    message: `more than ${MOST_LIVE_DIALOGS} dialogs changed and are not summarised yet: try again once they are, or have \`rebuild\` run`,
  },
  {
    when: (error) => error instanceof TooManyGroupsError,
    code: 'LIMIT_EXCEEDED',
    message: `the statistic falls into more than ${MOST_GROUPS} groups: ask for a shorter period or a narrower filter`,
  },
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
    when: (error) => OUT_OF_ROOM.has(sqlStateOf(error)),
    code: 'OVERLOADED',
    message: 'the database has no room left for this, on disk or in memory; nothing was written, try again later',
  },
  {
    when: (error) => /timeout exceeded when trying to connect|too many clients/.test(error.message),
    code: 'OVERLOADED',
    message: 'all connections to the database are in use; try again in a moment',
  },
  {
    when: (error) => error instanceof KeysUnavailableError,
    code: 'OVERLOADED',
    message: "the identity provider's keys can't be had right now; try again in a moment",
  },
  {
    when: isCutOff,
    code: 'OVERLOADED',
    message: 'the database can not be reached right now; try again in a moment',
  },
];

/** What a failure means to a caller: its code and a message without anything of ours in it. */
export function meaningOf(failure: unknown): { readonly code: ErrorCode; readonly message: string } {
  const meaning = failure instanceof Error ? MEANINGS.find(({ when }) => when(failure)) : undefined;
  return meaning ?? FAULT;
}

/** Writes a failure into the log, under the id that the caller is told: faults of ours whole, others in a line. */
export function logFailure(
  log: Logger,
  failure: unknown,
  where: { requestId: string; path?: readonly unknown[] },
): void {
  const { code } = meaningOf(failure);
  if (code === FAULT.code) log.error({ ...where, err: failure }, 'a request failed by a fault of ours');
  else log.warn({ ...where, code, cause: messageForLog(failure) }, 'a request failed in the database');
}

/**
 * Variables are checked before the execution, but for a null where a default stood: GraphQL finds that as it runs, and
 * points into the query, as it does for no fault of ours.
 */
function isNullWhereNoneGoes(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === undefined && error.nodes !== undefined;
}

/** What went wrong on our side, in an error of the execution; undefined where the caller is to mend it. */
export function failureIn(error: unknown): unknown {
  const failure = unwrapResolverError(error);
  if (failure instanceof TooMuchAskedError) return undefined;
  if (!(failure instanceof GraphQLError)) return failure;
  return failure.extensions.code !== undefined || isNullWhereNoneGoes(failure) ? undefined : failure;
}

/**
 * Makes of any error what a caller may see: errors made for callers as they are, failures of the database by their
 * meaning, and everything else as INTERNAL_SERVER_ERROR. Never a stack, a statement or a path of ours.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const refusal = unwrapResolverError(error);
  if (refusal instanceof TooMuchAskedError) {
    const { locations, path } = formatted;
    const { message, extensions } = badInput(refusal.argument, refusal.message);
    return { message, locations, path, extensions };
  }
  const failure = failureIn(error);
  if (failure === undefined) {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return {
      ...formatted,
      message: explainConnection(explainDepth(explainTokens(formatted.message))),
      extensions: isNullWhereNoneGoes(unwrapResolverError(error))
        ? { ...extensions, code: 'BAD_USER_INPUT' }
        : extensions,
    };
  }
  const { locations, path } = formatted;
  const { code, message } = meaningOf(failure);
  return { message, locations, path, extensions: { code } };
}

/** The parser calls itself for each level: lists or braces may be nested deeper than it can. */
function explainDepth(message: string): string {
  return /call stack/.test(message) ? 'nested deeper than can be read; ask for less at once' : message;
}

/** The items of a list lie a level deeper than whoever meets connections for the first time looks for them. */
function explainConnection(message: string): string {
  const field = /^Cannot query field "(\w+)" on type "\w+Connection"\.$/.exec(message)?.[1];
  return field === undefined ? message : `${message} Did you mean "nodes { ${field} }"?`;
}

/** A failure before GraphQL, as an error that a caller may see. */
export function failureBeforeGraphql(failure: unknown, requestId: string): GraphQLError {
  if (failure instanceof GraphQLError) return failure;
  const { code, message } = meaningOf(failure);
  const status = code === FAULT.code ? 500 : 503;
  const id = code === FAULT.code ? { requestId } : {};
  return new GraphQLError(message, { extensions: { code, ...id, http: { status } } });
}
