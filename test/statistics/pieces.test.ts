import fc from 'fast-check';
import type { Period } from '../../src/statistics/calendar';
import {
  NOTHING_ROLLED,
  type Piece,
  piecesOf,
  type RolledLevel,
  type RolledSpans,
  startOfMonth,
  withoutDays,
} from '../../src/statistics/pieces';
import { at, DAY, HOUR, period } from './zone-cases';

const START = at('2024-01-01T00:00Z');
const DAYS = 400;

/** Rolled days, and of the months that are rolled wholly some. */
const spans = fc.record({ days: fc.array(fc.boolean(), { minLength: DAYS, maxLength: DAYS }), months: fc.nat() });
const dense = spans.map(({ days, months }) =>
  rolledOf(new Set(days.flatMap((is, day) => (is || day % 61 > 3 ? [day] : []))), months),
);
const sparse = spans.map(({ days, months }) => rolledOf(new Set(days.flatMap((is, day) => (is ? [day] : []))), months));
const moments = fc.oneof(
  fc.integer({ min: -10, max: DAYS + 10 }).map((day) => START + day * DAY),
  fc.integer({ min: -10, max: DAYS * 24 }).map((hour) => START + hour * HOUR),
  fc.integer({ min: -10 * DAY, max: (DAYS + 10) * DAY }).map((microseconds) => START + microseconds),
);
const ranges = fc.array(
  fc.tuple(moments, moments).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  { maxLength: 5 },
);

