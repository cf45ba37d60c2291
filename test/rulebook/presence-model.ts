/*
 * A visitor's presence once more, as plain as can be: asked anew for each moment, by looking for the facts around it.
 * All times are seconds.
 */

/** A sign of life, or a leave. */
export interface SecondsFact {
  readonly at: number;
  readonly leave: boolean;
}

/** Whether any session shows the visitor online at a moment, by what was told until `asOf`. */
export function isOnline(sessions: readonly SecondsFact[][], moment: number, asOf: number, grace: number): boolean {
  return sessions.some((told) => {
    const facts = told.filter((fact) => fact.at <= asOf);
    const [last] = latest(facts.filter((fact) => fact.at <= moment));
    if (!last) return false;
    if (last.at === moment) {
      if (!last.leave || facts.some((fact) => fact.at === moment && !fact.leave)) return true;
      const [before] = latest(facts.filter((fact) => fact.at < moment));
      return !before?.leave || moment - before.at > grace;
    }
    if (last.leave) return false;
    const later = facts.filter((fact) => fact.at > moment).map((fact) => fact.at);
    return (later.length > 0 ? Math.min(...later) : asOf) - last.at <= grace;
  });
}

/** Whether the visitor is there still at `asOf`: the last that a session told is a sign of life within the grace. */
export function isPresent(sessions: readonly SecondsFact[][], asOf: number, grace: number): boolean {
  return sessions.some((told) => {
    const [last] = latest(told.filter((fact) => fact.at <= asOf));
    return last !== undefined && !last.leave && asOf - last.at <= grace;
  });
}

/**
 * Each session with the client's messages that are signs of life of it: of the sessions that are open then, else of the one
 * that tells something next, within the grace, else of all.
 */
export function withWritten(
  sessions: readonly SecondsFact[][],
  written: readonly number[],
  asOf: number,
  grace: number,
): SecondsFact[][] {
  const told = sessions.map((facts) => facts.filter(({ at }) => at <= asOf));
  const opened = told.map((facts) => [...facts]);
  const extra = told.map((): SecondsFact[] => []);
  for (const at of written.filter((second) => second <= asOf).sort((a, b) => a - b)) {
    const message = { at, leave: false };
    const isLater = (fact: SecondsFact) => fact.at > at || (fact.at === at && fact.leave);
    const open = opened.filter((facts) => {
      const [last] = latest(facts.filter((fact) => !isLater(fact)));
      return last !== undefined && !last.leave && at - last.at <= grace;
    });
    for (const facts of open) facts.push(message);
    if (open.length > 0) continue;
    const soonest = told.map((facts) => Math.min(...facts.filter(isLater).map((fact) => fact.at)));
    const next = Math.min(...soonest);
    for (const [place, facts] of extra.entries()) if (next - at > grace || soonest[place] === next) facts.push(message);
  }
  return opened.map((facts, place) => [...facts, ...extra[place]!]);
}

/** Of facts of one moment the leave is the later. */
function latest(facts: readonly SecondsFact[]): SecondsFact[] {
  return [...facts].sort((a, b) => b.at - a.at || Number(b.leave) - Number(a.leave));
}
