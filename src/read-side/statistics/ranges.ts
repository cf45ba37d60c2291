import { type SQL, sql } from 'drizzle-orm';
import { formatTimestamp } from '../../instant';
import type { Period } from '../../statistics/calendar';
import type { SourceDefinition } from './sources';

/** A part of a period, and the number of the point that it adds to. */
export interface Range extends Period {
  readonly bucket: number;
  /** What a zone's clock is ahead of UTC in it, in microseconds; for HOUR_OF_WEEK. */
  readonly offset?: number;
}

/** Where a row x is among the ranges. */
export interface Place {
  readonly join: SQL;
  readonly conditions: readonly SQL[];
  readonly bucket: SQL;
  /** Whether there are several buckets. */
  readonly isSplit: boolean;
  readonly local: SQL;
}

/** Where the rows of a source are among ranges, which rise and don't overlap: by their moment, or in each that they reach into. */
export function placeOf({ times }: SourceDefinition, ranges: readonly Range[]): Place {
  return times.to === undefined ? placeOfMoment(times.from, ranges) : placeOfStretch(ranges);
}

function placeOfMoment(column: string, ranges: readonly Range[]): Place {
  const at = sql.raw(`x.${column}`);
  const isSplit = isOfSeveral(ranges);
  const [only] = ranges;
  if (ranges.length === 1) {
    const local = sql`(${at} + ${only!.offset ?? 0}::bigint * interval '1 microsecond')`;
    return { join: sql``, conditions: [], bucket: sql`${only!.bucket}::int`, isSplit, local };
  }
  const list = (values: readonly unknown[], type: string) => sql`(${sql.param(values)}::${sql.raw(type)}[])`;
  const starts = ranges.map(({ from }) => formatTimestamp(from));
  const ends = ranges.map(({ to }) => formatTimestamp(to));
  const buckets = ranges.map(({ bucket }) => bucket);
  const offsets = ranges.map(({ offset }) => offset ?? 0);
  return {
    join: sql`CROSS JOIN LATERAL (SELECT width_bucket(${at}, ${list(starts, 'timestamp')}) AS place) r`,
    // What the scans of the ranges found lies in one of them; a row of a dialog that changed may lie between.
    conditions: [sql`r.place > 0`, sql`${at} < ${list(ends, 'timestamp')}[r.place]`],
    bucket: isSplit ? sql`${list(buckets, 'int')}[r.place]` : sql`${only!.bucket}::int`,
    isSplit,
    local: sql`(${at} + ${list(offsets, 'bigint')}[r.place] * interval '1 microsecond')`,
  };
}

/** A stretch adds to every range that it reaches into, the part within it. */
function placeOfStretch(ranges: readonly Range[]): Place {
  const [from, to] = [
    ranges.map((range) => formatTimestamp(range.from)),
    ranges.map(({ to: end }) => formatTimestamp(end)),
  ];
  return {
    join: sql`JOIN unnest(${sql.param(from)}::timestamp[], ${sql.param(to)}::timestamp[],
      ${sql.param(ranges.map(({ bucket }) => bucket))}::int[]) AS r (f, t, bucket)
      ON x.held_from < r.t AND coalesce(x.held_to, 'infinity') > r.f`,
    conditions: [],
    bucket: sql`r.bucket`,
    isSplit: true,
    local: sql`x.held_from`,
  };
}

function isOfSeveral(ranges: readonly Range[]): boolean {
  return ranges.some(({ bucket }) => bucket !== ranges[0]!.bucket);
}
