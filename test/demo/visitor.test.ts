import { createDice } from '../../src/demo/dice';
import { MINUTE, SECOND } from '../../src/demo/kyiv-time';
import { Visitor } from '../../src/demo/story/visitor';
import { parseRfc3339 } from '../../src/instant';
import { intervalsOf, PRESENCE_GRACE } from '../../src/rulebook/presence';

const START = parseRfc3339('2026-05-15T13:20:11.123456Z')!;
const LATER = START + 1000 * MINUTE;

/** A hundred visitors who each live through the same. */
const visitors = (story: (visitor: Visitor) => void) =>
  Array.from({ length: 100 }, (_, seed) => {
    const visitor = new Visitor(createDice(seed));
    story(visitor);
    return visitor;
  });

test('a stay is one stretch, whose end most pages tell', () => {
  const stays = visitors((visitor) => {
    visitor.comes(START);
    visitor.comes(START + MINUTE);
    visitor.goes(START + 9 * MINUTE);
    visitor.goes(START + 10 * MINUTE);
  }).map((visitor) => visitor.facts(LATER));
  for (const facts of stays) {
    const gaps = facts.slice(1).map(({ at }, place) => at - facts[place]!.at);
    expect(Math.max(...gaps)).toBeLessThan(PRESENCE_GRACE);
    expect(facts[0]).toEqual({ at: START, presence: 'online' });
    expect(facts.at(-1)!.at).toBe(START + 9 * MINUTE);
  }
  const told = stays.filter((facts) => facts.at(-1)!.presence === 'offline').length;
  expect(told).toBeGreaterThan(50);
  expect(told).toBeLessThan(90);
});

test('patience ends within minutes, and whoever is away loses none', () => {
  const waiting = visitors((visitor) => {
    visitor.comes(START);
    visitor.waits(START, START + MINUTE);
    expect(visitor.isThere).toBe(true);
    visitor.waits(START + MINUTE, START + 600 * MINUTE);
    expect(visitor.isThere).toBe(false);
    visitor.waits(START + 600 * MINUTE, LATER);
  }).map((visitor) => visitor.facts(LATER).at(-1)!.at - START);
  expect(Math.min(...waiting)).toBeGreaterThan(2 * MINUTE);
  expect(Math.max(...waiting)).toBeLessThanOrEqual(21 * MINUTE);
  expect(new Set(waiting).size).toBeGreaterThan(50);
});

test('of a stay that goes on at the end of the demo, the last sign is of then', () => {
  for (const visitor of visitors((each) => {
    each.comes(START);
    each.goes(START + 9 * MINUTE);
    each.comes(START + 12 * MINUTE);
    each.goes(START + 20 * MINUTE);
  })) {
    const until = START + 5 * MINUTE;
    const facts = visitor.facts(until);
    expect(facts.at(-1)).toEqual({ at: until, presence: 'online' });
    expect(intervalsOf(facts, PRESENCE_GRACE).some(({ hasLeft }) => hasLeft)).toBe(false);
  }
});

test('a stay that ended just before the end of the demo has a told end, so that nobody has to wait for the grace', () => {
  for (const visitor of visitors((each) => {
    each.comes(START);
    each.goes(START + 9 * MINUTE);
  })) {
    const facts = visitor.facts(START + 9 * MINUTE + 30 * SECOND);
    expect(facts.at(-1)).toEqual({ at: START + 9 * MINUTE, presence: 'offline' });
  }
});
