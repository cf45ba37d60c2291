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

/** Of facts of one moment the leave is the later. */
function latest(facts: readonly SecondsFact[]): SecondsFact[] {
  return [...facts].sort((a, b) => b.at - a.at || Number(b.leave) - Number(a.leave));
}
