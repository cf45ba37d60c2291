import { type Instant, secondsBetween } from '../instant';
import type { Starter, Status } from './words';

/** What the first wait of a dialog is read from. */
export interface WaitFacts {
  readonly startedAt: Instant;
  /** null: not known, of a dialog older than the log. */
  readonly startedStatus: Status | null;
  readonly startedBy: Starter;
  readonly resolvedAt: Instant | null;
  /** Whether a bot served the inbox when the dialog started. */
  readonly botServes: boolean;
  /** The changes to pending and open, in their order. */
  readonly statuses: readonly { readonly at: Instant; readonly status: 'pending' | 'open' }[];
  readonly firstClientMessageAt: Instant | null;
  /** The first explicit acceptance or public message of a human agent. */
  readonly acceptedAt: Instant | null;
}

/** A wait: since when, and for how many seconds. */
export interface Wait {
  readonly from: Instant;
  readonly seconds: number;
}

/**
 * The unbroken waiting that the first acceptance ended (rules §4, §5): pending with a bot is not waiting, a snooze keeps
 * the side it had, and where an agent or an invitation began the dialog the client's first message begins the waiting.
 * Null where nobody accepted before the resolve, or nobody waited, or it is not known since when.
 */
export function waitOf(facts: WaitFacts): Wait | null {
  const { acceptedAt, resolvedAt } = facts;
  if (acceptedAt === null || (resolvedAt !== null && acceptedAt > resolvedAt)) return null;
  const waitingSince = startOfRun(facts, acceptedAt);
  if (waitingSince === null) return null;
  const waited = (from: Instant) => ({ from, seconds: secondsBetween(from, acceptedAt) });
  if (facts.startedBy === 'visitor') return waited(waitingSince);
  const { firstClientMessageAt } = facts;
  if (firstClientMessageAt === null || firstClientMessageAt >= acceptedAt) return null;
  return waited(Math.max(waitingSince, firstClientMessageAt));
}

/** The seconds of `waitOf`. */
export function waitSecondsOf(facts: WaitFacts): number | null {
  return waitOf(facts)?.seconds ?? null;
}

/** When the side of the queue that holds at `until` was entered, or null when another side holds. */
function startOfRun(facts: WaitFacts, until: Instant): Instant | null {
  const isWaiting = (status: Status) => status === 'open' || (status === 'pending' && !facts.botServes);
  const { startedStatus, startedAt } = facts;
  let isKnown = startedStatus !== null;
  let since = startedStatus !== null && isWaiting(startedStatus) ? startedAt : null;
  for (const { at, status } of facts.statuses) {
    if (at > until) break;
    if (!isWaiting(status)) {
      since = null;
      isKnown = true;
    } else if (isKnown) since ??= at;
  }
  return since;
}
