import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import type { DialogFilter } from '../dialog-filter';
import { derivedRows } from './derived-rows';
import { type Dimension, type GroupKey, groupingOf } from './dimensions';
import { filterCondition } from './filter-condition';
import type { LiveRows } from './live-rows';
import type { MeasureDefinition } from './measures';
import { placeOf, type Range } from './ranges';
import { type MeasureSource, SOURCES } from './sources';

/** What a statement aggregates. Ranges rise and don't overlap; there is at least one. */
export interface Question {
  readonly accountId: number;
  readonly filter: DialogFilter;
  readonly ranges: readonly Range[];
  readonly by: Dimension | null;
}

/** The values of a measure: how many, and their sum, which is how many for a COUNT. Sums of seconds are exact to µs. */
export interface Tally {
  readonly sample: number;
  readonly sum: number;
}

/** Of one point and one group, a tally for each measure, in their order. */
export interface AggregatedRow {
  readonly bucket: number;
  readonly group: GroupKey;
  readonly tallies: readonly Tally[];
}

/** Groups beyond these are not read. */
export const MOST_GROUPS = 10_000;

/** A statistic falls into more groups than one answer may hold. */
export class TooManyGroupsError extends Error {
  override readonly name = 'TooManyGroupsError';
}

type ReadRow = Readonly<Record<string, number | null>> & { bucket: number; group: GroupKey };

/**
 * Aggregates measures of one source: one statement. Groups and points without a row are left out.
 * Throws TooManyGroupsError.
 */
export async function aggregate(
  database: Pick<Database, 'rows' | 'events'>,
  live: LiveRows,
  source: MeasureSource,
  measures: readonly MeasureDefinition[],
  question: Question,
): Promise<AggregatedRow[]> {
  const rows = await database.rows<ReadRow>(aggregateStatement(database, live, source, measures, question));
  if (rows.length > MOST_GROUPS) throw new TooManyGroupsError(`more than ${MOST_GROUPS} groups`);
  return rows.map((row) => ({
    ...{ bucket: row.bucket, group: row.group },
    tallies: measures.map(({ aggregation }, place) => {
      const sample = row[`n${place}`] ?? 0;
      return { sample, sum: aggregation === 'COUNT' ? sample : (row[`s${place}`] ?? 0) / 1e6 };
    }),
  }));
}

function aggregateStatement(
  { events }: Pick<Database, 'events'>,
  live: LiveRows,
  source: MeasureSource,
  measures: readonly MeasureDefinition[],
  { accountId, filter, ranges, by }: Question,
): SQL {
  const its = SOURCES[source];
  const place = placeOf(its, ranges);
  const grouping = groupingOf(by, measures, accountId, place.local);
  const conditions = [
    ...(its.where ? [sql.raw(its.where)] : []),
    ...place.conditions,
    filterCondition(filter, its, accountId, events, live),
  ];
  const columns = measures.flatMap((measure, index) => columnsOf(measure, index, grouping.roleOf(measure)));
  const keys = [...(place.isSplit ? ['1'] : []), ...(by === null ? [] : ['2'])];
  const groups = keys.length === 0 ? sql`` : sql.raw(`GROUP BY ${keys.join(', ')} LIMIT ${MOST_GROUPS + 1}`);
  return sql`SELECT ${place.bucket} AS bucket, ${grouping.key} AS "group", ${sql.join(columns, sql`, `)}
    FROM (${derivedRows(live, accountId, its.table, its.times, ranges)}) x ${place.join} ${grouping.join}
    WHERE ${sql.join(conditions, sql` AND `)} ${groups}`;
}

/** Sums are of whole microseconds: exact, and so the same in whichever order they are added. */
function columnsOf({ value, where }: MeasureDefinition, index: number, role: SQL | undefined): SQL[] {
  const conditions = [...(where ? [sql.raw(`(${where})`)] : []), ...(role ? [role] : [])];
  const filter = conditions.length === 0 ? sql`` : sql` FILTER (WHERE ${sql.join(conditions, sql` AND `)})`;
  const named = (column: string) => sql.identifier(`${column}${index}`);
  if (value === undefined) return [sql`count(*)${filter} AS ${named('n')}`];
  const seconds = sql.raw(value);
  return [
    sql`count(${seconds})${filter} AS ${named('n')}`,
    sql`sum(((${seconds}) * 1e6)::bigint)${filter} AS ${named('s')}`,
  ];
}
