import type { Database } from '../../../database/database';
import { ASSIGNED_BEGUN } from '../../../rollups/columns';
import { piecesOf } from '../../../statistics/pieces';
import { groupBy } from '../../group';
import { type AggregatedRow, aggregate, type Question, type Tally } from '../aggregate';
import type { LiveRows } from '../live-rows';
import { type MeasureDefinition, measureNamed } from '../measures';
import type { Range } from '../ranges';
import type { MeasureSource } from '../sources';
import { readPieces } from './read-pieces';
import { isRolledFilter, type Store, storeOf } from './store';

type Reader = Pick<Database, 'rows' | 'events'>;

/** A measure, its place in the list asked for, and where it is rolled up. */
interface Placed {
  readonly measure: MeasureDefinition;
  readonly place: number;
  readonly store: Store | undefined;
}

/**
 * Aggregates measures of one source as `aggregate` does, with the same answer: what is rolled up within the ranges is
 * taken from there, and the rest from the rows. Groups of which nothing counts may be among those of the answer.
 */
export async function aggregatePieces(
  database: Reader,
  live: LiveRows,
  source: MeasureSource,
  measures: readonly MeasureDefinition[],
  question: Question,
): Promise<AggregatedRow[]> {
  if (live.rolled.days.length === 0) return aggregate(database, live, source, measures, question);
  const placed = measures
    .map((measure, place) => ({ measure, place, store: storeOf(measure, question) }))
    .filter(({ measure, store }) => store || !isNever(measure, question));
  const alike = groupBy(placed, ({ store }) => store?.levels.join(' '));
  const parts = await Promise.all(
    [...alike.values()].map(async (some) => {
      const its = some.map(({ measure }) => measure);
      const rows = some[0]!.store
        ? await aggregateRolled(database, live, source, some, question)
        : await aggregate(database, live, source, its, question);
      return rows.map((row) => spread(row, some, measures.length));
    }),
  );
  return addedUp(parts.flat());
}

/** What is skipped is not counted unless it is asked for. */
function isNever({ where }: MeasureDefinition, { filter }: Question): boolean {
  return where === measureNamed('skipped').where && isRolledFilter(filter);
}

/** Measures that are rolled up by the same spans; their places are those within the list. */
async function aggregateRolled(
  database: Reader,
  live: LiveRows,
  source: MeasureSource,
  placed: readonly Placed[],
  question: Question,
): Promise<AggregatedRow[]> {
  const { ranges } = question;
  const pieces = piecesOf(ranges, live.rolled, placed[0]!.store!.levels);
  const rolled = pieces.filter(({ level }) => level !== 'direct');
  const direct = pieces
    .filter(({ level }) => level === 'direct')
    .map(({ from, to, range }): Range => ({ ...ranges[range]!, from, to }));
  const measures = placed.map(({ measure }) => measure);
  if (rolled.length === 0) return aggregate(database, live, source, measures, question);
  const own = placed.map((each, place) => ({ ...each, place }));
  const tables = [...groupBy(own, ({ store }) => store!.table).values()];
  const isTime = source === 'ASSIGNMENTS';
  const parts = await Promise.all([
    ...tables.map(async (some) => {
      const rows = await readPieces(
        database,
        question,
        rolled,
        some.map(({ store }) => store!),
      );
      return rows.map((row) => spread(row, some, measures.length));
    }),
    direct.length === 0
      ? []
      : isTime
        ? assignedIn(database, live, measures, { ...question, ranges: direct })
        : aggregate(database, live, source, measures, { ...question, ranges: direct }),
    isTime ? assignedBefore(database, live, measures, question) : [],
  ]);
  return addedUp(parts.flat());
}

/** The time assigned within ranges, and as its sample the stretches that begin in them. */
async function assignedIn(
  database: Reader,
  live: LiveRows,
  measures: readonly MeasureDefinition[],
  question: Question,
): Promise<AggregatedRow[]> {
  const rows = await aggregate(database, live, 'ASSIGNMENTS', [...measures, ASSIGNED_BEGUN], question);
  return rows.map(({ tallies, ...row }) => {
    const { sample } = tallies.at(-1)!;
    return { ...row, tallies: tallies.slice(0, -1).map(({ sum }) => ({ sample, sum })) };
  });
}

/** The stretches that had begun before the ranges and reach into them, as the sample of the time assigned. */
async function assignedBefore(
  database: Reader,
  live: LiveRows,
  measures: readonly MeasureDefinition[],
  question: Question,
): Promise<AggregatedRow[]> {
  const ranges = question.ranges.map((range) => ({ ...range, to: range.from + 1 }));
  const reaching = { ...ASSIGNED_BEGUN, where: 'x.held_from < r.f' };
  const rows = await aggregate(database, live, 'ASSIGNMENTS', [reaching], { ...question, ranges });
  return rows.map(({ tallies, ...row }) => {
    const { sample } = tallies[0]!;
    return { ...row, tallies: measures.map(() => ({ sample, sum: 0 })) };
  });
}

const NOTHING: Tally = { sample: 0, sum: 0 };

/** A row with the tallies of some measures at their places of all. */
function spread(row: AggregatedRow, some: readonly Placed[], measures: number): AggregatedRow {
  const tallies = Array.from({ length: measures }, () => NOTHING);
  for (const [index, { place }] of some.entries()) tallies[place] = row.tallies[index]!;
  return { ...row, tallies };
}

/** One row for each point and group. */
function addedUp(rows: readonly AggregatedRow[]): AggregatedRow[] {
  return [...groupBy(rows, ({ bucket, group }) => `${bucket} ${group}`).values()].map((same) => ({
    ...same[0]!,
    tallies: same[0]!.tallies.map((_, place) => same.map(({ tallies }) => tallies[place]!).reduce(sumOf)),
  }));
}

function sumOf(a: Tally, b: Tally): Tally {
  return { sample: a.sample + b.sample, sum: inMicroseconds(a.sum + b.sum) };
}

/** Sums of seconds are exact to the microsecond whichever way they are added up. */
function inMicroseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
