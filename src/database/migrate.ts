import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { buildHostIndexes } from './host-indexes';
import { examineHost, findEventTable, type HostKind } from './host-layout';
import { SQL_STATES, sqlStateOf } from './sql-states';

/** Where drizzle keeps which migrations ran; in the schema of our tables, so that no right on the database is needed. */
const JOURNAL = { schema: 'public', table: 'dialog_log_migrations' } as const;

/** Any two processes that migrate the same database take turns on this advisory lock. */
const MIGRATION_LOCK = 5_417_203_811;

const LOCK_TIMEOUT = '3s';
const ATTEMPTS = 20;

/** What migrating did. */
export interface MigrationReport {
  /** What the database was before. */
  readonly found: HostKind;
}

/**
 * Brings a database up to date: the migrations in one transaction, then the indexes on the host's tables. Repeating
 * it does nothing. Several processes may do it at once. Throws UnsupportedHostError before anything is changed where
 * the database can't be served.
 */
export async function migrateDatabase(
  url: string,
  log: (message: string) => void = () => {},
): Promise<MigrationReport> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'dialog-statistics migrate',
    options: '-c TimeZone=UTC -c client_min_messages=warning',
  });
  await client.connect();
  try {
    await takeTurn(client, log);
    const found = await examineHost(client, await isMigrated(client));
    await migrateTables(client, log);
    await buildHostIndexes(client, await findEventTable(client), log);
    return { found };
  } finally {
    await client.end();
  }
}

/**
 * Takes the lock by asking again and again: a session that waited for it inside a statement would hold a snapshot,
 * for whose end CREATE INDEX CONCURRENTLY waits, and so for ever.
 */
async function takeTurn(client: Client, log: (message: string) => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      MIGRATION_LOCK,
    ]);
    if (rows[0]!.taken) return;
    if (tries % 20 === 0) log('waiting for another process that migrates this database');
    await setTimeout(250);
  }
}

/** Whether all migrations have run on the database. */
export async function isUpToDate(client: Pick<Client, 'query'>): Promise<boolean> {
  if (!(await isMigrated(client))) return false;
  const { rows } = await client.query<{ newest: string }>(
    `SELECT max(created_at)::text AS newest FROM ${JOURNAL.schema}.${JOURNAL.table}`,
  );
  return Number(rows[0]?.newest ?? 0) >= newestMigration();
}

/** Whether any migration has run on the database: whether the tables of the dialog log there are ours. */
export async function isMigrated(client: Pick<Client, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    `${JOURNAL.schema}.${JOURNAL.table}`,
  ]);
  if (!rows[0]!.found) return false;
  const { rows: ran } = await client.query(`SELECT 1 FROM ${JOURNAL.schema}.${JOURNAL.table} LIMIT 1`);
  return ran.length > 0;
}

/** Adding a column waits for the host's running transactions, and its writers wait behind us: so never for long. */
async function migrateTables(client: Client, log: (message: string) => void): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await migrate(drizzle(client), {
        migrationsFolder: migrationsFolder(),
        migrationsSchema: JOURNAL.schema,
        migrationsTable: JOURNAL.table,
      });
      break;
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.lockNotAvailable || attempt === ATTEMPTS) throw error;
      log(`a table is in use; trying again (${attempt} of ${ATTEMPTS - 1})`);
      await setTimeout(500);
    }
  }
  await client.query('SET lock_timeout = 0');
}

function migrationsFolder(): string {
  return path.resolve(__dirname, '../../drizzle');
}

function newestMigration(): number {
  const journal = require(path.join(migrationsFolder(), 'meta/_journal.json')) as { entries: { when: number }[] };
  return Math.max(...journal.entries.map(({ when }) => when));
}
