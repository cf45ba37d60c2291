import { Client } from 'pg';
import type { Settings } from '../settings';
import { connectDatabase, type Database, DEFAULT_LIMITS } from './database';
import { openEmbedded } from './embedded';
import { JOURNAL } from './journal';
import { isLogDatabase, makeLogDatabase } from './log-database';
import { enterLogSchema, withLogSchema } from './log-schema';
import { isUpToDate, migrateDatabase } from './migrate';
import { SQL_STATES, sqlStateOf } from './sql-states';

/** A database that was reached, and how to let it go. */
export interface Reached {
  readonly url: string;
  readonly isEmbedded: boolean;
  /** Resolves with the reason if an embedded one is gone. */
  readonly gone: Promise<string>;
  release(): Promise<void>;
}

/** A database that is there, migrated and connected. */
export interface Opened {
  readonly database: Database;
  readonly isEmbedded: boolean;
  /** Resolves with the reason if an embedded one is gone. */
  readonly gone: Promise<string>;
  close(): Promise<void>;
}

/** A database that must be migrated first; the message says by which command. */
export class NotMigratedError extends Error {
  override readonly name = 'NotMigratedError';
}

/**
 * The database of the log that the settings name: the one at LOG_DATABASE_URL or DATABASE_URL, else the embedded one, started
 * where it isn't.
 */
export async function reachDatabase(settings: Settings, log: (message: string) => void): Promise<Reached> {
  const url = settings.logDatabaseUrl || withLogSchema(settings.databaseUrl, settings.logSchema);
  if (url !== '') {
    return { url, isEmbedded: false, gone: new Promise(() => {}), release: async () => {} };
  }
  const embedded = await openEmbedded({ dataDir: settings.dataDir, log });
  return { url: embedded.url, isEmbedded: true, gone: embedded.gone, release: () => embedded.close() };
}

/**
 * Opens the settings' database. An embedded or empty one is migrated; any other is never changed here: throws
 * NotMigratedError where its migrations have not all run.
 */
export async function openDatabase(settings: Settings, log: (message: string) => void): Promise<Opened> {
  const { url, isEmbedded, gone, release } = await reachDatabase(settings, log);
  try {
    await checkKind(url, settings, log);
    if (!(await isReady(url))) {
      if (!isEmbedded && !(await isEmpty(url))) {
        throw new NotMigratedError(
          'this database holds tables but not an up-to-date dialog log. What would be done to it is told by: ' +
            'npm run --silent cli -- install --plan; then run: npm run --silent cli -- install',
        );
      }
      await migrateDatabase(url, log);
    }
    const limits = {
      ...DEFAULT_LIMITS,
      connections: settings.poolSize,
      statementTimeout: settings.statementTimeout,
    };
    const database = await connectDatabase(url, limits);
    const close = async () => {
      await database.close();
      await release();
    };
    return { database, isEmbedded, gone, close };
  } catch (error) {
    await release();
    if (isEmbedded && sqlStateOf(error) === SQL_STATES.invalidCatalogName) {
      throw new Error(
        `the embedded PostgreSQL in ${settings.dataDir} has lost files of its database (${(error as Error).message}). ` +
          'Bring the data folder back from a backup, or move it away to start with an empty database.',
      );
    }
    throw error;
  }
}

/** Makes the database at LOG_DATABASE_URL a log database where it is empty, and brings it up to date. */
export async function prepareLogDatabase(settings: Settings, log: (message: string) => void): Promise<void> {
  await checkKind(settings.logDatabaseUrl, settings, log);
  await migrateDatabase(settings.logDatabaseUrl, log);
}

/** A log database is for LOG_DATABASE_URL, and nothing else is; an empty one becomes one. */
async function checkKind(url: string, { logDatabaseUrl }: Settings, log: (message: string) => void): Promise<void> {
  const isOfMirror = await withClient(url, isLogDatabase);
  if (logDatabaseUrl === '' && isOfMirror) {
    throw new NotMigratedError(
      "this is a log database, which a host's outbox feeds: give its address as LOG_DATABASE_URL, and the host's as DATABASE_URL",
    );
  }
  if (logDatabaseUrl === '' || isOfMirror) return;
  if (!(await isEmpty(url))) {
    throw new NotMigratedError(
      'the database at LOG_DATABASE_URL holds tables and is no log database: give the address of an empty one',
    );
  }
  await makeLogDatabase(url, log);
}

/** Throws where the role may not read the log: `install` can, as the owner that it may become. */
async function isReady(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    try {
      return await isUpToDate(client);
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.insufficientPrivilege) throw error;
      const { rows } = await client.query<{ role: string; owner: string | null }>(
        `SELECT current_user AS role, (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass($1)) AS owner`,
        [JOURNAL],
      );
      const { role, owner } = rows[0]!;
      const { message } = error as Error;
      throw new Error(
        `the role ${role} may not use the dialog log (${message}); needed: ${owner}, or a member of it that inherits its rights`,
      );
    }
  });
}

async function isEmpty(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(`
      SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' LIMIT 1`);
    return rows.length === 0;
  });
}

/** Does work on a connection of its own. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await enterLogSchema(client, url);
    return await work(client);
  } finally {
    await client.end();
  }
}
