import { type SQL, sql } from 'drizzle-orm';
import { formatTimestamp } from '../../instant';
import type { Period } from '../../statistics/calendar';
import { DAY } from '../../statistics/zones';
import type { DerivedTable } from '../../summaries/rows';
import type { LiveRows } from './live-rows';

/** So many spans are named each for itself: of such the planner sees how short they are, and of joined ones not. */
const MOST_NAMED_SPANS = 16;

/** Stretches that last longer are found by the index `dialog_holdings_long`, which has the same condition. */
const ONE_DAY = sql`interval '1 day'`;

/** The columns of a table that tell when its rows are: a moment, or a stretch whose end is null while it lasts. */
export interface RowTimes {
  readonly from: string;
  readonly to?: string;
}

/**
 * The rows of a derived table within spans of time, as they are now: those of dialogs that changed since come from the
 * live rows, the others from the table. A SELECT of the table's columns. Stretches are those that reach into a span, each
 * once; of many spans, those that reach into their hull.
 */
export function derivedRows(
  live: LiveRows,
  accountId: number,
  table: DerivedTable,
  times: RowTimes,
  spans: readonly Period[],
): SQL {
  const halves = derivedHalves(live, accountId, table, times, spans);
  return sql.join(
    halves.map(({ rows }) => rows),
    sql` UNION ALL `,
  );
}

/** The two parts of them, those of the table and those of the live rows; of a part without rows there is none. */
export function derivedHalves(
  live: LiveRows,
  accountId: number,
  table: DerivedTable,
  times: RowTimes,
  spans: readonly Period[],
): { readonly isLive: boolean; readonly rows: SQL }[] {
  const apart = joined(spans);
  const within = times.to !== undefined && apart.length > MOST_NAMED_SPANS ? [hullOf(apart)] : apart;
  const hasLive = live.isEverything || live.dialogIds.length > 0;
  return [
    ...(live.isEverything ? [] : [{ isLive: false, rows: storedHalf(live, accountId, table, times, within) }]),
    ...(hasLive ? [{ isLive: true, rows: liveHalf(live, table, times, within) }] : []),
  ];
}

function storedHalf(
  { dialogIds }: LiveRows,
  accountId: number,
  table: DerivedTable,
  times: RowTimes,
  spans: readonly Period[],
): SQL {
  // A hashed look-up, which a long `<> ALL (array)` is not before PostgreSQL 15.
  const unchanged =
    dialogIds.length === 0 ? sql`` : sql` AND s.dialog_id NOT IN (SELECT unnest(${sql.param(dialogIds)}::bigint[]))`;
  const rows = (reach: SQL) => sql`SELECT s.* FROM ${sql.identifier(table)} s
    WHERE s.account_id = ${accountId} AND ${reach}${unchanged}`;
  if (spans.length <= MOST_NAMED_SPANS) {
    const reaching = spans.flatMap((span, place) =>
      times.to === undefined
        ? [reaches('s', times, moment(span.from), moment(span.to))]
        : stretchesInto(times, span, spans[place - 1]),
    );
    return sql.join(reaching.map(rows), sql` UNION ALL `);
  }
  return sql`SELECT s.* FROM ${spanRows(spans)}
    CROSS JOIN LATERAL (${rows(reaches('s', times, sql`span.f`, sql`span.t`))}) s`;
}

/**
 * The conditions of stretches that reach into a span, each of which holds for others: those that began in it or in the day
 * before, which the index of their beginnings bounds on both sides, and the few long ones that began earlier. Not those that
 * began before the end of the span before it, into which they reach too.
 */
function stretchesInto(times: RowTimes, { from, to }: Period, before: Period | undefined): SQL[] {
  const start = sql.raw(`s.${times.from}`);
  const end = sql.raw(`coalesce(s.${times.to}, 'infinity')`);
  const reaching = reaches('s', times, moment(from), moment(to));
  if (before && before.to >= from - DAY) return [sql`${reaching} AND ${start} >= ${moment(before.to)}`];
  const dayBefore = sql`${moment(from)} - ${ONE_DAY}`;
  const others = before ? sql` AND ${start} >= ${moment(before.to)}` : sql``;
  return [
    sql`${reaching} AND ${start} >= ${dayBefore}`,
    sql`${end} > ${start} + ${ONE_DAY} AND ${start} < ${dayBefore} AND ${end} > ${moment(from)}${others}`,
  ];
}

function liveHalf({ json }: LiveRows, table: DerivedTable, times: RowTimes, spans: readonly Period[]): SQL {
  const reach =
    spans.length === 1
      ? reaches('l', times, moment(spans[0]!.from), moment(spans[0]!.to))
      : sql`EXISTS (SELECT FROM ${spanRows(spans)} WHERE ${reaches('l', times, sql`span.f`, sql`span.t`)})`;
  return sql`SELECT l.* FROM jsonb_populate_recordset(NULL::${sql.identifier(table)}, ${json[table]}::jsonb) l
    WHERE ${reach}`;
}

function reaches(row: string, times: RowTimes, from: SQL, to: SQL): SQL {
  const start = sql.raw(`${row}.${times.from}`);
  if (times.to === undefined) return sql`${start} >= ${from} AND ${start} < ${to}`;
  const end = sql.raw(`${row}.${times.to}`);
  return sql`${start} < ${to} AND (${end} > ${from} OR ${end} IS NULL)`;
}

function spanRows(spans: readonly Period[]): SQL {
  const [from, to] = [spans.map((span) => formatTimestamp(span.from)), spans.map((span) => formatTimestamp(span.to))];
  return sql`unnest(${sql.param(from)}::timestamp[], ${sql.param(to)}::timestamp[]) AS span (f, t)`;
}

function moment(at: number): SQL {
  return sql`${formatTimestamp(at)}::timestamp`;
}

/** Rising spans, those that touch as one: fewer and longer scans. */
function joined(spans: readonly Period[]): Period[] {
  const found: Period[] = [];
  for (const { from, to } of spans) {
    const last = found.at(-1);
    if (last?.to === from) found[found.length - 1] = { from: last.from, to };
    else found.push({ from, to });
  }
  return found;
}

function hullOf(spans: readonly Period[]): Period {
  return { from: spans[0]!.from, to: spans.at(-1)!.to };
}
