import { Client } from 'pg';

/** Drops the template, and stops the server if the setup started it. */
export default async function globalTeardown(): Promise<void> {
  const run = globalThis.runOfTests;
  if (!run) return;
  const client = new Client({ connectionString: run.url });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${run.template}`);
  await client.end();
  await run.close();
}
