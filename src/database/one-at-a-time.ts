import type { Database } from './database';

/** The same database, whose rows are read one statement after another: on one connection at a time. */
export function oneAtATime(database: Database): Database {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...database,
    rows(statement, options) {
      const rows = last.then(() => database.rows<never>(statement, options));
      last = rows.catch(() => {});
      return rows;
    },
  };
}
