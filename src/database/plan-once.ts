import { type SQL, sql } from 'drizzle-orm';
import { formatTimestamp, type Instant } from '../instant';
import type { Session } from './database';

/**
 * Beside a partitioned host, lets a transaction's prepared statements keep their plans, whatever their parameters: for
 * transactions of few rows, whose statements look rows up by id. PostgreSQL would plan them anew for each of the
 * partitions, which takes ten times as long as to read them.
 */
export async function planOnce(session: Session): Promise<void> {
  if (session.isPartitioned) await session.rows(sql`SET LOCAL plan_cache_mode = force_generic_plan`);
}

/**
 * That a moment lies between the first and the last of some, written out: so that beside a partitioned host the other
 * months are not even planned. True of everything where there are none, or no partitions.
 */
export function withinMonthsOf(session: Session, column: SQL, moments: readonly Instant[]): SQL {
  if (!session.isPartitioned || moments.length === 0) return sql`true`;
  const [first, last] = moments.reduce(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return sql`${column} BETWEEN ${literal(first)} AND ${literal(last)}`;
}

const literal = (moment: Instant) => sql.raw(`'${formatTimestamp(moment)}'::timestamp`);
