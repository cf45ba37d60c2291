import type { Tally } from '../aggregate';
import type { GroupKey } from '../dimensions';
import type { StatisticsHandle } from '../handle';
import type { MeasureDefinition } from '../measures';
import { NO_TALLY, rangesOf, type Split, type Tallies } from '../tallies';
import type { DurationDimension } from './duration-source';
import { HELD } from './held-rows';
import { readWorkingValues } from './read-durations';

/** The tallies of a measure of seconds, only those within working hours counted: one statement. */
export async function workingTallies(
  handle: StatisticsHandle,
  measure: MeasureDefinition,
  split: Split,
): Promise<Tallies> {
  await handle.liveRows();
  const ranges = rangesOf(handle, measure.source, split);
  if (ranges.length === 0) return new Map();
  const held = measure.name === HELD.name;
  const values = await readWorkingValues(
    handle,
    {
      ...{ by: (split.by ?? null) as DurationDimension | null, ranges, measures: [held ? HELD : measure] },
      held: held ? { holder: split.by === 'TEAM' ? 'team' : 'agent', eachStretch: true } : undefined,
    },
    await handle.workingWeeks(),
  );
  const tallies = new Map<GroupKey, Tally>();
  for (const { bucket, group, seconds } of values) {
    const key = split.points ? bucket : group;
    const { sample, sum } = tallies.get(key) ?? NO_TALLY;
    tallies.set(key, { sample: sample + 1, sum: sum + seconds });
  }
  return tallies;
}
