import type { SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import { type ClientBase, Pool, type PoolClient } from 'pg';
import { createDatabaseActivity, type DatabaseActivity } from './activity';
import { cancelStatement } from './cancel';
import { eventTableNamed } from './event-table';
import { findEventTable, findEventTimes, isHostPartitioned } from './host-layout';
import { enterLogSchema } from './log-schema';
import { observedClient } from './observed-client';
import { preparedName, preparedOverPartitions } from './prepared-names';
import { rowTypes } from './types';

export interface StatementOptions {
  /**
   * Planned once a connection, for a statement that is asked often, whose plan costs more than its rows and does not
   * depend on its parameters: a limit is to be written out. Only the first texts of a process are, so that there are few.
   */
  readonly isPrepared?: boolean;
}

/** Where statements run: the pool, or one transaction. */
export interface Session {
  /** The rows of a statement, read by `rowTypes`. */
  rows<Row>(statement: SQL, options?: StatementOptions): Promise<Row[]>;
  /** Drizzle, for typed inserts, updates and plain queries. */
  readonly orm: NodePgDatabase;
  /** The host's conversations or messages are partitioned. */
  readonly isPartitioned: boolean;
}

/** A migrated database, host's and ours in one. */
export interface Database extends Session {
  /** Where it was reached, with the password. */
  readonly url: string;
  readonly pool: Pool;
  /** Tells of the statements of the pool. */
  readonly activity: DatabaseActivity;
  /** The host's event table: `events`, or `reporting_events` from v2.3.0 of the host on. */
  readonly events: ReturnType<typeof eventTableNamed>;
  /**
   * Runs `work` in one transaction; what it throws rolls everything back. So does `signal`, which cancels the statement
   * under way.
   */
  transaction<Result>(work: (session: Session) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Lets what is under way end, for a second; then cuts it, and PostgreSQL rolls it back. Again does nothing more. */
  close(): Promise<void>;
}

/** Bounds on what one process asks of PostgreSQL. Times in milliseconds. */
export interface PoolLimits {
  readonly connections: number;
  readonly connectTimeout: number;
  readonly statementTimeout: number;
  readonly lockTimeout: number;
}

export const DEFAULT_LIMITS: PoolLimits = {
  connections: 10,
  connectTimeout: 10_000,
  statementTimeout: 15_000,
  lockTimeout: 5_000,
};

const dialect = new PgDialect();

/**
 * Whatever the host has made the defaults of its database. The write side reads anew after each lock that it waited for,
 * and must not take part in the conflicts of a host's serializable transactions. A process whose machine or network is
 * gone is noticed within half a minute, and what it held is free for another: by PostgreSQL's own defaults, in hours.
 */
const SESSION = [
  'TimeZone=UTC',
  'DateStyle=ISO',
  'default_transaction_isolation=read\\ committed',
  // Compiling a statement of many small look-ups takes ten times as long as the look-ups.
  'jit=off',
  ...['tcp_keepalives_idle=10', 'tcp_keepalives_interval=5', 'tcp_keepalives_count=3'],
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** A pool whose sessions are in UTC, with ISO dates, and whose statements are bounded. Connects with the first statement. */
export function createPool(
  url: string,
  limits: PoolLimits = DEFAULT_LIMITS,
  activity: DatabaseActivity = createDatabaseActivity(),
): Pool {
  const pool = new Pool({
    Client: observedClient(activity),
    connectionString: url,
    max: limits.connections,
    connectionTimeoutMillis: limits.connectTimeout,
    statement_timeout: limits.statementTimeout,
    lock_timeout: limits.lockTimeout,
    idle_in_transaction_session_timeout: 2 * limits.statementTimeout,
    application_name: 'dialog-statistics',
    options: SESSION,
    onConnect: (client) => enterLogSchema(client, url),
    // What begins a transaction need not wait for its answer before the first statement is sent.
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}

/** Connects to a migrated database. Throws where it can't be reached or holds no event table. */
export async function connectDatabase(url: string, limits?: PoolLimits): Promise<Database> {
  const activity = createDatabaseActivity();
  const pool = createPool(url, limits, activity);
  try {
    const name = await findEventTable(pool);
    const events = eventTableNamed(name, await findEventTimes(pool, name));
    const isPartitioned = await isHostPartitioned(pool);
    return databaseOf({ url, pool, activity, events, isPartitioned });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The database that a pool leads to. */
export function databaseOf(parts: Pick<Database, 'url' | 'pool' | 'activity' | 'events' | 'isPartitioned'>): Database {
  const { pool, isPartitioned } = parts;
  return {
    ...createSession(pool, isPartitioned),
    ...parts,
    transaction: (work, signal) => inTransaction(pool, isPartitioned, work, signal),
    close: closing(pool),
  };
}

/** How long what is under way may take to end when its pool is closed; milliseconds. */
const CLOSING_PATIENCE = 1_000;

/** How to close a pool. */
function closing(pool: Pool): () => Promise<void> {
  const clients = new Set<PoolClient>();
  pool.on('connect', (client) => clients.add(client));
  pool.on('remove', (client) => clients.delete(client));
  const cut = () => {
    for (const client of clients) void cancelStatement(client, client.end());
  };
  const close = async () => {
    const timer = setTimeout(cut, CLOSING_PATIENCE);
    await pool.end().finally(() => clearTimeout(timer));
  };
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= close();
    return closed;
  };
}

/** Runs statements on a pool or a connection, beside a host whose tables may be partitioned. */
export function createSession(client: Pool | ClientBase, isPartitioned = false): Session {
  return {
    orm: drizzle(client as Pool),
    isPartitioned,
    async rows<Row>(statement: SQL, { isPrepared = false }: StatementOptions = {}) {
      const { sql: text, params: values } = dialect.sqlToQuery(statement);
      const name = isPrepared ? preparedName(text) : isPartitioned ? preparedOverPartitions(text) : undefined;
      const result = await client.query({ text, values, types: rowTypes, ...(name !== undefined && { name }) });
      return result.rows as Row[];
    },
  };
}

async function inTransaction<Result>(
  pool: Pool,
  isPartitioned: boolean,
  work: (session: Session) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that breaks between two statements tells only by an event, which nobody hearing ends the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const cancel = () => {
    broken = signal!.reason;
    void cancelStatement(client, settled);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    await client.query('BEGIN');
    const session = createSession(client, isPartitioned);
    const result = await work(signal ? untilAborted(session, signal) : session);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that can't even roll back is not given to the next caller.
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    settle();
    signal?.removeEventListener('abort', cancel);
    client.off('error', onError);
    client.release(broken);
  }
}

/** The session, which runs no further statement once the signal is aborted. */
function untilAborted(session: Session, signal: AbortSignal): Session {
  return {
    ...session,
    async rows<Row>(statement: SQL) {
      signal.throwIfAborted();
      return session.rows<Row>(statement);
    },
  };
}
