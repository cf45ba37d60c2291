import { type Instant, MICROSECONDS_PER_SECOND } from '../instant';
import { badInput } from './errors';

const LONGEST_PERIOD = 20 * 366 * 86_400 * MICROSECONDS_PER_SECOND;

/** Checks the period of a statistic. Throws BAD_USER_INPUT with what would be right. */
export function readPeriod({ from, to }: { from: Instant; to: Instant }): { from: Instant; to: Instant } {
  if (from > to) throw badInput('period', '`from` lies after `to`');
  if (to - from > LONGEST_PERIOD) throw badInput('period', 'longer than 20 years; ask for a part of it');
  return { from, to };
}
