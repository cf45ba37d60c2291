import type { SQL } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import { cancelStatement } from './cancel';
import { createSession, type Database, type Session, type StatementOptions } from './database';
import { SQL_STATES, sqlStateOf } from './sql-states';

/** What begins a snapshot: everything that is read in it is as it was at its first statement. */
export const BEGIN_SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY';
export const END_SNAPSHOT = 'END';

/** The whole database at one moment, to be read only. */
export interface Snapshot extends Database {
  /** The primary, where what is to be written goes. */
  readonly source: Database;
  /** What it failed of, after which nothing more can be read; undefined where all is well. */
  failure(): Error | undefined;
  /**
   * Takes it of another database, the primary or a replica, with the next statement. What was read before was of another
   * moment.
   */
  takeOf(database: Database): void;
  /** Cancels the statement under way, if any, and gives the connection back: nothing is read afterwards. Never throws. */
  end(): void;
}

/** Something was to be read of a snapshot that had ended: of a request that was answered or given up meanwhile. */
export class SnapshotEndedError extends Error {
  override readonly name = 'SnapshotEndedError';
}

/**
 * A snapshot of the database, of the primary unless told otherwise, taken by the first statement: one connection of the
 * pool from then until `end`, none before; statements run on it one after another. After one that failed all others fail as it did: PostgreSQL runs none
 * in a transaction that failed.
 */
export function openSnapshot(source: Database): Snapshot {
  let held: Promise<HeldConnection> | undefined;
  let taken: Database = source;
  let failure = (): Error | undefined => undefined;
  let hasEnded = false;
  const hold = async (from: Database) => {
    try {
      const connection = new HeldConnection(await from.pool.connect());
      if (from === taken) failure = () => connection.failed;
      return connection;
    } catch (error) {
      if (from === taken) failure = () => error as Error;
      throw error;
    }
  };
  const release = () => {
    held?.then(
      (connection) => connection.release(),
      () => {},
    );
  };
  const refuseAfterEnd = () => {
    if (hasEnded) throw new SnapshotEndedError('read after the end of the snapshot');
  };
  return {
    ...source,
    source,
    get orm(): never {
      throw new Error('a snapshot is read by rows()');
    },
    async rows<Row>(statement: SQL, options?: StatementOptions) {
      refuseAfterEnd();
      held ??= hold(taken);
      const connection = await held;
      return connection.run(async (session) => {
        refuseAfterEnd();
        return session.rows<Row>(statement, options);
      });
    },
    failure: () => failure(),
    takeOf(database) {
      release();
      held = undefined;
      failure = () => undefined;
      taken = database;
    },
    end() {
      if (hasEnded) return;
      hasEnded = true;
      release();
    },
  };
}

/** A connection in a transaction, whose work is done in turn; the first without waiting for the transaction to begin. */
class HeldConnection {
  private readonly session: Session;
  private readonly begun: Promise<unknown>;
  private last: Promise<unknown> = Promise.resolve();
  private failure: Error | undefined;
  private broken: Error | undefined;
  private isRunning = false;
  /** A connection that breaks between two statements tells only by an event, which nobody hearing ends the process. */
  private readonly onError = (error: Error) => {
    this.failure ??= error;
    this.broken ??= error;
  };

  constructor(private readonly client: PoolClient) {
    client.on('error', this.onError);
    this.session = createSession(client);
    this.begun = client.query(BEGIN_SNAPSHOT).catch(this.onError);
  }

  get failed(): Error | undefined {
    return this.failure;
  }

  run<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const done = this.last.then(async () => {
      if (this.failure) throw this.failure;
      this.isRunning = true;
      const result = await work(this.session).finally(() => {
        this.isRunning = false;
      });
      await this.begun;
      if (this.failure) throw this.failure;
      return result;
    });
    this.last = done.catch((error: Error) => {
      this.failure ??= error;
      // A statement that was prepared before its tables changed would fail on this connection for ever.
      if (sqlStateOf(error) === SQL_STATES.featureNotSupported) this.broken ??= error;
    });
    return done;
  }

  /**
   * Ends the transaction, and gives the connection back, or away where it is broken. What the next one sends is
   * answered after the end. A statement under way is of no more use to anybody: it is cancelled, and the connection
   * given away.
   */
  release(): void {
    if (this.isRunning) {
      this.broken ??= new SnapshotEndedError('the snapshot ended before its statement');
      void cancelStatement(this.client, this.last);
    }
    void this.last.then(() => {
      this.client.query(END_SNAPSHOT).catch(() => {});
      this.client.off('error', this.onError);
      this.client.release(this.broken);
    });
  }
}
