import fc from 'fast-check';
import { summariseDurations } from '../../src/statistics/durations';

describe('the summary of durations', () => {
  it.each<[string, number[], number | null, number | null, number | null]>([
    ['nothing is null', [], null, null, null],
    ['one value is itself', [7.5], 7.5, 7.5, 7.5],
    ['zero is a value', [0], 0, 0, 0],
    ['two values meet between', [10, 20], 15, 15, 19],
    ['an odd number has a middle, whatever the order', [100, 9, 20], 43, 20, 84],
    ['the 90th percentile of eleven is the tenth', [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 50, 50, 90],
    ['a long one moves the mean', [1, 1, 1, 97], 25, 1, 68.2],
  ])('%s', (_, seconds, mean, median, p90) => {
    const summary = summariseDurations(seconds);
    expect(summary.sample).toBe(seconds.length);
    for (const [found, expected] of [
      [summary.meanSeconds, mean],
      [summary.medianSeconds, median],
      [summary.p90Seconds, p90],
    ] as const) {
      if (expected === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(expected, 9);
    }
  });

  it('leaves the list as it was, and lies within it in order', () => {
    const durations = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(durations, (seconds) => {
        const given = [...seconds];
        const { medianSeconds, p90Seconds } = summariseDurations(seconds);
        expect(seconds).toEqual(given);
        expect(Math.min(...seconds)).toBeLessThanOrEqual(medianSeconds!);
        expect(medianSeconds!).toBeLessThanOrEqual(p90Seconds! + 1e-6);
        expect(p90Seconds!).toBeLessThanOrEqual(Math.max(...seconds));
      }),
    );
  });
});
