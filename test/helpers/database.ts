import { Client } from 'pg';
import { connectDatabase, type Database } from '../../src/database/database';
import { databaseUrl } from './global-setup';

/** A database of a test file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  close(): Promise<void>;
}

let made = 0;

/** A migrated database with no rows, copied from the run's template; dropped by close(). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, close } = await createBareDatabase(process.env.DIALOG_TEST_TEMPLATE!);
  const database = await connectDatabase(url);
  return {
    url,
    database,
    async close() {
      await database.close();
      await close();
    },
  };
}

/** A database as PostgreSQL makes it, without any table unless a template is named; dropped by close(). */
export async function createBareDatabase(template = 'template0'): Promise<{ url: string; close(): Promise<void> }> {
  const server = process.env.DIALOG_TEST_SERVER!;
  made += 1;
  const name = `dialog_test_${process.pid}_${Date.now()}_${made}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: databaseUrl(server, name),
    // Pools that a failed test left open must not keep the database.
    close: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(server: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
