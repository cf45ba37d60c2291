import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { EmbeddedOptions } from '../../../src/database/embedded';
import { newestClaim } from '../../../src/database/embedded/claim';
import { moduleArguments } from '../../../src/database/embedded/module-arguments';

/** Commits outlive the processes, though not the machine. */
export const SAFE_FROM_KILLS = { fsync: 'off', full_page_writes: 'off' };

const folders: string[] = [];
const children: ChildProcess[] = [];

/** A new folder, which nobody else can enter; removed by cleanUp(). */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dialogs-test-'));
  folders.push(folder);
  return folder;
}

/** Ends what is left of the processes, waits for the servers that they used to end, and removes the folders. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    await until(() => !isAlive(newestClaim(folder).keeper?.pid) && !isAlive(serverPid(folder)));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A process that uses an embedded database. */
export interface User {
  url: string;
  version: string;
  /** Tells it what to do, and resolves with its exit code when it has ended. */
  tell(word: 'close' | 'exit' | 'idle'): Promise<number>;
  /** Ends it by kill -9. */
  kill(): Promise<void>;
}

/** Starts a process that opens an embedded database. */
export async function startUser(
  options: EmbeddedOptions,
  { program = join(__dirname, 'child.ts'), node = process.execPath, ...spawnOptions }: UserOptions = {},
): Promise<User> {
  const order = JSON.stringify({ settings: SAFE_FROM_KILLS, ...options });
  const child = spawn(node, [...moduleArguments(program), order], {
    ...spawnOptions,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const exited = once(child, 'exit');
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  const { url, version, error } = JSON.parse(line);
  if (error) throw new Error(error);
  return {
    url,
    version,
    async tell(word) {
      child.stdin?.write(word);
      return (await exited)[0];
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** How to start the process: another program or node than these tests' own, and what spawn() takes. */
export interface UserOptions extends Pick<SpawnOptions, 'uid' | 'gid' | 'env' | 'cwd'> {
  program?: string;
  node?: string;
}

/** Runs one statement in a session of its own. */
export async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Keeps a text in the database. */
export async function note(url: string, text: string): Promise<void> {
  await query(url, `create table if not exists notes (text text); insert into notes values ('${text}')`);
}

/** All texts kept, in order. */
export async function notes(url: string): Promise<string[]> {
  return (await query<{ text: string }>(url, 'select text from notes order by text')).map(({ text }) => text);
}

/** Whether nothing listens at the address any more. */
export async function isDown(url: string): Promise<boolean> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const refused = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
  });
  socket.destroy();
  return refused;
}

/** Waits for something to become true; answers whether it did in ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(20)) {
    if (await condition()) return true;
  }
  return false;
}

/** The process that keeps a folder's server. */
export function keeperPid(dataDir: string): number {
  return newestClaim(dataDir).keeper!.pid;
}

/** The process of a folder's server, as it noted itself. */
export function serverPid(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** The processes that a process has started. */
export function childrenOf(parent: number): number[] {
  if (process.platform === 'linux') {
    const list = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8');
    return list.trim().split(' ').map(Number);
  }
  return execFileSync('pgrep', ['-P', String(parent)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
}
