import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { SQL_STATES, sqlStateOf } from './sql-states';

/** Tables of the host that stayed in use by others, so that they couldn't be locked for even a moment. */
export class HostBusyError extends Error {
  override readonly name = 'HostBusyError';
}

/** How often to try, and how long to let the host's writers go on in between. */
export interface Patience {
  readonly attempts: number;
  readonly pause: number;
}

export const PATIENCE: Patience = { attempts: 20, pause: 1000 };

/**
 * The longest wait for a table while no other is held, in milliseconds. Writers of the table wait behind us meanwhile.
 * Longer than PostgreSQL's deadlock_timeout, so that an autovacuum in our way gives up.
 */
const WAIT_FOR_ONE = 2000;

/** The longest wait for more tables while one is held; half of deadlock_timeout where that is less. */
const WAIT_FOR_MORE = 400;

/** A transaction that locks tables of the host: which, and what it does with them. */
export interface LockingWork {
  readonly tables: readonly string[];
  /** Leaves the partitions of partitioned tables alone. */
  readonly only?: boolean;
  /** Against everybody unless given; `SHARE ROW EXCLUSIVE` lets readers go on. */
  readonly mode?: 'ACCESS EXCLUSIVE' | 'SHARE ROW EXCLUSIVE';
  /** Takes little time. */
  run(): Promise<void>;
}

/**
 * Does work in one transaction that holds tables of the host. Waits only briefly for them, gives up
 * what it has and lets others go on, then tries again, beginning with another table. No transaction of the host waits
 * for us as long as deadlock_timeout while we wait for it, so none is ever ended as a deadlock's victim. Throws
 * HostBusyError, with nothing changed, where all attempts failed.
 */
export async function lockAndRun(
  client: Client,
  work: LockingWork,
  log: (message: string) => void,
  { attempts, pause }: Patience = PATIENCE,
): Promise<void> {
  const { tables } = work;
  for (let attempt = 0; ; attempt += 1) {
    if (await tryOnce(client, { ...work, tables: rotated(tables, attempt) })) return;
    const inUse = `${tables.join(', ')} in use${await describeHolders(client, tables)}`;
    if (attempt + 1 === attempts) {
      throw new HostBusyError(
        `found ${inUse}: gave up after ${attempts} attempts, and this step changed nothing. ` +
          'Run this again when that ended.',
      );
    }
    log(`found ${inUse}; trying again (${attempt + 1} of ${attempts - 1})`);
    await setTimeout(pause);
  }
}

/** Whether the transaction went through; false, and rolled back, where a lock could not be had in time. */
async function tryOnce(client: Client, work: LockingWork): Promise<boolean> {
  try {
    await client.query('BEGIN');
    const isLocked = await lock(client, work);
    if (isLocked) await work.run();
    await client.query(isLocked ? 'COMMIT' : 'ROLLBACK');
    return isLocked;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (sqlStateOf(error) === SQL_STATES.lockNotAvailable) return false;
    throw error;
  }
}

/** Whether the tables could be locked in time; throws what PostgreSQL throws where the first couldn't. */
async function lock(
  client: Client,
  { tables, only = false, mode = 'ACCESS EXCLUSIVE' }: LockingWork,
): Promise<boolean> {
  if (tables.length === 0) return true;
  await client.query(`SET LOCAL lock_timeout = ${WAIT_FOR_ONE}`);
  await client.query(`LOCK TABLE ONLY ${tables[0]} IN ${mode} MODE`);
  if (only) return true;
  await client.query(
    `SELECT set_config('statement_timeout', greatest(1, least(${WAIT_FOR_MORE}, setting::int / 2))::text, true)
     FROM pg_settings WHERE name = 'deadlock_timeout'`,
  );
  try {
    await client.query(`LOCK TABLE ${tables.join(', ')} IN ${mode} MODE`);
  } catch (error) {
    if (sqlStateOf(error) === SQL_STATES.queryCanceled) return false;
    throw error;
  }
  await client.query('SET LOCAL statement_timeout = 0');
  return true;
}

function rotated(tables: readonly string[], by: number): string[] {
  const first = by % Math.max(1, tables.length);
  return [...tables.slice(first), ...tables.slice(0, first)];
}

/** Who holds the tables, the longest first: ` by process 4711 (puma, in a transaction for 73 s)`. */
async function describeHolders(client: Client, tables: readonly string[]): Promise<string> {
  const { rows } = await client.query<{ pid: number; application: string; seconds: number | null }>(
    `SELECT a.pid, coalesce(nullif(a.application_name, ''), a.backend_type, 'unnamed') AS application,
       round(extract(epoch FROM clock_timestamp() - a.xact_start))::int AS seconds
     FROM pg_stat_activity a
     WHERE a.pid <> pg_backend_pid() AND a.pid IN (SELECT l.pid FROM pg_locks l
       WHERE l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.granted
         AND l.relation IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS name))
     ORDER BY a.xact_start NULLS LAST LIMIT 3`,
    [tables],
  );
  if (rows.length === 0) return '';
  const each = rows.map(({ pid, application, seconds }) => {
    const since = seconds === null ? '' : `, in a transaction for ${seconds} s`;
    return `process ${pid} (${application}${since})`;
  });
  return ` by ${each.join(', ')}`;
}
