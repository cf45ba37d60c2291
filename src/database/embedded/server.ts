import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PLAIN_ENVIRONMENT } from './binaries';
import { type Account, clusterFolder, shareFolder } from './folder';
import { logLength, logTail } from './log-file';
import { type Plan, settingArguments } from './plan';

/** A server that a keeper runs. */
export interface Server {
  port: number;
  /** Resolves once the server has ended, whatever ended it. */
  ended: Promise<string>;
  /** Ends its sessions, and resolves once it is down. */
  stop(): Promise<void>;
}

const POLL_MS = 5;
const WORD_MS = 10_000;
const PATIENCE_MS = 30_000;
const PORT_ATTEMPTS = 5;
/** How `ps` shows our server, and how its options file tells it from one that somebody started by hand. */
const CLUSTER_NAME = 'dialogs';

/**
 * Starts PostgreSQL on a cluster, after whatever a killed keeper left running there, and resolves when it takes
 * connections, however long its recovery from a crash lasts.
 *
 * @throws Error where it ends before that, with the last lines of its log.
 */
export async function startServer(plan: Plan): Promise<Server> {
  const cluster = clusterFolder(plan.dataDir);
  const deadline = Date.now() + PATIENCE_MS;
  for (let portsTried = 0; ; ) {
    plan.signal.throwIfAborted();
    await awaitOrphan(cluster, plan);
    const mark = logLength(plan.dataDir);
    const server = await launch(plan, cluster);
    if (typeof server !== 'string') return server;
    const tail = logTail(plan.dataDir, mark);
    if (/could not (bind|create any TCP)/.test(tail) && ++portsTried < PORT_ATTEMPTS) continue;
    // Sessions outlive a killed server for a moment.
    if (/pre-existing shared memory|lock file .* already exists/.test(tail) && Date.now() < deadline) await delay(200);
    else throw new Error(`PostgreSQL did not start (${server}).${tail}${isDamage(tail) ? adviceOn(cluster) : ''}`);
  }
}

const DAMAGE = new RegExp(
  'pg_control|control file|files are incompatible|checkpoint record|incorrect checksum|invalid page|bogus data|' +
    'could not (open|read|access) (file|directory|status)',
);

/** Whether the server's last words are of files that are not as it left them. */
function isDamage(tail: string): boolean {
  return DAMAGE.test(tail);
}

function adviceOn(cluster: string): string {
  return (
    `\nThe files in ${cluster} are damaged or not complete, and nothing was changed in them. Bring the data folder ` +
    'back from a backup, or move it away to start with an empty database.'
  );
}

/** Starts a server, and answers how it ended where it did so before it was ready. */
async function launch(plan: Plan, cluster: string): Promise<Server | string> {
  const port = plan.settings.port ?? String(await freePort());
  const shared = shareFolder(cluster, plan.account);
  const settings = settingArguments({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    cluster_name: CLUSTER_NAME,
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...plan.settings,
  });
  const child = spawn(plan.binaries.postgres, ['-D', shared.path, ...settings], {
    ...plan.account,
    cwd: '/',
    // Its lock file may name a process that isn't a server, the number being in use again. With this variable pg_ctl
    // tells it not to mind that process; that no session of an old server is left it sees for itself.
    env: { ...PLAIN_ENVIRONMENT, PG_GRANDPARENT_PID: String(lockedBy(cluster) ?? process.pid) },
    stdio: ['ignore', 2, 2, shared.fd],
  });
  shared.release();
  const watcher = child.pid ? startWatcher(child.pid, plan.account) : undefined;
  const waiting = new AbortController();
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      waiting.abort();
      watcher?.kill('SIGKILL');
      resolve(how);
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  const server = { port: Number(port), ended, stop: () => stopServer(child, ended) };
  const stopWaiting = AbortSignal.any([plan.signal, waiting.signal]);
  await untilReady(cluster, { pid: child.pid, port }, plan.log, stopWaiting);
  if (plan.signal.aborted) await server.stop();
  return waiting.signal.aborted ? ended : server;
}

/** Stops the server when this process dies, even by kill -9: the pipe to the watcher's input closes then. */
function startWatcher(pid: number, account: Account | undefined): ChildProcess {
  const watcher = spawn('/bin/sh', ['-c', 'read -r line; kill -INT "$1"', 'sh', String(pid)], {
    ...account,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  return watcher;
}

/** Waits until the server takes connections, or until told that waiting has no sense any more. */
async function untilReady(
  cluster: string,
  own: { pid: number | undefined; port: string },
  log: (message: string) => void,
  stop: AbortSignal,
): Promise<void> {
  let nextWord = Date.now() + WORD_MS;
  while (!stop.aborted) {
    const [pid, , , port, , , , state] = lockLines(cluster);
    // The port too: the file of an old server may still be there, and its number be this one's.
    if (Number(pid) === own.pid && port === own.port && state?.trim() === 'ready') return;
    if (Date.now() > nextWord) {
      log('PostgreSQL is still starting; after a crash it goes through what it had written last');
      nextWord += WORD_MS;
    }
    await delay(POLL_MS);
  }
}

async function stopServer(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGINT');
  // Where the orderly way takes too long, the quick one is safe too: the next start recovers.
  const impatience = setTimeout(() => child.kill('SIGQUIT'), PATIENCE_MS);
  await ended;
  clearTimeout(impatience);
}

/** Waits until a server that outlived its keeper is down, and asks it to be. */
async function awaitOrphan(cluster: string, plan: Plan): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let pid = runningServer(cluster); pid !== undefined; pid = runningServer(cluster)) {
    const options = readFileSync(join(cluster, 'postmaster.opts'), 'utf8');
    if (!options.includes(`"cluster_name=${CLUSTER_NAME}"`) || Date.now() > deadline) {
      throw new Error(`Another PostgreSQL server (process ${pid}) runs on ${cluster}. Stop it first: kill -INT ${pid}`);
    }
    interrupt(pid);
    await delay(50, undefined, { signal: plan.signal });
  }
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The process of a server that runs on the cluster. */
function runningServer(cluster: string): number | undefined {
  const pid = lockedBy(cluster);
  if (pid === undefined) return undefined;
  try {
    // Its number alone says nothing, it may be in use again. The command, with its port, was noted at its start.
    const options = readFileSync(join(cluster, 'postmaster.opts'), 'utf8').replaceAll('"', '').trim();
    return commandOf(pid) === options ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The command line of a process, by ways that need no rights over it. */
function commandOf(pid: number): string {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
}

function lockedBy(cluster: string): number | undefined {
  const pid = Number(lockLines(cluster)[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function lockLines(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
