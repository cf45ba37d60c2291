import { byKey } from './groups';
import type { Told } from './told';
import { idOf } from './totals';

const [OPEN, RESOLVED, PENDING, SNOOZED] = [0, 1, 2, 3];

/** How things stand at the moment `now`; groups are in the order of their ids, nobody first. */
export function liveOf(meant: readonly Told[], now: number) {
  const dialogs = meant.filter(({ status }) => status !== RESOLVED);
  const groups = (name: string, keyOf: (dialog: Told) => number | null) =>
    [...new Set(dialogs.map(keyOf))].sort(byKey).map((id) => ({
      [name]: idOf(id),
      ...standing(
        dialogs.filter((dialog) => keyOf(dialog) === id),
        now,
      ),
    }));
  return {
    ...standing(dialogs, now),
    byAgent: groups('agent', ({ assigneeId }) => assigneeId),
    byTeam: groups('team', ({ teamId }) => teamId),
    byInbox: groups('inbox', ({ inboxId }) => inboxId),
  };
}

function standing(dialogs: readonly Told[], now: number) {
  const count = (wanted: number) => dialogs.filter(({ status }) => status === wanted).length;
  const waiting = dialogs.flatMap(({ waitingSince }) => waitingSince ?? []);
  return {
    open: count(OPEN!),
    pending: count(PENDING!),
    snoozed: count(SNOOZED!),
    waiting: waiting.length,
    longestWaitSeconds: waiting.length === 0 ? null : (now - Math.min(...waiting)) / 1e6,
    unassigned: dialogs.filter(({ assigneeId }) => assigneeId === null).length,
  };
}
