import { type Instant, MICROSECONDS_PER_SECOND } from '../instant';
import { withMessages } from './messages-of-visits';

/** What a visitor's session tells of one moment: a sign of life (a heartbeat), or an explicit leave. */
export interface PresenceFact {
  readonly at: Instant;
  readonly presence: 'online' | 'offline';
}

/**
 * An interval of one session's presence, as it is stored. It loses none of its facts, so that whatever arrives later,
 * in whatever order, leads to the same intervals.
 */
export interface PresenceInterval {
  readonly onlineFrom: Instant;
  /** The leave that closed it, else the last sign of life. */
  readonly lastSignAt: Instant;
  readonly hasLeft: boolean;
  /** Every sign of life: a leave that arrives late closes the interval between two of them, and the later reopens it. */
  readonly signs: readonly Instant[];
}

/** A stretch in which a visitor was online, whatever the session; both ends belong to it. */
export interface OnlineStretch {
  readonly from: Instant;
  /** The leave, else the last sign of life; null: online still. */
  readonly to: Instant | null;
}

/** How long after a sign of life a visitor counts as online unless told otherwise (rules §5; a setting). */
export const PRESENCE_GRACE = 45 * MICROSECONDS_PER_SECOND;

/** A stored interval holds no signs from two different quarters of an hour, so that it stays small; a cut is no gap. */
export const LONGEST_INTERVAL = 900 * MICROSECONDS_PER_SECOND;

/**
 * The intervals of one session, by time (W: "онлайн/офлайн"; rules §5): a sign of life extends the interval before it,
 * a gap longer than `grace` closes it at its last sign, a leave closes it at the leave. The order and the repetition
 * of `facts` say nothing; of the same moment, the leave comes last.
 */
export function intervalsOf(facts: readonly PresenceFact[], grace: Instant): PresenceInterval[] {
  const intervals: { onlineFrom: Instant; lastSignAt: Instant; hasLeft: boolean; signs: Instant[] }[] = [];
  for (const { at, presence } of inOrder(facts)) {
    const last = intervals.at(-1);
    const extended = last && !last.hasLeft && at - last.lastSignAt <= grace ? last : undefined;
    if (presence === 'offline') {
      if (extended) Object.assign(extended, { lastSignAt: at, hasLeft: true });
      else intervals.push({ onlineFrom: at, lastSignAt: at, hasLeft: true, signs: [] });
    } else if (extended && quarterOf(extended.lastSignAt) === quarterOf(at)) {
      extended.signs.push(at);
      extended.lastSignAt = at;
    } else {
      intervals.push({ onlineFrom: at, lastSignAt: at, hasLeft: false, signs: [at] });
    }
  }
  return intervals;
}

/** Whether a fact of the moment `at` may change an interval of its session. */
export function isNear(interval: PresenceInterval, at: Instant, grace: Instant): boolean {
  return interval.onlineFrom <= at + grace && at - grace <= interval.lastSignAt;
}

/**
 * The intervals that take the place of `near`, a session's intervals that are near a new fact of it (`isNear`).
 * Intervals farther away stay as they are.
 */
export function addFact(near: readonly PresenceInterval[], fact: PresenceFact, grace: Instant): PresenceInterval[] {
  return intervalsOf([...near.flatMap(factsOf), fact], grace);
}

/**
 * The visitor's online stretches in a dialog as they were at `asOf`, its resolve or now, by time; null where its
 * presence is not known, for no session told anything from a grace before the start until then. What came later says
 * nothing: coming back after the resolve is no coming back.
 *
 * `sessions` are the intervals of each session of the contact and inbox; `messages` the client's in the dialog, signs of
 * life that extend or reopen a presence that the sessions made known (rules §5), those that `withMessages` says; one adopted
 * from before the start counts as of the start.
 */
export function onlineStretches(
  sessions: readonly (readonly PresenceInterval[])[],
  messages: readonly Instant[],
  dialog: { readonly startedAt: Instant; readonly asOf: Instant },
  grace: Instant,
): OnlineStretch[] | null {
  const { startedAt, asOf } = dialog;
  const told = sessions.map((intervals) => inOrder(intervals.flatMap(factsOf).filter(({ at }) => at <= asOf)));
  if (!told.some((facts) => facts.some(({ at }) => at >= startedAt - grace))) return null;
  const written = messages.filter((at) => at <= asOf).map((at) => Math.max(at, startedAt));
  return merge(withMessages(told, written, grace).flatMap((facts) => stretchesOfSession(inOrder(facts), asOf, grace)));
}

/** Whether the visitor was online at some moment from `from` until `to`, both included; null is without end. */
export function wasOnline(online: readonly OnlineStretch[], from: Instant, to: Instant | null): boolean {
  return online.some((stretch) => stretch.from <= (to ?? Infinity) && from <= (stretch.to ?? Infinity));
}

/**
 * A session's stretches. A leave is a sign of life itself where none came within the grace before it, but for one that
 * repeats the leave before it: pages tell their end twice, and servers notice it once more.
 */
function stretchesOfSession(facts: readonly PresenceFact[], asOf: Instant, grace: Instant): OnlineStretch[] {
  const stretches: { from: Instant; to: Instant | null }[] = [];
  let before: PresenceFact | undefined;
  for (const fact of facts) {
    const isSoon = before !== undefined && fact.at - before.at <= grace;
    const isRepeated = isSoon && before?.presence === 'offline' && fact.presence === 'offline';
    if (isSoon && before?.presence === 'online') stretches.at(-1)!.to = fact.at;
    else if (!isRepeated) stretches.push({ from: fact.at, to: fact.at });
    before = fact;
  }
  if (before?.presence === 'online' && asOf - before.at <= grace) stretches.at(-1)!.to = null;
  return stretches;
}

/** The union of stretches, by time: those that overlap or touch are one. */
function merge(stretches: readonly OnlineStretch[]): OnlineStretch[] {
  const merged: { from: Instant; to: Instant | null }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (!last || (last.to !== null && last.to < from)) merged.push({ from, to });
    else if (last.to !== null) last.to = to === null ? null : Math.max(last.to, to);
  }
  return merged;
}

function factsOf({ signs, lastSignAt, hasLeft }: PresenceInterval): PresenceFact[] {
  const facts = signs.map((at): PresenceFact => ({ at, presence: 'online' }));
  return hasLeft ? [...facts, { at: lastSignAt, presence: 'offline' }] : facts;
}

function inOrder(facts: readonly PresenceFact[]): PresenceFact[] {
  const isLeave = ({ presence }: PresenceFact) => (presence === 'offline' ? 1 : 0);
  const sorted = [...facts].sort((a, b) => a.at - b.at || isLeave(a) - isLeave(b));
  return sorted.filter((fact, index) => {
    const before = sorted[index - 1];
    return !before || before.at !== fact.at || before.presence !== fact.presence;
  });
}

function quarterOf(at: Instant): number {
  return Math.floor(at / LONGEST_INTERVAL);
}
