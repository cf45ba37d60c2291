/**
 * A moment as whole microseconds since 1970-01-01T00:00:00 UTC: the resolution of the host's `timestamp` columns, which
 * a JavaScript Date would cut to milliseconds. A safe integer until the year 2255.
 */
export type Instant = number;

export const MICROSECONDS_PER_SECOND = 1_000_000;

const TIMESTAMP = /^(\d{4,6})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Reads PostgreSQL's text of a `timestamp without time zone` as UTC, whatever TZ the process runs in. */
export function parseTimestamp(text: string): Instant {
  const instant = readByPlaces(text);
  return Number.isNaN(instant) ? readByPattern(text) : instant;
}

/** A year of four digits: a page reads hundreds of them, and each match of a pattern makes a dozen objects. NaN for other texts. */
function readByPlaces(text: string): Instant {
  const { length } = text;
  const isSeparated =
    (length === 19 || (length > 20 && length <= 26 && text[19] === '.')) &&
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === ' ' &&
    text[13] === ':' &&
    text[16] === ':';
  if (!isSeparated) return Number.NaN;
  const milliseconds = Date.UTC(
    digits(text, 0, 4),
    digits(text, 5, 7) - 1,
    digits(text, 8, 10),
    digits(text, 11, 13),
    digits(text, 14, 16),
    digits(text, 17, 19),
  );
  return milliseconds * 1000 + digits(text, 20, length) * TENS[Math.max(0, 26 - length)]!;
}

const TENS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/** The number that the digits from one place to another write; 0 of none, NaN where there is anything else. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let place = from; place < to; place += 1) {
    const digit = text.charCodeAt(place) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function readByPattern(text: string): Instant {
  const match = TIMESTAMP.exec(text);
  if (!match) throw new RangeError(`not a timestamp of the common era: ${text}`);
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  const milliseconds = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
  return milliseconds * 1000 + Number(fraction.padEnd(6, '0'));
}

/** What a host's row may say is no moment of ours: before the first it counts as the first, after the last as the last. */
const FIRST_MOMENT = Date.parse('0001-01-01T00:00:00Z') * 1000;
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59Z') * 1000;

/** A moment that can be written with four digits of the year. */
export function withinYears(instant: Instant): Instant {
  return Math.max(FIRST_MOMENT, Math.min(LAST_MOMENT, instant));
}

/** Reads any `timestamp` of a host's: `infinity` is Infinity, and what lies before Christ counts as the first moment after. */
export function readTimestamp(text: string): Instant {
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  return text === '-infinity' || text.endsWith(' BC') ? FIRST_MOMENT : parseTimestamp(text);
}

/** The text of a moment for a `timestamp without time zone` column, UTC. */
export function formatTimestamp(instant: Instant): string {
  if (instant === Number.POSITIVE_INFINITY) return 'infinity';
  return toIso(instant).replace('T', ' ').slice(0, -1);
}

/** RFC 3339 in UTC with six digits of the fraction: `2022-05-27T13:19:40.562111Z`. */
export function toIso(instant: Instant): string {
  const seconds = Math.floor(instant / MICROSECONDS_PER_SECOND);
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  const ofDay = seconds - day * SECONDS_PER_DAY;
  const [hour, minute, second] = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60];
  const fraction = String(instant - (seconds - 1) * MICROSECONDS_PER_SECOND).slice(1);
  return `${dateOf(day)}T${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[second]}.${fraction}Z`;
}

const SECONDS_PER_DAY = 86_400;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** The date of the last moment that was written: moments of one answer are often of one day. */
let lastWritten = { day: 0, date: '1970-01-01' };

function dateOf(day: number): string {
  if (day !== lastWritten.day) {
    lastWritten = { day, date: new Date(day * SECONDS_PER_DAY * 1000).toISOString().split('T')[0]! };
  }
  return lastWritten.date;
}

/**
 * Reads an RFC 3339 moment with an offset, in the years 1970 to 2199 and with at most microseconds; undefined for
 * anything else, such as the 30th of February.
 */
export function parseRfc3339(text: string): Instant | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  if (fraction.length > 6 || +offsetHours > 23 || +offsetMinutes > 59) return undefined;
  const wall = new Date(Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!));
  const rolledOver =
    wall.getUTCMonth() !== +month! - 1 ||
    wall.getUTCDate() !== +day! ||
    wall.getUTCHours() !== +hour! ||
    wall.getUTCMinutes() !== +minute! ||
    wall.getUTCSeconds() !== +second!;
  if (rolledOver || +year! < 1970 || +year! > 2199) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (+offsetHours * 60 + +offsetMinutes) * 60_000;
  return (wall.getTime() - offset) * 1000 + Number(fraction.padEnd(6, '0'));
}

/** The length of [from, to) in seconds, with the fraction. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (to - from) / MICROSECONDS_PER_SECOND;
}

/** The whole seconds of a moment since 1970, as the host's `to_i` cuts them. */
export function wholeSeconds(instant: Instant): number {
  return Math.floor(instant / MICROSECONDS_PER_SECOND);
}
