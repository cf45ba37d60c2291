import fc from 'fast-check';
import { toIso } from '../../src/instant';
import { type Bucket, type Cut, cutIntoBuckets, unitFor } from '../../src/statistics/buckets';
import type { Period, TimeUnit } from '../../src/statistics/calendar';
import { zoneOf } from '../../src/statistics/zones';
import { at, DAY, HOUR, MINUTE, period, periods, shownBy, ZONE_NAMES, zoneNames } from './zone-cases';

const UNITS: readonly TimeUnit[] = ['HOUR', 'DAY', 'WEEK', 'MONTH'];

describe('the buckets of a period', () => {
  it.each<[string, string, TimeUnit, string, string, number[]]>([
    ['a day of 23 hours', 'Europe/Kyiv', 'DAY', '2024-03-30T22:00Z', '2024-04-01T21:00Z', [23, 24]],
    ['a day of 25 hours', 'America/New_York', 'DAY', '2024-11-03T04:00Z', '2024-11-05T05:00Z', [25, 24]],
    ['a day half an hour short', 'Australia/Lord_Howe', 'DAY', '2024-10-05T13:30Z', '2024-10-06T13:00Z', [23.5]],
    ['a day without a midnight', 'America/Sao_Paulo', 'DAY', '2018-11-03T03:00Z', '2018-11-05T02:00Z', [24, 23]],
    ['an hour twice before midnight', 'America/Sao_Paulo', 'DAY', '2018-02-17T02:00Z', '2018-02-19T03:00Z', [25, 24]],
    ['a day left out', 'Pacific/Apia', 'DAY', '2011-12-29T10:00Z', '2011-12-31T10:00Z', [24, 24]],
    ['a week with a day left out', 'Pacific/Apia', 'WEEK', '2011-12-26T10:00Z', '2012-01-01T10:00Z', [144]],
    ['a week of a clock change', 'Europe/Kyiv', 'WEEK', '2024-10-20T21:00Z', '2024-11-03T22:00Z', [169, 168]],
    ['a leap February', 'Asia/Kathmandu', 'MONTH', '2024-01-31T18:15Z', '2024-03-31T18:15Z', [29 * 24, 31 * 24]],
    ['the hour that comes twice', 'Europe/Kyiv', 'HOUR', '2024-10-26T23:00Z', '2024-10-27T03:00Z', [1, 1, 1, 1]],
    ['the hour that is skipped', 'Europe/Kyiv', 'HOUR', '2024-03-30T23:00Z', '2024-03-31T03:00Z', [1, 1, 1, 1]],
    ['half an hour skipped', 'Australia/Lord_Howe', 'HOUR', '2024-10-05T14:30Z', '2024-10-05T17:00Z', [1, 0.5, 1]],
    ['half an hour again', 'Australia/Lord_Howe', 'HOUR', '2024-04-06T14:00Z', '2024-04-06T16:30Z', [1, 0.5, 1]],
  ])('%s', (_, zone, unit, from, to, hours) => {
    const buckets = bucketsOf(cutIntoBuckets(period(from, to), zoneOf(zone), unit));
    expect(buckets.map(({ start, end }) => (end - start) / HOUR)).toEqual(hours);
    expect(buckets.some(({ isPartial }) => isPartial)).toBe(false);
  });

  it("begin by the zone's clock, and are partial where the period cuts them", () => {
    const cut = cutIntoBuckets(
      period('2024-05-10T00:00:00.000001Z', '2024-05-10T02:15Z'),
      zoneOf('Asia/Kathmandu'),
      'HOUR',
    );
    expect(bucketsOf(cut).map(({ start, end, isPartial }) => [toIso(start), toIso(end), isPartial])).toEqual([
      ['2024-05-10T00:00:00.000001Z', '2024-05-10T00:15:00.000000Z', true],
      ['2024-05-10T00:15:00.000000Z', '2024-05-10T01:15:00.000000Z', false],
      ['2024-05-10T01:15:00.000000Z', '2024-05-10T02:15:00.000000Z', false],
    ]);
  });

  it('are one where the period lies within a unit, and none where it is empty', () => {
    const within = period('2024-05-15T09:00Z', '2024-05-15T17:00Z');
    for (const unit of ['DAY', 'WEEK', 'MONTH'] as const) {
      const buckets = bucketsOf(cutIntoBuckets(within, zoneOf('UTC'), unit));
      expect(buckets).toEqual([{ start: within.from, end: within.to, isPartial: true }]);
    }
    for (const unit of UNITS) {
      expect(bucketsOf(cutIntoBuckets({ from: within.from, to: within.from }, zoneOf('UTC'), unit))).toEqual([]);
    }
  });

  it.each(ZONE_NAMES.filter((name) => name !== 'Africa/Monrovia'))(
    'of %s begin where the clock says, by the minute',
    (name) => {
      fc.assert(
        fc.property(periods(4 * DAY), ({ from, to }) => {
          const asked = { from: from - (from % MINUTE), to: to - (to % MINUTE) };
          const expected = boundsByMinute(asked, name);
          for (const unit of UNITS) {
            const bounds = bucketsOf(cutIntoBuckets(asked, zoneOf(name), unit)).map(({ start }) => start);
            expect(bounds.slice(1)).toEqual(expected[unit]);
          }
        }),
        { numRuns: 6 },
      );
    },
  );

  it('tile the period, and only the first and the last are partial', () => {
    fc.assert(
      fc.property(zoneNames, periods(1900 * HOUR), fc.constantFrom(...UNITS), (name, asked, unit) => {
        const buckets = bucketsOf(cutIntoBuckets(asked, zoneOf(name), unit));
        expect([asked.from, ...buckets.map(({ end }) => end)]).toEqual([
          ...buckets.map(({ start }) => start),
          asked.to,
        ]);
        expect(buckets.every(({ start, end }) => start < end)).toBe(true);
        expect(buckets.slice(1, -1).some(({ isPartial }) => isPartial)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('are whole exactly where a longer period has the same ones', () => {
    fc.assert(
      fc.property(zoneNames, periods(900 * HOUR), fc.constantFrom(...UNITS), (name, asked, unit) => {
        const longer = { from: asked.from - 32 * DAY, to: asked.to + 10 * DAY };
        const ends = new Map(
          bucketsOf(cutIntoBuckets(longer, zoneOf(name), unit)).map(({ start, end }) => [start, end]),
        );
        const last = [...ends.keys()].at(-1);
        for (const { start, end, isPartial } of bucketsOf(cutIntoBuckets(asked, zoneOf(name), unit))) {
          if (start !== last) expect(isPartial).toBe(ends.get(start) !== end);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the unit of a period', () => {
  it.each<[string, string, string, TimeUnit]>([
    ['a day of 25 hours', '2024-10-26T21:00Z', '2024-10-27T22:00Z', 'HOUR'],
    ['three days, one of 25 hours', '2024-10-25T21:00Z', '2024-10-28T22:00Z', 'HOUR'],
    ['a little more', '2024-10-25T21:00Z', '2024-10-28T22:00:00.000001Z', 'DAY'],
    ['the longest quarter, over a clock change', '2024-09-30T21:00Z', '2024-12-31T22:00Z', 'DAY'],
    ['a quarter and a day', '2024-09-30T21:00Z', '2025-01-01T22:00Z', 'WEEK'],
    ['a leap year', '2023-12-31T22:00Z', '2024-12-31T22:00Z', 'WEEK'],
    ['a leap year and a day', '2023-12-31T22:00Z', '2025-01-01T22:00Z', 'MONTH'],
  ])('of %s', (_, from, to, unit) => {
    const asked = period(from, to);
    expect(unitFor(asked, zoneOf('Europe/Kyiv'))).toBe(unit);
    expect(cutIntoBuckets(asked, zoneOf('Europe/Kyiv')).unit).toBe(unit);
  });

  it('never makes more than 366 points of twenty years and less', () => {
    fc.assert(
      fc.property(zoneNames, periods(20 * 366 * DAY), (name, asked) => {
        expect(bucketsOf(cutIntoBuckets(asked, zoneOf(name))).length).toBeLessThanOrEqual(366);
      }),
    );
  });
});

describe('more than 2,000 points', () => {
  it('are refused with what would be right, 2,000 are not', () => {
    const from = at('2020-01-01T00:00Z');
    const utc = zoneOf('UTC');
    expect(bucketsOf(cutIntoBuckets({ from, to: from + 2000 * HOUR }, utc, 'HOUR'))).toHaveLength(2000);
    expect(cutIntoBuckets({ from, to: from + 2000 * HOUR + 1 }, utc, 'HOUR')).toEqual({
      unit: 'HOUR',
      refusal: 'the period has more than 2,000 points of the unit HOUR: take the unit DAY, or ask for a shorter period',
    });
    expect(cutIntoBuckets({ from, to: from + 7000 * DAY }, utc, 'HOUR')).toMatchObject({
      refusal: expect.stringContaining('take the unit WEEK'),
    });
    expect(cutIntoBuckets({ from: at('1970-01-01T00:00Z'), to: at('2199-01-01T00:00Z') }, utc)).toMatchObject({
      refusal: 'the period has more than 2,000 points of the unit MONTH: ask for a shorter period',
    });
  });
});

function bucketsOf(cut: Cut): readonly Bucket[] {
  if ('refusal' in cut) throw new Error(cut.refusal);
  return cut.buckets;
}

/** Where hours, days, weeks and months begin within a period, read off the clock minute by minute. */
function boundsByMinute({ from, to }: Period, zone: string): Record<TimeUnit, number[]> {
  const shown = shownBy(zone);
  const bounds: Record<TimeUnit, number[]> = { HOUR: [], DAY: [], WEEK: [], MONTH: [] };
  let before: { minuteOfDay: number; latest: string } | undefined;
  for (let moment = from - 3 * HOUR; moment < to; moment += MINUTE) {
    const { minuteOfDay, text } = shown(moment);
    const date = text.slice(0, 10);
    const latest = before && before.latest > date ? before.latest : date;
    if (before && moment > from) {
      const jumps = minuteOfDay !== (before.minuteOfDay + 1) % 1440;
      if (minuteOfDay % 60 === 0 || jumps) bounds.HOUR.push(moment);
      if (latest !== before.latest) bounds.DAY.push(moment);
      if (weekOf(latest) !== weekOf(before.latest)) bounds.WEEK.push(moment);
      if (latest.slice(0, 7) !== before.latest.slice(0, 7)) bounds.MONTH.push(moment);
    }
    before = { minuteOfDay, latest };
  }
  return bounds;
}

function weekOf(date: string): number {
  return Math.floor((Date.parse(date) / 86_400_000 + 3) / 7);
}
