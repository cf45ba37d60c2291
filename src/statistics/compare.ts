import type { Instant } from '../instant';
import { dayAndTime, dayOfPreviousYear, firstDayOfMonth, monthOf, type Period, startOfDay } from './calendar';
import { DAY, fromLocal, type Zone } from './zones';

/** With which earlier period a period is compared. */
export type Comparison = 'PREVIOUS_PERIOD' | 'PREVIOUS_YEAR';

/** The earlier period that a period is compared with, by the zone's calendar. */
export function comparedPeriod(period: Period, zone: Zone, comparison: Comparison): Period {
  return comparison === 'PREVIOUS_PERIOD' ? previousPeriod(period, zone) : previousYear(period, zone);
}

/**
 * The period that ends where this one begins, and is as long:
 * - of whole calendar months as many months: March after February, a quarter after a quarter;
 * - else, where it begins and ends at the same time of the day, as many calendar days, whether they have 23, 24 or 25 hours;
 * - else as much time to the microsecond.
 */
export function previousPeriod({ from, to }: Period, zone: Zone): Period {
  const first = dayAndTime(zone, from);
  const end = dayAndTime(zone, to);
  const months = monthOf(end.day) - monthOf(first.day);
  if (months > 0 && startsMonth(first) && startsMonth(end)) {
    return { from: startOfDay(zone, firstDayOfMonth(monthOf(first.day) - months)), to: from };
  }
  const days = end.day - first.day;
  if (days > 0 && first.time === end.time) return { from: moment(zone, first.day - days, first.time), to: from };
  return { from: from - (to - from), to: from };
}

/**
 * The same dates and times of the day one year earlier. Of a year before without one, the 29th of February is the 28th
 * where the period begins on it, and the 1st of March where it ends on it: as many days lie between. A period within the
 * 29th is compared with the 28th.
 */
export function previousYear({ from, to }: Period, zone: Zone): Period {
  const first = dayAndTime(zone, from);
  const end = dayAndTime(zone, to);
  const firstDay = dayOfPreviousYear(first.day) ?? dayOfPreviousYear(first.day - 1)!;
  const endDay = dayOfPreviousYear(end.day) ?? (first.day === end.day ? firstDay : dayOfPreviousYear(end.day + 1)!);
  const earlierFrom = moment(zone, firstDay, first.time);
  const earlierTo = moment(zone, endDay, end.time);
  // Within an hour that comes twice a period can end earlier by the clock than it begins: then its length counts.
  return { from: earlierFrom, to: earlierTo < earlierFrom ? earlierFrom + (to - from) : earlierTo };
}

function startsMonth({ day, time }: { day: number; time: number }): boolean {
  return time === 0 && firstDayOfMonth(monthOf(day)) === day;
}

function moment(zone: Zone, day: number, time: number): Instant {
  return fromLocal(zone, day * DAY + time);
}
