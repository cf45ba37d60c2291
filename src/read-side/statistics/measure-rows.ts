import type { Dimension, GroupKey } from './dimensions';
import { durationsOf } from './durations';
import type { StatisticsHandle } from './handle';
import type { MeasureDefinition } from './measures';

/** The dimensions of the contract. */
export type MeasureDimension = Extract<Dimension, 'AGENT' | 'TEAM' | 'INBOX' | 'KIND'> | 'CHANNEL';

/** What was measured of one group. */
export interface MeasuredValue {
  readonly name: string;
  /** The count or the sum, of durations the mean; null where no duration was measured. */
  readonly value: number | null;
  readonly sample: number;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}

/** The values of one group, in the order of the measures. */
export interface MeasuredRow {
  readonly by: MeasureDimension | null;
  readonly group: GroupKey;
  readonly values: readonly MeasuredValue[];
}

/**
 * Measures in total, or by a dimension: the groups in which any of them has anything, those with the greatest first value
 * first, of equals nobody or none first. `channelOf` tells the type of the channel of inboxes.
 */
export async function measureRows(
  handle: StatisticsHandle,
  measures: readonly MeasureDefinition[],
  by: MeasureDimension | null,
  channelOf: (inboxIds: readonly number[]) => Promise<(string | null)[]>,
): Promise<MeasuredRow[]> {
  const found = await Promise.all(
    measures.map((measure) =>
      measure.aggregation === 'DURATION'
        ? durationValues(handle, measure, by)
        : additiveValues(handle, measure, by, channelOf),
    ),
  );
  const groups = by === null ? [null] : [...new Set(found.flatMap((values) => [...values.keys()]))];
  const rows = groups.map((group) => ({
    ...{ by, group },
    values: measures.map((measure, place) => found[place]!.get(group) ?? nothing(measure)),
  }));
  return rows.sort((a, b) => (b.values[0]!.value ?? -1) - (a.values[0]!.value ?? -1) || compareKeys(a.group, b.group));
}

type Values = Map<GroupKey, MeasuredValue>;

async function durationValues(
  handle: StatisticsHandle,
  { name }: MeasureDefinition,
  by: MeasureDimension | null,
): Promise<Values> {
  const summaries = await durationsOf(handle, name, by ?? undefined);
  const measured = [...summaries].filter(([, { sample }]) => sample > 0);
  return new Map(
    measured.map(([group, { sample, meanSeconds: value, medianSeconds, p90Seconds }]) => [
      group,
      { name, value, sample, medianSeconds, p90Seconds },
    ]),
  );
}

async function additiveValues(
  handle: StatisticsHandle,
  { name, ...measure }: MeasureDefinition,
  by: MeasureDimension | null,
  channelOf: (inboxIds: readonly number[]) => Promise<(string | null)[]>,
): Promise<Values> {
  const read = by === 'CHANNEL' ? 'INBOX' : by;
  const tallies = await handle.tallies.load({ name, ...measure }, read === null ? {} : { by: read });
  const keys = [...tallies.keys()];
  const groups = by === 'CHANNEL' ? await channelOf(keys as number[]) : keys;
  const values: Values = new Map();
  for (const [place, { sample, sum }] of [...tallies.values()].entries()) {
    const group = groups[place]!;
    const so = values.get(group);
    values.set(group, {
      ...{ name, value: (so?.value ?? 0) + sum, sample: (so?.sample ?? 0) + sample },
      ...{ medianSeconds: null, p90Seconds: null },
    });
  }
  return values;
}

function nothing({ name, aggregation }: MeasureDefinition): MeasuredValue {
  const value = aggregation === 'DURATION' ? null : 0;
  return { name, value, sample: 0, medianSeconds: null, p90Seconds: null };
}

function compareKeys(a: GroupKey, b: GroupKey): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return a < b ? -1 : 1;
}
