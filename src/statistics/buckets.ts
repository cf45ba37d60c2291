import type { Instant } from '../instant';
import {
  type CalendarDay,
  dayOf,
  firstDayOfMonth,
  firstDayOfWeek,
  modulo,
  monthOf,
  type Period,
  startOfDay,
  type TimeUnit,
  weekOf,
} from './calendar';
import { DAY, HOUR, stretchesOf, toLocal, type Zone } from './zones';

/** A point of a statistic over time: [start, end). */
export interface Bucket {
  readonly start: Instant;
  readonly end: Instant;
  /** Whether the period cuts it: it holds less than the whole hour, day, week or month. */
  readonly isPartial: boolean;
}

/** The buckets of a period, or why there are none and what would be right. */
export type Cut =
  | { readonly unit: TimeUnit; readonly buckets: readonly Bucket[] }
  | { readonly unit: TimeUnit; readonly refusal: string };

const MOST_BUCKETS = 2000;

const UNITS: readonly TimeUnit[] = ['HOUR', 'DAY', 'WEEK', 'MONTH'];

/**
 * Cuts a period into the hours, days, weeks (from Monday) or months of a zone. The buckets tile it: the first starts
 * where it does, each next one where the last ended, the last ends where it does; an empty period has none.
 *
 * Days and longer begin at the zone's midnights: a day of a clock change has 23 or 25 hours, a day without a midnight
 * begins at the end of the gap, and a day that the zone left out has no bucket. Hours begin whenever the zone's clock
 * shows a full hour, and at a jump of the clock: an hour that comes twice is two buckets, and none is longer than an hour.
 *
 * Refused where there would be more than 2,000.
 */
export function cutIntoBuckets(period: Period, zone: Zone, unit: TimeUnit = unitFor(period, zone)): Cut {
  const buckets = tile(period, zone, unit);
  if (buckets) return { unit, buckets };
  const fitting = UNITS.slice(UNITS.indexOf(unit) + 1).find((longer) => tile(period, zone, longer));
  const longerUnit = fitting ? `take the unit ${fitting}, or ` : '';
  const most = MOST_BUCKETS.toLocaleString('en-US');
  return {
    unit,
    refusal: `the period has more than ${most} points of the unit ${unit}: ${longerUnit}ask for a shorter period`,
  };
}

/**
 * The unit of a period for which none is asked, by its length on the zone's calendar and clock: HOUR up to three days,
 * DAY up to 92 days (a quarter), WEEK up to 366 days, MONTH beyond.
 */
export function unitFor({ from, to }: Period, zone: Zone): TimeUnit {
  const length = toLocal(zone, to) - toLocal(zone, from);
  if (length <= 3 * DAY) return 'HOUR';
  if (length <= 92 * DAY) return 'DAY';
  return length <= 366 * DAY ? 'WEEK' : 'MONTH';
}

/** Undefined where there would be too many. */
function tile(period: Period, zone: Zone, unit: TimeUnit): Bucket[] | undefined {
  const { from, to } = period;
  const buckets: Bucket[] = [];
  if (from >= to) return buckets;
  let start: Instant | undefined;
  for (const end of unit === 'HOUR' ? hourBounds(period, zone) : dayBounds(period, zone, unit)) {
    if (start !== undefined && start < end && end > from) {
      if (buckets.length === MOST_BUCKETS) return undefined;
      const isPartial = start < from || end > to;
      buckets.push({ start: Math.max(start, from), end: Math.min(end, to), isPartial });
    }
    if (end >= to) break;
    start = end;
  }
  return buckets;
}

/** Rising moments at which hours begin, from one not after the period's start to one not before its end. */
function* hourBounds({ from, to }: Period, zone: Zone): Iterable<Instant> {
  for (const [index, stretch] of stretchesOf(zone, from - HOUR, to + HOUR).entries()) {
    if (index > 0) yield stretch.from;
    const firstHour = stretch.from + modulo(-(stretch.from + stretch.offset), HOUR);
    for (let hour = firstHour; hour < stretch.to; hour += HOUR) yield hour;
  }
}

/** Rising moments at which days, weeks or months begin, from one not after the period's start, without an end. */
function* dayBounds({ from }: Period, zone: Zone, unit: Exclude<TimeUnit, 'HOUR'>): Iterable<Instant> {
  const { numberOf, firstDay } = COUNTS[unit];
  for (let number = numberOf(dayOf(toLocal(zone, from))); ; number += 1) yield startOfDay(zone, firstDay(number));
}

/** How days, weeks and months are counted, and on which day each begins. */
const COUNTS = {
  DAY: { numberOf: (day: CalendarDay) => day, firstDay: (number: number) => number },
  WEEK: { numberOf: weekOf, firstDay: firstDayOfWeek },
  MONTH: { numberOf: monthOf, firstDay: firstDayOfMonth },
};
