import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { formatTimestamp, type Instant, MICROSECONDS_PER_SECOND } from '../../instant';
import { LONGEST_INTERVAL } from '../../rulebook/presence';
import { presenceGrace } from '../kinds/read-facts';
import { dialogsTouched } from './dialogs-touched';
import { CLOCK_TOLERANCE_SECONDS, type PresenceSession, rowsOf } from './stored-intervals';

/** In seconds. */
const LONGEST = LONGEST_INTERVAL / MICROSECONDS_PER_SECOND;

/**
 * What pages say most of the time, in one statement: that one is open still, which extends the last interval of its
 * session and changes no dialog's kinds. Returns false, with nothing written, where it is anything else.
 *
 * A sign of life changes nothing of an unresolved dialog whose presence is known and that is a chat, or offline for good.
 * Such dialogs are held until the sign is written: a resolve that goes on beside it either reads the sign afterwards, or
 * holds the dialog already, and then this gives way.
 */
export async function extendQuietly(
  session: Session,
  page: PresenceSession,
  at: Instant | undefined,
): Promise<boolean> {
  const { accountId, contactId, inboxId } = page;
  const given = at === undefined ? null : formatTimestamp(at);
  const extended = await session.rows(sql`
    WITH clock AS MATERIALIZED (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now),
    fact AS MATERIALIZED (SELECT least(now, coalesce(${given}::timestamp, now)) AS at,
        make_interval(secs => ${presenceGrace(accountId)}) AS grace
      FROM clock WHERE ${given}::timestamp IS NULL
        OR ${given}::timestamp <= now + make_interval(secs => ${CLOCK_TOLERANCE_SECONDS})),
    touched AS MATERIALIZED (${dialogsTouched(page, sql`(SELECT at FROM fact)`)}),
    held AS MATERIALIZED (
      SELECT d.id FROM dialogs d WHERE d.account_id = ${accountId} AND d.id IN (SELECT id FROM touched)
        AND d.status <> 1 AND EXISTS (SELECT FROM dialog_classifications k WHERE k.account_id = ${accountId}
          AND k.dialog_id = d.id AND k.presence_known AND k.kinds && '{chat,offline}')
      FOR SHARE OF d SKIP LOCKED)
    UPDATE dialog_presence p SET last_sign_at = fact.at, signs = p.signs || fact.at FROM fact
    WHERE (SELECT count(*) FROM touched) = (SELECT count(*) FROM held)
      AND ${rowsOf(page, 'p')} AND NOT p.has_left AND p.last_sign_at < fact.at
      AND p.last_sign_at >= fact.at - fact.grace
      AND p.online_from >= 'epoch'::timestamp
        + floor(floor(extract(epoch FROM fact.at)) / ${LONGEST}) * make_interval(secs => ${LONGEST})
      AND NOT EXISTS (SELECT FROM dialog_presence later WHERE ${rowsOf(page, 'later')}
        AND later.online_from > p.online_from AND later.online_from <= fact.at + fact.grace)
      AND EXISTS (SELECT FROM contacts WHERE account_id = ${accountId} AND id = ${contactId}::bigint)
      AND (${inboxId}::bigint = 0 OR EXISTS (SELECT FROM inboxes WHERE account_id = ${accountId} AND id = ${inboxId}::bigint))
    RETURNING true`);
  return extended.length > 0;
}
