import fc from 'fast-check';
import { MICROSECONDS_PER_SECOND } from '../../src/instant';
import type { DialogFacts } from '../../src/rulebook/kinds';
import {
  addFact,
  isNear,
  onlineStretches,
  PRESENCE_GRACE,
  type PresenceFact,
  type PresenceInterval,
} from '../../src/rulebook/presence';
import { CLOSERS } from '../../src/rulebook/words';
import type { SecondsDialog } from './kinds-model';
import type { SecondsFact } from './presence-model';

const LAST = 200;
const seconds = (min = 0) => fc.integer({ min, max: LAST });
const agent = fc.constantFrom(1, 2, 3);

/** A list of facts of different moments, by time. */
function timeline<Fact extends { readonly at: number }>(fact: fc.Arbitrary<Fact>, maxLength: number) {
  return fc
    .uniqueArray(fact, { maxLength, selector: ({ at }) => at })
    .map((facts) => [...facts].sort((a, b) => a.at - b.at));
}

/** What a session tells, in any order and more than once. */
export function sessionFacts(last: number, maxLength: number): fc.Arbitrary<SecondsFact[]> {
  return fc.array(fc.record({ at: fc.integer({ min: -60, max: last }), leave: fc.boolean() }), { maxLength });
}

/** A visit that most dialogs have: a sign of life every 15 seconds, then perhaps a leave. */
const visit = fc
  .record({ from: fc.integer({ min: -60, max: 60 }), beats: fc.integer({ min: 1, max: 12 }), leave: fc.boolean() })
  .map(({ from, beats, leave }): SecondsFact[] => {
    const signs = Array.from({ length: beats }, (_, index) => ({ at: from + index * 15, leave: false }));
    return leave ? [...signs, { at: from + beats * 15 - 7, leave }] : signs;
  });

/** Dialogs of all sorts, in whole seconds from their start. */
export const dialogs: fc.Arbitrary<SecondsDialog> = fc
  .record({
    startedBy: fc.constantFrom(...(['visitor', 'visitor', 'visitor', 'visitor', 'invitation', 'agent'] as const)),
    startedStatus: fc.constantFrom('open', 'open', 'pending', 'pending', 'snoozed'),
    botServes: fc.boolean(),
    resolvedAt: fc.oneof({ weight: 9, arbitrary: seconds() }, { weight: 1, arbitrary: fc.constant(null) }),
    now: fc.constant(LAST),
    closedBy: fc.constantFrom(...CLOSERS, null),
    skipped: fc.boolean(),
    startedOffline: fc.oneof(
      { weight: 1, arbitrary: fc.constant(true) },
      { weight: 12, arbitrary: fc.constantFrom(false, null) },
    ),
    agentsOnline: fc.constantFrom(true, true, false, null),
    presenceCapable: fc.integer({ min: 0, max: 7 }).map((one) => one > 0),
    timeout: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100 })),
    statuses: timeline(fc.record({ at: seconds(), status: fc.constantFrom('pending', 'open') }), 3),
    startedAssignee: fc.option(agent),
    changes: timeline(fc.record({ at: seconds(1), agentId: fc.option(agent) }), 3),
    acceptances: timeline(fc.record({ at: seconds(), agentId: agent }), 1),
    agentMessages: timeline(fc.record({ at: seconds(), agentId: agent }), 1),
    clientMessages: fc.uniqueArray(seconds(), { maxLength: 2 }),
    sessions: fc.array(fc.oneof(visit, visit, sessionFacts(LAST, 6)), { maxLength: 2, size: 'max' }),
  })
  .map(({ startedAssignee, changes, clientMessages, ...dialog }) => ({
    ...dialog,
    assignments: [{ at: 0, agentId: startedAssignee }, ...changes],
    clientMessages: [...clientMessages].sort((a, b) => a - b),
  }));

/** The facts that the classifier gets for a dialog that starts at a moment, its presence stored fact by fact. */
export function factsOf(dialog: SecondsDialog, startedAt = 0): DialogFacts {
  const { resolvedAt, now, timeout, sessions, clientMessages, ...same } = dialog;
  const at = (second: number) => startedAt + second * MICROSECONDS_PER_SECOND;
  const moved = <Fact extends { readonly at: number }>(facts: readonly Fact[]) =>
    facts.map((fact) => ({ ...fact, at: at(fact.at) }));
  const messages = clientMessages.map(at);
  const stored = sessions.map((told) => {
    const facts = told.map((fact): PresenceFact => ({ at: at(fact.at), presence: fact.leave ? 'offline' : 'online' }));
    return facts.reduce(store, []);
  });
  const asOf = { startedAt, asOf: at(resolvedAt ?? now) };
  return {
    ...same,
    startedAt,
    resolvedAt: resolvedAt === null ? null : at(resolvedAt),
    bounceTimeoutSeconds: timeout,
    statuses: moved(dialog.statuses),
    assignments: moved(dialog.assignments),
    acceptances: moved(dialog.acceptances),
    agentMessages: moved(dialog.agentMessages),
    clientMessages: messages,
    teams: [{ at: startedAt, teamId: null }],
    online: onlineStretches(stored, messages, asOf, PRESENCE_GRACE),
  };
}

/** As the database does: the intervals near a fact are replaced, the others stay. */
export function store(stored: readonly PresenceInterval[], fact: PresenceFact): PresenceInterval[] {
  const near = stored.filter((interval) => isNear(interval, fact.at, PRESENCE_GRACE));
  const others = stored.filter((interval) => !near.includes(interval));
  return [...others, ...addFact(near, fact, PRESENCE_GRACE)].sort((a, b) => a.onlineFrom - b.onlineFrom);
}

/** The values with some of them twice, in another order. */
export function arriving<Value>(values: readonly Value[]): fc.Arbitrary<Value[]> {
  const twice = [...values, ...values.slice(0, 5)];
  return fc.shuffledSubarray(twice, { minLength: twice.length });
}
