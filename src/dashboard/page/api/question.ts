import { useMemo } from 'react';
import { useView } from '../address/useView';
import type { View } from '../address/view';
import { type Days, daysOfPreset, type Moments, momentsOf, todayIn } from '../time/period';
import { ownZone } from '../time/zones';
import type { Comparison, DialogFilter } from './operations';

/** What the controls ask of statistics, as the API takes it. */
export interface Question {
  readonly period: Moments;
  readonly timeZone: string;
  readonly filter: DialogFilter | null;
  readonly compareTo: Comparison | null;
  /** Whether durations count the working hours of inboxes only. */
  readonly workingHours: boolean;
}

/** The days that the view is about, in its zone. */
export function daysOf(view: View): Days {
  return typeof view.period === 'string' ? daysOfPreset(view.period, todayIn(view.zone ?? ownZone())) : view.period;
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

/** The question of the address. */
export function useQuestion(): Question {
  const view = useView();
  return useMemo(() => {
    const timeZone = view.zone ?? ownZone();
    return {
      period: momentsOf(daysOf(view), timeZone),
      ...{ timeZone, filter: filterOf(view), compareTo: view.compare ?? null },
      workingHours: view.hours === 'working',
    };
  }, [view]);
}

/** The same of the present day, whatever the period. */
export function useToday() {
  const view = useView();
  const timeZone = view.zone ?? ownZone();
  const day = momentsOf(daysOfPreset('today', todayIn(timeZone)), timeZone);
  return { day, timeZone, filter: filterOf(view), workingHours: view.hours === 'working' };
}
