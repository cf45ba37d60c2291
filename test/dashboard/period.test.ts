import { parseDate } from '@internationalized/date';
import { daysOfPreset, momentsOf, PRESETS } from '../../src/dashboard/page/time/period';

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
