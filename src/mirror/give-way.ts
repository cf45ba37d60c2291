import { SQL_STATES, sqlStateOf } from '../database/sql-states';

const GIVES_WAY: ReadonlySet<string | undefined> = new Set([
  SQL_STATES.lockNotAvailable,
  SQL_STATES.deadlockDetected,
  SQL_STATES.serializationFailure,
]);

/** Does a step of the mirror; one that lost to another transaction of the log database is to be done again later. */
export async function givingWay<Result>(step: () => Promise<Result>, otherwise: Result): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (!GIVES_WAY.has(sqlStateOf(error))) throw error;
    return otherwise;
  }
}
