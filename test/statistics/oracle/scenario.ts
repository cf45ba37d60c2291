import fc from 'fast-check';
import { CLOSERS, type Closer, STARTERS, type Starter, type Status } from '../../../src/rulebook/words';

/*
 * Random lives of conversations, in which agents, teams, contacts and inboxes are known by their places in an account.
 */

export type Act =
  | { readonly act: 'client' | 'template' | 'activity' | 'bot' | 'bot-user' }
  | { readonly act: 'reply' | 'note' | 'accept'; readonly agent: number }
  | { readonly act: 'assign'; readonly agent?: number | null; readonly team?: number | null }
  | { readonly act: 'status'; readonly status: Status; readonly closedBy: Closer | null };

export interface Life {
  readonly inbox: number;
  readonly contact: number;
  /** Microseconds after the beginning of the scenario. */
  readonly start: number;
  readonly status: Status;
  readonly agent: number | null;
  readonly team: number | null;
  readonly startedBy: Starter;
  readonly startedOffline: boolean | null;
  /** Each a while after the one before. */
  readonly steps: readonly { readonly after: number; readonly what: Act }[];
  /** For how many seconds the visitor stays on the site at each of the starts that the client made; 0: not seen. */
  readonly visits: readonly number[];
}

export const AGENTS = 4;
export const TEAMS = 2;
export const CONTACTS = 6;
const INBOXES = 3;
const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;

const agent = fc.nat(AGENTS - 1);
const team = fc.nat(TEAMS - 1);
const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3 });
const weighed = <Value>(...given: readonly (readonly [number, fc.Arbitrary<Value>])[]) =>
  fc.oneof(...given.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const becomes = (...statuses: readonly Status[]) =>
  fc.constantFrom(...statuses).map((status): Act => ({ act: 'status', status, closedBy: null }));

const acts: fc.Arbitrary<Act> = weighed<Act>(
  [10, fc.constant({ act: 'client' })],
  [9, agent.map((each) => ({ act: 'reply', agent: each }))],
  [2, agent.map((each) => ({ act: 'note', agent: each }))],
  [2, agent.map((each) => ({ act: 'accept', agent: each }))],
  [4, fc.constantFrom<Act>({ act: 'template' }, { act: 'activity' }, { act: 'bot' }, { act: 'bot-user' })],
  [6, sometimes(agent).map((each) => ({ act: 'assign', agent: each }))],
  [2, sometimes(team).map((each) => ({ act: 'assign', team: each }))],
  [1, fc.tuple(agent, team).map(([each, its]) => ({ act: 'assign', agent: each, team: its }))],
  [4, becomes('open', 'open', 'pending', 'snoozed')],
  [6, sometimes(fc.constantFrom(...CLOSERS)).map((closedBy) => ({ act: 'status', status: 'resolved', closedBy }))],
);

const whiles = weighed(
  [6, fc.constantFrom(1, 999_999, SECOND, 7 * SECOND, 30 * SECOND, 59 * SECOND, 60 * SECOND, 61 * SECOND)],
  [6, fc.integer({ min: 1, max: 15 * 60 * SECOND })],
  [2, fc.integer({ min: HOUR, max: 30 * HOUR })],
  [1, fc.constantFrom(HOUR, 24 * HOUR, 72 * HOUR, 72 * HOUR + 1, 100 * HOUR)],
);

/** Conversations that begin within some weeks, a third of them about the given moments. */
export function lives(weeks: number, special: readonly number[], count: number): fc.Arbitrary<Life[]> {
  const start = weighed(
    [2, fc.integer({ min: 0, max: weeks * 7 * 24 * HOUR })],
    [1, fc.tuple(fc.constantFrom(...special), fc.integer({ min: -8, max: 8 })).map(([at, by]) => at + (by * HOUR) / 4)],
  );
  const steps = fc.array(fc.record({ after: whiles, what: acts }), { minLength: 8, maxLength: 40, size: 'max' });
  const visits = fc.array(fc.constantFrom(0, 20, 45, 59, 75, 150, 400), { minLength: 1, maxLength: 5 });
  const places = { inbox: fc.nat(INBOXES - 1), contact: fc.nat(CONTACTS - 1), start, agent: sometimes(agent) };
  const any = fc.record({
    ...{ ...places, steps, visits, team: sometimes(team) },
    status: fc.constantFrom<Status>('open', 'open', 'pending', 'pending', 'snoozed', 'resolved'),
    startedBy: fc.constantFrom(...STARTERS, 'visitor' as const, 'visitor' as const),
    startedOffline: fc.constantFrom(null, null, null, false, true),
  });
  /** Clients whom nobody answers, and who leave. */
  const lost = fc.record({
    ...{ ...places, visits, inbox: fc.nat(1), team: sometimes(team), startedOffline: fc.constant(null) },
    ...{ status: fc.constant<Status>('open'), startedBy: fc.constant<Starter>('visitor') },
    steps: fc.constantFrom<Life['steps']>(
      [client(1), client(2e6), resolve(300e6), client(40e6), resolve(500e6)],
      [client(1), resolve(450e6), client(3600e6), client(1e6), resolve(200e6)],
    ),
  });
  return fc
    .tuple(
      fc.array(any, { minLength: count, maxLength: count }),
      fc.array(lost, { minLength: count / 4, maxLength: count / 4 }),
    )
    .map((parts) => parts.flat());
}

const client = (after: number) => ({ after, what: { act: 'client' as const } });
const resolve = (after: number) => ({
  after,
  what: { act: 'status' as const, status: 'resolved' as const, closedBy: null },
});
