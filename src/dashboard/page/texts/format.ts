/** How a locale writes what the API answers; a null is not measured, and is told by a dash. */
export interface Formats {
  number(value: number | null | undefined): string;
  /** A part between 0 and 1 as per cent. */
  percent(value: number | null | undefined): string;
  /** Seconds by their two greatest units. */
  duration(seconds: number | null | undefined): string;
  /** The day, with the year where it is not the present one, and the time to the minute. */
  dateTime(instant: string): string;
  time(instant: string): string;
  /** The day and the time to the second. */
  exactTime(instant: string): string;
  /** The day, with the year where it is not the present one. */
  date(instant: string): string;
  /** Calendar days, both inside, whatever the zone. */
  days(from: string, to: string): string;
  /** A half-open period; by its days where it begins and ends at midnights. */
  period(from: string, to: string): string;
  /** The short name of a day of the week: 1 is Monday. */
  weekday(number: number): string;
}

export const NOT_MEASURED = '–';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The formats of a locale in a zone. */
export function formatsOf(locale: string, timeZone: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  // The narrow units of Ukrainian are single letters, which few people write.
  const unitDisplay = locale.startsWith('en') ? 'narrow' : 'short';
  const units = new Map(
    UNITS.map(([unit]) => [unit, new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })]),
  );
  const formatOf = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const year = formatOf({ year: 'numeric' });
  const day = (options: Intl.DateTimeFormatOptions) => {
    const [ofThisYear, ofAnother] = [formatOf(options), formatOf({ ...options, year: 'numeric' })];
    return (instant: string) => {
      const moment = new Date(instant);
      return (year.format(moment) === year.format(Date.now()) ? ofThisYear : ofAnother).format(moment);
    };
  };
  const rangeOfDays = (zone: string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' });
    return (from: number, to: number) => format.formatRange(from, to);
  };
  const [plainDays, daysInZone] = [rangeOfDays('UTC'), rangeOfDays(timeZone)];
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  const minutes = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const seconds = { ...minutes, second: '2-digit' } as const;
  const dateTime = day({ day: 'numeric', month: 'short', ...minutes });
  const time = formatOf(seconds);
  return {
    number: (value) => (value == null ? NOT_MEASURED : number.format(value)),
    percent: (value) => (value == null ? NOT_MEASURED : percent.format(value)),
    duration: (seconds) => (seconds == null ? NOT_MEASURED : durationText(seconds, units)),
    dateTime,
    time: (instant) => time.format(new Date(instant)),
    exactTime: day({ day: 'numeric', month: 'short', ...seconds }),
    date: day({ day: 'numeric', month: 'short' }),
    days: (from, to) => plainDays(Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)),
    period: (from, to) =>
      [from, to].every((edge) => isMidnight(edge, timeZone))
        ? daysInZone(Date.parse(from), Date.parse(to) - 1)
        : `${dateTime(from)} – ${dateTime(to)}`,
    // The first of January 2024 was a Monday.
    weekday: (n) => weekday.format(new Date(Date.UTC(2024, 0, n))),
  };
}

function isMidnight(instant: string, timeZone: string): boolean {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(instant)) === '00:00:00';
}

function durationText(seconds: number, units: Map<string, Intl.NumberFormat>): string {
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(units.get(unit)!.format(count));
    // Two neighbouring units: a day and some seconds would be false precision.
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length > 0 ? parts.join(' ') : units.get('second')!.format(0);
}
