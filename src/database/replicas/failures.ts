import { isNativeError } from 'node:util/types';
import { isCutOff } from '../cut-off';
import { SQL_STATES, sqlStateOf } from '../sql-states';

/**
 * What PostgreSQL says of a statement on a replica that stood in the way of what is replayed: 40001, or 40P01 where it
 * held a page. Nothing else is ended so in a transaction that only reads.
 */
const CONFLICTS: ReadonlySet<string | undefined> = new Set([
  SQL_STATES.serializationFailure,
  SQL_STATES.deadlockDetected,
]);

/** No connection could be had. */
const NO_CONNECTION = /timeout exceeded when trying to connect|too many clients/;

/** What a failure tells of the replica that was read: nothing where it lies in what was asked. */
export function failureOfReplica(error: unknown): 'conflict' | 'connection' | undefined {
  if (!isNativeError(error)) return undefined;
  if (CONFLICTS.has(sqlStateOf(error))) return 'conflict';
  return isCutOff(error) || NO_CONNECTION.test(error.message) ? 'connection' : undefined;
}
