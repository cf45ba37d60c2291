import { connect } from 'node:net';
import type { Keeper } from './claim';
import { type KeeperMessage, onLine } from './protocol';

const ANSWER_MS = 10_000;
const LEAVE_MS = 20_000;
const NOBODY_THERE = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'];

/** This process's share in a running server. */
export interface Membership {
  port: number;
  version: string;
  /** Resolves with the reason if the server is gone while this process has its share. */
  readonly gone: Promise<string>;
  /** Gives the share back; resolves when that is done, and the server down if nobody else has one. */
  leave(): Promise<void>;
}

/**
 * Joins the server of a keeper, waiting until it takes connections. Answers undefined where the keeper is gone, or goes
 * before that.
 *
 * @throws Error where the keeper can't start the server, or doesn't answer.
 */
export function join(keeper: Keeper, log: (message: string) => void): Promise<Membership | undefined> {
  const socket = connect(keeper.port, '127.0.0.1');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let answered = false;
  let using = false;
  let reason = 'the process that keeps it has ended';
  let tellGone: (reason: string) => void;
  const gone = new Promise<string>((resolve) => {
    tellGone = resolve;
  });

  const leave = async (): Promise<void> => {
    using = false;
    const impatience = setTimeout(() => socket.destroy(), LEAVE_MS);
    socket.ref();
    socket.end();
    await closed;
    clearTimeout(impatience);
  };

  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => {
      socket.destroy();
      reject(new Error(`The process ${keeper.pid}, which keeps the embedded PostgreSQL, does not answer`));
    }, ANSWER_MS);
    socket.once('close', () => {
      clearTimeout(silence);
      if (using) {
        log(`The embedded PostgreSQL is gone: ${reason}`);
        tellGone(reason);
      }
      resolve(undefined);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!NOBODY_THERE.includes(error.code ?? '')) reject(error);
    });
    socket.once('connect', () => socket.write(`${keeper.question}\n`));

    const hear = (message: KeeperMessage): void => {
      if (message.log) log(message.log);
      if (message.failed) {
        reason = message.failed;
        reject(new Error(reason));
      }
      if (message.ready) {
        using = true;
        // The connection lasts as long as this process, and doesn't make it last longer.
        socket.unref();
        resolve({ ...message.ready, gone, leave });
      }
    };
    onLine(socket, (line) => {
      if (answered) {
        hear(JSON.parse(line));
        return;
      }
      clearTimeout(silence);
      answered = line === keeper.answer;
      // Another program has the port by now.
      if (!answered) socket.destroy();
    });
  });
}
