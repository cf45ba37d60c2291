import type { DialogStretchKind } from '../api/operations';
import type { Dialog } from './dialog';

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly what: DialogStretchKind | 'ONLINE';
  readonly from: number;
  readonly to: number;
  /** As long as the API says; until now where it lasts. */
  readonly seconds: number;
  readonly lasts: boolean;
}

/** A stretch as the API tells it. */
interface Told {
  readonly from: string;
  readonly to: string | null;
  readonly seconds: number;
}

/** From the start of the dialog to its end; while it lasts, to where its last stretch is now. */
export function spanOf(dialog: Dialog, now: number): { from: number; to: number } {
  const last = courseOf(dialog).at(-1);
  const to = dialog.resolvedAt ? Date.parse(dialog.resolvedAt) : (last?.to ?? now);
  return { from: Date.parse(dialog.createdAt), to };
}

/** What the dialog was in, whoever was assigned. */
export function courseOf({ stretches }: Dialog): Stretch[] {
  const course: Stretch[] = [];
  for (const told of stretches) {
    const [before, stretch] = [course.at(-1), stretchOf(told, told.kind)];
    if (before?.what !== stretch.what) course.push(stretch);
    else course[course.length - 1] = { ...stretch, from: before.from, seconds: before.seconds + stretch.seconds };
  }
  return course;
}

/** The stretches in which an agent was assigned, by what the dialog was in. */
export function stretchesOfAgent({ stretches }: Dialog, id: string): Stretch[] {
  return stretches.filter(({ agent }) => agent?.databaseId === id).map((told) => stretchOf(told, told.kind));
}

/** When the visitor was online; none where that is not known. */
export function onlineStretches({ presence, resolvedAt }: Dialog): Stretch[] {
  return (presence ?? []).map((told) => ({
    ...stretchOf(told, 'ONLINE'),
    lasts: told.to === null && resolvedAt === null,
  }));
}

function stretchOf({ from, to, seconds }: Told, what: Stretch['what']): Stretch {
  const start = Date.parse(from);
  return { what, from: start, to: start + seconds * 1000, seconds, lasts: to === null };
}
