import type { Instant } from '../instant';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** The hours in which an agent works on some days of the week, by Kyiv's clock; Monday is 0. */
export interface Shift {
  readonly days: readonly number[];
  readonly fromHour: number;
  readonly toHour: number;
}

/** What clock and calendar in Kyiv show. */
export interface KyivTime {
  /** Monday is 0. */
  readonly weekday: number;
  readonly hour: number;
}

/** Clock and calendar in Kyiv at a moment, whatever zone the process runs in. */
export function kyivTime(at: Instant): KyivTime {
  const { day, time } = wallClock(at);
  return { weekday: weekdayOf(day), hour: Math.floor(time / HOUR) };
}

export function isOnShift(shift: Shift, at: Instant): boolean {
  return nextOnShift(shift, at) === at;
}

/** The moment itself when it lies in the shift, else the beginning of the next one. */
export function nextOnShift(shift: Shift, at: Instant): Instant {
  const { day, time } = wallClock(at);
  for (let ahead = 0; ; ahead += 1) {
    if (!shift.days.includes(weekdayOf(day + ahead))) continue;
    if (ahead > 0 || time < shift.fromHour * HOUR) return fromWallClock((day + ahead) * DAY + shift.fromHour * HOUR);
    if (time < shift.toHour * HOUR) return at;
  }
}

function wallClock(at: Instant): { day: number; time: number } {
  const wall = at + offset(at);
  const day = Math.floor(wall / DAY);
  return { day, time: wall - day * DAY };
}

function fromWallClock(wall: number): Instant {
  return wall - offset(wall - 2 * HOUR);
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Kyiv is two hours ahead of UTC, and three from the last Sunday of March to that of October, 01:00 UTC. */
function offset(at: Instant): number {
  const year = new Date(at / 1000).getUTCFullYear();
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9) ? 3 * HOUR : 2 * HOUR;
}

function lastSunday(year: number, month: number): Instant {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() * 1000 - last.getUTCDay() * DAY;
}
