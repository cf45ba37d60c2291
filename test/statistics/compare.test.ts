import fc from 'fast-check';
import { toIso } from '../../src/instant';
import { comparedPeriod, previousPeriod, previousYear } from '../../src/statistics/compare';
import { toLocal, zoneOf } from '../../src/statistics/zones';
import { DAY, period, periods, zoneNames } from './zone-cases';

type Case = [name: string, zone: string, from: string, to: string, earlierFrom: string, earlierTo: string];

describe('the previous period', () => {
  it.each<Case>([
    [
      'of March is February',
      'Europe/Kyiv',
      '2024-02-29T22:00Z',
      '2024-03-31T21:00Z',
      '2024-01-31T22:00Z',
      '2024-02-29T22:00Z',
    ],
    [
      'of a quarter is the quarter before',
      'America/New_York',
      '2024-04-01T04:00Z',
      '2024-07-01T04:00Z',
      '2024-01-01T05:00Z',
      '2024-04-01T04:00Z',
    ],
    [
      'of a year is the year before',
      'UTC',
      '2025-01-01T00:00Z',
      '2026-01-01T00:00Z',
      '2024-01-01T00:00Z',
      '2025-01-01T00:00Z',
    ],
    [
      'of a day of 25 hours is one of 24',
      'Europe/Kyiv',
      '2024-10-26T21:00Z',
      '2024-10-27T22:00Z',
      '2024-10-25T21:00Z',
      '2024-10-26T21:00Z',
    ],
    [
      'of a week holds a day of 23 hours',
      'America/New_York',
      '2024-03-11T04:00Z',
      '2024-03-18T04:00Z',
      '2024-03-04T05:00Z',
      '2024-03-11T04:00Z',
    ],
    [
      'of a day from nine to nine too',
      'America/New_York',
      '2024-03-10T13:00Z',
      '2024-03-11T13:00Z',
      '2024-03-09T14:00Z',
      '2024-03-10T13:00Z',
    ],
    [
      'of a day without a midnight',
      'America/Sao_Paulo',
      '2018-11-04T03:00Z',
      '2018-11-05T02:00Z',
      '2018-11-03T03:00Z',
      '2018-11-04T03:00Z',
    ],
    [
      'of some hours is as long',
      'Europe/Kyiv',
      '2024-03-31T00:30Z',
      '2024-03-31T02:30:00.000001Z',
      '2024-03-30T22:29:59.999999Z',
      '2024-03-31T00:30Z',
    ],
    [
      'of a day and some hours is as long',
      'UTC',
      '2024-05-14T09:00Z',
      '2024-05-15T17:00Z',
      '2024-05-13T01:00Z',
      '2024-05-14T09:00Z',
    ],
    [
      'of a month from the 15th is as many days',
      'UTC',
      '2024-02-15T00:00Z',
      '2024-03-15T00:00Z',
      '2024-01-17T00:00Z',
      '2024-02-15T00:00Z',
    ],
    [
      'of 31 days that are no month',
      'UTC',
      '2024-03-02T00:00Z',
      '2024-04-02T00:00Z',
      '2024-01-31T00:00Z',
      '2024-03-02T00:00Z',
    ],
    [
      'of nothing is nothing',
      'UTC',
      '2024-03-01T00:00Z',
      '2024-03-01T00:00Z',
      '2024-03-01T00:00Z',
      '2024-03-01T00:00Z',
    ],
  ])('%s', (_, zone, from, to, earlierFrom, earlierTo) => {
    const found = comparedPeriod(period(from, to), zoneOf(zone), 'PREVIOUS_PERIOD');
    expect(written(found)).toEqual(written(period(earlierFrom, earlierTo)));
  });

  it('ends where the period begins, and spans nearly as much', () => {
    fc.assert(
      fc.property(zoneNames, periods(800 * DAY), (name, asked) => {
        const earlier = previousPeriod(asked, zoneOf(name));
        const length = asked.to - asked.from;
        expect(earlier.to).toBe(asked.from);
        expect(Math.abs(earlier.to - earlier.from - length)).toBeLessThanOrEqual(length > 27 * DAY ? 4 * DAY : DAY);
        if (length > 0) expect(earlier.from).toBeLessThan(earlier.to);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the same period a year before', () => {
  it.each<Case>([
    ['of a month', 'Europe/Kyiv', '2024-06-30T21:00Z', '2024-07-31T21:00Z', '2023-06-30T21:00Z', '2023-07-31T21:00Z'],
    ['of a leap February', 'UTC', '2024-02-01T00:00Z', '2024-03-01T00:00Z', '2023-02-01T00:00Z', '2023-03-01T00:00Z'],
    [
      'of the February after',
      'UTC',
      '2025-02-01T00:00Z',
      '2025-03-01T00:00Z',
      '2024-02-01T00:00Z',
      '2024-03-01T00:00Z',
    ],
    [
      'of 28 February before a leap day',
      'UTC',
      '2024-02-28T00:00Z',
      '2024-02-29T00:00Z',
      '2023-02-28T00:00Z',
      '2023-03-01T00:00Z',
    ],
    ['of 29 February', 'UTC', '2024-02-29T00:00Z', '2024-03-01T00:00Z', '2023-02-28T00:00Z', '2023-03-01T00:00Z'],
    [
      'of hours of 29 February',
      'UTC',
      '2024-02-29T09:00Z',
      '2024-02-29T17:00Z',
      '2023-02-28T09:00Z',
      '2023-02-28T17:00Z',
    ],
    [
      'of a night to 29 February',
      'UTC',
      '2024-02-28T18:00Z',
      '2024-02-29T06:00Z',
      '2023-02-28T18:00Z',
      '2023-03-01T06:00Z',
    ],
    [
      'across another date of the clock change',
      'Europe/Kyiv',
      '2024-03-30T22:00Z',
      '2024-03-31T21:00Z',
      '2023-03-30T21:00Z',
      '2023-03-31T21:00Z',
    ],
    [
      'from a day without a midnight',
      'America/Sao_Paulo',
      '2018-11-04T03:00Z',
      '2018-11-05T02:00Z',
      '2017-11-04T02:00Z',
      '2017-11-05T02:00Z',
    ],
    [
      'over the end of an hour that comes twice',
      'Europe/Kyiv',
      '2024-10-27T00:45Z',
      '2024-10-27T01:15Z',
      '2023-10-27T00:45Z',
      '2023-10-27T01:15Z',
    ],
    [
      'under another offset',
      'Asia/Kathmandu',
      '1986-01-31T18:15Z',
      '1986-02-28T18:15Z',
      '1985-01-31T18:30Z',
      '1985-02-28T18:30Z',
    ],
  ])('%s', (_, zone, from, to, earlierFrom, earlierTo) => {
    const found = comparedPeriod(period(from, to), zoneOf(zone), 'PREVIOUS_YEAR');
    expect(written(found)).toEqual(written(period(earlierFrom, earlierTo)));
  });

  it('never turns around, and is as long but for a leap day and clock changes', () => {
    fc.assert(
      fc.property(zoneNames, periods(400 * DAY), (name, asked) => {
        const earlier = previousYear(asked, zoneOf(name));
        expect(earlier.to).toBeGreaterThanOrEqual(earlier.from);
        expect(Math.abs(earlier.to - earlier.from - (asked.to - asked.from))).toBeLessThanOrEqual(2 * DAY);
      }),
      { numRuns: 500 },
    );
  });

  it('begins at the same date and time of the zone, where that was', () => {
    fc.assert(
      fc.property(periods(400 * DAY), (asked) => {
        const zone = zoneOf('Asia/Kolkata');
        const [now, before] = [asked, previousYear(asked, zone)].map(({ from }) => toIso(toLocal(zone, from)));
        const expected = now!.slice(5, 10) === '02-29' ? now!.replace('-29T', '-28T') : now!;
        expect(before!.slice(4)).toBe(expected.slice(4));
        expect(Number(before!.slice(0, 4))).toBe(Number(now!.slice(0, 4)) - 1);
      }),
    );
  });
});

function written({ from, to }: { from: number; to: number }): string[] {
  return [toIso(from), toIso(to)];
}
