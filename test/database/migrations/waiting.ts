import { setTimeout } from 'node:timers/promises';
import { withClient } from './snapshot';

/** The process that waits for a lock with a statement such as this one, as soon as there is one. */
export function processWaiting(url: string, statement: string): Promise<number> {
  return withClient(url, async (watcher) => {
    for (;;) {
      const { rows } = await watcher.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ $1`,
        [statement],
      );
      if (rows[0]) return rows[0].pid;
      await setTimeout(10);
    }
  });
}
