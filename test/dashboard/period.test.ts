import { parseDate } from '@internationalized/date';
import { daysOfPreset, hourOfDays, momentsOf, PRESETS } from '../../src/dashboard/page/time/period';

const SATURDAY = parseDate('2026-11-21');

test.each([
  ['today', '2026-11-21', '2026-11-21'],
  ['yesterday', '2026-11-20', '2026-11-20'],
  ['7d', '2026-11-15', '2026-11-21'],
  ['30d', '2026-10-23', '2026-11-21'],
  ['90d', '2026-08-24', '2026-11-21'],
  ['week', '2026-11-16', '2026-11-21'],
  ['month', '2026-11-01', '2026-11-21'],
  ['lastMonth', '2026-10-01', '2026-10-31'],
  ['year', '2026-01-01', '2026-11-21'],
] as const)('%s', (preset, from, to) => {
  expect(daysOfPreset(preset, SATURDAY)).toEqual({ from, to });
});

test('every preset ends on the day or before it', () => {
  for (const preset of PRESETS) expect(daysOfPreset(preset, SATURDAY).to <= '2026-11-21').toBe(true);
});

test('days begin and end at the midnights of the zone, on the days of a clock change too', () => {
  expect(momentsOf({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Kyiv')).toEqual({
    from: '2026-10-24T21:00:00.000Z',
    to: '2026-10-25T22:00:00.000Z',
  });
});

describe('an hour of the week', () => {
  const days = { from: '2026-10-22', to: '2026-10-28' };
  const at = (weekday: number, hour: number, zone = 'Europe/Kyiv') => hourOfDays(days, weekday, hour, zone);

  test('is the one hour of the days', () => {
    expect(at(4, 9)).toEqual({ from: '2026-10-22T06:00:00.000Z', to: '2026-10-22T07:00:00.000Z' });
    expect(at(3, 23)).toEqual({ from: '2026-10-28T21:00:00.000Z', to: '2026-10-28T22:00:00.000Z' });
  });

  test('that the clock repeats has two, and the one beside it one', () => {
    expect(at(7, 3)).toEqual({ from: '2026-10-25T00:00:00.000Z', to: '2026-10-25T02:00:00.000Z' });
    expect(at(7, 2)).toEqual({ from: '2026-10-24T23:00:00.000Z', to: '2026-10-25T00:00:00.000Z' });
  });

  test('before one that the clock leaves out is whole', () => {
    const spring = { from: '2026-03-29', to: '2026-03-29' };
    expect(hourOfDays(spring, 7, 2, 'Europe/Kyiv')).toEqual({
      from: '2026-03-29T00:00:00.000Z',
      to: '2026-03-29T01:00:00.000Z',
    });
  });

  test('is none where the days have not the weekday, or have it twice', () => {
    expect(hourOfDays({ from: '2026-10-22', to: '2026-10-22' }, 5, 9, 'UTC')).toBeUndefined();
    expect(hourOfDays({ from: '2026-10-22', to: '2026-10-29' }, 5, 9, 'UTC')).toBeUndefined();
  });
});
