import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import type { Client } from 'pg';

/** Where drizzle would keep which migrations ran; among our tables, so that no right on the database is needed. */
export const JOURNAL = 'dialog_log_migrations';

/** A migration of `drizzle/`: its name, its statements, its hash, and its time, which gives the order. */
export interface Migration extends MigrationMeta {
  /** As in `0001_dialog_log`. */
  readonly name: string;
}

const FOLDER = path.resolve(__dirname, '../../drizzle');

/** All migrations that this version of the program knows, in their order. */
export function knownMigrations(): Migration[] {
  const { entries } = JSON.parse(readFileSync(path.join(FOLDER, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number; tag: string }[];
  };
  const names = new Map(entries.map(({ when, tag }) => [when, tag]));
  return readMigrationFiles({ migrationsFolder: FOLDER }).map((migration) => ({
    ...migration,
    name: names.get(migration.folderMillis)!,
  }));
}

/** The time of the newest migration that ran on the database; null where none did. */
export async function newestApplied(client: Pick<Client, 'query'>): Promise<number | null> {
  const { rows: found } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    JOURNAL,
  ]);
  if (!found[0]!.found) return null;
  const { rows } = await client.query<{ newest: string | null }>(
    `SELECT max(created_at)::text AS newest FROM ${JOURNAL}`,
  );
  const newest = rows[0]?.newest ?? null;
  return newest === null ? null : Number(newest);
}

/** Those of the known migrations that have not run where `newest` is the newest that did. */
export function pendingAfter(newest: number | null): Migration[] {
  return knownMigrations().filter(({ folderMillis }) => newest === null || folderMillis > newest);
}

/**
 * Runs migrations and notes them, in the caller's transaction. Drizzle's own `migrate` would first CREATE SCHEMA IF NOT
 * EXISTS, which takes the right to create schemas in the database even where the schema exists, and then create its
 * journal outside the transaction; the journal is otherwise as drizzle keeps it.
 */
export async function runMigrations(client: Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${JOURNAL} (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
  );
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) await client.query(statement);
    await client.query(`INSERT INTO ${JOURNAL} (hash, created_at) VALUES ($1, $2)`, [hash, folderMillis]);
  }
}
