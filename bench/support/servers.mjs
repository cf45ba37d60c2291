import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from './database.mjs';
import { CLI, ROOT } from './dist.mjs';

export const POSTGRAPHILE_VERSION = '4.14.1';

/** Our server as `npm start` runs it, on a free port, with settings and a token of account 1: `{ name, pid, port, path, headers, stop }`. */
export async function startOurs(databaseUrl, settings = {}) {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const [program, ...flags] = scripts.start.split(' ');
  if (program !== 'node') throw new Error(`package.json starts the server by ${program}, not by node`);
  const needed = { DATABASE_URL: databaseUrl, PORT: '0', NODE_ENV: 'production', LOG_LEVEL: 'error' };
  const env = { ...process.env, ...needed, ...settings };
  const child = spawn(process.execPath, flags, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 2] });
  const port = await portOf(child);
  const headers = headersOf(databaseUrl, 1);
  return { name: 'ours', pid: child.pid, port, path: '/graphql', headers, stop: () => stop(child) };
}

/** The reference: one statement over the log, served by node:http. */
export function startReference(databaseUrl) {
  return forkServer('reference', 'reference-server.mjs', '/', { DATABASE_URL: databaseUrl });
}

/** PostGraphile, installed for this run into a temporary folder, with a schema of its own in the database. */
export async function startGraphile(databaseUrl) {
  const folder = mkdtempSync(path.join(tmpdir(), 'dialogs-bench-postgraphile-'));
  const wanted = `postgraphile@${POSTGRAPHILE_VERSION}`;
  const npm = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, wanted], {
    stdio: ['ignore', 2, 2],
  });
  if (npm.status !== 0) throw new Error(`npm could not install ${wanted}`);
  await onDatabase(databaseUrl, readFileSync(path.join(import.meta.dirname, 'page/graphile.sql'), 'utf8'));
  const env = { DATABASE_URL: databaseUrl, GRAPHILE_FOLDER: folder };
  const server = await forkServer('PostGraphile', 'graphile-server.mjs', '/graphql', env);
  const stopAll = async () => {
    await server.stop();
    await onDatabase(databaseUrl, 'DROP SCHEMA bench_graphile CASCADE');
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop: stopAll };
}

async function forkServer(name, file, at, env) {
  const child = fork(path.join(import.meta.dirname, 'page', file), {
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const [{ port }] = await once(child, 'message');
  return { name, pid: child.pid, port, path: at, headers: {}, stop: () => stop(child) };
}

/** What a request to our server carries: a new token that reads an account. */
export function headersOf(databaseUrl, account) {
  const made = spawnSync(process.execPath, [CLI, 'token', 'create', '--account', String(account), '--role', 'reader'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`no token: ${made.stderr}`);
  return { Authorization: `Bearer ${made.stdout.trim()}` };
}

async function portOf(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const listening = /^Listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
    if (listening) return Number(listening[1]);
  }
  throw new Error('the server ended before it listened');
}

async function stop(child) {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function onDatabase(databaseUrl, statements) {
  const client = await connect(databaseUrl);
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
