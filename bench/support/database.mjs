import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { dist } from './dist.mjs';

/**
 * Makes a database for a benchmark and drops it afterwards: on the PostgreSQL that BENCH_DATABASE_URL names, else on an
 * embedded one of its own, whose settings are PostgreSQL's defaults (every commit is on the disk).
 */
export async function withDatabase(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'dialogs-bench-'));
  const { openEmbedded } = dist('database/embedded/index.js');
  const embedded = process.env.BENCH_DATABASE_URL ? undefined : await openEmbedded({ dataDir: folder });
  const server = process.env.BENCH_DATABASE_URL ?? embedded.url;
  const name = `dialog_bench_${process.pid}`;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  try {
    await onServer(server, `CREATE DATABASE ${name} TEMPLATE template0`);
    try {
      const { rows } = await onServer(server, 'SHOW server_version');
      print(`PostgreSQL ${rows[0].server_version}${embedded ? ', embedded' : ''}, ${cpus().length} cores`);
      await work(url);
    } finally {
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    }
  } finally {
    await embedded?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A connection as a host's application has it. */
export async function connect(url) {
  const client = new pg.Client({ connectionString: url, application_name: 'host' });
  await client.connect();
  return client;
}

async function onServer(server, statement) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

export function print(line) {
  process.stdout.write(`${line}\n`);
}
