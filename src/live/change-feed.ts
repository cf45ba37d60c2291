import { Client } from 'pg';
import type { Logger } from '../http/logger';
import { CHANGES_CHANNEL } from '../summaries/marks';

/** Milliseconds from a lost connection to the first attempt to make another; twice as long after each that failed. */
const FIRST_RETRY = 100;
const LONGEST_RETRY = 5_000;
/** How long to wait for a connection; milliseconds. */
const CONNECT_TIMEOUT = 10_000;
/** How often the connection is asked whether it is still one, and how long it may take to tell; milliseconds. */
const ASKED_EVERY = 15_000;
const ANSWERED_WITHIN = 5_000;
/** How long the end of the connection may take; milliseconds. */
const CLOSED_WITHIN = 1_000;

/** Follows the changes of an account. */
export interface Follower {
  /**
   * Resolves with whether something has changed, or may have, since it last did: at once where it has, else when it does,
   * after so many milliseconds, or when the signal is aborted.
   */
  changed(milliseconds: number, signal: AbortSignal): Promise<boolean>;
  leave(): void;
}

/** Tells those who follow an account when its dialogs change, whichever process changed them. */
export interface ChangeFeed {
  follow(accountId: number): Follower;
  /** False while changes are not heard of: who follows is to look by itself, and is told when they are heard again. */
  isListening(): boolean;
  close(): Promise<void>;
}

/**
 * Listens to PostgreSQL's notifications on one connection of its own, from the first follower on. A connection that is
 * lost is made anew, and then everybody is told that something may have changed.
 */
export function createChangeFeed(url: string, log: Logger): ChangeFeed {
  const followers = new Map<number, Set<() => void>>();
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let retryAfter = FIRST_RETRY;
  let state: 'idle' | 'connecting' | 'listening' | 'closed' = 'idle';

  const tell = (accountId: number) => {
    for (const wake of followers.get(accountId) ?? []) wake();
  };
  const lose = (lost: Client, error: Error | undefined) => {
    if (client !== lost) return;
    client = undefined;
    clearTimeout(timer);
    void lost.end().catch(() => {});
    if (state === 'closed') return;
    state = 'connecting';
    log.warn({ cause: error?.message ?? 'ended', retryAfter }, 'changes are not heard of: listening anew');
    timer = setTimeout(connect, retryAfter);
    retryAfter = Math.min(2 * retryAfter, LONGEST_RETRY);
  };
  const ask = (asked: Client) => {
    timer = setTimeout(() => {
      timer = setTimeout(() => {
        lose(asked, new Error(`no answer within ${ANSWERED_WITHIN} ms`));
        // Its end would wait for the answer.
        destroy(asked);
      }, ANSWERED_WITHIN);
      asked.query('SELECT').then(
        () => {
          if (client !== asked) return;
          clearTimeout(timer);
          ask(asked);
        },
        (error: Error) => lose(asked, error),
      );
    }, ASKED_EVERY);
    timer.unref();
  };
  const connect = async () => {
    state = 'connecting';
    const made = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      application_name: 'dialog-statistics live',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client = made;
    made.on('error', (error) => lose(made, error));
    made.on('end', () => lose(made, undefined));
    made.on('notification', ({ payload }) => tell(Number(payload)));
    try {
      await made.connect();
      await made.query(`LISTEN ${CHANGES_CHANNEL}`);
    } catch (error) {
      lose(made, error as Error);
      return;
    }
    if (client !== made) return;
    state = 'listening';
    retryAfter = FIRST_RETRY;
    ask(made);
    for (const accountId of followers.keys()) tell(accountId);
  };

  return {
    isListening: () => state === 'listening',
    follow(accountId) {
      if (state === 'idle') void connect();
      let hasChanged = false;
      let resolve = () => {};
      const wake = () => {
        hasChanged = true;
        resolve();
      };
      const ofAccount = followers.get(accountId) ?? new Set();
      followers.set(accountId, ofAccount.add(wake));
      return {
        async changed(milliseconds, signal) {
          if (!hasChanged && !signal.aborted) {
            await new Promise<void>((done) => {
              const late = setTimeout(done, milliseconds);
              resolve = () => {
                clearTimeout(late);
                signal.removeEventListener('abort', resolve);
                done();
              };
              signal.addEventListener('abort', resolve, { once: true });
              late.unref();
            });
            resolve();
            resolve = () => {};
          }
          const result = hasChanged;
          hasChanged = false;
          return result;
        },
        leave() {
          ofAccount.delete(wake);
          if (ofAccount.size === 0 && followers.get(accountId) === ofAccount) followers.delete(accountId);
        },
      };
    },
    async close() {
      state = 'closed';
      clearTimeout(timer);
      const last = client;
      client = undefined;
      if (!last) return;
      const cut = setTimeout(() => destroy(last), CLOSED_WITHIN);
      await last.end().catch(() => {});
      clearTimeout(cut);
    },
  };
}

/** Cuts the connection, whatever it waits for. */
function destroy(client: Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
