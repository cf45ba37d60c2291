import { Client } from 'pg';
import { migrateDatabase } from '../../src/database/migrate';
import { startTestServer } from './postgres';

/** What the setup leaves for the teardown of the same run. */
export interface RunOfTests {
  readonly url: string;
  readonly template: string;
  close(): Promise<void>;
}

declare global {
  var runOfTests: RunOfTests | undefined;
}

/** Starts (or takes) the server, and makes the migrated database that every test file copies. */
export default async function globalSetup(): Promise<void> {
  const server = await startTestServer();
  const template = `dialog_test_template_${process.pid}`;
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${template}`);
  await client.query(`CREATE DATABASE ${template}`);
  await client.end();
  await migrateDatabase(databaseUrl(server.url, template));
  process.env.DIALOG_TEST_SERVER = server.url;
  process.env.DIALOG_TEST_TEMPLATE = template;
  globalThis.runOfTests = { url: server.url, template, close: server.close };
}

/** The same server's URL for another database. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}
