import { byHourOfWeek } from '../../../read-side/statistics/by-hour-of-week';
import { overTime } from '../../../read-side/statistics/over-time';
import { cutIntoBuckets } from '../../../statistics/buckets';
import { narrowedFilter } from '../../dialog-filter-value';
import { badInput } from '../../errors';
import type { StatisticsPointResolvers, StatisticsResolvers } from '../../generated';
import { selectedFields } from '../../selected-fields';

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
  startedFilter: ({ handle, start, end }) => narrowedFilter(handle.filter, { startedIn: { from: start, to: end } }),
  resolvedFilter: ({ handle, start, end }) => narrowedFilter(handle.filter, { resolvedIn: { from: start, to: end } }),
};
