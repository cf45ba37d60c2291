import type { Instant } from '../../instant';
import type { Past, PastRow } from './past';
import { isResolve, tellsOfDialog } from './row-meaning';
import { BEFORE_ALL, MINUTE, type PastDialog, Stretch } from './stretch';

/**
 * The dialogs of a conversation, from what was left of its past (rules §2, §3). Pure.
 *
 * - The first starts with the conversation. A later one starts at the first row after a resolve that reopens by the
 *   rulebook (a client's message, a human agent's public one), or at a `conversation_open` or `conversation_pending`
 *   that an earlier log wrote. Goodbyes, notes and activities follow every resolve and begin nothing. But where another
 *   resolve follows, there was a start that left no such row (an agent reopened by hand): then it is the first message
 *   later than a minute after the resolve.
 * - The dialog of a conversation that is unresolved now, but has none in the log, starts where a captured change or a
 *   command would have it start (rules §2). Where the log's own ended and another follows, as the ones before it; else
 *   at the first message after the resolve, else at the resolve, or at the last row that the log gave to the one before.
 * - It ends at the first `conversation_resolved` at or after its start; another before the next start is the same
 *   resolve, written twice. Where the conversation, or the log's next dialog, shows that it ended but no event tells
 *   when, it ended at the last sign of it: its last row, and for the last dialog the host's last update of the
 *   conversation, if that is later.
 * - Dialogs that the log has stay as they are, but for a current one that ended unseen.
 */
export function dialogsOfPast(past: Past): PastDialog[] {
  const found: PastDialog[] = [];
  const { dialogs, startBeforeLog } = past;
  const rowsFrom = dialogs.map(({ startedAt }) => rowsFromOf(startedAt, past.rows));
  if (startBeforeLog) rowsFrom.push(startBeforeLog.at + (startBeforeLog.isTold ? 0 : 1));
  for (let place = 0; place <= rowsFrom.length; place += 1) {
    const [from, until] = [rowsFrom[place - 1] ?? BEFORE_ALL, rowsFrom[place] ?? Number.POSITIVE_INFINITY];
    const rows = past.rows.filter((row) => row.at >= from && row.at < until);
    const stretch = new Stretch(past, rows);
    const logged = dialogs[place - 1];
    if (logged) stretch.goOnWith(logged, from);
    else if (place > 0) stretch.beginAt(startBeforeLog!.at, from);
    else if (beginsUnlogged(past, rows)) stretch.begin();
    for (const row of rows) stretch.see(row);
    found.push(...(place === rowsFrom.length ? stretch.endNow() : stretch.endBefore()));
  }
  return found.reduceRight<PastDialog[]>((kept, dialog) => withBefore(dialog, kept), []);
}

/** Two dialogs of one moment would have no order: what replay would make is left out, its rows are the next one's. */
function withBefore(dialog: PastDialog, [next, ...others]: readonly PastDialog[]): PastDialog[] {
  if (!next) return [dialog];
  const isMomentary = dialog.logged === null && dialog.startedAt === next.startedAt;
  return isMomentary ? [{ ...next, rowsFrom: dialog.rowsFrom }, ...others] : [dialog, next, ...others];
}

/**
 * A dialog of the log takes the client's message of the minute before its start, as at any start, but none from before
 * the last resolve (rules §3); the moment of a resolve is the ended dialog's.
 */
function rowsFromOf(startedAt: Instant, rows: readonly PastRow[]): Instant {
  const resolvedAt = rows.findLast((row) => isResolve(row) && row.at <= startedAt)?.at ?? BEFORE_ALL;
  if (resolvedAt === startedAt) return startedAt + 1;
  const since = Math.max(startedAt - MINUTE, resolvedAt + 1);
  const opener = rows.find(
    (row) => row.kind === 'message' && row.author === 'client' && row.at >= since && row.at < startedAt,
  );
  return opener?.at ?? startedAt;
}

/**
 * Whether the conversation began with a dialog that the log has not. A resolved one without any row tells of none, nor
 * does one of which there is nothing but what the log wrote, or saw, while it knew of no dialog.
 */
function beginsUnlogged({ dialogs, startBeforeLog, createdAt, columns }: Past, rows: readonly PastRow[]): boolean {
  if (rows.some(isResolve)) return true;
  const [first] = dialogs;
  if (first && first.startedAt - createdAt <= MINUTE) return false;
  const isUnresolved = !first && !startBeforeLog && columns.status !== 'resolved';
  return isUnresolved || rows.some(tellsOfDialog);
}
