import { HOURS_OF_WEEK, type HourOfWeek } from '../../statistics/hour-of-week';
import type { StatisticsHandle } from './handle';
import { measureNamed } from './measures';

/** An hour of the week with what was in all of them in the period; what was not asked for is 0. */
export interface HourOfWeekRecord extends HourOfWeek {
  readonly handle: StatisticsHandle;
  readonly started: number;
  readonly clientMessages: number;
}

/** All 168 hours of a week by the zone's clock: one statement a source. */
export async function byHourOfWeek(handle: StatisticsHandle, asked: ReadonlySet<string>): Promise<HourOfWeekRecord[]> {
  const load = (name: 'started' | 'clientMessages') =>
    asked.has(name) ? handle.tallies.load(measureNamed(name), { by: 'HOUR_OF_WEEK' }) : null;
  const [started, clientMessages] = await Promise.all([load('started'), load('clientMessages')]);
  return HOURS_OF_WEEK.map((hour, place) => ({
    ...hour,
    handle,
    started: started?.get(place)?.sum ?? 0,
    clientMessages: clientMessages?.get(place)?.sum ?? 0,
  }));
}
