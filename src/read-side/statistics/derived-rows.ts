import { type SQL, sql } from 'drizzle-orm';
import { formatTimestamp } from '../../instant';
import type { Period } from '../../statistics/calendar';
import type { DerivedTable } from '../../summaries/rows';
import type { LiveRows } from './live-rows';

/** So many spans are named each for itself: of such the planner sees how short they are, and of joined ones not. */
const MOST_NAMED_SPANS = 16;

/** The columns of a table that tell when its rows are: a moment, or a stretch whose end is null while it lasts. */
export interface RowTimes {
  readonly from: string;
  readonly to?: string;
}

/**
 * The rows of a derived table within spans of time, as they are now: those of dialogs that changed since come from the
 * live rows, the others from the table. A SELECT of the table's columns. Stretches are those that reach into the hull of
 * the spans.
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
  const within = times.to === undefined ? joined(spans) : [hullOf(spans)];
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
    return sql.join(
      spans.map(({ from, to }) => rows(reaches('s', times, moment(from), moment(to)))),
      sql` UNION ALL `,
    );
  }
  return sql`SELECT s.* FROM ${spanRows(spans)}
    CROSS JOIN LATERAL (${rows(reaches('s', times, sql`span.f`, sql`span.t`))}) s`;
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
