import { Client, type Pool, type PoolClient } from 'pg';
import { createPool, createSession, type Database, DEFAULT_LIMITS, databaseOf } from '../database';
import { withLogSchemaOf } from '../log-schema';
import { failureOfReplica } from './failures';
import { type Evidence, judge, type Reason, type Standing } from './judge';
import { lookAtReplica, type ReplicaSeen } from './look';
import type { Position } from './position';

/** How long a replica may take to tell how far it is, and to be connected with; milliseconds. */
export const LOOK_TIMEOUT = 2_000;
/** How often who waits for a replica to replay something asks it; milliseconds. */
const ASKED_EVERY = 4;
/** How long a replica is left alone after it has failed one of its queries; milliseconds. */
const REST = 2_000;

/** What replicas are made with. */
export interface ReplicaParts {
  /** From 1, in the order of the setting. */
  readonly number: number;
  readonly url: string;
  readonly primary: Database;
  /** Told each time that the replica is taken in or left out. */
  onChange(replica: Replica): void;
}

/** A replica of the database: a pool of connections that read it, and one that watches it. */
export class Replica {
  readonly number: number;
  /** `HOST:PORT`, for logs. */
  readonly address: string;
  readonly database: Database;
  /** How many queries have failed for it. */
  failures = 0;
  /** What looking at it, or a query on it, failed of; undefined once it has answered. */
  error: unknown;
  #standing: Standing = { reason: 'not seen yet', lagSeconds: undefined };
  #replayed: Position = -1n;
  #failed: { readonly reason: Reason; readonly until: number } | undefined;
  #client: Client | undefined;
  #looking: Promise<ReplicaSeen | undefined> | undefined;
  #isClosed = false;
  readonly #url: string;
  readonly #onChange: (replica: Replica) => void;
  readonly #clients = new Set<PoolClient>();

  constructor({ number, url, primary, onChange }: ReplicaParts) {
    this.number = number;
    this.address = new URL(url).host;
    this.#url = url;
    this.#onChange = onChange;
    const { max, statement_timeout: statementTimeout } = primary.pool.options;
    const limits = { connections: max, connectTimeout: LOOK_TIMEOUT, statementTimeout: Number(statementTimeout) };
    const read = withLogSchemaOf(url, primary.url);
    const pool = createPool(read, { ...DEFAULT_LIMITS, ...limits }, primary.activity);
    pool.on('connect', (client) => this.#clients.add(client));
    pool.on('remove', (client) => this.#clients.delete(client));
    const { activity, events, isPartitioned } = primary;
    this.database = databaseOf({ url: read, pool, activity, events, isPartitioned });
  }

  get standing(): Standing {
    return this.#standing;
  }

  get isIn(): boolean {
    return this.#standing.reason === undefined;
  }

  /** Who reads it or waits to. */
  get readers(): number {
    const { totalCount, idleCount, waitingCount } = this.database.pool as Pool;
    return totalCount - idleCount + waitingCount;
  }

  /** Looks at it, and decides anew whether it is in; `lagOf` tells how far who has replayed so far lags. */
  async watch(
    evidence: Pick<Evidence, 'identity' | 'mostLagSeconds'>,
    lagOf: (replayed: Position) => number | undefined,
  ): Promise<void> {
    const seen = await this.#look();
    const lagSeconds = seen?.replayed === undefined ? undefined : lagOf(seen.replayed);
    if (!seen) this.#cut();
    if (this.#failed && performance.now() >= this.#failed.until) this.#failed = undefined;
    this.#stand(judge({ ...evidence, seen, lagSeconds, failed: this.#failed?.reason, wasIn: this.isIn }));
  }

  /** Whether it was seen to have replayed a place. */
  has(position: Position): boolean {
    return this.#replayed >= position;
  }

  /** Whether it has replayed a place, once it has, or once it has been waited for so many milliseconds. */
  async hasReplayed(position: Position, milliseconds: number): Promise<boolean> {
    if (this.has(position)) return true;
    const deadline = performance.now() + milliseconds;
    const late = pauseOf(milliseconds);
    while (!this.has(position)) {
      if (performance.now() >= deadline || !this.isIn) return false;
      await Promise.race([this.#look(), late]);
      if (!this.has(position)) await pauseOf(ASKED_EVERY);
    }
    return true;
  }

  /** Takes note of what a query on it failed of. Returns whether that lies in the replica. */
  hasFailed(error: unknown): boolean {
    const failure = failureOfReplica(error);
    if (failure === undefined) return false;
    this.failures += 1;
    this.error = error;
    const reason = failure === 'conflict' ? 'in conflict with recovery' : 'unreachable';
    this.#failed = { reason, until: performance.now() + REST };
    if (this.isIn) this.#stand({ ...this.#standing, reason });
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.database.close();
    this.#drop();
  }

  #stand(standing: Standing): void {
    const { reason } = this.#standing;
    this.#standing = standing;
    if (standing.reason !== reason) this.#onChange(this);
  }

  /** Ends what it has under way: nothing would tell a reader for long that it does not answer any more. */
  #cut(): void {
    for (const client of this.#clients) destroy(client);
  }

  /** What it tells now; undefined where it tells nothing in time. Who asks meanwhile shares the answer. */
  #look(): Promise<ReplicaSeen | undefined> {
    this.#looking ??= this.#ask()
      .catch((error: unknown) => {
        this.error = error;
        return this.#drop();
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async #ask(): Promise<ReplicaSeen> {
    // Nobody would end a connection that is made now.
    if (this.#isClosed) throw new Error('closed');
    const client = this.#client ?? (await this.#connect());
    const seen = await lookAtReplica(createSession(client));
    this.error = undefined;
    // What was promoted, and begins anew as a replica, may be behind what it once had.
    this.#replayed = seen.isInRecovery ? (seen.replayed ?? -1n) : -1n;
    return seen;
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: LOOK_TIMEOUT,
      query_timeout: LOOK_TIMEOUT,
      application_name: 'dialog-statistics replicas',
    });
    this.#client = client;
    client.on('error', (error) => {
      if (this.#client !== client) return;
      this.error = error;
      this.#drop();
      // It may have begun anew, from an earlier place.
      this.#replayed = -1n;
      this.#stand({ reason: 'unreachable', lagSeconds: undefined });
    });
    await client.connect();
    return client;
  }

  #drop(): undefined {
    if (this.#client) destroy(this.#client);
    this.#client = undefined;
  }
}

/** Cuts a connection, whatever it waits for. */
function destroy(client: Client | PoolClient): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

/** Holds up no end of the process. */
function pauseOf(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
