import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import type { FirstTimes } from '../rulebook/dialog-times';
import { groupBy } from './group';

interface TimesRow {
  dialog_id: number;
  client_at: Instant | null;
  accepted_at: Instant | null;
  user_id: number | null;
  first_at: Instant | null;
  after_client_at: Instant | null;
}

/** The first times of dialogs: one statement. */
export async function messageTimesOfDialogs(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, FirstTimes>> {
  const rows = await session.rows<TimesRow>(sql`
    SELECT k.id AS dialog_id, client.created_at AS client_at, accepted.at AS accepted_at, users.*
    FROM unnest(${sql.param(dialogIds)}::bigint[]) AS k (id)
    LEFT JOIN LATERAL (SELECT m.created_at, m.id FROM messages m WHERE m.account_id = ${accountId}
      AND m.dialog_id = k.id AND m.message_type = 0 ORDER BY m.created_at, m.id LIMIT 1) client ON true
    LEFT JOIN LATERAL (SELECT min(a.accepted_at) AS at FROM dialog_acceptances a
      WHERE a.account_id = ${accountId} AND a.dialog_id = k.id) accepted ON true
    LEFT JOIN LATERAL (
      SELECT m.sender_id AS user_id, min(m.created_at) AS first_at,
        min(m.created_at) FILTER (WHERE (m.created_at, m.id) > (client.created_at, client.id)) AS after_client_at
      FROM messages m WHERE m.account_id = ${accountId} AND m.dialog_id = k.id AND m.message_type = 1
        AND m.sender_type = 'User' AND m.private IS NOT TRUE
      GROUP BY 1) users ON true`);
  const byDialog = groupBy(rows, (row) => row.dialog_id);
  return new Map([...byDialog].map(([id, ofDialog]) => [id, timesOf(ofDialog)]));
}

function timesOf(rows: readonly TimesRow[]): FirstTimes {
  return {
    firstClientMessageAt: rows[0]!.client_at,
    firstAcceptedAt: rows[0]!.accepted_at,
    users: rows.flatMap(({ user_id: userId, first_at: firstAt, after_client_at: firstAfterClientAt }) =>
      userId === null || firstAt === null ? [] : [{ userId, firstAt, firstAfterClientAt }],
    ),
  };
}
