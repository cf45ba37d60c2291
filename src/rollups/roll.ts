import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { formatTimestamp } from '../instant';
import { type MeasureSource, SOURCES } from '../read-side/statistics/sources';
import type { Period } from '../statistics/calendar';
import { AGENT_COUNTS, COUNTS, type RolledColumn } from './columns';
import { allSamples, BUCKET, type Samples } from './samples';

const ONE_DAY = sql`interval '1 day'`;

/** Of the rows of a moment, an inbox and a team: the hour of all, the day of all, the day of each inbox and team. */
const LEVEL = sql`CASE WHEN grouping(hour) = 0 THEN 'hour' ELSE 'day' END`;
const MOMENT = sql`CASE WHEN grouping(hour) = 0 THEN hour ELSE day END`;
const INBOX = sql`CASE WHEN grouping(inbox_id) = 0 THEN inbox_id ELSE 0 END`;
const TEAM = sql`CASE WHEN grouping(inbox_id) = 0 THEN team ELSE 0 END`;

/** Rolls up days of an account, a whole number of them, anew: in a transaction that sees one state of the derived rows. */
export async function rollDays(session: Session, accountId: number, days: Period): Promise<void> {
  const from = formatTimestamp(days.from);
  const to = formatTimestamp(days.to);
  await removeRows(session, accountId, ['hour', 'day'], from, to);
  await session.rows(insertCounts(accountId, from, to));
  await session.rows(insertAgentCounts(accountId, from, to));
  await session.rows(insertDurations(accountId, from, to));
  await session.rows(sql`
    INSERT INTO dialog_rolled_spans (account_id, level, at) SELECT ${accountId}, 'day', day
    FROM generate_series(${from}::timestamp, ${to}::timestamp - ${ONE_DAY}, ${ONE_DAY}) day ON CONFLICT DO NOTHING`);
}

/** Rolls up a month of an account from its days, all of which must be rolled up. */
export async function rollMonth(session: Session, accountId: number, month: Period): Promise<void> {
  const from = formatTimestamp(month.from);
  const to = formatTimestamp(month.to);
  const ofMonth = sql`account_id = ${accountId} AND level = 'day' AND at >= ${from} AND at < ${to}`;
  await removeRows(session, accountId, ['month'], from, to);
  const tables = [
    { table: 'dialog_rollups', keys: 'inbox_id, team_id', columns: COUNTS },
    { table: 'dialog_rollup_agents', keys: 'agent_id', columns: AGENT_COUNTS },
  ];
  for (const { table, keys, columns } of tables) {
    const its = sql.raw(keys);
    await session.rows(sql`
      INSERT INTO ${sql.raw(table)} (account_id, level, at, ${its}, ${namesOf(columns.map(nameOf))})
      SELECT ${accountId}, 'month', ${from}::timestamp, ${its}, ${sumsOf(columns)}
      FROM ${sql.raw(table)} WHERE ${ofMonth} GROUP BY ${its}`);
  }
  const its = sql`inbox_id, team_id, measure, holder, holder_id`;
  await session.rows(sql`
    WITH cell AS (
      SELECT ${its}, bucket, sum(many) AS many FROM dialog_rollup_durations
      CROSS JOIN LATERAL unnest(buckets, counts) AS b (bucket, many) WHERE ${ofMonth} GROUP BY ${its}, bucket
    ), histogram AS (
      SELECT ${its}, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(many ORDER BY bucket) AS counts
      FROM cell GROUP BY ${its}
    ), total AS (
      SELECT ${its}, sum(sample) AS sample, sum(microseconds) AS microseconds FROM dialog_rollup_durations
      WHERE ${ofMonth} GROUP BY ${its}
    )
    INSERT INTO dialog_rollup_durations (account_id, level, at, ${its}, sample, microseconds, buckets, counts)
    SELECT ${accountId}, 'month', ${from}::timestamp, ${its}, sample, microseconds, coalesce(buckets, '{}'),
      coalesce(counts, '{}')
    FROM total LEFT JOIN histogram USING (${its})`);
  await session.rows(sql`
    INSERT INTO dialog_rolled_spans (account_id, level, at) VALUES (${accountId}, 'month', ${from})
    ON CONFLICT DO NOTHING`);
}

