/** Where moments lie on the timeline: 0 at its beginning, 1 at its end. */
export interface Scale {
  at(moment: number): number;
  /** The moments to be written below it. */
  readonly ticks: readonly number[];
}

/** No two ticks are nearer to one another than this part of the whole. */
const NEAREST = 0.11;
const TICKS = 7;
/** Silence of this length takes half as much room again as one of no time. */
const SHORT_MS = 4_000;

/** Time as it went. */
export function evenScale(from: number, to: number): Scale {
  const length = Math.max(1, to - from);
  return {
    at: (moment) => bounded((moment - from) / length),
    ticks: Array.from({ length: TICKS }, (_, index) => from + (length * index) / (TICKS - 1)),
  };
}

/**
 * Time in which long silences are short: the room between two moments at which something happened grows with the
 * logarithm of the time between them. Within it time is even.
 */
export function condensedScale(from: number, to: number, moments: readonly number[]): Scale {
  const known = [...new Set([from, ...moments.filter((moment) => moment > from && moment < to), to])].sort(
    (a, b) => a - b,
  );
  const places = [0];
  for (let index = 1; index < known.length; index++) {
    const gap = known[index]! - known[index - 1]!;
    places.push(places[index - 1]! + Math.log2(1 + gap / SHORT_MS));
  }
  const whole = places.at(-1) || 1;
  const at = (moment: number) => {
    if (moment <= from) return 0;
    if (moment >= to) return 1;
    const next = known.findIndex((edge) => edge > moment);
    const [left, right] = [known[next - 1]!, known[next]!];
    const inside = (moment - left) / (right - left);
    return bounded((places[next - 1]! + (places[next]! - places[next - 1]!) * inside) / whole);
  };
  return { at, ticks: spread(known, at) };
}

function bounded(place: number): number {
  return Math.min(1, Math.max(0, place));
}

/** The first and the last, and of those between them as many as have room. */
function spread(moments: readonly number[], at: (moment: number) => number): number[] {
  const last = moments.at(-1)!;
  const ticks: number[] = [];
  for (const moment of moments.slice(0, -1)) {
    const before = ticks.at(-1);
    const isFar = before === undefined || at(moment) - at(before) >= NEAREST;
    if (isFar && at(last) - at(moment) >= (before === undefined ? 0 : NEAREST)) ticks.push(moment);
  }
  return last > (ticks.at(-1) ?? 0) ? [...ticks, last] : ticks;
}
