import type { Column } from '../column';

/** A part of a file. */
export type Chunk = string | Uint8Array;

/** How a file begins. */
export interface FileOptions {
  /** Of CSV: whether the first row names the columns. */
  readonly header: boolean;
  /** Of CSV: whether the first bytes say that it is UTF-8, as Excel wants it. */
  readonly bom: boolean;
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
