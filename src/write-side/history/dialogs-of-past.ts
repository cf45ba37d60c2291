import type { Instant } from '../../instant';
import type { LoggedDialog, Past, PastRow } from './past';
import { BEFORE_ALL, MINUTE, type PastDialog, Stretch } from './stretch';

/**
 * The dialogs of a conversation, from what was left of its past (rules §2, §3). Pure.
 *
 * - The first starts with the conversation. A later one starts at the first row after a resolve that reopens by the
 *   rulebook (a client's message, a human agent's public one), or at a `conversation_open` or `conversation_pending`
 *   that an earlier log wrote. Goodbyes, notes and activities follow every resolve and begin nothing. But where another
 *   resolve follows, or the conversation is unresolved now, there was a start that left no such row (an agent reopened
 *   by hand): then it is the first message later than a minute after the resolve; for a conversation that is unresolved
 *   now, else the first message after the resolve, else the resolve, or what the log gave to the dialog before.
 * - It ends at the first `conversation_resolved` at or after its start; another before the next start is the same
 *   resolve, written twice. Where the conversation, or the log's next dialog, shows that it ended but no event tells
 *   when, it ended at the last sign of it: its last row, and for the last dialog the host's last update of the
 *   conversation, if that is later.
 * - Dialogs that the log has stay as they are, but for a current one that ended unseen.
 */
export function dialogsOfPast(past: Past): PastDialog[] {
  const found: PastDialog[] = [];
  const { dialogs } = past;
  const [first] = dialogs;
  const bounds = [BEFORE_ALL, ...dialogs.map((dialog) => dialog.startedAt), Number.POSITIVE_INFINITY];
  for (let place = 0; place <= dialogs.length; place += 1) {
    const until = place === dialogs.length ? Number.POSITIVE_INFINITY : rowsFromOf(dialogs[place]!, past.rows);
    const rows = past.rows.filter((row) => row.at >= bounds[place]! && row.at < until);
    const stretch = new Stretch(past, rows);
    const previous = dialogs[place - 1];
    if (previous) stretch.goOnWith(previous, rowsFromOf(previous, past.rows));
    else if (beginsUnlogged(past, rows, first)) stretch.begin();
    for (const row of rows) stretch.see(row);
    found.push(...(place === dialogs.length ? stretch.endNow() : stretch.endBefore()));
  }
  return found;
}

/** A dialog of the log takes the client's message of the minute before its start, as at any start (rules §3). */
function rowsFromOf(dialog: LoggedDialog, rows: readonly PastRow[]): Instant {
  const opener = rows.find(
    (row) =>
      row.kind === 'message' &&
      row.author === 'client' &&
      row.at >= dialog.startedAt - MINUTE &&
      row.at < dialog.startedAt,
  );
  return opener?.at ?? dialog.startedAt;
}

/** Whether the conversation began with a dialog that the log has not: a resolved one without any row tells of none. */
function beginsUnlogged(past: Past, rows: readonly PastRow[], first: LoggedDialog | undefined): boolean {
  if (first && first.startedAt - past.createdAt <= MINUTE) return false;
  const isUnresolved = !first && past.columns.status !== 'resolved';
  return isUnresolved || rows.some((row) => row.kind !== 'message' || !row.isLogged);
}
