import { parseDate } from '@internationalized/date';
import { useMemo } from 'react';
import { useView } from '../address/useView';
import type { View } from '../address/view';
import { type Days, daysOfPreset, type Moments, momentsOf } from '../time/period';
import { useDay } from '../time/useDay';
import { ownZone } from '../time/zones';
import type { Comparison, DialogFilter } from './operations';
import type { AnswerOptions } from './useAnswer';

/** What the controls ask of statistics, as the API takes it. */
export interface Question {
  readonly period: Moments;
  readonly timeZone: string;
  readonly filter: DialogFilter | null;
  readonly compareTo: Comparison | null;
  /** Whether durations count the working hours of inboxes only. */
  readonly workingHours: boolean;
}

/** The days that the view is about, in its zone: a period by name moves on at midnight. */
export function useDays({ period, zone }: View): Days {
  const day = useDay(zone ?? ownZone());
  return useMemo(() => (typeof period === 'string' ? daysOfPreset(period, parseDate(day)) : period), [period, day]);
}

/** The dialogs that the controls name; null for all. */
function filterOf({ inbox, team, agent }: View): DialogFilter | null {
  const lists = Object.entries({ inbox, team, agent }).filter(([, ids]) => ids.length > 0);
  return lists.length > 0 ? Object.fromEntries(lists) : null;
}

/** The dialogs with a transfer in a period, whenever they started. */
export function transferredIn({ from, to }: Moments, filter: DialogFilter | null): DialogFilter {
  return { ...filter, transfer: { at: { from, to } } };
}

/** How often the numbers of a period that goes on are asked for anew, while the page is seen; milliseconds. */
const EVERY_MS = 300_000;

/** Whether a period is not over yet. */
export function goesOn({ to }: Moments): boolean {
  return Date.parse(to) > Date.now();
}

/** How to ask for a period: one that is over is asked for once. */
export function asking(period: Moments): AnswerOptions {
  return goesOn(period) ? { every: EVERY_MS } : {};
}

/** The question of the address. */
export function useQuestion(): Question {
  const view = useView();
  const days = useDays(view);
  return useMemo(() => {
    const timeZone = view.zone ?? ownZone();
    return {
      period: momentsOf(days, timeZone),
      ...{ timeZone, filter: filterOf(view), compareTo: view.compare ?? null },
      workingHours: view.hours === 'working',
    };
  }, [view, days]);
}

/** The same of the present day, whatever the period. */
export function useToday() {
  const view = useView();
  const timeZone = view.zone ?? ownZone();
  const today = useDay(timeZone);
  const day = momentsOf({ from: today, to: today }, timeZone);
  return { day, timeZone, filter: filterOf(view), workingHours: view.hours === 'working' };
}
