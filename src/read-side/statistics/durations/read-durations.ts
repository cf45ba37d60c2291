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
export const MOST_WORKING_SAMPLES = 200_000;

/** One duration: of which measure, by its place, and of which point and group. */
export interface DurationValue {
  readonly measure: number;
  readonly bucket: number;
  readonly group: GroupKey;
  readonly seconds: number;
}

/** The durations of a group that lie in one logarithmic bucket. */
export interface DurationBucket {
  readonly measure: number;
  readonly group: GroupKey;
  readonly logBucket: number;
  readonly sample: number;
  /** The sum of their seconds, exact to the microsecond. */
  readonly sum: number;
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
export async function readBuckets(
  handle: StatisticsHandle,
  question: DurationQuestion,
  rolled?: RolledBuckets,
): Promise<DurationBucket[]> {
  const live = await handle.liveRows();
  const { buckets, rest } = rolled ?? (await readRolledBuckets(handle, live, question));
  return rest ? addedUp([...buckets, ...(await readUnrolledBuckets(handle, live, rest))]) : addedUp(buckets);
}

/** One statement. */
async function readUnrolledBuckets(
  handle: StatisticsHandle,
  live: LiveRows,
  question: DurationQuestion,
): Promise<DurationBucket[]> {
  const { from, where, group } = durationParts(handle, live, question);
  const rows = await handle.database.rows<DurationBucket & { log_bucket: number }>(sql`
    SELECT v.measure, ${group} AS "group", ${question.meansOnly ? sql`0` : logBucketSql(sql`v.seconds`)} AS log_bucket, count(*) AS sample,
      sum((v.seconds * 1e6)::bigint) AS sum
    FROM ${from} WHERE ${where} GROUP BY 1, 2, 3`);
  return rows.map(({ log_bucket: logBucket, sum, ...row }) => ({ ...row, logBucket, sum: sum / 1e6 }));
}

function addedUp(buckets: readonly DurationBucket[]): DurationBucket[] {
  const same = groupBy(buckets, ({ measure, group, logBucket }) => `${measure} ${group} ${logBucket}`);
  return [...same.values()].map((some) => ({
    ...some[0]!,
    sample: some.reduce((all, { sample }) => all + sample, 0),
    sum: some.reduce((all, { sum }) => all + sum, 0),
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
