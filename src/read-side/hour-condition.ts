import { type SQL, sql } from 'drizzle-orm';
import { formatTimestamp, type Instant } from '../instant';
import { stretchesOf, zoneOf } from '../statistics/zones';
import type { InstantRange } from './dialog-filter';

/** An hour of the week by the clock of a zone: weekday 1 is Monday, hour is 0 to 23. */
export interface HourOfWeekFilter {
  readonly weekday: number;
  readonly hour: number;
  /** An IANA name. */
  readonly timeZone: string;
}

const year = (number: number): Instant => Date.UTC(number, 0, 1) * 1000;
/** No dialog begins outside of these, whatever the range that is asked for; a clock is not followed any farther. */
const [FIRST, LAST] = [year(1900), year(2200)];
/** Nor outside of these, where no range is. */
const [EARLY, LATE] = [year(1970), year(2100)];

/** The number of an hour of the week by a local time: 0 is Monday 0:00 to 1:00, 167 is Sunday's last hour. */
export function hourOfWeek(local: SQL): SQL {
  return sql`((extract(isodow FROM ${local}) - 1) * 24 + extract(hour FROM ${local}))::int`;
}

/**
 * Whether dialog d, started within a range, started in an hour of the week. By the same clock as statistics by hour of the
 * week, which need not be that of the zones of PostgreSQL.
 */
export function hourCondition({ weekday, hour, timeZone }: HourOfWeekFilter, started: InstantRange = {}): SQL[] {
  const from = Math.max(started.from ?? EARLY, FIRST);
  const stretches = stretchesOf(zoneOf(timeZone), from, Math.min(started.to ?? LATE, LAST));
  if (stretches.length === 0) return [sql`false`];
  const starts = sql`${sql.param(stretches.map((stretch) => formatTimestamp(stretch.from)))}::timestamp[]`;
  const offsets = sql`(${sql.param(stretches.map(({ offset }) => offset))}::bigint[])`;
  const local = sql`d.created_at + ${offsets}[width_bucket(d.created_at, ${starts})] * interval '1 microsecond'`;
  return [
    sql`(SELECT ${hourOfWeek(sql`clock.shows`)} FROM (SELECT ${local} AS shows) clock) = ${(weekday - 1) * 24 + hour}`,
  ];
}
