import fc from 'fast-check';
import type { Period } from '../../src/statistics/calendar';
import { readWorkingWeek, type WorkingHoursRow, workingSeconds } from '../../src/statistics/working-hours';
import { zoneOf } from '../../src/statistics/zones';
import { at, DAY, MINUTE, moments, period, periods, SECOND, shownBy, zoneNames } from './zone-cases';

const HOURS = { openHour: 9, openMinutes: 0, closeHour: 17, closeMinutes: 30, closedAllDay: false, openAllDay: false };
const NO_HOURS = { openHour: null, openMinutes: null, closeHour: null, closeMinutes: null };
/** Monday to Friday from nine to half past five, as the host writes an ordinary inbox. */
const OFFICE: WorkingHoursRow[] = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({
  ...HOURS,
  dayOfWeek,
  ...(dayOfWeek % 6 === 0 && { ...NO_HOURS, closedAllDay: true }),
}));
const ALWAYS: WorkingHoursRow[] = OFFICE.map((row) => ({ ...row, closedAllDay: false, openAllDay: true }));

describe('the seconds within working hours', () => {
  it.each<[string, string, string, string, number]>([
    ['of a working day', 'Europe/Kyiv', '2024-05-15T00:00Z', '2024-05-16T00:00Z', 8.5],
    ['before nine and after', 'Europe/Kyiv', '2024-05-15T05:30Z', '2024-05-15T06:45Z', 0.75],
    ['over a night', 'Europe/Kyiv', '2024-05-15T13:30Z', '2024-05-16T07:00Z', 2],
    ['over a weekend', 'America/New_York', '2024-05-17T21:00Z', '2024-05-20T13:30Z', 1],
    ['in a weekend', 'America/New_York', '2024-05-18T04:00Z', '2024-05-20T04:00Z', 0],
    ['in a zone of a quarter', 'Asia/Kathmandu', '2024-05-15T03:00Z', '2024-05-15T04:00Z', 0.75],
    ['of four years', 'UTC', '2020-01-06T00:00Z', '2024-01-08T00:00Z', 209 * 42.5],
  ])('%s', (_, zone, from, to, hours) => {
    expect(worked(OFFICE, zone, period(from, to))).toBe(hours * 3600);
  });

  it.each<[string, string, string, string, number]>([
    ['has 23 hours', 'Europe/Kyiv', '2024-03-30T22:00Z', '2024-03-31T21:00Z', 23],
    ['has 25 hours', 'Europe/Kyiv', '2024-10-26T21:00Z', '2024-10-27T22:00Z', 25],
    ['was left out', 'Pacific/Apia', '2011-12-30T09:00Z', '2011-12-30T11:00Z', 2],
  ])('of a day that %s, open all day', (_, zone, from, to, hours) => {
    expect(worked(ALWAYS, zone, period(from, to))).toBe(hours * 3600);
  });

  it('go by the clock: a night shift over a clock change is an hour shorter', () => {
    const night = OFFICE.map((row) => ({ ...row, ...HOURS, openHour: 1, closeHour: 6, closeMinutes: 0 }));
    expect(worked(night, 'Europe/Kyiv', period('2024-03-29T22:00Z', '2024-03-30T22:00Z'))).toBe(5 * 3600);
    expect(worked(night, 'Europe/Kyiv', period('2024-03-30T22:00Z', '2024-03-31T21:00Z'))).toBe(4 * 3600);
    expect(worked(night, 'Europe/Kyiv', period('2024-10-26T21:00Z', '2024-10-27T22:00Z'))).toBe(6 * 3600);
  });

  it.each<[string, Partial<WorkingHoursRow>, number]>([
    ['closed wins over open all day', { closedAllDay: true, openAllDay: true }, 0],
    ['open all day wins over the hours', { openAllDay: true }, 24],
    ['a day without hours is closed', NO_HOURS, 0],
    ['a day that closes before it opens is closed', { openHour: 18 }, 0],
    ['minutes that are missing are none', { openMinutes: null, closeMinutes: null }, 8],
    ['flags that are missing are not set', { closedAllDay: null, openAllDay: null }, 8.5],
  ])('%s', (_, change, hours) => {
    const wednesday = OFFICE.map((row) => (row.dayOfWeek === 3 ? { ...row, ...change } : row));
    expect(worked(wednesday, 'UTC', period('2024-05-15T00:00Z', '2024-05-16T00:00Z'))).toBe(hours * 3600);
  });

  it('are none on a day without a row, and go by the first of two', () => {
    const wednesday = period('2024-05-15T00:00Z', '2024-05-16T00:00Z');
    const another = { ...HOURS, dayOfWeek: 3, openHour: 12 };
    expect(worked([], 'UTC', wednesday)).toBe(0);
    expect(worked([...OFFICE, another], 'UTC', wednesday)).toBe(8.5 * 3600);
    expect(worked([another, ...OFFICE], 'UTC', wednesday)).toBe(5.5 * 3600);
  });

  it('are exact to the microsecond, and none where the end is not later', () => {
    const opening = at('2024-05-15T09:00Z');
    const week = readWorkingWeek(OFFICE, zoneOf('UTC'));
    expect(workingSeconds(week, opening - 5, opening + 1)).toBe(0.000001);
    expect(workingSeconds(week, opening + 5, opening + 5)).toBe(0);
    expect(workingSeconds(week, opening + 5, opening)).toBe(0);
  });

  it('are what the clock shows minute by minute', () => {
    const zones = zoneNames.filter((name) => name !== 'Africa/Monrovia');
    fc.assert(
      fc.property(zones, periods(15 * DAY), weeks, (name, asked, rows) => {
        expect(worked(rows, name, asked)).toBeCloseTo(workedByMinute(rows, name, asked), 5);
      }),
      { numRuns: 15 },
    );
  });

  it('add up over any split, and are all the time or none where always open or closed', () => {
    fc.assert(
      fc.property(zoneNames, fc.tuple(moments, moments, moments), weeks, (name, three, rows) => {
        const [from, split, to] = three.sort((a, b) => a - b) as [number, number, number];
        const sum = worked(rows, name, { from, to: split }) + worked(rows, name, { from: split, to });
        expect(sum).toBeCloseTo(worked(rows, name, { from, to }), 4);
        expect(worked(ALWAYS, name, { from, to })).toBe((to - from) / SECOND);
        expect(worked([], name, { from, to })).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

const weeks: fc.Arbitrary<WorkingHoursRow[]> = fc
  .array(
    fc.record({
      closedAllDay: fc.constantFrom(false, false, true, null),
      openAllDay: fc.constantFrom(false, false, true),
      openHour: fc.integer({ min: 0, max: 23 }),
      openMinutes: fc.integer({ min: 0, max: 59 }),
      closeHour: fc.integer({ min: 0, max: 23 }),
      closeMinutes: fc.integer({ min: 0, max: 59 }),
    }),
    { maxLength: 7 },
  )
  .map((days) => days.map((day, dayOfWeek) => ({ ...day, dayOfWeek })));

function worked(rows: readonly WorkingHoursRow[], zone: string, { from, to }: Period): number {
  return workingSeconds(readWorkingWeek(rows, zoneOf(zone)), from, to);
}

function workedByMinute(rows: readonly WorkingHoursRow[], zone: string, { from, to }: Period): number {
  const shown = shownBy(zone);
  let microseconds = 0;
  for (let minute = from - (from % MINUTE); minute < to; minute += MINUTE) {
    const { weekday, minuteOfDay } = shown(minute);
    const row = rows.find(({ dayOfWeek }) => dayOfWeek === weekday % 7);
    if (!row || row.closedAllDay) continue;
    const isOpen =
      row.openAllDay ||
      (minuteOfDay >= row.openHour! * 60 + row.openMinutes! && minuteOfDay < row.closeHour! * 60 + row.closeMinutes!);
    if (isOpen) microseconds += Math.min(minute + MINUTE, to) - Math.max(minute, from);
  }
  return microseconds / SECOND;
}
