import { type SQL, sql } from 'drizzle-orm';

/*
 * Durations of large samples, counted by logarithmic buckets: counts of buckets add up, whatever they are counted by, and
 * any percentile read from them is within half a percent.
 */

/** How much longer the upper end of a bucket is than its lower one. */
const GROWTH = 1.01;

/** Where what took no time is counted. */
const ZERO = -32_768;

/** How many of a sample are in each bucket: its number, and a count beside it; a bucket may be named several times. */
export interface Histogram {
  readonly buckets: readonly number[];
  readonly counts: readonly number[];
}

/** The bucket of a duration: of those above GROWTH to the power of the bucket's number before, up to the number's. */
export function logBucketOf(seconds: number): number {
  return seconds <= 0 ? ZERO : Math.ceil(Math.log(seconds) / Math.log(GROWTH));
}

/** The same, of an expression of double precision. */
export function logBucketSql(seconds: SQL): SQL {
  const growth = sql.raw(`ln(${GROWTH}::float8)`);
  return sql`CASE WHEN ${seconds} <= 0 THEN ${sql.raw(String(ZERO))} ELSE ceil(ln(${seconds}) / ${growth})::int END`;
}

/** The duration that is nearest, in proportion, to all of a bucket. */
export function middleOf(bucket: number): number {
  return bucket === ZERO ? 0 : (2 * GROWTH ** bucket) / (1 + GROWTH);
}

/** Percentiles as percentile_cont would answer them were all durations in the middle of their buckets; null for none. */
export function percentilesOf({ buckets, counts }: Histogram, fractions: readonly number[]): (number | null)[] {
  const order = Uint32Array.from(buckets.keys()).sort((one, other) => buckets[one]! - buckets[other]!);
  const sample = counts.reduce((sum, count) => sum + count, 0);
  const valueAt = (place: number) => {
    let before = 0;
    for (const index of order) {
      before += counts[index]!;
      if (place < before) return middleOf(buckets[index]!);
    }
    throw new RangeError(`no value at ${place} of ${before}`);
  };
  return fractions.map((fraction) => {
    if (sample === 0) return null;
    const place = fraction * (sample - 1);
    const low = valueAt(Math.floor(place));
    const high = valueAt(Math.ceil(place));
    return low + (high - low) * (place - Math.floor(place));
  });
}
