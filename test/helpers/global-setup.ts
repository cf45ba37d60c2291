import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { migrateDatabase } from '../../src/database/migrate';
import { startTestServer, type TestServer } from './postgres';

/** What the setup leaves for the teardown of the same run: a server for each worker. */
export interface RunOfTests {
  readonly servers: readonly TestServer[];
  readonly template: string;
  /** The folder in which each process keeps the statements that it sends. */
  readonly statements: string;
}

declare global {
  var runOfTests: RunOfTests | undefined;
}

/**
 * Starts (or takes) the servers, and makes in each the migrated database that every test file copies. Each worker has a
 * server of its own: a transaction left open anywhere in one holds back what tests of the capture wait for.
 */
export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  const template = `dialog_test_template_${process.pid}`;
  const servers = await Promise.all(Array.from({ length: maxWorkers }, startTestServer));
  await Promise.all(servers.map(({ url }) => createTemplate(url, template)));
  process.env.DIALOG_TEST_SERVERS = JSON.stringify(servers.map(({ url }) => url));
  process.env.DIALOG_TEST_TEMPLATE = template;
  const statements = await mkdtemp(path.join(tmpdir(), 'dialogs-test-statements-'));
  process.env.DIALOG_TEST_STATEMENTS = statements;
  globalThis.runOfTests = { servers, template, statements };
}

async function createTemplate(server: string, template: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${template}`);
  await client.query(`CREATE DATABASE ${template}`);
  await client.end();
  await migrateDatabase(databaseUrl(server, template));
}

/** The same server's URL for another database. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}
