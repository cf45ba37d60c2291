import DataLoader from 'dataloader';
import { stretchesOf } from '../../statistics/zones';
import { groupBy } from '../group';
import type { AggregatedRow, Tally } from './aggregate';
import type { Dimension, GroupKey } from './dimensions';
import { workingTallies } from './durations/working-tallies';
import type { StatisticsHandle } from './handle';
import type { MeasureDefinition } from './measures';
import type { Range } from './ranges';
import { aggregatePieces } from './rolled/aggregate-pieces';
import type { MeasureSource } from './sources';

/** What a statistic is split by: a dimension, or the points of ranges; by neither, it is a total. */
export interface Split {
  readonly by?: Dimension;
  /** The points, named by a key: the same ranges have the same. */
  readonly points?: { readonly key: string; readonly ranges: readonly Range[] };
}

/** The tallies of a measure by group, by the number of a point, or the total by null; what has none is left out. */
export type Tallies = ReadonlyMap<GroupKey, Tally>;

/** Loads the tallies of measures. */
export interface TallyLoader {
  load(measure: MeasureDefinition, split?: Split): Promise<Tallies>;
}

export const NO_TALLY: Tally = { sample: 0, sum: 0 };

interface Asked {
  readonly measure: MeasureDefinition;
  readonly split: Split;
}

/** Loads what the fields of a handle ask for at once: one statement for all measures of a source that are split alike. */
export function tallyLoader(handle: StatisticsHandle): TallyLoader {
  const cacheKeyFn = ({ measure, split }: Asked) => `${measure.name} ${splitKey(split)}`;
  const loader = new DataLoader<Asked, Tallies, string>((asked) => loadTallies(handle, asked), { cacheKeyFn });
  const working = new DataLoader<Asked, Tallies, string>(
    (asked) => Promise.all(asked.map(({ measure, split }) => workingTallies(handle, measure, split))),
    { cacheKeyFn },
  );
  return {
    load(measure, split = {}) {
      const isCut = handle.workingHours && measure.unit === 'SECONDS';
      return (isCut ? working : loader).load({ measure, split });
    },
  };
}

async function loadTallies(handle: StatisticsHandle, asked: readonly Asked[]): Promise<Tallies[]> {
  const live = await handle.liveRows();
  const found = new Map<Asked, Tallies>();
  const statements = groupBy(asked, ({ measure, split }) => `${measure.source} ${splitKey(split)}`);
  await Promise.all(
    [...statements.values()].map(async (alike) => {
      const { measure, split } = alike[0]!;
      const ranges = rangesOf(handle, measure.source, split);
      const measures = alike.map((each) => each.measure);
      const { accountId, filter } = handle;
      const rows =
        ranges.length === 0
          ? []
          : await aggregatePieces(handle.database, live, measure.source, measures, {
              ...{ accountId, filter, ranges, by: split.by ?? null },
            });
      for (const [place, each] of alike.entries()) found.set(each, talliesIn(rows, place, split));
    }),
  );
  return asked.map((each) => found.get(each)!);
}

/** The ranges of the period that a statement reads: nothing of an empty one, nor of time to come where time is measured. */
export function rangesOf(handle: StatisticsHandle, source: MeasureSource, { by, points }: Split): Range[] {
  const { from, to } = handle.period;
  const ranges =
    points?.ranges ??
    (by === 'HOUR_OF_WEEK'
      ? stretchesOf(handle.zone, from, to).map((stretch) => ({ ...stretch, bucket: 0 }))
      : [{ from, to, bucket: 0 }]);
  const end = source === 'ASSIGNMENTS' ? handle.now : Number.POSITIVE_INFINITY;
  return ranges.map((range) => ({ ...range, to: Math.min(range.to, end) })).filter((range) => range.from < range.to);
}

function talliesIn(rows: readonly AggregatedRow[], place: number, { points }: Split): Tallies {
  const counted = rows.filter(({ tallies }) => tallies[place]!.sample > 0);
  return new Map(counted.map((row) => [points ? row.bucket : row.group, row.tallies[place]!]));
}

function splitKey({ by, points }: Split): string {
  return `${by ?? ''} ${points?.key ?? ''}`;
}
