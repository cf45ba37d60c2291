import { byHourOfWeek } from '../../../read-side/statistics/by-hour-of-week';
import { overTime, type PointRecord } from '../../../read-side/statistics/over-time';
import { cutIntoBuckets } from '../../../statistics/buckets';
import { narrowedFilter } from '../../dialog-filter-value';
import { badInput } from '../../errors';
import type { HourOfWeekPointResolvers, StatisticsPointResolvers, StatisticsResolvers } from '../../generated';
import { selectedFields } from '../../selected-fields';
import { startedFilters } from './started-filters';

/** The fields of Statistics that are by time. */
export const timeFields: StatisticsResolvers = {
  overTime: (handle, { unit }, _context, info) => {
    const cut = cutIntoBuckets(handle.period, handle.zone, unit ?? undefined);
    if ('refusal' in cut) throw badInput('unit', cut.refusal);
    return overTime(handle, cut, selectedFields(info));
  },
  byHourOfWeek: (handle, _args, _context, info) => byHourOfWeek(handle, selectedFields(info)),
};

export const StatisticsPoint: StatisticsPointResolvers = {
  ...startedFilters<PointRecord>(({ handle, start, end }) => [handle.filter, { startedIn: { from: start, to: end } }]),
  resolvedFilter: ({ handle, start, end }) => narrowedFilter(handle.filter, { resolvedIn: { from: start, to: end } }),
  backlogFilter: ({ handle, end }) => narrowedFilter(handle.filter, { openAt: Math.min(end, handle.now) }),
};

export const HourOfWeekPoint: HourOfWeekPointResolvers = {
  startedFilter: ({ handle: { filter, period, zone }, weekday, hour }) =>
    narrowedFilter(filter, { startedIn: period, hourOfWeek: { weekday, hour, timeZone: zone.name } }),
};
