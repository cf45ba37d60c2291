import type { Log } from './log';

/*
 * Calendars by looking at a zone's clock every quarter of an hour: the zones and the working hours that are used here
 * change at no other moments.
 */

export const QUARTER = 900_000_000;

export interface Period {
  readonly from: number;
  readonly to: number;
}

export type Unit = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

export interface Point {
  readonly start: number;
  readonly end: number;
  readonly isPartial: boolean;
}

/** What a clock and a calendar on the wall show. */
interface Shown {
  readonly date: string;
  readonly day: number;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clocks = new Map<string, (at: number) => Shown>();

/** What a zone's clock shows at a moment, to the quarter. */
function clockOf(zone: string): (at: number) => Shown {
  const known = clocks.get(zone);
  if (known) return known;
  const parts = ['year', 'month', 'day', 'hour', 'minute'] as const;
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', weekday: 'short' },
    ...Object.fromEntries(parts.map((part) => [part, 'numeric'])),
  });
  const seen = new Map<number, Shown>();
  const clock = (at: number) => {
    const quarter = Math.floor(at / QUARTER);
    let shown = seen.get(quarter);
    if (!shown) {
      const found = Object.fromEntries(
        format.formatToParts((quarter * QUARTER) / 1000).map(({ type, value }) => [type, value]),
      );
      const [year, month, day, hour, minute] = parts.map((part) => Number(found[part])) as [number, ...number[]];
      const date = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
      shown = { date, day: day!, weekday: WEEKDAYS.indexOf(found.weekday!), hour: hour!, minute: minute! };
      seen.set(quarter, shown);
    }
    return shown;
  };
  clocks.set(zone, clock);
  return clock;
}

/** Whether an hour, a day, a week or a month begins at a moment. */
function isBegin(zone: string, unit: Unit, at: number): boolean {
  if (at % QUARTER !== 0) return false;
  const [before, now] = [clockOf(zone)(at - 1), clockOf(zone)(at)];
  if (unit === 'HOUR') return now.minute === 0 || now.minute !== (before.minute + 15) % 60;
  if (now.date === before.date) return false;
  return unit === 'DAY' || (unit === 'WEEK' ? now.weekday === 1 : now.day === 1);
}

/** The points of a period. */
export function pointsOf({ from, to }: Period, zone: string, unit: Unit): Point[] {
  if (from === to) return [];
  const starts = [from];
  for (let at = (Math.floor(from / QUARTER) + 1) * QUARTER; at < to; at += QUARTER) {
    if (isBegin(zone, unit, at)) starts.push(at);
  }
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? to;
    return { start, end, isPartial: !isBegin(zone, unit, start) || !isBegin(zone, unit, end) };
  });
}

/** The unit of a period for which none is asked: by days as the zone's calendar counts them. */
export function unitOf({ from, to }: Period, zone: string): Unit {
  const wall = (at: number) => {
    const { date, hour, minute } = clockOf(zone)(at);
    return (Date.parse(date) + (hour * 60 + minute) * 60_000) * 1000 + (at % QUARTER);
  };
  const days = (wall(to) - wall(from)) / 86_400_000_000;
  return days <= 3 ? 'HOUR' : days <= 92 ? 'DAY' : days <= 366 ? 'WEEK' : 'MONTH';
}

export function hourOfWeekAt(zone: string, at: number) {
  const { weekday, hour } = clockOf(zone)(at);
  return { weekday, hour };
}

/** Nothing that is measured in working hours begins earlier. */
const EARLIEST = Date.UTC(2024, 0, 1) * 1000;
const opened = new WeakMap<Log, Map<number, number[]>>();

/** The seconds of [from, to) that an inbox works, by its own clock. */
export function workingSeconds(log: Log, inboxId: number, { from, to }: Period): number {
  const inbox = log.inboxes.find(({ id }) => id === inboxId);
  const days = log.workingDays.filter((row) => row.inboxId === inboxId);
  if (!inbox?.worksByHours || days.length === 0) return (to - from) / 1e6;
  const inboxes = opened.get(log) ?? new Map<number, number[]>();
  opened.set(log, inboxes);
  /** How many of the first quarters since the earliest moment are open; counted on as far as is asked. */
  const counts = inboxes.get(inboxId) ?? [0];
  inboxes.set(inboxId, counts);
  const isOpen = (quarter: number) => {
    const { weekday, hour, minute } = clockOf(inbox.timeZone)(EARLIEST + quarter * QUARTER);
    const row = days.find(({ day }) => day === weekday % 7);
    const time = hour * 60 + minute;
    return row && !row.closedAllDay && (row.openAllDay || (row.opens <= time && time < row.closes));
  };
  const before = (at: number) => {
    const quarter = Math.floor((at - EARLIEST) / QUARTER);
    while (counts.length < quarter + 2) counts.push(counts.at(-1)! + (isOpen(counts.length - 1) ? 1 : 0));
    const within = counts[quarter + 1]! > counts[quarter]! ? (at - EARLIEST) % QUARTER : 0;
    return counts[quarter]! * QUARTER + within;
  };
  return (before(to) - before(from)) / 1e6;
}
