import type { Instant } from '../../instant';
import { PRESENCE_GRACE, type PresenceFact } from '../../rulebook/presence';
import type { Dice } from '../dice';
import { MINUTE, SECOND } from '../kyiv-time';

/** A time on the site. */
interface Stay {
  readonly from: Instant;
  readonly to: Instant;
  /** Whether the page told of its end: else it fell silent. */
  readonly isEndTold: boolean;
}

/** Nobody goes sooner without a reason, and nobody watches a silent chat for longer: a stay costs a sign each while. */
const LEAST_PATIENCE = 90 * SECOND;
const MOST_PATIENCE = 20 * MINUTE;

/** Seconds from a sign of life to the next: longer than a widget's, for fewer of them, and within the grace. */
const SIGNS_APART = [30, 42] as const;

/** The visitor of one dialog: on the site, or away from it. */
export class Visitor {
  private readonly stays: Stay[] = [];
  private since: Instant | null = null;

  constructor(private readonly dice: Dice) {}

  get isThere(): boolean {
    return this.since !== null;
  }

  /** Opens the site, where it is not open yet. */
  comes(at: Instant): void {
    this.since ??= at;
  }

  /** Closes the site, or loses the connection to it. */
  goes(at: Instant): void {
    if (this.since === null) return;
    this.stays.push({ from: this.since, to: at, isEndTold: this.dice.chance(0.7) });
    this.since = null;
  }

  /** Nothing happens for a while: whoever runs out of patience goes, and comes when there is something to write. */
  waits(from: Instant, to: Instant): void {
    if (this.since === null || to - from < LEAST_PATIENCE) return;
    const patience = Math.min(Math.max(this.dice.span(480, 0.6), LEAST_PATIENCE), MOST_PATIENCE);
    if (from + patience < to) this.goes(from + patience);
  }

  /** What the page told until then. */
  facts(until: Instant): PresenceFact[] {
    return this.stays.flatMap((stay) => (stay.from > until ? [] : this.factsOf(cut(stay, until))));
  }

  private factsOf({ from, to, isEndTold }: Stay): PresenceFact[] {
    const facts: PresenceFact[] = [];
    for (let at = from; at < to; at += this.dice.int(...SIGNS_APART) * SECOND) facts.push({ at, presence: 'online' });
    facts.push({ at: to, presence: isEndTold ? 'offline' : 'online' });
    return facts;
  }
}

/**
 * What is known at `until` of a stay that began before. Whether one who fell silent just then is still there would be
 * another thing a minute later: the page has told it.
 */
function cut({ from, to, isEndTold }: Stay, until: Instant): Stay {
  if (to > until) return { from, to: until, isEndTold: false };
  return { from, to, isEndTold: isEndTold || until - to <= PRESENCE_GRACE };
}
