import type { PoolClient } from 'pg';
import { createPool, DEFAULT_LIMITS } from '../../database/database';
import { pause } from '../../pause';

/** How often one that stands by asks for the lead; milliseconds. */
const STAND_BY_PAUSE = 1_000;

/** What is led: of the processes that ask for an advisory lock of a database, the one that holds it works. */
export interface Led {
  readonly url: string;
  readonly lock: number;
  readonly signal: AbortSignal;
}

/**
 * Waits for the lead, then works; returns without work where the signal is aborted before. `isLost` tells the work that the
 * lead has gone with its connection, which is thrown at the end. The lead is free again when the work ends, however it does.
 */
export async function whileLeading(
  { url, lock, signal }: Led,
  work: (isLost: () => boolean) => Promise<void>,
): Promise<void> {
  // Of its own: held for good, it would leave a pool of one connection without any.
  const ofLead = createPool(url, { ...DEFAULT_LIMITS, connections: 1 });
  const client = await ofLead.connect().catch(async (error: unknown) => {
    await ofLead.end();
    throw error;
  });
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    while (!(await takeLead(client, lock))) {
      if (signal.aborted) return;
      await pause(STAND_BY_PAUSE, signal);
    }
    await work(() => broken !== undefined);
  } finally {
    // The lock goes with the connection at the latest, which is not given back to the pool.
    if (!broken) await client.query('SELECT pg_advisory_unlock($1)', [lock]).catch(() => {});
    client.off('error', onError);
    client.release(true);
    await ofLead.end();
  }
  if (broken) throw broken;
}

async function takeLead(client: PoolClient, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [lock]);
  return rows[0]!.taken;
}
