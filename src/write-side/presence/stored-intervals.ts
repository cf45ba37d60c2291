import { isDeepStrictEqual } from 'node:util';
import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import type { PresenceInterval } from '../../rulebook/presence';
import { intervalOf } from '../kinds/read-facts';
import { isErased } from './erased';

/** An open page or app of a visitor, as it is stored; `inboxId` 0 is one that no inbox was named for. */
export interface PresenceSession {
  readonly accountId: number;
  readonly contactId: number;
  readonly inboxId: number;
  readonly session: string;
}

/** A caller's clock may be ahead of the database's by as much; such a moment is taken as now. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** The rows of a session, in a statement where they are called so. */
export function rowsOf({ accountId, contactId, inboxId, session }: PresenceSession, alias: string): SQL {
  const row = sql.raw(alias);
  return sql`${row}.account_id = ${accountId} AND ${row}.contact_id = ${contactId} AND ${row}.inbox_id = ${inboxId}
    AND ${row}.session = ${session}`;
}

/** Reads and locks a session's intervals that a fact of the moment may change (as `isNear` says); `grace` as there. */
export async function readNear(
  session: Session,
  page: PresenceSession,
  at: Instant,
  grace: Instant,
): Promise<PresenceInterval[]> {
  const rows = await session.rows<{ interval: Parameters<typeof intervalOf>[0] }>(sql`
    SELECT json_build_object('online_from', p.online_from, 'last_sign_at', p.last_sign_at, 'has_left', p.has_left,
      'signs', p.signs) AS interval
    FROM dialog_presence p WHERE ${rowsOf(page, 'p')}
      AND p.online_from <= ${formatTimestamp(at + grace)} AND p.last_sign_at >= ${formatTimestamp(at - grace)}
    ORDER BY p.online_from FOR UPDATE`);
  return rows.map(({ interval }) => intervalOf(interval));
}

/**
 * Writes what changed between intervals of a session and those in their place: one statement. False where nothing did.
 * Nothing comes of a contact that was erased while the caller waited for its turn.
 */
export async function replaceIntervals(
  session: Session,
  page: PresenceSession,
  before: readonly PresenceInterval[],
  after: readonly PresenceInterval[],
): Promise<boolean> {
  const had = new Map(before.map((interval) => [interval.onlineFrom, interval]));
  const kept = new Set(after.map(({ onlineFrom }) => onlineFrom));
  const gone = [...had.keys()].filter((onlineFrom) => !kept.has(onlineFrom));
  const changed = after.filter((interval) => !isDeepStrictEqual(interval, had.get(interval.onlineFrom)));
  if (gone.length === 0 && changed.length === 0) return false;
  const rows = changed.map(({ onlineFrom, lastSignAt, hasLeft, signs }) => ({
    ...{ online_from: formatTimestamp(onlineFrom), last_sign_at: formatTimestamp(lastSignAt), has_left: hasLeft },
    signs: signs.map(formatTimestamp),
  }));
  const { accountId, contactId, inboxId } = page;
  await session.rows(sql`
    WITH gone AS (DELETE FROM dialog_presence p WHERE ${rowsOf(page, 'p')}
      AND p.online_from = ANY(${sql.param(gone.map(formatTimestamp))}::timestamp[]))
    INSERT INTO dialog_presence (account_id, contact_id, inbox_id, session, online_from, last_sign_at, has_left, signs)
    SELECT ${accountId}, ${contactId}, ${inboxId}, ${page.session}, online_from, last_sign_at, has_left, signs
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v (online_from timestamp, last_sign_at timestamp, has_left boolean, signs timestamp[])
    WHERE NOT ${isErased(accountId, contactId)}
    ON CONFLICT (account_id, contact_id, inbox_id, session, online_from) DO UPDATE
      SET last_sign_at = excluded.last_sign_at, has_left = excluded.has_left, signs = excluded.signs`);
  return true;
}