describe('the pieces of ranges', () => {
  it('are the longest rolled spans within them, and what is left', () => {
    const rolled: RolledSpans = {
      days: [period('2024-01-10T00:00Z', '2024-03-20T00:00Z')],
      months: [period('2024-02-01T00:00Z', '2024-03-01T00:00Z')],
    };
    const asked = [period('2024-01-09T22:30Z', '2024-03-10T21:15Z'), period('2024-03-19T23:00Z', '2024-03-20T01:00Z')];
    expect(piecesOf(asked, rolled)).toEqual([
      { ...period('2024-01-09T22:30Z', '2024-01-10T00:00Z'), level: 'direct', range: 0 },
      { ...period('2024-01-10T00:00Z', '2024-02-01T00:00Z'), level: 'day', range: 0 },
      { ...period('2024-02-01T00:00Z', '2024-03-01T00:00Z'), level: 'month', range: 0 },
      { ...period('2024-03-01T00:00Z', '2024-03-10T00:00Z'), level: 'day', range: 0 },
      { ...period('2024-03-10T00:00Z', '2024-03-10T21:00Z'), level: 'hour', range: 0 },
      { ...period('2024-03-10T21:00Z', '2024-03-10T21:15Z'), level: 'direct', range: 0 },
      { ...period('2024-03-19T23:00Z', '2024-03-20T00:00Z'), level: 'hour', range: 1 },
      { ...period('2024-03-20T00:00Z', '2024-03-20T01:00Z'), level: 'direct', range: 1 },
    ]);
    expect(piecesOf(asked.slice(1), rolled, ['month', 'day']).map(({ level }) => level)).toEqual(['direct']);
    expect(piecesOf(asked, NOTHING_ROLLED)).toEqual(asked.map((each, range) => ({ ...each, level: 'direct', range })));
  });

  it.each([
    ['dense', dense],
    ['sparse', sparse],
  ])('tile the ranges, whole spans of what is rolled (%s)', (_, rolledSpans) => {
    fc.assert(
      fc.property(ranges, rolledSpans, fc.subarray<RolledLevel>(['month', 'day', 'hour']), (asked, rolled, levels) => {
        const pieces = piecesOf(asked, rolled, levels);
        for (const [index, range] of asked.entries())
          expectTiled(
            pieces.filter(({ range: of }) => of === index),
            range,
          );
        for (const { level, from, to } of pieces) {
          const isWithin = (runs: readonly Period[]) => runs.some((run) => run.from <= from && to <= run.to);
          expect(from).toBeLessThan(to);
          expect(['direct', ...levels]).toContain(level);
          if (level === 'month') expect([startOfMonth(from), startOfMonth(to)]).toEqual([from, to]);
          if (level === 'day') expect([from % DAY, to % DAY]).toEqual([0, 0]);
          if (level === 'hour') expect([from % HOUR, to % HOUR]).toEqual([0, 0]);
          if (level !== 'direct') expect(isWithin(level === 'month' ? rolled.months : rolled.days)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leave no rolled span to be read in smaller ones, and are few', () => {
    fc.assert(
      fc.property(ranges, dense, (asked, rolled) => {
        const pieces = piecesOf(asked, rolled);
        const runs = rolled.days.length + rolled.months.length;
        expect(pieces.length).toBeLessThanOrEqual(asked.length * (5 + 4 * runs));
        const rolledWithin = (period: Period, { from, to }: Period) => period.from >= from && period.to <= to;
        for (const { level, from, to } of pieces) {
          const smaller = { hour: DAY, direct: HOUR }[level as string];
          if (!smaller) continue;
          const first = Math.ceil(from / smaller) * smaller;
          const whole = { from: first, to: first + smaller };
          expect(rolledWithin(whole, { from, to }) && rolled.days.some((run) => rolledWithin(whole, run))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never are of days that are not to be used', () => {
    fc.assert(
      fc.property(ranges, dense, fc.array(fc.integer({ min: 0, max: DAYS - 1 })), (asked, rolled, days) => {
        const unusable = days.map((day) => START + day * DAY);
        for (const { level, from, to } of piecesOf(asked, withoutDays(rolled, unusable))) {
          if (level !== 'direct') expect(unusable.some((day) => day < to && day + DAY > from)).toBe(false);
        }
        const { days: left, months } = withoutDays(rolled, unusable);
        expect(lengthOf(left)).toBe(lengthOf(rolled.days) - unusableOf(rolled.days, unusable));
        expect(lengthOf(months)).toBeLessThanOrEqual(lengthOf(rolled.months));
      }),
      { numRuns: 60 },
    );
  });
});

function expectTiled(pieces: readonly Piece[], { from, to }: Period): void {
  const bounds = from === to ? [] : [from, ...pieces.map((piece) => piece.to)];
  expect(pieces.map((piece) => piece.from)).toEqual(bounds.slice(0, -1));
  expect(bounds.at(-1) ?? to).toBe(to);
}

function rolledOf(days: ReadonlySet<number>, months: number): RolledSpans {
  const isRolled = (day: number) => days.has(day);
  const wholeMonths: Period[] = [];
  for (let from = START, bit = 0; from < START + DAYS * DAY; from = startOfMonth(from, 1), bit += 1) {
    const to = startOfMonth(from, 1);
    const first = (from - START) / DAY;
    const its = Array.from({ length: (to - from) / DAY }, (_, day) => first + day);
    if (its.every(isRolled) && ((months >> (bit % 30)) & 1) === 1) wholeMonths.push({ from, to });
  }
  return { days: runsOf([...days].sort((a, b) => a - b).map(dayPeriod)), months: runsOf(wholeMonths) };
}

function dayPeriod(day: number): Period {
  return { from: START + day * DAY, to: START + (day + 1) * DAY };
}

function runsOf(periods: readonly Period[]): Period[] {
  const runs: Period[] = [];
  for (const { from, to } of periods) {
    const last = runs.at(-1);
    if (last?.to === from) runs[runs.length - 1] = { from: last.from, to };
    else runs.push({ from, to });
  }
  return runs;
}

function lengthOf(periods: readonly Period[]): number {
  return periods.reduce((sum, { from, to }) => sum + to - from, 0);
}

function unusableOf(runs: readonly Period[], days: readonly number[]): number {
  return [...new Set(days)].filter((day) => runs.some(({ from, to }) => from <= day && day < to)).length * DAY;
}
