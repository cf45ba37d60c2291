import { isOnShift, kyivTime, nextOnShift } from '../../src/demo/kyiv-time';
import { parseRfc3339, toIso } from '../../src/instant';

const at = (text: string) => parseRfc3339(text)!;
const SHIFT = { days: [0, 1, 2, 3, 4], fromHour: 9, toHour: 18 };

test.each([
  ['2026-01-05T07:00:00Z', 0, 9, 'a Monday in winter'],
  ['2026-07-06T06:00:00Z', 0, 9, 'a Monday in summer'],
  ['2026-03-29T00:59:59Z', 6, 2, 'the last hour of winter time'],
  ['2026-03-29T01:00:00Z', 6, 4, 'the first hour of summer time'],
  ['2026-10-25T00:59:59Z', 6, 3, 'the last hour of summer time'],
  ['2026-10-25T01:00:00Z', 6, 3, 'the first hour of winter time'],
  ['2026-05-31T22:30:00Z', 0, 1, 'a Monday there that is Sunday in UTC'],
])('in Kyiv %s is weekday %i, hour %i: %s', (moment, weekday, hour) => {
  expect(kyivTime(at(moment))).toEqual({ weekday, hour });
});

test.each([
  ['2026-05-15T12:00:00Z', '2026-05-15T12:00:00.000000Z', 'within the shift'],
  ['2026-05-15T03:00:00Z', '2026-05-15T06:00:00.000000Z', 'before it'],
  ['2026-05-15T15:00:00Z', '2026-05-18T06:00:00.000000Z', 'Friday at its end: Monday'],
  ['2026-03-28T12:00:00Z', '2026-03-30T06:00:00.000000Z', 'over the change to summer time'],
  ['2026-10-24T12:00:00Z', '2026-10-26T07:00:00.000000Z', 'over the change to winter time'],
])('from %s the agent works at %s: %s', (moment, next) => {
  expect(toIso(nextOnShift(SHIFT, at(moment)))).toBe(next);
  expect(isOnShift(SHIFT, at(moment))).toBe(toIso(at(moment)) === next);
});
