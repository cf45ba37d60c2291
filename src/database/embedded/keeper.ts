import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { findPackage, prepareBinaries } from './binaries';
import { claim, thisHost } from './claim';
import { prepareCluster } from './cluster';
import { serverAccount } from './folder';
import { logFile, trimLog } from './log-file';
import { CLAIMED, type KeeperMessage, type KeeperOrder, onLine } from './protocol';
import { startServer } from './server';

/*
 * A process of its own, in a session of its own: it runs PostgreSQL for as long as at least one member, a process that
 * uses the database, holds a connection to it. The system closes that connection however the member ends.
 */

const FIRST_MEMBER_MS = 10_000;
const GREETING_MS = 5_000;
const PARTING_MS = 1_000;

/** The processes that use the server, and the word to stop once there are none. */
class Members {
  readonly #abandoned = new AbortController();
  readonly #users = new Set<Socket>();
  /** Those who left last, and wait to see the server down. */
  readonly #leavers: Socket[] = [];
  readonly #nobodyCame = setTimeout(() => this.dismiss(), FIRST_MEMBER_MS);
  #state: KeeperMessage | undefined;

  /** Aborts when the last member has left, or this process is asked to end. */
  get abandoned(): AbortSignal {
    return this.#abandoned.signal;
  }

  add(socket: Socket): void {
    clearTimeout(this.#nobodyCame);
    this.#users.add(socket);
    const leave = (): void => {
      if (!this.#users.delete(socket)) return;
      if (this.#users.size > 0) {
        socket.end();
        return;
      }
      this.#leavers.push(socket);
      this.dismiss();
    };
    socket.on('end', leave).on('close', leave);
    if (this.#state) send(socket, this.#state);
  }

  /** Tells all members; a state, unlike progress, is told to later ones too. */
  tell(message: KeeperMessage): void {
    if (!message.log) this.#state = message;
    for (const socket of this.#users) send(socket, message);
  }

  /** Gives the word to stop. Who joins from now on learns from the end of the connection to look for a new keeper. */
  dismiss(): void {
    clearTimeout(this.#nobodyCame);
    this.#state = undefined;
    this.#abandoned.abort();
  }

  /** Ends all connections, and waits a little until all that was told has arrived. */
  async part(): Promise<void> {
    const ends = [...this.#users, ...this.#leavers].map(
      (socket) => new Promise((resolve) => (socket.closed ? resolve(true) : socket.on('close', resolve).end())),
    );
    await Promise.race([Promise.all(ends), delay(PARTING_MS)]);
  }
}

async function main(order: KeeperOrder): Promise<void> {
  const { dataDir } = order;
  const members = new Members();
  const [question, answer] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')];
  // Half open: a member that has left still waits to see the server down.
  const listener = createServer({ allowHalfOpen: true }, (socket) => greet(socket, question, answer, members));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const claimed = claim(dataDir, order.after, { pid: process.pid, host: thisHost(), port, question, answer });
  if (!claimed) process.exit(0);

  process.on('SIGTERM', () => members.dismiss());
  process.on('SIGINT', () => members.dismiss());
  process.on('SIGHUP', () => undefined);
  // Whoever started this process may be gone already.
  process.stdout.on('error', () => undefined);
  process.stdout.write(CLAIMED);

  try {
    await keep(order, members);
  } catch (error) {
    if (!members.abandoned.aborted) members.tell({ failed: (error as Error).message });
  }
  claimed.giveBack();
  listener.close();
  await members.part();
  process.exit(0);
}

/** Starts the server and stops it when it is abandoned. */
async function keep({ dataDir, packageRoot, settings }: KeeperOrder, members: Members): Promise<void> {
  const log = (message: string): void => members.tell({ log: message });
  const signal = members.abandoned;
  trimLog(dataDir);
  const account = serverAccount(dataDir);
  const binaries = await prepareBinaries(packageRoot ?? findPackage(), account, log);
  const plan = { dataDir, binaries, account, settings, signal, log };
  await prepareCluster(plan);
  const server = await startServer(plan);
  members.tell({ ready: { port: server.port, version: binaries.version } });
  await Promise.race([server.ended, signal.aborted || once(signal, 'abort')]);
  if (!signal.aborted) throw new Error(`PostgreSQL ended by itself (${await server.ended}), see ${logFile(dataDir)}`);
  await server.stop();
}

/** Makes a connection a member's once it has proved that it can read the data folder. */
function greet(socket: Socket, question: string, answer: string, members: Members): void {
  socket.on('error', () => undefined);
  const silence = setTimeout(() => socket.destroy(), GREETING_MS);
  socket.on('close', () => clearTimeout(silence));
  let greeted = false;
  onLine(socket, (line) => {
    if (greeted) return;
    greeted = true;
    clearTimeout(silence);
    if (line === question) {
      socket.write(`${answer}\n`);
      members.add(socket);
    } else {
      socket.destroy();
    }
  });
}

function send(socket: Socket, message: KeeperMessage): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

void main(JSON.parse(process.argv[2] ?? '{}'));
