import type { Database } from '../database/database';
import { inLongSnapshot } from '../database/long-snapshot';
import type { OpenedExport } from './exports';
import type { Chunk, FileOptions, Format } from './formats';

/** How an export is written. */
export interface ExportRun extends FileOptions {
  readonly format: Format;
  /** Ends it, and the statement under way with it. */
  readonly signal: AbortSignal;
  /** The longest that it may take, in milliseconds. */
  readonly timeout: number;
}

/**
 * Writes an export part by part; the next rows are read once the last part is taken, so that no more than some rows are
 * held, whoever reads however slowly. All rows are of one moment. `take` gets each part with its number of rows, the first
 * one when the first rows are read. Throws what reading throws, and the signal's reason.
 */
export async function writeExport(
  database: Database,
  { columns, batches }: OpenedExport,
  { format, signal, timeout, ...options }: ExportRun,
  take: (part: Chunk, rows: number) => Promise<void>,
): Promise<void> {
  const encoder = format.encoder(columns, options);
  const now = Date.now() * 1000;
  let beginning: Chunk | undefined = encoder.begin();
  const begin = async () => {
    if (beginning !== undefined) await take(beginning, 0);
    beginning = undefined;
  };
  await inLongSnapshot(database, { milliseconds: timeout, signal }, async (snapshot) => {
    for await (const rows of batches({ database: snapshot, now })) {
      signal.throwIfAborted();
      await begin();
      await take(encoder.rows(rows), rows.length);
      signal.throwIfAborted();
    }
  });
  await begin();
  await take(encoder.end(), 0);
}
