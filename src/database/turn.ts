import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { enterLogSchema } from './log-schema';

/** Any two processes that migrate, install or uninstall on the same database take turns on this advisory lock. */
const MIGRATION_LOCK = 5_417_203_811;

/** How often to ask for the turn, and how often to say that one waits; milliseconds, and tries. */
const PAUSE_MS = 250;
const TRIES_PER_MESSAGE = 20;

/** Whatever the server, the database, the role or the URL say: one zone, no time limit, no notices. */
const SESSION = `
  SET TimeZone = 'UTC'; SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET default_transaction_isolation = 'read committed'; SET client_min_messages = warning`;

/** Does work on a connection of its own, once no other process changes the same database's structure. */
export async function withTurn<Result>(
  url: string,
  log: (message: string) => void,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'dialog-statistics migrate',
  });
  // A connection that breaks fails the statement that runs, or the next one; without a listener it ends the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(SESSION);
    await enterLogSchema(client, url);
    await takeTurn(client, log);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Takes the lock by asking again and again: a session that waited for it inside a statement would hold a snapshot,
 * for whose end CREATE INDEX CONCURRENTLY waits, and so for ever.
 */
async function takeTurn(client: Client, log: (message: string) => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      MIGRATION_LOCK,
    ]);
    if (rows[0]!.taken) return;
    if (tries % TRIES_PER_MESSAGE === 0) {
      log(`waiting for another process that changes this database's structure${await describeOwner(client)}`);
    }
    await setTimeout(PAUSE_MS);
  }
}

/** Who has the turn: the server goes on for a client that was killed until its statement ends. */
async function describeOwner(client: Client): Promise<string> {
  const { rows } = await client.query<{ pid: number; query: string | null }>(
    `SELECT a.pid, substring(a.query from '^\\s*(.{1,60})') AS query FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()
       AND (l.classid::bigint << 32) + l.objid::bigint = $1`,
    [MIGRATION_LOCK],
  );
  const [owner] = rows;
  return owner ? `: process ${owner.pid} of the server${owner.query ? ` (${owner.query})` : ''}` : '';
}
