import fc from 'fast-check';
import { MICROSECONDS_PER_SECOND } from '../../src/instant';
import { withMessages } from '../../src/rulebook/messages-of-visits';
import {
  intervalsOf,
  type OnlineStretch,
  onlineStretches,
  PRESENCE_GRACE,
  type PresenceFact,
  wasOnline,
} from '../../src/rulebook/presence';
import { isOnline, isPresent, type SecondsFact, withWritten } from './presence-model';
import { arriving, sessionFacts, store } from './random-dialogs';

const at = (second: number) => second * MICROSECONDS_PER_SECOND;
const GRACE = PRESENCE_GRACE / MICROSECONDS_PER_SECOND;

/** "0 15 30 leave 90": signs of life at 0, 15 and 90, and a leave at 30. */
function facts(words: string): PresenceFact[] {
  return [...words.matchAll(/(-?[\d.]+)( leave)?/g)].map(([, second, leave]) => ({
    at: at(Number(second)),
    presence: leave ? 'offline' : 'online',
  }));
}

/** The stretches as "0..30 90..", the last one without an end while the visitor is online. */
function spell(stretches: readonly OnlineStretch[] | null): string {
  if (!stretches) return 'not known';
  const second = (moment: number) => moment / MICROSECONDS_PER_SECOND;
  return stretches.map(({ from, to }) => `${second(from)}..${to === null ? '' : second(to)}`).join(' ');
}

/** What is known in a dialog that started at 0, in words. */
function known(sessions: readonly string[], asOf: number, messages: readonly number[]): string {
  const intervals = sessions.map((words) => intervalsOf(facts(words), PRESENCE_GRACE));
  return spell(onlineStretches(intervals, messages.map(at), { startedAt: 0, asOf: at(asOf) }, PRESENCE_GRACE));
}

describe('the stretches in which a visitor was online', () => {
  it.each<[why: string, expected: string, sessions: readonly string[], asOf: number, messages: number[]]>([
    ['signs of life extend', '0..', ['0 15 30 45'], 60, []],
    ['a gap as long as the grace goes on', '0..', ['0 45'], 50, []],
    ['a longer gap closes at the last sign of life', '0..0 46..', ['0 46'], 50, []],
    ['an explicit leave closes at its moment', '0..20', ['0 15 20 leave'], 30, []],
    ['a sign after a leave opens anew', '0..20 22..', ['0 15 20 leave 22'], 30, []],
    ['the last sign holds for the grace', '0..', ['0 15'], 60, []],
    ['and no longer', '0..15', ['0 15'], 61, []],
    ['a leave long after the last sign is itself the last sign', '0..0 70..70', ['0 70 leave'], 100, []],
    ['a leave alone tells when the visitor left', '30..30', ['30 leave'], 100, []],
    ['a leave told twice says nothing new', '0..10', ['0 10 leave 12 leave'], 20, []],
    ['a sign at the moment of a leave comes before it', '0..10', ['0 10 10 leave'], 20, []],
    ['sessions that overlap are one', '0..40', ['0 20 leave', '10 30 40 leave'], 100, []],
    ['sessions that touch are one', '0..40', ['0 20 leave', '20 40 leave'], 100, []],
    ['sessions apart stay apart', '0..20 30..40', ['0 20 leave', '30 40 leave'], 100, []],
    ['what comes after the moment asked for says nothing', '0..20', ['0 20 leave 31'], 30, []],
    ['a message extends', '0..70', ['0'], 200, [40, 70]],
    ['a message reopens', '0..20 60..60', ['0 20 leave'], 200, [60]],
    ['a message bridges two signs', '0..', ['0 60'], 61, [30]],
    ['a message from just before the start counts as of the start', '-10..0', ['-10'], 100, [-1]],
    [
      'a message is of the page that is open, not of one that was left',
      '0..20 21..70',
      ['0 20 leave', '21 51 70 leave'],
      80,
      [60],
    ],
    ['nor of one that was lost', '0..0 50..70', ['0', '50 70 leave'], 80, [60]],
    ['between two pages it is of the one that opens', '0..20 21..40', ['0 20 leave', '22 40 leave'], 45, [21]],
    ['a leave soon after a message that reopened ends it', '0..20 60..70', ['0 20 leave', '70 leave'], 80, [60]],
    ['a message when all were left lasts for the grace', '0..20 25..30 60..', ['0 20 leave', '25 30 leave'], 100, [60]],
    ['messages alone make no presence known', 'not known', [], 100, [0, 10]],
    ['nor do facts of another time', 'not known', ['-46', '101'], 100, [0]],
    ['a sign within the grace before the start does', '-45..-45', ['-45'], 100, []],
  ])('%s: %s', (_why, expected, sessions, asOf, messages) => {
    expect(known(sessions, asOf, messages)).toBe(expected);
  });
});

