import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';

/** Those of the users that the account neither has nor had in its dialogs: one statement. */
export async function findStrangers(
  session: Session,
  accountId: number,
  userIds: readonly number[],
): Promise<number[]> {
  const rows = await session.rows<{ id: number }>(sql`
    SELECT k.id FROM unnest(${sql.param(userIds)}::bigint[]) AS k (id)
    WHERE NOT EXISTS (SELECT FROM account_users u WHERE u.account_id = ${accountId} AND u.user_id = k.id)
      AND NOT EXISTS (SELECT FROM dialog_known_names n
        WHERE n.account_id = ${accountId} AND n.kind = 'agent' AND n.id = k.id)
    ORDER BY k.id`);
  return rows.map(({ id }) => id);
}
