import { isNativeError } from 'node:util/types';

/** The SQLSTATEs that we tell apart, by their names in PostgreSQL's documentation. */
export const SQL_STATES = {
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  insufficientPrivilege: '42501',
  dependentObjectsStillExist: '2BP01',
  uniqueViolation: '23505',
  featureNotSupported: '0A000',
  invalidCatalogName: '3D000',
  diskFull: '53100',
  outOfMemory: '53200',
  configurationLimitExceeded: '53400',
} as const;

/** The SQLSTATE of an error of PostgreSQL, also where Drizzle wraps it; undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let cause = error; isNativeError(cause); cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return undefined;
}