it('a message among very many sessions is one of the next that tells something', () => {
  const [left, next] = [facts('0 leave'), facts('60')];
  const found = withMessages([...Array<PresenceFact[]>(150_000).fill(left), next], [at(50)], PRESENCE_GRACE);
  expect([found[0], found.at(-1)]).toEqual([left, facts('60 50')]);
});

describe('stored intervals', () => {
  it('hold what a session told, an interval an unbroken presence', () => {
    const sign = (second: number) => ({ onlineFrom: at(second), lastSignAt: at(second), hasLeft: false });
    expect(intervalsOf(facts('0 15 30 leave 40 85 200'), PRESENCE_GRACE)).toEqual([
      { onlineFrom: at(0), lastSignAt: at(30), hasLeft: true, signs: [at(0), at(15)] },
      { ...sign(40), lastSignAt: at(85), signs: [at(40), at(85)] },
      { ...sign(200), signs: [at(200)] },
    ]);
  });

  it('are cut at every quarter of an hour, which is no gap', () => {
    const beats = Array.from({ length: 200 }, (_, index) => `${index * 15}`).join(' ');
    expect(intervalsOf(facts(beats), PRESENCE_GRACE).map(({ signs }) => signs.length)).toEqual([60, 60, 60, 20]);
    expect(known([beats], 3000, [])).toBe('0..');
  });

  it('come out the same in whatever order the facts arrive, and however often', () => {
    fc.assert(
      fc.property(
        sessionFacts(2000, 40).chain((told) => fc.tuple(fc.constant(told), arriving(told))),
        (both) => {
          const [told, arrived] = both.map((facts) => facts.map(inMicroseconds));
          expect(arrived!.reduce(store, [])).toEqual(intervalsOf(told!, PRESENCE_GRACE));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a visitor second by second', () => {
  it('is online when the naive model says so', () => {
    const some = fc.array(sessionFacts(300, 12), { minLength: 1, maxLength: 3 });
    const messages = fc.uniqueArray(fc.integer({ min: 0, max: 250 }), { maxLength: 4 });
    fc.assert(
      fc.property(some, messages, fc.integer({ min: 1, max: 260 }), (sessions, written, asOf) => {
        const intervals = sessions.map((told) => intervalsOf(told.map(inMicroseconds), PRESENCE_GRACE));
        const dialog = { startedAt: 0, asOf: at(asOf) };
        const online = onlineStretches(intervals, written.map(at), dialog, PRESENCE_GRACE);
        const isKnown = sessions.flat().some((fact) => fact.at >= -GRACE && fact.at <= asOf);
        expect(online !== null).toBe(isKnown);
        if (online === null) return;
        const all = withWritten(sessions, written, asOf, GRACE);
        const disagreeing = halfSeconds(-60, asOf).filter((second) => {
          return wasOnline(online, at(second), at(second)) !== isOnline(all, second, asOf, GRACE);
        });
        expect(disagreeing).toEqual([]);
        expect(online.some(({ to }) => to === null)).toBe(isPresent(all, asOf, GRACE));
        expect(online.every(({ from }, index) => index === 0 || online[index - 1]!.to! < from)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

function halfSeconds(from: number, to: number): number[] {
  return Array.from({ length: (to - from) * 2 + 1 }, (_, index) => from + index / 2);
}

function inMicroseconds(fact: SecondsFact): PresenceFact {
  return { at: at(fact.at), presence: fact.leave ? 'offline' : 'online' };
}
