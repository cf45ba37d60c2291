import { Client } from 'pg';

/** Drops the templates, and stops the servers that the setup started. */
export default async function globalTeardown(): Promise<void> {
  const run = globalThis.runOfTests;
  for (const { url, close } of run?.servers ?? []) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DROP DATABASE IF EXISTS ${run!.template}`);
    await client.end();
    await close();
  }
}
