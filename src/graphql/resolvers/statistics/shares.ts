import type { Instant } from '../../../instant';
import { backlogAt } from '../../../read-side/statistics/backlog';
import type { StatisticsHandle } from '../../../read-side/statistics/handle';
import { botContainment, botHandOver, firstContactResolution, reopened } from '../../../read-side/statistics/shares';
import { narrowedFilter } from '../../dialog-filter-value';
import { badInput } from '../../errors';
import type { StatisticsResolvers } from '../../generated';

/** A year. */
const MOST_HOURS = 8760;

/** The fields of Statistics that tell what was open, what came back, and what bots did. */
export const shareFields: StatisticsResolvers = {
  backlog: async (handle, { at }) => backlogAt(handle, at ?? (await endOf(handle))),
  backlogFilter: async (handle, { at }) => narrowedFilter(handle.filter, { openAt: at ?? (await endOf(handle)) }),
  firstContactResolution: (handle, { withinHours }) => firstContactResolution(handle, readHours(withinHours)),
  reopened: (handle, { withinHours }) => reopened(handle, readHours(withinHours)),
  botContainment,
  botHandOver,
};

/** The end of the period, or now where that is yet to come. */
async function endOf(handle: StatisticsHandle): Promise<Instant> {
  await handle.liveRows();
  return Math.min(handle.period.to, handle.now);
}

function readHours(hours: number): number {
  if (hours >= 1 && hours <= MOST_HOURS) return hours;
  throw badInput('withinHours', `${hours} is not 1 to ${MOST_HOURS} hours`);
}
