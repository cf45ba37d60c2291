import type { Bucket } from '../../statistics/buckets';
import type { TimeUnit } from '../../statistics/calendar';
import { backlogAt } from './backlog';
import type { StatisticsHandle } from './handle';
import { measureNamed } from './measures';
import type { Range } from './ranges';
import { NO_TALLY } from './tallies';

/** The numbers of a point that are read; each is a field of the contract's StatisticsPoint. */
export interface PointNumbers {
  readonly started: number;
  readonly resolved: number;
  readonly missed: number;
  readonly bounced: number;
  readonly transfers: number;
  readonly clientMessages: number;
  readonly agentMessages: number;
  readonly firstResponseMeanSeconds: number | null;
  readonly backlog: number;
}

/** A point over time, with the numbers that were asked for; the others are 0. */
export interface PointRecord extends Bucket, PointNumbers {
  readonly handle: StatisticsHandle;
}

const COUNTED = ['started', 'resolved', 'missed', 'bounced', 'transfers', 'clientMessages', 'agentMessages'] as const;

/**
 * The points of a handle's period, zeros too. Reads only the numbers asked for: one statement a source, and one for the
 * backlog that the period begins with.
 */
export async function overTime(
  handle: StatisticsHandle,
  { unit, buckets }: { readonly unit: TimeUnit; readonly buckets: readonly Bucket[] },
  asked: ReadonlySet<string>,
): Promise<PointRecord[]> {
  if (buckets.length === 0) return [];
  const points = {
    key: unit,
    ranges: buckets.map(({ start, end }, bucket): Range => ({ from: start, to: end, bucket })),
  };
  const [counts, means, backlogs] = await Promise.all([
    Promise.all(COUNTED.map((name) => (asked.has(name) ? handle.tallies.load(measureNamed(name), { points }) : null))),
    asked.has('firstResponseMeanSeconds') ? handle.tallies.load(measureNamed('firstResponse'), { points }) : null,
    asked.has('backlog') ? backlogsOf(handle, unit, buckets) : [],
  ]);
  return buckets.map((bucket, place) => {
    const numbers = COUNTED.map((name, index) => [name, counts[index]?.get(place)?.sum ?? 0] as const);
    const responses = means?.get(place);
    return {
      ...{ handle, ...bucket, ...(Object.fromEntries(numbers) as Pick<PointNumbers, (typeof COUNTED)[number]>) },
      firstResponseMeanSeconds: responses ? responses.sum / responses.sample : null,
      backlog: backlogs[place] ?? 0,
    };
  });
}

/** What was open at the end of each point, or now where that is yet to come: what began open, and what came and went. */
async function backlogsOf(handle: StatisticsHandle, unit: TimeUnit, buckets: readonly Bucket[]): Promise<number[]> {
  await handle.liveRows();
  const { now } = handle;
  const first = Math.min(buckets[0]!.start, now);
  const past = buckets.flatMap(({ start, end }, bucket): Range[] =>
    start < now ? [{ from: start, to: Math.min(end, now), bucket }] : [],
  );
  // What is all past is counted for the points themselves already.
  const points = { key: buckets.at(-1)!.end <= now ? unit : `${unit} until now`, ranges: past };
  const [open, started, resolved] = await Promise.all([
    backlogAt(handle, first),
    handle.tallies.load(measureNamed('started'), { points }),
    handle.tallies.load(measureNamed('resolved'), { points }),
  ]);
  let current = open;
  return buckets.map((_, place) => {
    current += (started.get(place) ?? NO_TALLY).sum - (resolved.get(place) ?? NO_TALLY).sum;
    return current;
  });
}
