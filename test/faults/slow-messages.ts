import type { Pool } from 'pg';

/**
 * Makes every reading of the messages of a database take its time for each row, as a disk does that is far too slow:
 * what reads them is a statement that runs, and waits for nobody.
 */
export async function slowMessagesDown(pool: Pool, secondsEach: number): Promise<void> {
  await pool.query(`
    ALTER TABLE messages RENAME TO messages_kept;
    CREATE VIEW messages AS SELECT m.* FROM messages_kept m
      WHERE (SELECT true FROM pg_sleep(${secondsEach} + 0 * m.id))`);
}

/** Makes them as fast as they were. */
export async function speedMessagesUp(pool: Pool): Promise<void> {
  await pool.query('DROP VIEW messages; ALTER TABLE messages_kept RENAME TO messages');
}

/** How many statements that sleep run in the database. */
export async function countSleeping(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'`,
  );
  return Number(rows[0]!.count);
}

/** Asks for what reads the messages. */
export const MESSAGES = '{ dialogs { nodes { messages { nodes { content } } } } }';
