import { isNativeError } from 'node:util/types';
import { sqlStateOf } from './sql-states';

const CODES = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|57P0|08)/;
const WORDS = /Connection terminated|connection error and is not queryable|Client was closed/;

/** Whether the database, or the way to it, ended the connection: told by a code, or, where `pg` says so, by its words. */
export function isCutOff(error: Error): boolean {
  if (CODES.test(sqlStateOf(error) ?? '') || WORDS.test(error.message)) return true;
  const { cause } = error;
  return isNativeError(cause) && isCutOff(cause);
}
