import { type Instant, secondsBetween } from '../instant';
import { dayOf, firstDayOfWeek, type Period, weekdayOf, weekOf } from './calendar';
import { DAY, HOUR, type Stretch, stretchesOf, toLocal, WEEK, type Zone } from './zones';

/** An hour of the week by a zone's clock: weekday 1 is Monday, hour is 0 to 23. */
export interface HourOfWeek {
  readonly weekday: number;
  readonly hour: number;
}

/** All 168, from Monday 0:00. */
export const HOURS_OF_WEEK: readonly HourOfWeek[] = Array.from({ length: 168 }, (_, index) => ({
  weekday: Math.floor(index / 24) + 1,
  hour: index % 24,
}));

/** The hour of the week that a zone's clock shows at a moment. */
export function hourOfWeekAt(zone: Zone, at: Instant): HourOfWeek {
  const local = toLocal(zone, at);
  const day = dayOf(local);
  return { weekday: weekdayOf(day), hour: Math.floor((local - day * DAY) / HOUR) };
}

/**
 * The ranges of a period in which the zone's clock shows this hour of the week, by time, each as long as it can be: one a
 * week, none where the clock skips the hour, and one of two hours where it shows the hour twice in a row.
 */
export function rangesOfHourOfWeek(period: Period, zone: Zone, { weekday, hour }: HourOfWeek): Period[] {
  const intoWeek = (weekday - 1) * DAY + hour * HOUR;
  const ranges: Period[] = [];
  for (const stretch of stretchesOf(zone, period.from, period.to)) {
    for (const range of weeklyRanges(stretch, intoWeek)) {
      const last = ranges.at(-1);
      if (last?.to === range.from) ranges[ranges.length - 1] = { from: last.from, to: range.to };
      else ranges.push(range);
    }
  }
  return ranges;
}

/** The seconds of a period in each hour of the week, in the order of HOURS_OF_WEEK: what rates per hour are divided by. */
export function secondsByHourOfWeek(period: Period, zone: Zone): number[] {
  return HOURS_OF_WEEK.map((cell) =>
    rangesOfHourOfWeek(period, zone, cell).reduce((seconds, { from, to }) => seconds + secondsBetween(from, to), 0),
  );
}

function* weeklyRanges({ from, to, offset }: Stretch, intoWeek: number): Iterable<Period> {
  const monday = firstDayOfWeek(weekOf(dayOf(from + offset))) * DAY;
  for (let start = monday + intoWeek - offset; start < to; start += WEEK) {
    const range = { from: Math.max(start, from), to: Math.min(start + HOUR, to) };
    if (range.from < range.to) yield range;
  }
}
