import { type Instant, MICROSECONDS_PER_SECOND } from '../../src/instant';
import type { DialogFacts } from '../../src/rulebook/kinds';
import { intervalsOf, onlineStretches, PRESENCE_GRACE, type PresenceFact } from '../../src/rulebook/presence';
import { CLOSERS } from '../../src/rulebook/words';

/*
 * A dialog as a story: "0 starts; 0 writes; 30 leaves; 100 closed by agent". Numbers are seconds. The visitor comes to
 * the site 20 seconds before the start, and its widget gives a sign of life every 15 seconds, until it leaves (which the
 * widget tells) or vanishes (which it doesn't). Unless the story says otherwise: a web widget, T = 60, no bot, an agent
 * online.
 */

type Mutable<Value> = Value extends readonly (infer Item)[] ? Item[] : Value;
type Facts = { -readonly [Key in keyof DialogFacts]: Mutable<DialogFacts[Key]> };

interface Telling {
  readonly facts: Facts;
  readonly visits: { from: number; to: number | null; leaves: boolean }[];
  presenceKnown: boolean;
  /** The last second that the story tells of. */
  last: number;
}

const AGENTS = { Ann: 1, Bob: 2 } as const;
const COMES = -20;
const BEAT = 15;

const at = (second: number): Instant => second * MICROSECONDS_PER_SECOND;
const where = (facts: Partial<Facts>) => (telling: Telling) => void Object.assign(telling.facts, facts);

/** What a dialog begins with. */
const CIRCUMSTANCES: Readonly<Record<string, (telling: Telling) => void>> = {
  messenger: where({ presenceCapable: false }),
  'push app': where({ presenceCapable: false }),
  'presence unknown': (telling) => void Object.assign(telling, { presenceKnown: false }),
  bot: where({ botServes: true }),
  offline: where({ startedOffline: true }),
  'no agent online': where({ agentsOnline: false }),
  'agents unknown': where({ agentsOnline: null }),
  skipped: where({ skipped: true }),
};

const goes = (leaves: boolean) => (telling: Telling, second: number) =>
  void Object.assign(telling.visits.at(-1)!, { to: second, leaves });

/** What happens at a second. */
const EVENTS: Readonly<Record<string, (telling: Telling, second: number) => void>> = {
  starts: where({ startedBy: 'visitor' }),
  'starts with bot': where({ startedStatus: 'pending', botServes: true }),
  'starts pending': where({ startedStatus: 'pending' }),
  'starts snoozed': where({ startedStatus: 'snoozed' }),
  invites: where({ startedBy: 'invitation' }),
  'agent starts': where({ startedBy: 'agent' }),
  writes: ({ facts }, second) => void facts.clientMessages.push(at(second)),
  pending: ({ facts }, second) => void facts.statuses.push({ at: at(second), status: 'pending' }),
  open: ({ facts }, second) => void facts.statuses.push({ at: at(second), status: 'open' }),
  unassigned: ({ facts }, second) => void facts.assignments.push({ at: at(second), agentId: null }),
  'team 5': ({ facts }, second) => void facts.teams.push({ at: at(second), teamId: 5 }),
  'team 6': ({ facts }, second) => void facts.teams.push({ at: at(second), teamId: 6 }),
  'closes the window': () => undefined,
  leaves: goes(true),
  vanishes: goes(false),
  returns: ({ visits }, second) => void visits.push({ from: second, to: null, leaves: false }),
  closed: ({ facts }, second) => void Object.assign(facts, { resolvedAt: at(second) }),
};
for (const closedBy of CLOSERS) {
  Object.assign(EVENTS, {
    [`closed by ${closedBy}`]: ({ facts }: Telling, second: number) =>
      void Object.assign(facts, { resolvedAt: at(second), closedBy }),
  });
}
for (const [name, agentId] of Object.entries(AGENTS)) {
  const assign = ({ facts }: Telling, second: number) => void facts.assignments.push({ at: at(second), agentId });
  Object.assign(EVENTS, {
    [`${name} assigned`]: assign,
    [`${name} answers`]: ({ facts }: Telling, second: number) =>
      void facts.agentMessages.push({ at: at(second), agentId }),
    [`${name} accepts`]: (telling: Telling, second: number) => {
      assign(telling, second);
      telling.facts.acceptances.push({ at: at(second), agentId });
    },
  });
}

/** Reads a story. Throws for words that it does not know. */
export function story(text: string): DialogFacts {
  const telling: Telling = {
    facts: {
      ...{ startedAt: 0, startedStatus: 'open', startedBy: 'visitor', resolvedAt: null, closedBy: null },
      ...{ startedOffline: false, agentsOnline: true, presenceCapable: true, botServes: false, skipped: false },
      ...{ bounceTimeoutSeconds: 60, statuses: [], acceptances: [], agentMessages: [], clientMessages: [] },
      ...{ assignments: [{ at: 0, agentId: null }], teams: [{ at: 0, teamId: null }], online: null },
    },
    visits: [{ from: COMES, to: null, leaves: false }],
    presenceKnown: true,
    last: 0,
  };
  for (const part of text.split('; ')) tell(telling, part);
  const { facts } = telling;
  const asOf = facts.resolvedAt ?? at(telling.last);
  const session = intervalsOf(telling.presenceKnown ? signsOf(telling) : [], PRESENCE_GRACE);
  const online = onlineStretches([session], facts.clientMessages, { startedAt: 0, asOf }, PRESENCE_GRACE);
  return { ...facts, online: online && [...online] };
}

function tell(telling: Telling, part: string): void {
  const timeout = /^T=(\d+)$/.exec(part)?.[1];
  const [, second, words = part] = /^(-?\d+) (.+)$/.exec(part) ?? [];
  if (timeout) telling.facts.bounceTimeoutSeconds = Number(timeout);
  else if (second === undefined && CIRCUMSTANCES[words]) CIRCUMSTANCES[words](telling);
  else if (second !== undefined && EVENTS[words]) {
    EVENTS[words](telling, Number(second));
    telling.last = Math.max(telling.last, Number(second));
  } else throw new Error(`words that stories do not have: ${part}`);
}

/** The signs of life of the visits; the last goes on for a minute after the story's end unless the visitor goes. */
function signsOf({ visits, last }: Telling): PresenceFact[] {
  return visits.flatMap(({ from, to, leaves }) => {
    const count = Math.floor(((to ?? last + 60) - from) / BEAT) + 1;
    const beats = Array.from({ length: count }, (_, index) => ({
      at: at(from + index * BEAT),
      presence: 'online' as const,
    }));
    return to === null
      ? beats
      : [...beats, { at: at(to), presence: leaves ? ('offline' as const) : ('online' as const) }];
  });
}
