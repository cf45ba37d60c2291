import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { formatTimestamp } from '../../instant';
import type { PresenceInterval } from '../../rulebook/presence';
import type { PresenceSession } from './stored-intervals';

/** The intervals of a session that is new. */
export interface IntervalsOfSession extends PresenceSession {
  readonly intervals: readonly PresenceInterval[];
}

/** Inserts the presence of sessions of which nothing is stored yet, in one statement. No kinds are decided. */
export async function insertIntervals(session: Session, sessions: readonly IntervalsOfSession[]): Promise<void> {
  const rows = sessions.flatMap(({ accountId, contactId, inboxId, session: page, intervals }) =>
    intervals.map(({ onlineFrom, lastSignAt, hasLeft, signs }) => ({
      ...{ account_id: accountId, contact_id: contactId, inbox_id: inboxId, session: page, has_left: hasLeft },
      ...{ online_from: formatTimestamp(onlineFrom), last_sign_at: formatTimestamp(lastSignAt) },
      signs: signs.map(formatTimestamp),
    })),
  );
  if (rows.length === 0) return;
  await session.rows(sql`
    INSERT INTO dialog_presence (account_id, contact_id, inbox_id, session, online_from, last_sign_at, has_left, signs)
    SELECT account_id, contact_id, inbox_id, session, online_from, last_sign_at, has_left, signs
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v (account_id bigint, contact_id bigint, inbox_id bigint,
      session text, online_from timestamp, last_sign_at timestamp, has_left boolean, signs timestamp[])`);
}
