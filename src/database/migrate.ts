import type { Client } from 'pg';
import { actAsOwner } from './act-as-owner';
import { addColumns } from './column-marks';
import { createLogSchema } from './create-log-schema';
import { areHostIndexesBuilt, buildHostIndexes } from './host-indexes';
import { examineHost, findEventTable, type HostKind } from './host-layout';
import { knownMigrations, newestApplied, pendingAfter, runMigrations } from './journal';
import { lockAndRun, PATIENCE, type Patience } from './patience';
import { withTurn } from './turn';

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
  return withTurn(url, log, async (client) => {
    await actAsOwner(client);
    return migrate(client, log, patience);
  });
}

/** The same on a connection that has the turn. */
export async function migrate(
  client: Client,
  log: (message: string) => void,
  patience: Patience,
): Promise<MigrationReport> {
  const newest = await newestApplied(client);
  const { kind, tablesToAlter, columnsToAdd } = await examineHost(client, newest !== null);
  const pending = pendingAfter(newest);
  if (pending.length > 0 || columnsToAdd.length > 0) {
    const run = async () => {
      await createLogSchema(client);
      await runMigrations(client, pending);
      await addColumns(client, columnsToAdd);
    };
    await lockAndRun(client, { tables: tablesToAlter, run }, log, patience);
  }
  await buildHostIndexes(client, await findEventTable(client), log, patience);
  return { found: kind };
}

/** Whether all migrations have run on the database, and all indexes on the host's tables are there. */
export async function isUpToDate(client: Client): Promise<boolean> {
  const newest = await newestApplied(client);
  if (newest === null || knownMigrations().some(({ folderMillis }) => folderMillis > newest)) return false;
  return areHostIndexesBuilt(client, await findEventTable(client));
}
