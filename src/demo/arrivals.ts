import type { Instant } from '../instant';
import { createDice } from './dice';
import { HOUR, kyivTime, MINUTE, WEEK } from './kyiv-time';

/** A company of this size can't serve more in a week; with more dialogs the period grows by whole weeks. */
const MOST_DIALOGS_A_WEEK = 5_000;
const FEWEST_WEEKS = 4;

/** So many dialogs begin right before the end, whatever hour it is: somebody looking at the demo finds them fresh. */
const MOST_FRESH = 8;
const FRESH = 12 * MINUTE;

/** How busy the hours of a working day are, by Kyiv's clock. */
const HOURS = [2, 1, 1, 1, 1, 2, 3, 7, 18, 42, 52, 50, 42, 44, 50, 48, 44, 36, 20, 16, 13, 10, 7, 4];
/** How busy the days are, from Monday on. */
const WEEKDAYS = [1.4, 1.1, 1, 1, 0.9, 0.28, 0.2];

/** How many whole weeks hold so many dialogs. */
export function weeksFor(dialogs: number): number {
  return Math.max(FEWEST_WEEKS, Math.ceil(dialogs / MOST_DIALOGS_A_WEEK));
}

/**
 * The moments at which `dialogs` dialogs begin in the weeks before `until`, in their order: most of them in working
 * hours, with days and hours that are unlike each other as real ones are.
 */
export function* startTimes(seed: number, dialogs: number, until: Instant): Generator<Instant> {
  const from = until - weeksFor(dialogs) * WEEK;
  const hours = (until - from) / HOUR;
  const fresh = Math.min(MOST_FRESH, Math.ceil(dialogs / 250));
  const whole = totalOf(seed, from, hours);
  let weight = 0;
  let begun = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    weight += weightOf(seed, from, hour);
    const last = hour === hours - 1;
    const begunAfter = last ? dialogs - fresh : Math.round((dialogs - fresh) * (weight / whole));
    const dice = createDice(seed, 2, hour);
    const starts = Array.from({ length: begunAfter - begun }, () => from + hour * HOUR + dice.int(0, HOUR - 1));
    begun = begunAfter;
    if (last)
      starts.push(...Array.from({ length: fresh }, () => until - Math.ceil(FRESH * (dice.int(1, 1000) / 1000) ** 3)));
    yield* starts.sort((a, b) => a - b);
  }
}

function totalOf(seed: number, from: Instant, hours: number): number {
  let total = 0;
  for (let hour = 0; hour < hours; hour += 1) total += weightOf(seed, from, hour);
  return total;
}

/** How busy an hour of the period is: by the clock of its middle, and by luck of the day and the hour. */
function weightOf(seed: number, from: Instant, hour: number): number {
  const { weekday, hour: hourOfDay } = kyivTime(from + hour * HOUR + HOUR / 2);
  const luckOfDay = createDice(seed, 3, Math.floor(hour / 24)).int(85, 115);
  const luckOfHour = createDice(seed, 4, hour).int(70, 130);
  return HOURS[hourOfDay]! * WEEKDAYS[weekday]! * luckOfDay * luckOfHour;
}
