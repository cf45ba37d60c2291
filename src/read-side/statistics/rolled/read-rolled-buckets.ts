import { sql } from 'drizzle-orm';
import { AGENT_DURATIONS, DURATIONS } from '../../../rollups/columns';
import { piecesOf } from '../../../statistics/pieces';
import type { DurationQuestion } from '../durations/duration-source';
import { HELD } from '../durations/held-rows';
import type { DurationBucket } from '../durations/read-durations';
import type { StatisticsHandle } from '../handle';
import type { LiveRows } from '../live-rows';
import { pieceRows } from './read-pieces';
import { isRolledFilter } from './store';

/** What of a question is rolled up: its buckets, and the question of what is left, undefined where nothing is. */
export interface RolledBuckets {
  readonly buckets: readonly DurationBucket[];
  readonly rest: DurationQuestion | undefined;
}

/** By whom the buckets of a measure are rolled up: of all inboxes and teams; undefined where they are not. */
function holderOf({ measures, by, held }: DurationQuestion): 'dialog' | 'agent' | 'team' | undefined {
  if (held?.eachStretch) return undefined;
  if (held) return by === 'AGENT' || by === 'TEAM' ? held.holder : undefined;
  if (by === null && measures.every((measure) => DURATIONS.includes(measure))) return 'dialog';
  return by === 'AGENT' && measures.every((measure) => AGENT_DURATIONS.includes(measure)) ? 'agent' : undefined;
}

/** Reads what is rolled up of a question's buckets: at most one statement. A row of no sample has the sum of a group. */
export async function readRolledBuckets(
  handle: StatisticsHandle,
  live: LiveRows,
  question: DurationQuestion,
): Promise<RolledBuckets> {
  const { filter, accountId, database } = handle;
  const { ranges, measures } = question;
  const holder = holderOf(question);
  const isOfAll = isRolledFilter(filter) && !filter.inbox && !filter.team;
  if (!holder || !isOfAll) return { buckets: [], rest: question };
  const pieces = piecesOf(ranges, live.rolled, ['month', 'day']);
  const rolled = pieces.filter(({ level }) => level !== 'direct');
  if (rolled.length === 0) return { buckets: [], rest: question };
  const left = pieces.filter(({ level }) => level === 'direct');
  const rest = left.map(({ from, to, range }) => ({ ...ranges[range]!, from, to }));
  const names = measures.map(({ name }) => (measures[0] === HELD ? 'handling' : name));
  const its = sql`SELECT x.measure AS name, nullif(x.holder_id, 0) AS "group", x.sample, x.microseconds, x.buckets, x.counts
      FROM ${pieceRows({ ranges }, rolled)} CROSS JOIN LATERAL (
        SELECT * FROM dialog_rollup_durations x WHERE x.account_id = ${accountId} AND x.level = p.level
          AND x.at >= p.f AND x.at < p.t AND x.inbox_id = 0 AND x.holder = ${holder}
          AND x.measure = ANY(${sql.param(names)}::text[]) OFFSET 0) x`;
  const rows = await database.rows<DurationBucket & { name: string; log_bucket: number }>(
    question.meansOnly
      ? sql`SELECT name, "group", 0 AS log_bucket, sum(sample) AS sample, sum(microseconds) AS sum
          FROM (${its}) its GROUP BY 1, 2`
      : sql`WITH its AS MATERIALIZED (${its})
          SELECT name, "group", b.log_bucket, sum(b.many) AS sample, 0 AS sum
          FROM its CROSS JOIN LATERAL unnest(its.buckets, its.counts) AS b (log_bucket, many) GROUP BY 1, 2, 3
          UNION ALL
          SELECT name, "group", 0, 0, sum(microseconds) FROM its GROUP BY 1, 2`,
  );
  const buckets = rows.map(({ name, group, log_bucket: logBucket, sample, sum }) => ({
    ...{ measure: names.indexOf(name), group, logBucket, sample, sum: sum / 1e6 },
  }));
  return { buckets, rest: rest.length === 0 ? undefined : { ...question, ranges: rest } };
}
