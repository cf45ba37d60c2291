import { Client, Pool } from 'pg';

/*
 * Before each test file: what its process sends to PostgreSQL is kept. The run's end checks them all, with those of the
 * programs that tests start (record-program.cjs).
 */

/** A statement that some file of the product sent; of none, where a library sent it later. */
export interface RecordedStatement {
  readonly text: string;
  readonly by: string;
}

const { keepStatements } = require('./keep-statements.cjs') as { keepStatements(of: object): void };
keepStatements({ Client, Pool });
