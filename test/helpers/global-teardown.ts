import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { checkRecorded } from '../distributed/check-recorded';

/** Drops the templates, stops the servers that the setup started, and fails on statements that no cluster would like. */
export default async function globalTeardown(): Promise<void> {
  const run = globalThis.runOfTests;
  for (const { url, close } of run?.servers ?? []) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DROP DATABASE IF EXISTS ${run!.template}`);
    await client.end();
    await close();
  }
  if (!run) return;
  const wrong = await checkRecorded(run.statements);
  await rm(run.statements, { recursive: true, force: true });
  if (wrong) throw new Error(wrong);
}
