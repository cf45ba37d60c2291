import { type Period, workingSeconds } from './clock';
import type { Log } from './log';
import type { Stretch, Told } from './told';

/** What is asked, and of what: the dialogs are those that the filter means. */
export interface Asked {
  readonly log: Log;
  readonly dialogs: readonly Told[];
  readonly period: Period;
  readonly timeZone: string;
  readonly workingHours: boolean;
  readonly now: number;
}

export const within =
  ({ from, to }: Period) =>
  (at: number | null) =>
    at !== null && from <= at && at < to;

export const startedIn = ({ dialogs, period }: Asked) => dialogs.filter(({ startedAt }) => within(period)(startedAt));

export const resolvedIn = ({ dialogs, period }: Asked) =>
  dialogs.filter(({ resolvedAt }) => within(period)(resolvedAt));

/** The seconds from one moment to another that count for a dialog. */
export function seconds({ log, workingHours, now }: Asked, dialog: Told, from: number, to: number | null): number {
  const end = Math.max(from, to ?? now);
  return workingHours ? workingSeconds(log, dialog.inboxId, { from, to: end }) : (end - from) / 1e6;
}

/** A sample as the API tells it. */
export function measured(sample: readonly number[]) {
  const sorted = [...sample].sort((a, b) => a - b);
  const sum = sorted.reduce((all, each) => all + each, 0);
  const percentile = (part: number) => {
    const place = part * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return low + (high - low) * (place - Math.floor(place));
  };
  if (sorted.length === 0) return { sample: 0, meanSeconds: null, medianSeconds: null, p90Seconds: null };
  return {
    sample: sorted.length,
    meanSeconds: sum / sorted.length,
    medianSeconds: percentile(0.5),
    p90Seconds: percentile(0.9),
  };
}

export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export function firstResponses(asked: Asked, isBy = (_agentId: number) => true): number[] {
  return startedIn(asked).flatMap((dialog) =>
    dialog.response && isBy(dialog.response.agentId)
      ? [seconds(asked, dialog, dialog.startedAt, dialog.response.at)]
      : [],
  );
}

export function replies(asked: Asked, isBy = (_agentId: number) => true): number[] {
  return asked.dialogs.flatMap((dialog) =>
    dialog.replies
      .filter(({ at, agentId }) => within(asked.period)(at) && isBy(agentId))
      .map(({ from, at }) => seconds(asked, dialog, from, at)),
  );
}

/** One value a dialog resolved in the period: its stretches together, where they took any time at all. */
export function handlings(asked: Asked, stretchesOf: (dialog: Told) => readonly Stretch[]): number[] {
  return resolvedIn(asked).flatMap((dialog) => {
    const stretches = stretchesOf(dialog).filter(({ from, to }) => to! > from);
    const sum = stretches.reduce((all, { from, to }) => all + seconds(asked, dialog, from, to), 0);
    return stretches.length > 0 ? [sum] : [];
  });
}

/** The parts of an agent's stretches that lie within the period, up to now. */
export function assignedParts(asked: Asked, agentId: number) {
  const { period, now, dialogs } = asked;
  return dialogs.flatMap((dialog) =>
    dialog.stretches
      .filter((stretch) => stretch.agentId === agentId)
      .map(({ from, to }) => ({
        dialog,
        from: Math.max(from, period.from),
        to: Math.min(to ?? now, period.to, now),
      }))
      .filter(({ from, to }) => from < to),
  );
}

/** How many dialogs some agents had at once: the moments at which a stretch begins tell the most. */
export function concurrencyOf(asked: Asked, agentIds: readonly number[]) {
  let [assigned, busy, most] = [0, 0, 0];
  for (const agentId of agentIds) {
    const parts = assignedParts(asked, agentId);
    const edges = [...new Set(parts.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    for (const [index, edge] of edges.entries()) {
      const atOnce = parts.filter(({ from, to }) => from <= edge && edge < to).length;
      const length = (edges[index + 1] ?? edge) - edge;
      assigned += atOnce * length;
      busy += atOnce > 0 ? length : 0;
      most = Math.max(most, atOnce);
    }
  }
  return { mean: shareOf(assigned, busy), most };
}

/** Messages by author. */
export function messageCounts(messages: readonly Told['messages'][number][]) {
  const counts = { total: messages.length, client: 0, agent: 0, bot: 0, template: 0, activity: 0, private: 0 };
  for (const { part } of messages) counts[part] += 1;
  return counts;
}

export function messagesIn({ dialogs, period }: Asked) {
  return dialogs.flatMap(({ messages }) => messages.filter(({ at }) => within(period)(at)));
}

export function transfersIn({ dialogs, period }: Asked) {
  return dialogs.flatMap(({ transfers }) => transfers.filter(({ at }) => within(period)(at)));
}
