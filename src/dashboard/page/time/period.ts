import {
  type CalendarDate,
  parseDate,
  startOfMonth,
  startOfWeek,
  startOfYear,
  today,
  toZoned,
} from '@internationalized/date';

/** The periods that can be chosen by name; they move with the day. */
export const PRESETS = ['today', 'yesterday', '7d', '30d', '90d', 'week', 'month', 'lastMonth', 'year'] as const;
export type Preset = (typeof PRESETS)[number];

/** Calendar days as `YYYY-MM-DD`, the last one inside. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Moments as the API takes them: `[from, to)`. */
export interface Moments {
  readonly from: string;
  readonly to: string;
}

/** The days that a preset means on a day. Weeks begin on Monday, as those of the API. */
export function daysOfPreset(preset: Preset, day: CalendarDate): Days {
  const span = (from: CalendarDate, to: CalendarDate): Days => ({ from: from.toString(), to: to.toString() });
  const lastMonth = startOfMonth(day).subtract({ months: 1 });
  switch (preset) {
    case 'today':
      return span(day, day);
    case 'yesterday':
      return span(day.subtract({ days: 1 }), day.subtract({ days: 1 }));
    case '7d':
      return span(day.subtract({ days: 6 }), day);
    case '30d':
      return span(day.subtract({ days: 29 }), day);
    case '90d':
      return span(day.subtract({ days: 89 }), day);
    case 'week':
      return span(startOfWeek(day, 'en-GB', 'mon'), day);
    case 'month':
      return span(startOfMonth(day), day);
    case 'lastMonth':
      return span(lastMonth, startOfMonth(day).subtract({ days: 1 }));
    case 'year':
      return span(startOfYear(day), day);
  }
}

/** The day that it is in a zone. */
export function todayIn(zone: string): CalendarDate {
  return today(zone);
}

/** From the first midnight of the days to the one after them, by the zone's clock. */
export function momentsOf(days: Days, zone: string): Moments {
  const midnight = (date: CalendarDate) => toZoned(date, zone).toAbsoluteString();
  return { from: midnight(parseDate(days.from)), to: midnight(parseDate(days.to).add({ days: 1 })) };
}

/** Whether a text is a calendar day. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    return parseDate(text).toString() === text;
  } catch {
    return false;
  }
}
