import { type Instant, MICROSECONDS_PER_SECOND } from '../instant';
import { dayOf, firstDayOfWeek, weekOf } from './calendar';
import { DAY, HOUR, type LocalTime, stretchesOf, type Zone } from './zones';

/** What the host's `working_hours` say of one day of the week of an inbox. */
export interface WorkingHoursRow {
  /** 0 is Sunday, 6 is Saturday. */
  readonly dayOfWeek: number;
  readonly closedAllDay: boolean | null;
  readonly openAllDay: boolean | null;
  readonly openHour: number | null;
  readonly openMinutes: number | null;
  readonly closeHour: number | null;
  readonly closeMinutes: number | null;
}

/** When an inbox works in every week, in microseconds since Monday 0:00 by the clock of its zone. */
export interface WorkingWeek {
  readonly zone: Zone;
  /** By day from Monday, apart from each other; a day's end may be the next one's beginning. */
  readonly shifts: readonly { readonly open: number; readonly close: number }[];
}

const MINUTE = 60 * MICROSECONDS_PER_SECOND;

/**
 * Reads the rows of an inbox. Closed wins over open all day, which is 0:00 to 24:00. A day without a row, without its
 * hours, or that closes before it opens, is closed; of two rows of a day the first counts, as for the host.
 */
export function readWorkingWeek(rows: readonly WorkingHoursRow[], zone: Zone): WorkingWeek {
  const shifts = [1, 2, 3, 4, 5, 6, 0].flatMap((dayOfWeek, daysAfterMonday) => {
    const row = rows.find((candidate) => candidate.dayOfWeek === dayOfWeek);
    const hours = row && readHours(row);
    if (!hours || hours.open >= hours.close) return [];
    return [{ open: daysAfterMonday * DAY + hours.open, close: daysAfterMonday * DAY + hours.close }];
  });
  return { zone, shifts };
}

/**
 * The seconds of [from, to) within working hours, by the zone's clock: a shift over a clock change has an hour more or
 * less. The cost grows with the clock changes between, not with the days. 0 where `to` is not after `from`.
 */
export function workingSeconds({ zone, shifts }: WorkingWeek, from: Instant, to: Instant): number {
  let worked = 0;
  for (const stretch of stretchesOf(zone, from, to)) {
    worked += workedBefore(shifts, stretch.to + stretch.offset) - workedBefore(shifts, stretch.from + stretch.offset);
  }
  return worked / MICROSECONDS_PER_SECOND;
}

/** The working microseconds of a clock without jumps up to a local time, since the Monday before 1970. */
function workedBefore(shifts: WorkingWeek['shifts'], local: LocalTime): number {
  const week = weekOf(dayOf(local));
  const intoWeek = local - firstDayOfWeek(week) * DAY;
  let worked = 0;
  for (const { open, close } of shifts) {
    worked += week * (close - open) + Math.min(Math.max(intoWeek - open, 0), close - open);
  }
  return worked;
}

function readHours(row: WorkingHoursRow): { open: number; close: number } | undefined {
  const { openHour, closeHour } = row;
  if (row.closedAllDay) return undefined;
  if (row.openAllDay) return { open: 0, close: DAY };
  if (openHour === null || closeHour === null) return undefined;
  const open = openHour * HOUR + (row.openMinutes ?? 0) * MINUTE;
  const close = closeHour * HOUR + (row.closeMinutes ?? 0) * MINUTE;
  return { open: Math.max(open, 0), close: Math.min(close, DAY) };
}
