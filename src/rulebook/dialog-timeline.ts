import type { Instant } from '../instant';
import type { Assignment } from './assignments';
import { type DialogCourse, type Side, sidesOfDialog } from './dialog-stretches';
import type { OnlineStretch } from './presence';

export const STRETCH_KINDS = ['invitation', 'bot', 'waiting', 'chatting', 'snoozed'] as const;
/** What a dialog is in; snoozed is one that started so and was not woken yet. */
export type StretchKind = (typeof STRETCH_KINDS)[number];

/** A stretch of a dialog, [from, to), in which neither its kind nor who was assigned changed; it lasts where it has no end. */
export interface TimelineStretch {
  readonly kind: StretchKind;
  /** null for nobody. */
  readonly agentId: number | null;
  readonly from: Instant;
  readonly to: Instant | null;
}

/** A course, and whether the status that it started with is known. */
export interface KnownCourse extends DialogCourse {
  readonly startedStatusKnown: boolean;
}

const KIND_OF: Readonly<Record<Side, StretchKind>> = {
  ...{ invitation: 'invitation', robot: 'bot', waiting: 'waiting', chatting: 'chatting' },
};

/**
 * A dialog as its sides (rules §5), cut where the assignee changes: without gaps from its start, or where the status of
 * that is not known from the first change of it, to its resolve. Nothing is told of what is not known.
 */
export function timelineOf(course: KnownCourse): TimelineStretch[] {
  const { statuses, startedStatusKnown } = course;
  const pieces = sidesOfDialog(course).flatMap(({ side, ...stretch }, index, all) =>
    cut(stretch, course, index === all.length - 1).map(
      (piece): TimelineStretch => ({ kind: side === null ? 'snoozed' : KIND_OF[side], ...piece }),
    ),
  );
  const knownFrom = startedStatusKnown ? -Infinity : (statuses[0]?.at ?? Infinity);
  return pieces
    .filter(({ from, to }) => from >= knownFrom || (to ?? Infinity) > knownFrom)
    .map((piece) => ({ ...piece, from: Math.max(piece.from, knownFrom) }));
}

/** The parts of a stretch by who was assigned; only the last one of a dialog holds its end. */
function cut(
  { from, to }: { readonly from: Instant; readonly to: Instant | null },
  { assignments }: Pick<DialogCourse, 'assignments'>,
  isLast: boolean,
): Omit<TimelineStretch, 'kind'>[] {
  const end = to ?? Infinity;
  const within = assignments.filter(({ at }) => at > from && (at < end || (isLast && at === end)));
  const pieces = [{ agentId: assigneeAt(assignments, from), from, to }];
  for (const { at } of within) {
    const last = pieces.at(-1)!;
    const agentId = assigneeAt(assignments, at);
    if (agentId === last.agentId) continue;
    last.to = at;
    pieces.push({ agentId, from: at, to });
  }
  return pieces;
}

/** Who is assigned at a moment, by the last of its assignments. */
function assigneeAt(assignments: readonly Assignment[], at: Instant): number | null {
  return assignments.findLast((made) => made.at <= at)?.agentId ?? null;
}

/** What of a visitor's online stretches lies in a dialog: they may begin before its start. */
export function onlineSince(online: readonly OnlineStretch[], startedAt: Instant): OnlineStretch[] {
  return online
    .filter(({ to }) => to === null || to >= startedAt)
    .map(({ from, to }) => ({ from: Math.max(from, startedAt), to }));
}
