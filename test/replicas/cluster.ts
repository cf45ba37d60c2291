import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chownSync,
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { type Binaries, findPackage, PLAIN_ENVIRONMENT, prepareBinaries } from '../../src/database/embedded/binaries';
import { giveTree } from '../../src/database/embedded/folder';
import { settingArguments } from '../../src/database/embedded/plan';
import { migrateDatabase } from '../../src/database/migrate';
import { NOT_DURABLE } from '../helpers/postgres';

/** PostgreSQL refuses to be root. */
const ACCOUNT = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/** A server that the test started, and may break. */
export interface TestNode {
  /** Of its database `dialogs`. */
  readonly url: string;
  readonly folder: string;
  /** Sends a signal to the whole server: PostgreSQL's own processes, too. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it anew after its end. */
  start(): Promise<void>;
  /** The statements that it has logged so far. */
  log(): string;
  /** Runs a statement as the superuser, on a connection of its own. */
  run(statement: string): Promise<Record<string, unknown>[]>;
}

/** A primary with streaming replicas. */
export interface TestCluster {
  readonly primary: TestNode;
  readonly replicas: readonly TestNode[];
  close(): Promise<void>;
}

/** Starts a primary with a migrated database and so many replicas, made as pg_basebackup makes them. */
export async function startCluster(count: number): Promise<TestCluster> {
  const root = mkdtempSync(join(tmpdir(), 'dialogs-replicas-'));
  if (ACCOUNT) chownSync(root, ACCOUNT.uid, ACCOUNT.gid);
  const packageRoot = process.env.TEST_POSTGRES_PACKAGE || findPackage();
  const binaries = await prepareBinaries(packageRoot, ACCOUNT, () => {});
  const nodes: Node[] = [];
  const close = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    rmSync(root, { recursive: true, force: true });
  };
  try {
    const folder = join(root, 'primary');
    const options = ['-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
    execFileSync(binaries.initdb, ['-D', folder, ...options], { ...ACCOUNT, cwd: '/', env: PLAIN_ENVIRONMENT });
    appendFileSync(join(folder, 'pg_hba.conf'), 'host replication all 127.0.0.1/32 trust\n');
    const primary = new Node(folder, binaries, await freePort());
    nodes.push(primary);
    await primary.start();
    await primary.run('CREATE DATABASE dialogs', 'postgres');
    await migrateDatabase(primary.url);
    const replicas: Node[] = [];
    for (let number = 1; number <= count; number += 1) {
      const replica = await copyOf(primary, join(root, `replica-${number}`), binaries);
      nodes.push(replica);
      replicas.push(replica);
      await replica.start();
    }
    return { primary, replicas, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Copies the primary's folder between the beginning and the end of a backup; the package has no pg_basebackup. */
async function copyOf(primary: Node, folder: string, binaries: Binaries): Promise<Node> {
  const client = new Client({ connectionString: primary.url });
  await client.connect();
  const { rows } = await client.query(`SELECT current_setting('server_version_num')::int >= 150000 AS is_new`);
  const [begin, end] = rows[0].is_new
    ? [`pg_backup_start('test', true)`, 'pg_backup_stop(false)']
    : [`pg_start_backup('test', true, false)`, 'pg_stop_backup(false, false)'];
  await client.query(`SELECT ${begin}`);
  cpSync(primary.folder, folder, { recursive: true, filter: (file) => !/postmaster\.(pid|opts)$/.test(file) });
  const stopped = await client.query(`SELECT labelfile FROM ${end}`);
  await client.end();
  writeFileSync(join(folder, 'backup_label'), stopped.rows[0].labelfile);
  writeFileSync(join(folder, 'standby.signal'), '');
  if (ACCOUNT) giveTree(folder, ACCOUNT);
  const settings = { primary_conninfo: `host=127.0.0.1 port=${primary.port} user=postgres` };
  return new Node(folder, binaries, await freePort(), { ...settings, max_standby_streaming_delay: '200ms' });
}

class Node implements TestNode {
  readonly url: string;
  #child: ChildProcess | undefined;

  constructor(
    readonly folder: string,
    private readonly binaries: Binaries,
    readonly port: number,
    private readonly settings: Record<string, string> = {},
  ) {
    this.url = `postgresql://postgres@127.0.0.1:${port}/dialogs`;
  }

  async start(): Promise<void> {
    const settings = {
      ...{ ...NOT_DURABLE, listen_addresses: '127.0.0.1', port: String(this.port), unix_socket_directories: '' },
      ...{ synchronous_commit: 'on', autovacuum: 'off', wal_retrieve_retry_interval: '200ms' },
      ...{ log_statement: 'all', ...this.settings },
    };
    // Ctrl-C is for the tests.
    const log = openSync(`${this.folder}.log`, 'a');
    const options = { ...ACCOUNT, cwd: '/', env: PLAIN_ENVIRONMENT, detached: true };
    const started = [this.binaries.postgres, ['-D', this.folder, ...settingArguments(settings)]] as const;
    this.#child = spawn(...started, { ...options, stdio: ['ignore', 'ignore', log] });
    closeSync(log);
    process.once('exit', this.#end);
    for (let tries = 0; ; tries += 1) {
      const isUp = await this.run('SELECT', 'postgres').catch(() => undefined);
      if (isUp) return;
      if (tries === 600 || this.#child.exitCode !== null) throw new Error(`no server at ${this.url}`);
      await setTimeout(20);
    }
  }

  log(): string {
    return readFileSync(`${this.folder}.log`, 'utf8');
  }

  signal(signal: NodeJS.Signals): void {
    // Its own processes have sessions, and so groups, of their own; some come and go meanwhile.
    const pid = this.#child!.pid!;
    const before = childrenOf(pid);
    send(pid, signal);
    for (const child of new Set([...before, ...childrenOf(pid)])) send(child, signal);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.signal('SIGKILL');
    await once(child, 'exit');
    process.off('exit', this.#end);
  }

  async run(statement: string, database = 'dialogs'): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.url.replace(/dialogs$/, database) });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  }

  readonly #end = () => this.signal('SIGKILL');
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function childrenOf(pid: number): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,ppid=', '-A'], { encoding: 'utf8' });
  const rows = listed
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.filter(([, parent]) => parent === pid).map(([child]) => child!);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
