import type { Database, Session } from '../database/database';
import { readDialogLogs } from './read-dialog-logs';
import type { DialogRows } from './rows';
import { summariseDialog } from './summarise-dialog';

/** Logs of so many dialogs are held at once. */
const DIALOGS_AT_ONCE = 1_000;

/**
 * The rows that dialogs of an account have in the derived tables, from the log as the session sees it, in the order of
 * the ids; dialogs that the account has not are left out. Writes nothing.
 */
export async function summariseDialogs(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<DialogRows[]> {
  const rows: DialogRows[] = [];
  const asked = [...new Set(ids)];
  for (let start = 0; start < asked.length; start += DIALOGS_AT_ONCE) {
    const some = asked.slice(start, start + DIALOGS_AT_ONCE);
    const logs = await readDialogLogs(session, events, accountId, some);
    for (const id of some) {
      const log = logs.get(id);
      if (log) rows.push(summariseDialog(accountId, log));
    }
  }
  return rows;
}
