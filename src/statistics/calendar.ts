import type { Instant } from '../instant';
import { DAY, fromLocal, type LocalTime, toLocal, type Zone } from './zones';

/** The words of the contract's TimeUnit. */
export type TimeUnit = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

/** Half-open: [from, to). */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** 1970-01-01, day 0, was a Thursday; weeks begin on Monday. */
const MONDAY_OF_WEEK_0 = -3;
const MILLISECONDS_PER_DAY = 86_400_000;

/** A calendar day, as the number of days since 1970-01-01. */
export type CalendarDay = number;

/** The calendar day of a local time. */
export function dayOf(local: LocalTime): CalendarDay {
  return Math.floor(local / DAY);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return modulo(day - MONDAY_OF_WEEK_0, 7) + 1;
}

/** The number of a day's week. */
export function weekOf(day: CalendarDay): number {
  return Math.floor((day - MONDAY_OF_WEEK_0) / 7);
}

/** The Monday of a week that `weekOf` numbered. */
export function firstDayOfWeek(week: number): CalendarDay {
  return week * 7 + MONDAY_OF_WEEK_0;
}

/** The number of a day's month since January 1970. */
export function monthOf(day: CalendarDay): number {
  const date = dateOf(day);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The first day of a month that `monthOf` numbered. */
export function firstDayOfMonth(month: number): CalendarDay {
  return Date.UTC(1970, month, 1) / MILLISECONDS_PER_DAY;
}

/** The same date of the year before; undefined for the 29th of February. */
export function dayOfPreviousYear(day: CalendarDay): CalendarDay | undefined {
  const date = dateOf(day);
  const month = date.getUTCMonth();
  const earlier = new Date(Date.UTC(date.getUTCFullYear() - 1, month, date.getUTCDate()));
  return earlier.getUTCMonth() === month ? earlier.getTime() / MILLISECONDS_PER_DAY : undefined;
}

/** The moment at which a calendar day begins in a zone: its first midnight, or the end of the gap that midnight is in. */
export function startOfDay(zone: Zone, day: CalendarDay): Instant {
  return fromLocal(zone, day * DAY);
}

/** The calendar day of a moment, and how far into it the clock is; 0 at the beginning of a day without a midnight. */
export function dayAndTime(zone: Zone, at: Instant): { day: CalendarDay; time: number } {
  const local = toLocal(zone, at);
  const day = dayOf(local);
  return { day, time: startOfDay(zone, day) === at ? 0 : local - day * DAY };
}

export function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}

function dateOf(day: CalendarDay): Date {
  return new Date(day * MILLISECONDS_PER_DAY);
}
