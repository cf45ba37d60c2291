import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';

/**
 * How far somebody has followed the changes of an account's dialogs. The set of transactions that a snapshot of
 * PostgreSQL sees is what was followed: whatever the order of their ids, those that were under way then are not in it,
 * and are told once they are committed. So nothing is lost between two readings, and nothing is told twice.
 */
export interface ChangePlace {
  /** What was followed: PostgreSQL's text of a snapshot. */
  readonly seen: string;
  /** In the midst of what came after `seen`: what is to be followed once the rest of it is read, and the last dialog read. */
  readonly part?: { readonly next: string; readonly lastDialogId: number } | undefined;
}

/** Dialogs that changed after a place, by id, and the place after them. */
export interface ChangedDialogs {
  readonly dialogIds: readonly number[];
  readonly place: ChangePlace;
  /** Whether there may be more of them right now. */
  readonly hasMore: boolean;
}

/** What came after the place is no longer kept, or it is of another database. */
export class PlaceForgottenError extends Error {
  override readonly name = 'PlaceForgottenError';
}

/** A reading holds so many dialogs at most. */
export const CHANGES_OF_A_READING = 100;

/** The place of this moment, from which on changes are to be followed: one statement. */
export async function presentPlace(session: Session): Promise<ChangePlace> {
  const [row] = await session.rows<{ seen: string }>(sql`SELECT pg_current_snapshot()::text AS seen`);
  return { seen: row!.seen };
}

interface ReadingRow {
  readonly now: string;
  readonly is_kept: boolean;
  readonly ids: number[];
}

/**
 * The dialogs of an account that were changed by what is committed now and was not at a place; `dialogId`: that one only.
 * One statement, in the transaction in which the dialogs are read as well. Rows of transactions that are still to come are
 * of the database that this one was restored from, and pass. Throws PlaceForgottenError.
 */
export async function readChanges(
  session: Session,
  accountId: number,
  { seen, part }: ChangePlace,
  dialogId?: number,
): Promise<ChangedDialogs> {
  const last = part?.lastDialogId ?? 0;
  const one = dialogId === undefined ? sql`true` : sql`c.dialog_id = ${dialogId}`;
  const [row] = await session.rows<ReadingRow>(sql`
    SELECT pg_current_snapshot()::text AS now,
      pg_snapshot_xmax(at.seen) <= pg_snapshot_xmax(pg_current_snapshot())
        AND NOT EXISTS (SELECT FROM dialog_changes f WHERE f.account_id = 0 AND f.xid >= pg_snapshot_xmin(at.seen)
          AND pg_visible_in_snapshot(f.xid, pg_current_snapshot())) AS is_kept,
      ARRAY(SELECT DISTINCT c.dialog_id FROM dialog_changes c
        WHERE c.account_id = ${accountId} AND c.xid >= pg_snapshot_xmin(at.seen) AND ${one}
          AND NOT pg_visible_in_snapshot(c.xid, at.seen) AND pg_visible_in_snapshot(c.xid, pg_current_snapshot()) AND c.dialog_id > ${last}
        ORDER BY c.dialog_id LIMIT ${CHANGES_OF_A_READING}) AS ids
    FROM (SELECT ${seen}::pg_snapshot AS seen) at`);
  const { now, is_kept: isKept, ids: dialogIds } = row!;
  if (!isKept) throw new PlaceForgottenError('the place is no longer kept');
  // What changed before the last dialog of a part since it was begun is not in what its first reading saw.
  const next = part?.next ?? now;
  const hasMore = dialogIds.length === CHANGES_OF_A_READING;
  const place = hasMore ? { seen, part: { next, lastDialogId: dialogIds.at(-1)! } } : { seen: next };
  return { dialogIds, place, hasMore: hasMore || next !== now };
}

/** Numbers of transactions are below. */
const GREATEST_XID = 2n ** 63n;
/** Each of the server's connections may be in a transaction. */
const LONGEST = 100_000;

/** Whether a text is that of a snapshot: PostgreSQL fails at any other. */
export function isSnapshotText(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > LONGEST) return false;
  const parts = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)$/.exec(text);
  if (!parts) return false;
  const [least, end] = [BigInt(parts[1]!), BigInt(parts[2]!)];
  const running = parts[3] === '' ? [] : parts[3]!.split(',').map(BigInt);
  const isOrdered = running.every((xid, index) => xid >= (running[index - 1] ?? least) && xid < end);
  return least > 0n && least <= end && end < GREATEST_XID && isOrdered;
}
