import type { TableSize } from './table-sizes';

/** Rates on two cores with the tables in memory, rounded down: rows a second, and bytes a row of an index. */
export const INDEX_ROWS_PER_SECOND = 250_000;
const INDEX_BYTES_PER_ROW = 60;
export const REPLAY_ROWS_PER_SECOND = 10_000;

/** Of a table that was never analyzed rows are guessed from its size: few are shorter. */
const BYTES_PER_ROW = 150;

/** How many rows a table holds, about. */
function rowsOf({ rows, bytes }: TableSize): number {
  return rows ?? Math.ceil(bytes / BYTES_PER_ROW);
}

/** What building indexes on these tables takes, one entry for each index. */
export function estimateBuild(tables: readonly TableSize[]): { seconds: number; bytes: number } {
  const rows = sumOfRows(tables);
  return { seconds: Math.ceil(rows / INDEX_ROWS_PER_SECOND), bytes: rows * INDEX_BYTES_PER_ROW };
}

/** What going through all rows of these tables takes a replay. */
export function estimateReplay(tables: readonly TableSize[]): { rows: number; seconds: number } {
  const rows = sumOfRows(tables);
  return { rows, seconds: Math.ceil(rows / REPLAY_ROWS_PER_SECOND) };
}

function sumOfRows(tables: readonly TableSize[]): number {
  return tables.reduce((sum, table) => sum + rowsOf(table), 0);
}

/** Seconds as people say them: `40 s`, `12 min`, `3.5 h`. */
export function sayDuration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** Bytes as people say them: `80 kB`, `1.2 GB`. */
export function sayBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const size = bytes / 1000 ** power;
  return `${size.toFixed(power > 0 && size < 10 ? 1 : 0)} ${UNITS[power]}`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number with its thousands apart: `1,234,567`. */
export function sayCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