async function removeRows(session: Session, accountId: number, levels: readonly string[], from: string, to: string) {
  for (const table of ['dialog_rollups', 'dialog_rollup_agents', 'dialog_rollup_durations']) {
    await session.rows(sql`
      DELETE FROM ${sql.raw(table)} WHERE account_id = ${accountId} AND level = ANY(${sql.param(levels)}::text[])
        AND at >= ${from} AND at < ${to}`);
  }
}

function insertCounts(accountId: number, from: string, to: string): SQL {
  const parts = sourcesOf(COUNTS).map(
    (source) => sql`
      SELECT ${LEVEL} AS level, ${MOMENT} AS at, ${INBOX} AS inbox_id, ${TEAM} AS team_id, ${countsOf(COUNTS, source)}
      FROM (${momentRows(source, accountId, from, to)}) x
      GROUP BY GROUPING SETS ((hour), (day), (day, inbox_id, team))`,
  );
  return sql`
    INSERT INTO dialog_rollups (account_id, level, at, inbox_id, team_id, ${namesOf(COUNTS.map(nameOf))})
    SELECT ${accountId}, level, at, inbox_id, team_id, ${sumsOf(COUNTS)}
    FROM (${sql.join(parts, sql` UNION ALL `)}) part GROUP BY level, at, inbox_id, team_id`;
}

function insertAgentCounts(accountId: number, from: string, to: string): SQL {
  const parts = sourcesOf(AGENT_COUNTS).map((source) => {
    const rows = SOURCES[source].times.to === undefined ? momentRows : stretchDays;
    const agents = [...new Set(AGENT_COUNTS.filter(isOf(source)).map(agentOf))];
    // Measures of one source may be of different agents: each row is joined to all of them, and each has its role.
    const roles = agents.map((agent, role) => sql.raw(`SELECT ${agent} AS agent_id, ${role} AS role`));
    return sql`
      SELECT day AS at, coalesce(agent_id, 0) AS agent_id, ${countsOf(AGENT_COUNTS, source, agents)}
      FROM (${rows(source, accountId, from, to)}) x
      CROSS JOIN LATERAL (SELECT x.day AS f, x.day + ${ONE_DAY} AS t) r
      CROSS JOIN LATERAL (${sql.join(roles, sql` UNION ALL `)}) g GROUP BY 1, 2`;
  });
  const isAny = sql.raw(AGENT_COUNTS.map(({ column }) => `sum(${column}) > 0`).join(' OR '));
  return sql`
    INSERT INTO dialog_rollup_agents (account_id, level, at, agent_id, ${namesOf(AGENT_COUNTS.map(nameOf))})
    SELECT ${accountId}, 'day', at, agent_id, ${sumsOf(AGENT_COUNTS)}
    FROM (${sql.join(parts, sql` UNION ALL `)}) part GROUP BY at, agent_id HAVING ${isAny}`;
}

/**
 * The durations of each day with their buckets, and without them those of each hour and of each inbox and team: with them
 * these would be as large as the samples are.
 */
function insertDurations(accountId: number, from: string, to: string): SQL {
  const its = sql`measure, holder, holder_id`;
  const columns = sql`account_id, level, at, inbox_id, team_id, ${its}, sample, microseconds, buckets, counts`;
  return sql`
    WITH sample AS MATERIALIZED (
      ${sql.join(
        allSamples(accountId).map((samples) => sampleRows(samples, accountId, from, to)),
        sql` UNION ALL `,
      )}
    ), cell AS (
      SELECT day AS at, ${its}, ${BUCKET} AS bucket, count(*) AS many, sum(microseconds) AS microseconds
      FROM sample GROUP BY 1, 2, 3, 4, 5
    )
    INSERT INTO dialog_rollup_durations (${columns})
    SELECT ${accountId}::bigint, 'day', at, 0, 0, ${its}, sum(many), sum(microseconds),
      array_agg(bucket ORDER BY bucket), array_agg(many ORDER BY bucket)
    FROM cell GROUP BY at, ${its}
    UNION ALL
    SELECT ${accountId}, ${LEVEL}, ${MOMENT}, ${INBOX}, ${TEAM}, measure, 'dialog', 0, count(*), sum(microseconds), '{}', '{}'
    FROM sample WHERE holder = 'dialog' GROUP BY GROUPING SETS ((hour, measure), (day, inbox_id, team, measure))`;
}

