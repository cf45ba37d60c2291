import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../database/database';
import { formatTimestamp } from '../../../instant';
import type { Piece } from '../../../statistics/pieces';
import { hourOfWeek } from '../../hour-condition';
import type { AggregatedRow, Question, Tally } from '../aggregate';
import type { GroupKey } from '../dimensions';
import { isOfPlaces, type Store } from './store';

type ReadRow = Readonly<Record<string, number | null>> & { bucket: number; group: GroupKey };

/** Sums what is rolled up in pieces of a question's ranges: one statement for all stores of one table. */
export async function readPieces(
  database: Pick<Database, 'rows'>,
  question: Question,
  pieces: readonly Piece[],
  stores: readonly Store[],
): Promise<AggregatedRow[]> {
  const { table } = stores[0]!;
  const columns = stores.flatMap((store, place) =>
    columnsOf(store).map((column, name) => sql`${column} AS ${sql.raw(`${'ns'[name]}${place}`)}`),
  );
  const rows = await database.rows<ReadRow>(sql`
    SELECT p.bucket, ${groupOf(question, table)} AS "group", ${sql.join(columns, sql`, `)}
    FROM ${pieceRows(question, pieces)} CROSS JOIN LATERAL (
      SELECT * FROM ${sql.raw(table)} x WHERE x.account_id = ${question.accountId} AND x.level = p.level
        AND x.at >= p.f AND x.at < p.t AND ${placeCondition(question, table)}${samplesCondition(stores)} OFFSET 0) x
    GROUP BY 1, 2`);
  return rows.map((row) => ({
    ...{ bucket: row.bucket, group: row.group },
    tallies: stores.map((store, place): Tally => {
      const sample = row[`n${place}`] ?? 0;
      return { sample, sum: columnsOf(store).length === 1 ? sample : (row[`s${place}`] ?? 0) / 1e6 };
    }),
  }));
}

/** The pieces as rows p (bucket, level, f, t, shift); shift is what the zone's clock is ahead of UTC. */
export function pieceRows({ ranges }: Pick<Question, 'ranges'>, pieces: readonly Piece[]): SQL {
  const list = (values: readonly unknown[], type: string) => sql`${sql.param(values)}::${sql.raw(type)}[]`;
  const rangeOf = ({ range }: Piece) => ranges[range]!;
  return sql`unnest(${list(
    pieces.map((piece) => rangeOf(piece).bucket),
    'int',
  )}, ${list(
    pieces.map(({ level }) => level),
    'text',
  )}, ${list(
    pieces.map(({ from }) => formatTimestamp(from)),
    'timestamp',
  )}, ${list(
    pieces.map(({ to }) => formatTimestamp(to)),
    'timestamp',
  )}, ${list(
    pieces.map((piece) => rangeOf(piece).offset ?? 0),
    'bigint',
  )}) AS p (bucket, level, f, t, shift)`;
}

/** Which rows of a table are of the places that are asked for: those of all, or those of each inbox and team. */
function placeCondition(question: Pick<Question, 'filter' | 'by'>, table: Store['table']): SQL {
  if (table === 'dialog_rollup_agents') return sql`true`;
  if (!isOfPlaces(question)) return sql`x.inbox_id = 0`;
  const { inbox, team } = question.filter;
  return sql.join(
    [
      inbox ? sql`x.inbox_id = ANY(${sql.param(inbox)}::bigint[])` : sql`x.inbox_id <> 0`,
      ...(team ? [sql`x.team_id = ANY(${sql.param(team)}::bigint[])`] : []),
    ],
    sql` AND `,
  );
}

/** How many, and for what is not counted the sum in microseconds. */
function columnsOf({ column, samples }: Store): SQL[] {
  if (!samples) {
    const isTime = column === 'assigned_microseconds';
    return isTime ? [sql`sum(x.assigned_begun)`, sql`sum(x.assigned_microseconds)`] : [sql.raw(`sum(x.${column})`)];
  }
  const { measure, holder, upTo } = samples;
  const isIts = sql`FILTER (WHERE x.measure = ${measure} AND x.holder = ${holder})`;
  if (upTo === undefined) return [sql`sum(x.sample) ${isIts}`, sql`sum(x.microseconds) ${isIts}`];
  return [
    sql`sum((SELECT sum(many) FROM unnest(x.buckets, x.counts) AS b (bucket, many) WHERE bucket <= ${upTo})) ${isIts}`,
  ];
}

function samplesCondition(stores: readonly Store[]): SQL {
  const samples = stores.flatMap((store) => store.samples ?? []);
  if (samples.length === 0) return sql``;
  const [measures, holders] = [samples.map(({ measure }) => measure), samples.map(({ holder }) => holder)];
  return sql` AND x.measure = ANY(${sql.param(measures)}::text[]) AND x.holder = ANY(${sql.param(holders)}::text[])`;
}

function groupOf({ by }: Question, table: Store['table']): SQL {
  switch (by) {
    case 'AGENT':
      return table === 'dialog_rollup_agents' ? sql`nullif(x.agent_id, 0)` : sql`nullif(x.holder_id, 0)`;
    case 'TEAM':
      return sql`nullif(x.team_id, 0)`;
    case 'INBOX':
      return sql`x.inbox_id`;
    case 'HOUR_OF_WEEK': {
      return hourOfWeek(sql`(x.at + p.shift * interval '1 microsecond')`);
    }
    default:
      return sql`NULL`;
  }
}
