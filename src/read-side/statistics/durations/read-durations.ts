import { sql } from 'drizzle-orm';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../../instant';
import { logBucketSql } from '../../../statistics/log-buckets';
import { workingSeconds } from '../../../statistics/working-hours';
import { groupBy } from '../../group';
import { TooMuchAskedError } from '../../too-much-asked';
import type { GroupKey } from '../dimensions';
import type { StatisticsHandle } from '../handle';
import type { LiveRows } from '../live-rows';
import { type RolledBuckets, readRolledBuckets } from '../rolled/read-rolled-buckets';
import { type DurationQuestion, durationParts } from './duration-source';
import type { WorkingWeeks } from './working-weeks';

/** More samples of one statement are not read for their working hours. */
const MOST_WORKING_SAMPLES = 200_000;

/** One duration: of which measure, by its place, and of which point and group. */
export interface DurationValue {
  readonly measure: number;
  readonly bucket: number;
  readonly group: GroupKey;
  readonly seconds: number;
}

/** The durations of a group by logarithmic bucket: how many lie in each. */
export interface DurationHistogram {
  readonly measure: number;
  readonly group: GroupKey;
  readonly sample: number;
  /** The sum of their seconds, exact to the microsecond. */
  readonly sum: number;
  /** Numbers of buckets, in no order, and how many lie in each. */
  readonly buckets: readonly number[];
  readonly counts: readonly number[];
}

/** Every duration, in no order; no more than `most`. One statement. */
export async function readValues(
  handle: StatisticsHandle,
  question: DurationQuestion,
  most: number,
): Promise<DurationValue[]> {
  const { from, where, bucket, group } = durationParts(handle, await handle.liveRows(), question);
  return handle.database.rows<DurationValue>(sql`
    SELECT v.measure, ${bucket} AS bucket, ${group} AS "group", v.seconds FROM ${from} WHERE ${where} LIMIT ${most}`);
}

/** How many durations of each group lie in which bucket: from what is rolled up, and of the rest from the rows. */
export async function readHistograms(
  handle: StatisticsHandle,
  question: DurationQuestion,
  rolled?: RolledBuckets,
): Promise<DurationHistogram[]> {
  const live = await handle.liveRows();
  const { histograms, rest } = rolled ?? (await readRolledBuckets(handle, live, question));
  return rest ? addedUp([...histograms, ...(await readUnrolled(handle, live, rest))]) : [...histograms];
}

/** One statement, which answers a row a group: rows of buckets would be by the ten thousand. */
async function readUnrolled(
  handle: StatisticsHandle,
  live: LiveRows,
  question: DurationQuestion,
): Promise<DurationHistogram[]> {
  const { from, where, group } = durationParts(handle, live, question);
  const rows = await handle.database.rows<DurationHistogram>(sql`
    SELECT measure, "group", sum(many) AS sample, sum(microseconds) AS sum, array_agg(log_bucket) AS buckets,
      array_agg(many) AS counts
    FROM (
      SELECT v.measure, ${group} AS "group", count(*) AS many, sum((v.seconds * 1e6)::bigint) AS microseconds,
        (${question.meansOnly ? sql`0` : logBucketSql(sql`v.seconds`)})::bigint AS log_bucket
      FROM ${from} WHERE ${where} GROUP BY 1, 2, 5) part
    GROUP BY 1, 2`);
  return rows.map(({ sum, ...row }) => ({ ...row, sum: sum / 1e6 }));
}

/** One for each measure and group. A bucket may stand twice in it: its counts are of parts. */
function addedUp(histograms: readonly DurationHistogram[]): DurationHistogram[] {
  const same = groupBy(histograms, ({ measure, group }) => `${measure} ${group}`);
  return [...same.values()].map((some) => ({
    ...some[0]!,
    sample: some.reduce((all, { sample }) => all + sample, 0),
    sum: some.reduce((all, { sum }) => all + sum, 0),
    buckets: some.flatMap(({ buckets }) => buckets),
    counts: some.flatMap(({ counts }) => counts),
  }));
}

/**
 * Every duration within the working hours of its inbox; those of one holder and dialog are one. One statement. Throws
 * TooMuchAskedError beyond MOST_WORKING_SAMPLES.
 */
export async function readWorkingValues(
  handle: StatisticsHandle,
  question: DurationQuestion,
  weeks: WorkingWeeks,
): Promise<DurationValue[]> {
  const { from, where, bucket, group } = durationParts(handle, await handle.liveRows(), question);
  const rows = await handle.database.rows<DurationValue & { since: Instant; inbox_id: number; dialog_id: number }>(sql`
    SELECT v.measure, ${bucket} AS bucket, ${group} AS "group", v.seconds, v.since, x.inbox_id, x.dialog_id
    FROM ${from} WHERE ${where} LIMIT ${MOST_WORKING_SAMPLES + 1}`);
  if (rows.length > MOST_WORKING_SAMPLES) throw tooManySamples();
  const values = rows.map(({ since, inbox_id: inboxId, dialog_id: dialogId, ...value }) => {
    const week = weeks.get(inboxId);
    const to = since + Math.round(value.seconds * MICROSECONDS_PER_SECOND);
    return { ...value, dialogId, seconds: week ? workingSeconds(week, since, to) : value.seconds };
  });
  return question.held ? perDialog(values) : values;
}

function perDialog(values: readonly (DurationValue & { readonly dialogId: number })[]): DurationValue[] {
  const sums = new Map<string, DurationValue>();
  for (const { dialogId, ...value } of values) {
    const key = `${value.measure} ${value.group} ${dialogId}`;
    sums.set(key, { ...value, seconds: (sums.get(key)?.seconds ?? 0) + value.seconds });
  }
  return [...sums.values()];
}

function tooManySamples(): TooMuchAskedError {
  const most = MOST_WORKING_SAMPLES.toLocaleString('en-US');
  return new TooMuchAskedError(
    'workingHours',
    `more than ${most} durations to count by working hours: ask for a shorter period or a narrower filter`,
  );
}
