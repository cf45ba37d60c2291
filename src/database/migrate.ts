import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { areHostIndexesBuilt, buildHostIndexes } from './host-indexes';
import { examineHost, findEventTable, type HostKind } from './host-layout';
import { knownMigrations, newestApplied, pendingAfter, runMigrations } from './journal';
import { lockAndRun, PATIENCE, type Patience } from './patience';

/** Any two processes that migrate the same database take turns on this advisory lock. */
const MIGRATION_LOCK = 5_417_203_811;

/** Whatever the server, the database, the role or the URL say: one zone, no time limit, no notices. */
const SESSION = `
  SET TimeZone = 'UTC'; SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET default_transaction_isolation = 'read committed'; SET client_min_messages = warning`;

/** What migrating did. */
export interface MigrationReport {
  /** What the database was before. */
  readonly found: HostKind;
}

/**
 * Brings a database up to date: the migrations in one transaction, then the indexes on the host's tables. Repeating
 * it does nothing. Several processes may do it at once. Throws UnsupportedHostError before anything is changed where
 * the database can't be served, and HostBusyError, with nothing changed, where the host never let go of its tables.
 */
export async function migrateDatabase(
  url: string,
  log: (message: string) => void = () => {},
  patience: Patience = PATIENCE,
): Promise<MigrationReport> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'dialog-statistics migrate',
  });
  // A connection that breaks fails the statement that runs, or the next one; without a listener it ends the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(SESSION);
    await takeTurn(client, log);
    const newest = await newestApplied(client);
    const { kind, tablesToAlter } = await examineHost(client, newest !== null);
    const pending = pendingAfter(newest);
    if (pending.length > 0) {
      const run = () => runMigrations(client, pending);
      await lockAndRun(client, { tables: tablesToAlter, run }, log, patience);
    }
    await buildHostIndexes(client, await findEventTable(client), log, patience);
    return { found: kind };
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

/** Whether all migrations have run on the database, and all indexes on the host's tables are there. */
export async function isUpToDate(client: Client): Promise<boolean> {
  const newest = await newestApplied(client);
  if (newest === null || knownMigrations().some(({ folderMillis }) => folderMillis > newest)) return false;
  return areHostIndexesBuilt(client, await findEventTable(client));
}
