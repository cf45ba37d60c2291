import type { Column } from '../column';

/** A part of a file. */
export type Chunk = string | Uint8Array;

/**
 * What stands between the cells of a CSV, and within its numbers. Where a list's separator is the semicolon, as for
 * Ukrainian, spreadsheets have the comma in numbers, and would take 12.5 for the 12th of May.
 */
export const DELIMITERS = {
  comma: { cells: ',', decimal: '.' },
  semicolon: { cells: ';', decimal: ',' },
} as const;
export type Delimiter = keyof typeof DELIMITERS;

/** How a file is written. */
export interface FileOptions {
  /** Of CSV: whether the first row names the columns. */
  readonly header: boolean;
  /** Of CSV: whether the first bytes say that it is UTF-8, as Excel wants it. */
  readonly bom: boolean;
  /** Of CSV: what stands between cells. */
  readonly delimiter: Delimiter;
}

/** Writes rows as a file, part by part; each part may be empty. */
export interface Encoder<Row> {
  begin(): Chunk;
  rows(rows: readonly Row[]): Chunk;
  end(): Chunk;
}

/** A format of files. */
export interface Format {
  readonly name: 'csv' | 'jsonl' | 'parquet';
  readonly mediaType: string;
  /** Whether a file may be cut behind any row, and gone on with. */
  readonly isResumable: boolean;
  encoder<Row>(columns: readonly Column<Row>[], options: FileOptions): Encoder<Row>;
}
