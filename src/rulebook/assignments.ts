import { type Instant, secondsBetween } from '../instant';

/** Who is assigned from a moment on; null for nobody. */
export interface Assignment {
  readonly at: Instant;
  readonly agentId: number | null;
}

/** The part of a dialog that bounds its assignments. */
export interface AssignedDialog {
  readonly startedAt: Instant;
  readonly resolvedAt: Instant | null;
  /** The assignee that the dialog began with, or was found with. */
  readonly startedAssigneeId: number | null;
  /** When the log found a dialog that is older than itself; null for one whose start it saw. */
  readonly foundAt: Instant | null;
}

/** A `conversation_assigned` or `conversation_resolved` event of the dialog. */
export interface AssignmentEvent {
  readonly id: number;
  readonly name: string;
  readonly at: Instant;
  readonly userId: number | null;
}

/** A stretch of time in which one agent was assigned; `to` is null while it lasts. */
export interface Stretch {
  readonly agentId: number;
  readonly from: Instant;
  readonly to: Instant | null;
}

/** The passing from one agent to a different one (N §2; rules §4). */
export interface TransferMade {
  readonly number: number;
  readonly at: Instant;
  readonly fromAgentId: number;
  readonly toAgentId: number;
  readonly viaQueue: boolean;
}

/**
 * The dialog's sequence of assignees (rules §4): the one it started with, then each assignment up to its resolve, in
 * the order of `events` (by time, then id); repetitions of the same assignee are left out. Of assignments at the very
 * moment of the resolve, those logged before it count; the unassigning in the same update comes after it. Of a dialog
 * older than the log, the assignee that it was found with counts from then on.
 */
export function assignmentsOf(dialog: AssignedDialog, events: readonly AssignmentEvent[]): Assignment[] {
  const { resolvedAt } = dialog;
  const resolve = events.find((event) => event.name === 'conversation_resolved' && event.at === resolvedAt);
  const { foundAt, startedAssigneeId } = dialog;
  const sequence: Assignment[] = [{ at: dialog.startedAt, agentId: foundAt === null ? startedAssigneeId : null }];
  for (const event of foundAt === null ? events : [...events, found(foundAt, startedAssigneeId)].sort(byTime)) {
    if (event.name !== 'conversation_assigned') continue;
    const inTime =
      resolvedAt === null ||
      event.at < resolvedAt ||
      event.id === FOUND ||
      (event.at === resolvedAt && resolve !== undefined && event.id < resolve.id);
    if (inTime && event.userId !== sequence.at(-1)!.agentId) sequence.push({ at: event.at, agentId: event.userId });
  }
  return sequence;
}

/** Stands for what the log found, before the change by which it did. */
const FOUND = 0;

function found(at: Instant, userId: number | null): AssignmentEvent {
  return { id: FOUND, name: 'conversation_assigned', at, userId };
}

function byTime(a: AssignmentEvent, b: AssignmentEvent): number {
  return a.at - b.at || a.id - b.id;
}

/** The stretches in which somebody was assigned, in their order; the last one ends with the resolve. */
export function stretchesOf(assignments: readonly Assignment[], resolvedAt: Instant | null): Stretch[] {
  return assignments.flatMap(({ at, agentId }, index) => {
    const next = assignments[index + 1];
    return agentId === null ? [] : [{ agentId, from: at, to: next ? next.at : resolvedAt }];
  });
}

/** The transfers: two consecutive different agents, stretches of nobody between them passed over (rules §4). */
export function transfersOf(assignments: readonly Assignment[]): TransferMade[] {
  const transfers: TransferMade[] = [];
  let holder: number | null = null;
  let viaQueue = false;
  for (const { at, agentId } of assignments) {
    if (agentId === null) {
      viaQueue = true;
      continue;
    }
    if (holder !== null && holder !== agentId) {
      transfers.push({ number: transfers.length + 1, at, fromAgentId: holder, toAgentId: agentId, viaQueue });
    }
    holder = agentId;
    viaQueue = false;
  }
  return transfers;
}

/** The length of a stretch in seconds, until `now` while it lasts. */
export function stretchSeconds(stretch: Pick<Stretch, 'from' | 'to'>, now: Instant): number {
  return Math.max(0, secondsBetween(stretch.from, stretch.to ?? now));
}
