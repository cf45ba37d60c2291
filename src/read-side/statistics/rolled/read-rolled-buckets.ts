import { sql } from 'drizzle-orm';
import { AGENT_DURATIONS, DURATIONS } from '../../../rollups/columns';
import { piecesOf } from '../../../statistics/pieces';
import type { DurationQuestion } from '../durations/duration-source';
import { HELD } from '../durations/held-rows';
import type { DurationHistogram } from '../durations/read-durations';
import type { StatisticsHandle } from '../handle';
import type { LiveRows } from '../live-rows';
import { pieceRows } from './read-pieces';
import { isRolledFilter } from './store';

/** What of a question is rolled up, and the question of what is left, undefined where nothing is. */
export interface RolledBuckets {
  readonly histograms: readonly DurationHistogram[];
  readonly rest: DurationQuestion | undefined;
}

/** By whom the buckets of a measure are rolled up: of all inboxes and teams; undefined where they are not. */
function holderOf({ measures, by, held }: DurationQuestion): 'dialog' | 'agent' | 'team' | undefined {
  if (held?.eachStretch) return undefined;
  if (held) return by === 'AGENT' || by === 'TEAM' ? held.holder : undefined;
  if (by === null && measures.every((measure) => DURATIONS.includes(measure))) return 'dialog';
  return by === 'AGENT' && measures.every((measure) => AGENT_DURATIONS.includes(measure)) ? 'agent' : undefined;
}

/** Reads what is rolled up of a question's buckets: at most one statement. */
export async function readRolledBuckets(
  handle: StatisticsHandle,
  live: LiveRows,
  question: DurationQuestion,
): Promise<RolledBuckets> {
  const { filter, accountId, database } = handle;
  const { ranges, measures } = question;
  const holder = holderOf(question);
  const isOfAll = isRolledFilter(filter) && !filter.inbox && !filter.team;
  if (!holder || !isOfAll) return { histograms: [], rest: question };
  const pieces = piecesOf(ranges, live.rolled, ['month', 'day']);
  const rolled = pieces.filter(({ level }) => level !== 'direct');
  if (rolled.length === 0) return { histograms: [], rest: question };
  const left = pieces.filter(({ level }) => level === 'direct');
  const rest = left.map(({ from, to, range }) => ({ ...ranges[range]!, from, to }));
  const names = measures.map(({ name }) => (measures[0] === HELD ? 'handling' : name));
  const its = sql`SELECT x.measure AS name, nullif(x.holder_id, 0) AS "group", x.sample, x.microseconds, x.buckets, x.counts
      FROM ${pieceRows({ ranges }, rolled)} CROSS JOIN LATERAL (
        SELECT * FROM dialog_rollup_durations x WHERE x.account_id = ${accountId} AND x.level = p.level
          AND x.at >= p.f AND x.at < p.t AND x.inbox_id = 0 AND x.holder = ${holder}
          AND x.measure = ANY(${sql.param(names)}::text[]) OFFSET 0) x`;
  const rows = await database.rows<DurationHistogram & { name: string }>(
    question.meansOnly
      ? sql`SELECT name, "group", sum(sample) AS sample, sum(microseconds) AS sum,
          ARRAY[0::bigint] AS buckets, ARRAY[sum(sample)::bigint] AS counts FROM (${its}) its GROUP BY 1, 2`
      : sql`WITH its AS MATERIALIZED (${its})
          SELECT name, "group", sum(many) AS sample, sum(microseconds) AS sum,
            array_agg(log_bucket) FILTER (WHERE log_bucket IS NOT NULL) AS buckets,
            array_agg(many) FILTER (WHERE log_bucket IS NOT NULL) AS counts
          FROM (
            SELECT name, "group", b.log_bucket::bigint, sum(b.many)::bigint AS many, 0 AS microseconds
            FROM its CROSS JOIN LATERAL unnest(its.buckets, its.counts) AS b (log_bucket, many) GROUP BY 1, 2, 3
            UNION ALL
            SELECT name, "group", NULL, 0, sum(microseconds) FROM its GROUP BY 1, 2) part
          GROUP BY 1, 2`,
  );
  const histograms = rows.map(({ name, sum, ...row }) => ({
    ...{ ...row, buckets: row.buckets ?? [], counts: row.counts ?? [] },
    ...{ measure: names.indexOf(name), sum: sum / 1e6 },
  }));
  return { histograms, rest: rest.length === 0 ? undefined : { ...question, ranges: rest } };
}
