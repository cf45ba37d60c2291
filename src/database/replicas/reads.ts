import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../http/logger';
import { messageForLog } from '../../http/logger-errors';
import { createPool, createSession, type Database, DEFAULT_LIMITS } from '../database';
import { PrimaryPast } from './lag';
import { type Identity, readIdentity } from './look';
import { type Position, sharedPosition, UNKNOWN_POSITION } from './position';
import { LOOK_TIMEOUT, Replica } from './replica';

/** How often replicas are looked at; milliseconds. */
const WATCHED_EVERY = 500;

const ASKING = {
  ...{ ...DEFAULT_LIMITS, connections: 1 },
  ...{ connectTimeout: LOOK_TIMEOUT, statementTimeout: LOOK_TIMEOUT },
};

/** How replicas are read. */
export interface ReadLimits {
  /** One that lags by more is left out. */
  readonly lagSeconds: number;
  /** How long a read waits for a replica to have what its caller wrote; milliseconds. */
  readonly wait: number;
}

/** Where a read goes. */
export interface Place {
  readonly database: Database;
  /** Undefined on the primary. */
  readonly replica: Replica | undefined;
}

/** What a read needs of its place. */
export interface Need {
  /** What it is to see; undefined: whatever a replica in good standing has. */
  readonly position?: Position | undefined;
}

/** Where the API reads: replicas that keep up, else the primary. */
export interface Reads {
  readonly primary: Place;
  readonly replicas: readonly Replica[];
  /** The replica with the fewest readers that has what is needed, waited for a while; where there is none, the primary. */
  choose(need: Need): Promise<Place>;
  /** Where the primary is now: behind everything that was committed before. */
  present(): Promise<Position>;
  close(): Promise<void>;
}

/** Everything is read on the primary. */
export function primaryReads(database: Database): Reads {
  const primary = { database, replica: undefined };
  return {
    ...{ primary, replicas: [] },
    choose: async () => primary,
    present: async () => 0n,
    close: async () => {},
  };
}

/** What reads on replicas are made of. */
export interface ReadsParts {
  readonly database: Database;
  /** One address each. */
  readonly urls: readonly string[];
  readonly limits: ReadLimits;
  readonly log: Logger;
}

/**
 * Reads on replicas, which are watched from now on. Resolves once each was looked at for the first time. What was on the
 * primary then, such as the last migration, all of them are to have. Throws where the primary does not answer.
 */
export async function createReads({ database, urls, limits, log }: ReadsParts): Promise<Reads> {
  const primary = { database, replica: undefined };
  // Of its own, so that a busy API knows where the primary is.
  const pool = createPool(database.url, ASKING);
  const present = sharedPosition(createSession(pool));
  const past = new PrimaryPast();
  const identity = await readIdentity(database);
  const least = await present();
  const onChange = (replica: Replica) => tellChange(log, replica);
  const replicas = urls.map((url, index) => new Replica({ number: index + 1, url, primary: database, onChange }));
  const look = () => watchAll({ replicas, past, present, identity, mostLagSeconds: limits.lagSeconds });
  past.note(least, performance.now());
  await look();
  let isClosed = false;
  let timer = setTimeout(watch, WATCHED_EVERY);
  async function watch(): Promise<void> {
    await look();
    if (!isClosed) timer = setTimeout(watch, WATCHED_EVERY).unref();
  }
  timer.unref();
  let turn = 0;
  return {
    ...{ primary, replicas, present },
    async choose({ position = least }) {
      if (position === UNKNOWN_POSITION) return primary;
      const needed = position > least ? position : least;
      turn += 1;
      const inTurn = replicas.map((_, index) => replicas[(index + turn) % replicas.length]!);
      const [best] = inTurn
        .filter(({ isIn }) => isIn)
        .sort((a, b) => Number(b.has(needed)) - Number(a.has(needed)) || a.readers - b.readers);
      if (!best || !(await best.hasReplayed(needed, limits.wait)) || !best.isIn) return primary;
      return { database: best.database, replica: best };
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await Promise.all([pool.end(), ...replicas.map((replica) => replica.close())]);
    },
  };
}

interface Watched {
  readonly replicas: readonly Replica[];
  readonly past: PrimaryPast;
  readonly present: () => Promise<Position>;
  readonly identity: Identity;
  readonly mostLagSeconds: number;
}

/** Looks at all replicas once. A primary that does not answer says nothing about them: they are judged by what it told last. */
async function watchAll({ replicas, past, present, identity, mostLagSeconds }: Watched): Promise<void> {
  const noted = present().then(
    (position) => past.note(position, performance.now()),
    () => {},
  );
  await Promise.race([noted, wait(LOOK_TIMEOUT, undefined, { ref: false })]);
  const now = performance.now();
  const lagOf = (replayed: Position) => past.lagOf(replayed, now);
  await Promise.all(replicas.map((replica) => replica.watch({ identity, mostLagSeconds }, lagOf)));
}

function tellChange(log: Logger, { number, address, error, standing: { reason, lagSeconds } }: Replica): void {
  const its = { replica: number, address, lagSeconds };
  const why = error === undefined ? undefined : messageForLog(error);
  if (reason === undefined) log.info(its, 'a replica is read');
  else log.warn({ ...its, reason, error: why }, 'a replica is left out: others or the primary are read');
}
