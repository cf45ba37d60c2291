import fc from 'fast-check';
import { summariseDurations } from '../../src/statistics/durations';
import { logBucketOf, middleOf, percentilesOf } from '../../src/statistics/log-buckets';

/** Durations as statistics have them: nothing, or from a microsecond to twenty years. */
const seconds = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 9, arbitrary: fc.double({ min: Math.log(1e-6), max: Math.log(6.4e8), noNaN: true }).map(Math.exp) },
);

/** As two parts have it that were counted apart: a bucket may stand in it twice. */
function histogramOf(values: readonly number[]) {
  const half = Math.ceil(values.length / 2);
  const parts = [values.slice(0, half), values.slice(half)].flatMap((part) => {
    const counted = new Map<number, number>();
    for (const value of part) counted.set(logBucketOf(value), (counted.get(logBucketOf(value)) ?? 0) + 1);
    return [...counted];
  });
  return { buckets: parts.map(([bucket]) => bucket), counts: parts.map(([, count]) => count) };
}

test('the middle of its bucket is within half a percent of any duration, and 0 is 0', () => {
  fc.assert(
    fc.property(seconds, (value) => {
      expect(Math.abs(middleOf(logBucketOf(value)) - value)).toBeLessThanOrEqual(0.005 * value);
    }),
    { numRuns: 1000 },
  );
  expect(middleOf(logBucketOf(0))).toBe(0);
});

test('percentiles of buckets are within half a percent of the exact ones', () => {
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1, maxLength: 60 }), (values) => {
      const exact = summariseDurations(values);
      const histogram = histogramOf(values);
      const found = percentilesOf(histogram, [0.5, 0.9]);
      for (const [place, right] of [exact.medianSeconds!, exact.p90Seconds!].entries()) {
        expect(Math.abs(found[place]! - right)).toBeLessThanOrEqual(0.005 * right);
      }
    }),
    { numRuns: 500 },
  );
});

test('buckets rise with the durations, and counts of parts add up to those of the whole', () => {
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 2, maxLength: 30 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b).map(logBucketOf);
      expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
    }),
  );
});

test('of nothing there is no percentile', () => {
  expect(percentilesOf({ buckets: [], counts: [] }, [0.5, 0.9])).toEqual([null, null]);
});
