import { sql } from 'drizzle-orm';
import type { Session } from '../database';

/**
 * A place in the primary's write-ahead log, in bytes from its beginning: a replica that has replayed it shows whatever
 * was committed before it.
 */
export type Position = bigint;

/** Beyond any place: nothing is known to have replayed it. */
export const UNKNOWN_POSITION: Position = 2n ** 64n - 1n;

/** A page of the log begins with a header of so many bytes, which belong to no record. */
const PAGE = 8_192n;
const PAGE_HEADER = 24n;

/** Reads PostgreSQL's text of a place, such as `16/B374D848`; undefined for any other. */
export function readPosition(text: string): Position | undefined {
  const parts = /^([\dA-Fa-f]{1,8})\/([\dA-Fa-f]{1,8})$/.exec(text);
  return parts ? (BigInt(`0x${parts[1]}`) << 32n) + BigInt(`0x${parts[2]}`) : undefined;
}

/** A place as PostgreSQL writes it. */
export function writePosition(position: Position): string {
  return `${(position >> 32n).toString(16)}/${(position & 0xffff_ffffn).toString(16)}`.toUpperCase();
}

/** The end of the last record before a place: just behind a page's header there is none yet. */
export function endOfRecord(position: Position): Position {
  return position % PAGE === PAGE_HEADER ? position - PAGE_HEADER : position;
}

/**
 * Where the primary's log ends now: behind all that was committed before this was asked. Replicas are sent what is
 * flushed, as a commit is; but for those who don't wait for it, which are to be found further on.
 */
async function presentPosition(session: Session): Promise<Position> {
  const [row] = await session.rows<{ position: string }>(sql`
    SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN pg_current_wal_insert_lsn()
      ELSE pg_current_wal_flush_lsn() END::text AS position`);
  return endOfRecord(readPosition(row!.position)!);
}

/** Asks for the present position; all who ask while others are being answered share the answer after it. */
export function sharedPosition(session: Session): () => Promise<Position> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<Position> | undefined;
  return () => {
    next ??= last.then(() => {
      next = undefined;
      const asked = presentPosition(session);
      last = asked.catch(() => {});
      return asked;
    });
    return next;
  };
}
