/** How long something takes, over a sample; the fields of the contract's DurationStatistics. */
export interface DurationSummary {
  readonly sample: number;
  /** null where the sample is 0, as the others. */
  readonly meanSeconds: number | null;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}

/** Summarises seconds, in any order. Percentiles are those of PostgreSQL's percentile_cont. */
export function summariseDurations(seconds: readonly number[]): DurationSummary {
  const sample = seconds.length;
  if (sample === 0) return { sample, meanSeconds: null, medianSeconds: null, p90Seconds: null };
  const sorted = Float64Array.from(seconds).sort();
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    sample,
    meanSeconds: sum / sample,
    medianSeconds: percentile(sorted, 0.5),
    p90Seconds: percentile(sorted, 0.9),
  };
}

/** Between the two values around the place `fraction * (n - 1)`, in proportion, as percentile_cont. */
function percentile(sorted: Float64Array, fraction: number): number {
  const place = fraction * (sorted.length - 1);
  const before = Math.floor(place);
  const low = sorted[before]!;
  const high = sorted[Math.ceil(place)]!;
  return low + (high - low) * (place - before);
}
