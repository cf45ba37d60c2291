import fc from 'fast-check';
import { type Instant, parseRfc3339 } from '../../src/instant';
import type { Period } from '../../src/statistics/calendar';

/** Zones of every awkward kind: half hours, quarters, jumps at midnight, of half an hour, of a day, and over the date. */
export const ZONE_NAMES = [
  'UTC',
  'Europe/Kyiv',
  'America/New_York',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Africa/Monrovia',
  'Pacific/Chatham',
];

export const zoneNames = fc.constantFrom(...ZONE_NAMES);

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Moments near and far of the clock changes that the zones above are chosen for. */
export const moments = fc.oneof(
  fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) * 1000 }),
  fc
    .tuple(
      fc.constantFrom(
        '2011-12-30T10:00:00Z',
        '2018-11-04T03:00:00Z',
        '2018-02-18T02:00:00Z',
        '2024-03-31T01:00:00Z',
        '2024-10-27T01:00:00Z',
        '2024-04-06T15:00:00Z',
        '2024-10-05T15:30:00Z',
        '2006-10-29T02:31:00Z',
        '1972-01-07T00:44:30Z',
        '1985-12-31T18:30:00Z',
      ),
      fc.integer({ min: -3 * DAY, max: 3 * DAY }),
    )
    .map(([text, away]) => at(text) + away),
);

/** Periods of up to so many microseconds, now and then on whole hours. */
export function periods(longest: number): fc.Arbitrary<Period> {
  return fc
    .tuple(moments, fc.integer({ min: 0, max: longest }), fc.boolean())
    .map(([from, length, whole]) =>
      whole
        ? { from: from - (from % HOUR), to: from - (from % HOUR) + length - (length % HOUR) }
        : { from, to: from + length },
    );
}

/** A moment written in RFC 3339; seconds and their colon may be left out. */
export function at(text: string): Instant {
  const instant = parseRfc3339(text.replace(/(T\d\d:\d\d)(?=[Z+-])/, '$1:00'));
  if (instant === undefined) throw new Error(`not a moment: ${text}`);
  return instant;
}

export function period(from: string, to: string): Period {
  return { from: at(from), to: at(to) };
}

const SHOWN = /^(\w{3}),? (\d\d)\/(\d\d)\/(\d{4}), (\d\d):(\d\d):(\d\d)$/;

/** What a zone's calendar and clock show, as Intl writes it: the model, slow and without arithmetic. */
export function shownBy(zone: string): (at: Instant) => { weekday: number; minuteOfDay: number; text: string } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (instant) => {
    const [, name, day, month, year, hour, minute, second] = SHOWN.exec(format.format(Math.floor(instant / 1000)))!;
    return {
      weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name!) + 1,
      minuteOfDay: Number(hour) * 60 + Number(minute),
      text: `${year}-${month}-${day}T${hour}:${minute}:${second}`,
    };
  };
}
