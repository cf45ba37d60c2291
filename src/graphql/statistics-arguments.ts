import { type Instant, MICROSECONDS_PER_SECOND } from '../instant';
import type { StatisticsQuestion } from '../read-side/statistics/handle';
import type { Visibility } from '../read-side/visibility';
import type { Comparison } from '../statistics/compare';
import { zoneOf } from '../statistics/zones';
import { readFilter } from './dialog-arguments';
import { badInput } from './errors';
import type { DialogFilter as FilterInput } from './generated';

const LONGEST_PERIOD = 20 * 366 * 86_400 * MICROSECONDS_PER_SECOND;

/** The most groups that one list of statistics holds. */
export const MOST_LISTED = 1000;

/** The arguments of a handle of statistics. */
export interface StatisticsArguments {
  readonly period: { readonly from: Instant; readonly to: Instant };
  readonly timeZone?: string | null;
  readonly filter?: FilterInput | null;
  readonly compareTo?: Comparison | null;
  readonly workingHours?: boolean | null;
}

/** Checks and reads the arguments of a handle, of what its caller sees. Throws BAD_USER_INPUT with what would be right. */
export function readStatistics(args: StatisticsArguments, visibility: Visibility): StatisticsQuestion {
  return {
    period: readPeriod(args.period),
    zone: zoneOf(args.timeZone ?? 'UTC'),
    filter: readFilter(args.filter ?? {}, visibility),
    compareTo: args.compareTo ?? null,
    workingHours: args.workingHours ?? false,
  };
}

function readPeriod({ from, to }: StatisticsArguments['period']): StatisticsQuestion['period'] {
  if (from > to) throw badInput('period', '`from` lies after `to`');
  if (to - from > LONGEST_PERIOD) throw badInput('period', 'longer than 20 years; ask for a part of it');
  return { from, to };
}

/** Checks how many groups are to be listed. Throws BAD_USER_INPUT. */
export function readFirst(first: number): number {
  if (first >= 1 && first <= MOST_LISTED) return first;
  throw badInput('first', `${first} groups; 1 to ${MOST_LISTED} are listed. Narrow the filter for the others.`);
}
