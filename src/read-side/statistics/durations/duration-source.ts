import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../database/database';
import { derivedRows } from '../derived-rows';
import { type Dimension, type Grouping, groupingOf } from '../dimensions';
import { filterCondition } from '../filter-condition';
import type { StatisticsHandle } from '../handle';
import type { LiveRows } from '../live-rows';
import type { MeasureDefinition } from '../measures';
import { placeOf, type Range } from '../ranges';
import { SOURCES } from '../sources';
import { type Holder, heldRows } from './held-rows';

/** What durations are grouped by; CHANNEL is the type of the inbox's channel. */
export type DurationDimension = Exclude<Dimension, 'HOUR_OF_WEEK' | 'DEPARTED_AGENT' | 'DEPARTED_TEAM'> | 'CHANNEL';

/** Durations that one statement reads: measures of one source, all of stretches or none, grouped alike. */
export interface DurationQuestion {
  readonly measures: readonly MeasureDefinition[];
  readonly by: DurationDimension | null;
  readonly ranges: readonly Range[];
  /** Whose stretches they are the sums of: a row for each stretch, or for each dialog and holder. */
  readonly held?: { readonly holder: Holder; readonly eachStretch: boolean } | undefined;
  /** Only how many and how long in all are asked for: all lie in one bucket then. */
  readonly meansOnly?: boolean;
}

/** The parts of a statement over rows x and the measured v (measure, seconds, since): a place in `measures` each. */
export interface DurationParts {
  readonly from: SQL;
  readonly where: SQL;
  readonly bucket: SQL;
  readonly group: SQL;
}

/** Where durations are read from. What has none of a measure has no row of it. */
export function durationParts(handle: StatisticsHandle, live: LiveRows, question: DurationQuestion): DurationParts {
  const { accountId, filter, database } = handle;
  const { measures, by, ranges, held } = question;
  const its = SOURCES[measures[0]!.source];
  const place = placeOf(its, ranges);
  const grouping = durationGrouping(by, measures, accountId, place.local, held?.holder);
  const rows = held
    ? heldRows(live, accountId, held, ranges)
    : derivedRows(live, accountId, its.table, its.times, ranges);
  const measured = measures.map((measure, number) => measuredRow(measure, number, grouping));
  const conditions = [
    ...(its.where ? [sql.raw(its.where)] : []),
    ...place.conditions,
    filterCondition(filter, its, accountId, database.events as Database['events'], live),
    sql`v.seconds IS NOT NULL`,
  ];
  return {
    from: sql`(${rows}) x ${place.join} ${grouping.join}
      CROSS JOIN LATERAL (VALUES ${sql.join(measured, sql`, `)}) AS v (measure, seconds, since)`,
    where: sql.join(conditions, sql` AND `),
    bucket: place.bucket,
    group: grouping.key,
  };
}

function measuredRow(measure: MeasureDefinition, number: number, { roleOf }: Grouping): SQL {
  const conditions = [...(measure.where ? [sql.raw(`(${measure.where})`)] : []), roleOf(measure) ?? []].flat();
  const value = sql.raw(measure.value!);
  const seconds =
    conditions.length === 0 ? value : sql`CASE WHEN ${sql.join(conditions, sql` AND `)} THEN ${value} END`;
  return sql`(${sql.raw(String(number))}, (${seconds})::float8, (${sql.raw(measure.since ?? 'NULL')})::timestamp)`;
}

function durationGrouping(
  by: DurationDimension | null,
  measures: readonly MeasureDefinition[],
  accountId: number,
  local: SQL,
  holder: Holder | undefined,
): Grouping {
  const all = { join: sql``, roleOf: () => undefined };
  if (holder === 'team') return { ...all, key: sql`x.holder_id` };
  if (by !== 'CHANNEL') return groupingOf(by, measures, accountId, local);
  return {
    ...all,
    join: sql`LEFT JOIN inboxes i ON i.account_id = ${accountId} AND i.id = x.inbox_id`,
    key: sql`i.channel_type`,
  };
}
