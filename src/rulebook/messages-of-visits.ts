import type { Instant } from '../instant';
import type { PresenceFact } from './presence';

/** A session while the messages are gone through: the facts before `next` came before the message, `last` among them. */
interface Visit {
  readonly told: readonly PresenceFact[];
  readonly facts: PresenceFact[];
  next: number;
  last: PresenceFact | undefined;
}

/**
 * The facts of sessions, each by time, with the client's messages among them as signs of life (rules §5). A message is one
 * of the sessions that are open when it comes. With none open, of the one that tells something next within `grace`: a page
 * that has just opened has still to say so. Else of all. So a message never reopens a page that the visitor has left
 * while another one tells how the visit goes on.
 */
export function withMessages(
  sessions: readonly (readonly PresenceFact[])[],
  messages: readonly Instant[],
  grace: Instant,
): PresenceFact[][] {
  const visits = sessions.map((told): Visit => ({ told, facts: [...told], next: 0, last: undefined }));
  for (const at of [...messages].sort((a, b) => a - b)) {
    for (const visit of visits) goOnTo(at, visit);
    const message: PresenceFact = { at, presence: 'online' };
    const open = visits.filter(({ last }) => last?.presence === 'online' && at - last.at <= grace);
    for (const visit of open) visit.last = message;
    for (const { facts } of open.length > 0 ? open : nextOf(visits, at, grace)) facts.push(message);
  }
  return visits.map(({ facts }) => facts);
}

/** Of one moment the leave is the later. */
function goOnTo(at: Instant, visit: Visit): void {
  for (let fact = visit.told[visit.next]; fact; fact = visit.told[visit.next]) {
    if (fact.at > at || (fact.at === at && fact.presence === 'offline')) return;
    visit.last = fact;
    visit.next += 1;
  }
}

function nextOf(visits: readonly Visit[], at: Instant, grace: Instant): readonly Visit[] {
  // Not by spreading them: whoever reports may have told of a hundred thousand sessions.
  const nextAt = visits.reduce((least, { told, next }) => Math.min(least, told[next]?.at ?? Infinity), Infinity);
  return nextAt - at <= grace ? visits.filter(({ told, next }) => told[next]?.at === nextAt) : visits;
}
