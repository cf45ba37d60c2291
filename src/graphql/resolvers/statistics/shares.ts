import { backlogAt } from '../../../read-side/statistics/backlog';
import { botContainment, botHandOver, firstContactResolution, reopened } from '../../../read-side/statistics/shares';
import { badInput } from '../../errors';
import type { StatisticsResolvers } from '../../generated';

/** A year. */
const MOST_HOURS = 8760;

/** The fields of Statistics that tell what was open, what came back, and what bots did. */
export const shareFields: StatisticsResolvers = {
  backlog: async (handle, { at }) => {
    await handle.liveRows();
    return backlogAt(handle, at ?? Math.min(handle.period.to, handle.now));
  },
  firstContactResolution: (handle, { withinHours }) => firstContactResolution(handle, readHours(withinHours)),
  reopened: (handle, { withinHours }) => reopened(handle, readHours(withinHours)),
  botContainment,
  botHandOver,
};

function readHours(hours: number): number {
  if (hours >= 1 && hours <= MOST_HOURS) return hours;
  throw badInput('withinHours', `${hours} is not 1 to ${MOST_HOURS} hours`);
}