function sampleRows({ from, at, skipped, samples }: Samples, accountId: number, since: string, to: string): SQL {
  const values = samples.map(
    // Compared byte by byte: they are sorted by the hundred thousand.
    ({ measure, holder, holderId, seconds }) =>
      `('${measure}' COLLATE "C", ${holder} COLLATE "C", coalesce(${holderId}, 0), (${seconds})::float8)`,
  );
  const isAny = samples.map(({ seconds }) => `(${seconds}) IS NOT NULL`);
  return sql`
    SELECT date_trunc('hour', ${at}) AS hour, date_trunc('day', ${at}) AS day, x.inbox_id,
      coalesce(x.team_id, 0) AS team, v.*, (v.seconds * 1e6)::bigint AS microseconds
    FROM ${from} CROSS JOIN LATERAL (VALUES ${sql.raw(values.join(', '))}) AS v (measure, holder, holder_id, seconds)
    WHERE x.account_id = ${accountId} AND ${at} >= ${since} AND ${at} < ${to} AND NOT (${skipped})
      AND (${sql.raw(isAny.join(' OR '))}) AND v.seconds IS NOT NULL`;
}

/** The rows x of a source in a time, with hour and day of each. */
function momentRows(source: MeasureSource, accountId: number, from: string, to: string): SQL {
  const { table, times, skipped } = SOURCES[source];
  const at = sql.raw(`x.${times.from}`);
  return sql`
    SELECT x.*, coalesce(x.team_id, 0) AS team, date_trunc('hour', ${at}) AS hour, date_trunc('day', ${at}) AS day
    FROM ${sql.raw(table)} x
    WHERE x.account_id = ${accountId} AND ${at} >= ${from} AND ${at} < ${to} AND NOT (${sql.raw(skipped)})`;
}

/** The stretches x of a source that reach into a time, once for each day of it that they reach into, r; open ones too. */
function stretchDays(source: MeasureSource, accountId: number, from: string, to: string): SQL {
  const { table, where, skipped } = SOURCES[source];
  return sql`
    SELECT x.*, coalesce(x.team_id, 0) AS team, day
    FROM ${sql.raw(table)} x
    CROSS JOIN LATERAL generate_series(date_trunc('day', greatest(x.held_from, ${from}::timestamp)),
      least(x.held_to, ${to}::timestamp) - interval '1 microsecond', ${ONE_DAY}) day
    WHERE x.account_id = ${accountId} AND ${sql.raw(where!)} AND NOT (${sql.raw(skipped)})
      AND x.held_from < ${to} AND coalesce(x.held_to, 'infinity') > ${from}::timestamp`;
}

/** For each column what a source adds to it: nothing where it is another's. */
function countsOf(columns: readonly RolledColumn[], source: MeasureSource, agents: readonly string[] = []): SQL {
  const counts = columns.map(({ measure, column }) => {
    if (!isOf(source)({ measure })) return sql.raw(`0 AS ${column}`);
    const role = agents.length > 1 ? [`g.role = ${agents.indexOf(agentOf({ measure }))}`] : [];
    const conditions = [...(measure.where ? [`(${measure.where})`] : []), ...role];
    const filter = conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(' AND ')})` : '';
    const value = measure.aggregation === 'SUM' ? `sum(((${measure.value}) * 1e6)::bigint)` : 'count(*)';
    return sql.raw(`${value}${filter} AS ${column}`);
  });
  return sql.join(counts, sql`, `);
}

function sourcesOf(columns: readonly RolledColumn[]): MeasureSource[] {
  return [...new Set(columns.map(({ measure }) => measure.source))];
}

function isOf(source: MeasureSource): (column: Pick<RolledColumn, 'measure'>) => boolean {
  return ({ measure }) => measure.source === source;
}

function agentOf({ measure }: Pick<RolledColumn, 'measure'>): string {
  return measure.agent ?? SOURCES[measure.source].agent;
}

function sumsOf(columns: readonly RolledColumn[]): SQL {
  return sql.raw(columns.map(({ column }) => `sum(${column})`).join(', '));
}

function nameOf({ column }: RolledColumn): string {
  return column;
}

function namesOf(columns: readonly string[]): SQL {
  return sql.raw(columns.join(', '));
}
