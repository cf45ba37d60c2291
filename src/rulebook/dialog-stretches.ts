import type { Instant } from '../instant';
import type { Assignment } from './assignments';
import type { Starter, Status } from './words';

/** On whose side a dialog is (W: "invitation", "chatting_with_robot", the queue, "chatting"). */
export type Side = 'invitation' | 'robot' | 'waiting' | 'chatting';

/** A stretch of a dialog on one side, [from, to); the last one holds the resolve too, and has no end while it lasts. */
export interface DialogStretch {
  readonly side: Side;
  readonly from: Instant;
  readonly to: Instant | null;
}

/** An agent who did something at a moment. */
export interface AgentAct {
  readonly agentId: number;
  readonly at: Instant;
}

/** What the stretches of a dialog are read from. */
export interface DialogCourse {
  readonly startedAt: Instant;
  readonly startedStatus: Status;
  readonly startedBy: Starter;
  readonly resolvedAt: Instant | null;
  /** Whether a bot served the inbox when the dialog started. */
  readonly botServes: boolean;
  /** The changes to pending and open, in their order; a snooze keeps the side that the dialog had. */
  readonly statuses: readonly { readonly at: Instant; readonly status: 'pending' | 'open' }[];
  /** `assignmentsOf` the dialog. */
  readonly assignments: readonly Assignment[];
  /** Explicit acceptances, and assignments that an agent is known to have made to itself. */
  readonly acceptances: readonly AgentAct[];
  /** The public messages of human agents. */
  readonly agentMessages: readonly AgentAct[];
  readonly firstClientMessageAt: Instant | null;
}

/** How a dialog stands at a moment. */
interface Standing {
  /** null: it started snoozed, and was not woken yet. */
  readonly status: 'pending' | 'open' | null;
  readonly assigneeId: number | null;
  readonly acceptedBy: readonly number[];
  readonly clientWrote: boolean;
}

type Step = { readonly at: Instant } & (
  | { readonly type: 'start' }
  | { readonly type: 'status'; readonly status: 'pending' | 'open' }
  | { readonly type: 'assignment'; readonly agentId: number | null }
  | { readonly type: 'acceptance'; readonly agentId: number }
  | { readonly type: 'client-message' }
);

/**
 * The stretches of a dialog by time (rules §5): started by invitation or agent, invitation until the client's first
 * message; pending with a bot, robot; pending without one, or open and not accepted, waiting; open and accepted,
 * chatting. Neighbours are never on the same side. A dialog that started snoozed is on no side until it is woken.
 */
export function stretchesOfDialog(course: DialogCourse): DialogStretch[] {
  return sidesOfDialog(course).flatMap(({ side, ...stretch }) => (side === null ? [] : [{ side, ...stretch }]));
}

/** The same without gaps from the start on: of one that started snoozed, with null until it is woken. */
export function sidesOfDialog(course: DialogCourse): (Omit<DialogStretch, 'side'> & { readonly side: Side | null })[] {
  const { resolvedAt } = course;
  const stretches: { side: Side | null; from: Instant; to: Instant | null }[] = [];
  const steps = stepsOf(course).filter(({ at }) => resolvedAt === null || at <= resolvedAt);
  let standing = standingAtStart(course);
  for (const [index, step] of steps.entries()) {
    standing = follow(standing, step);
    if (steps[index + 1]?.at === step.at) continue;
    const side = sideOf(standing, course);
    const last = stretches.at(-1);
    if (last?.side === side) continue;
    if (last) last.to = step.at;
    stretches.push({ side, from: step.at, to: resolvedAt });
  }
  return stretches;
}

/** The stretch that a dialog is in at a moment, or undefined. */
export function stretchAt(stretches: readonly DialogStretch[], at: Instant): DialogStretch | undefined {
  return stretches.find((stretch) => stretch.from <= at && at <= (lastMomentOf(stretch, stretches) ?? Infinity));
}

/** The last moment of a stretch: of the last one the resolve; null while it lasts. */
export function lastMomentOf(stretch: DialogStretch, stretches: readonly DialogStretch[]): Instant | null {
  return stretch.to === null || stretch === stretches.at(-1) ? stretch.to : stretch.to - 1;
}

function standingAtStart({ startedStatus }: DialogCourse): Standing {
  const status = startedStatus === 'pending' || startedStatus === 'open' ? startedStatus : null;
  return { status, assigneeId: null, acceptedBy: [], clientWrote: false };
}

/**
 * What happens in a dialog, by time; of one moment the status first, then the assignment, then the acceptance. What it adopted
 * from before its start happens at the start.
 */
function stepsOf(course: DialogCourse): Step[] {
  const { startedAt, firstClientMessageAt } = course;
  const steps: Step[] = [
    { type: 'start', at: startedAt },
    ...course.statuses.map(({ at, status }): Step => ({ type: 'status', at, status })),
    ...course.assignments.map(({ at, agentId }): Step => ({ type: 'assignment', at, agentId })),
    ...[...course.acceptances, ...course.agentMessages].map(
      ({ at, agentId }): Step => ({ type: 'acceptance', at, agentId }),
    ),
  ];
  if (firstClientMessageAt !== null) steps.push({ type: 'client-message', at: firstClientMessageAt });
  return steps.map((step) => ({ ...step, at: Math.max(step.at, startedAt) })).sort((a, b) => a.at - b.at);
}

/** Unassigning, and passing to another agent than one who has accepted already, ends the acceptance. */
function follow(standing: Standing, step: Step): Standing {
  switch (step.type) {
    case 'start':
      return standing;
    case 'status':
      return { ...standing, status: step.status };
    case 'assignment': {
      const { agentId } = step;
      if (agentId === standing.assigneeId) return standing;
      return { ...standing, assigneeId: agentId, acceptedBy: standing.acceptedBy.filter((id) => id === agentId) };
    }
    case 'acceptance':
      return { ...standing, acceptedBy: [...new Set(standing.acceptedBy).add(step.agentId)] };
    case 'client-message':
      return { ...standing, clientWrote: true };
  }
}

function sideOf({ status, acceptedBy, clientWrote }: Standing, { startedBy, botServes }: DialogCourse): Side | null {
  if (startedBy !== 'visitor' && !clientWrote) return 'invitation';
  if (status === null) return null;
  if (status === 'pending') return botServes ? 'robot' : 'waiting';
  return acceptedBy.length > 0 ? 'chatting' : 'waiting';
}
