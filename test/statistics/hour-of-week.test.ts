import fc from 'fast-check';
import { toIso } from '../../src/instant';
import {
  HOURS_OF_WEEK,
  hourOfWeekAt,
  rangesOfHourOfWeek,
  secondsByHourOfWeek,
} from '../../src/statistics/hour-of-week';
import { zoneOf } from '../../src/statistics/zones';
import { DAY, HOUR, MINUTE, moments, period, periods, SECOND, shownBy, zoneNames } from './zone-cases';

describe('an hour of the week', () => {
  it.each<[string, string, string, string, number, number, string[]]>([
    [
      'once a week',
      'Europe/Kyiv',
      '2024-05-01T00:00Z',
      '2024-05-15T00:00Z',
      1,
      9,
      ['2024-05-06T06:00/60', '2024-05-13T06:00/60'],
    ],
    ['at a quarter', 'Asia/Kathmandu', '2024-05-06T00:00Z', '2024-05-08T00:00Z', 2, 0, ['2024-05-06T18:15/60']],
    ['cut by the period', 'UTC', '2024-05-05T23:10Z', '2024-05-05T23:40Z', 7, 23, ['2024-05-05T23:10/30']],
    ['twice in a row', 'Europe/Kyiv', '2024-10-26T00:00Z', '2024-10-28T00:00Z', 7, 3, ['2024-10-27T00:00/120']],
    ['skipped', 'Europe/Kyiv', '2024-03-30T00:00Z', '2024-04-01T00:00Z', 7, 3, []],
    ['half skipped', 'Australia/Lord_Howe', '2024-10-05T00:00Z', '2024-10-06T00:00Z', 7, 2, ['2024-10-05T15:30/30']],
    ['half again', 'Australia/Lord_Howe', '2024-04-06T00:00Z', '2024-04-07T00:00Z', 7, 1, ['2024-04-06T14:00/90']],
    ['on a day left out', 'Pacific/Apia', '2011-12-28T00:00Z', '2012-01-01T00:00Z', 5, 12, []],
  ])('%s', (_, zone, from, to, weekday, hour, expected) => {
    const ranges = rangesOfHourOfWeek(period(from, to), zoneOf(zone), { weekday, hour });
    const written = ranges.map((range) => `${toIso(range.from).slice(0, 16)}/${(range.to - range.from) / MINUTE}`);
    expect(written).toEqual(expected);
  });

  it('is the one that the clock shows', () => {
    fc.assert(
      fc.property(zoneNames, moments, (name, moment) => {
        const { weekday, minuteOfDay } = shownBy(name)(moment);
        expect(hourOfWeekAt(zoneOf(name), moment)).toEqual({ weekday, hour: Math.floor(minuteOfDay / 60) });
      }),
    );
  });

  it('has the minutes that the clock shows, one by one', () => {
    fc.assert(
      fc.property(
        zoneNames.filter((name) => name !== 'Africa/Monrovia'),
        periods(15 * DAY),
        (name, asked) => {
          const minutes = new Array<number>(168).fill(0);
          const shown = shownBy(name);
          const { from, to } = { from: asked.from - (asked.from % MINUTE), to: asked.to - (asked.to % MINUTE) };
          for (let moment = from; moment < to; moment += MINUTE) {
            const { weekday, minuteOfDay } = shown(moment);
            minutes[(weekday - 1) * 24 + Math.floor(minuteOfDay / 60)]! += 1;
          }
          expect(secondsByHourOfWeek({ from, to }, zoneOf(name))).toEqual(minutes.map((count) => count * 60));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('takes its part: the ranges of all 168 tile the period', () => {
    fc.assert(
      fc.property(zoneNames, periods(60 * DAY), (name, asked) => {
        const ranges = HOURS_OF_WEEK.flatMap((cell) => rangesOfHourOfWeek(asked, zoneOf(name), cell));
        ranges.sort((a, b) => a.from - b.from);
        expect([asked.from, ...ranges.map(({ to }) => to)]).toEqual([...ranges.map(({ from }) => from), asked.to]);
        expect(ranges.every(({ from, to }) => from < to && to - from <= 2 * HOUR)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('sums to the seconds of the period', () => {
    const asked = period('2022-11-20T10:00Z', '2024-11-20T10:00:00.5Z');
    const seconds = secondsByHourOfWeek(asked, zoneOf('America/New_York'));
    expect(seconds.reduce((sum, value) => sum + value, 0)).toBeCloseTo((asked.to - asked.from) / SECOND, 6);
  });
});
