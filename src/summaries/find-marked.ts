import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';

/** A dialog that changes again and again has many marks: this many are looked at to find a batch. */
const MARKS_LOOKED_AT = 20_000;

/** The first account with marks after one, else the first of all; null where nothing is marked. */
export async function nextMarkedAccount(session: Session, lastAccountId: number): Promise<number | null> {
  const [row] = await session.rows<{ account_id: number | null }>(sql`
    SELECT coalesce((SELECT account_id FROM dialog_stale WHERE account_id > ${lastAccountId} ORDER BY account_id LIMIT 1),
      (SELECT account_id FROM dialog_stale ORDER BY account_id LIMIT 1)) AS account_id`);
  return row!.account_id;
}

/** The dialogs of an account whose marks are oldest; of very many marks, among those of the first dialogs. */
export async function oldestMarked(session: Session, accountId: number, limit: number): Promise<number[]> {
  const rows = await session.rows<{ dialog_id: number }>(sql`
    SELECT dialog_id FROM (SELECT id, dialog_id FROM dialog_stale WHERE account_id = ${accountId}
      ORDER BY account_id, dialog_id LIMIT ${MARKS_LOOKED_AT}) s
    GROUP BY dialog_id ORDER BY min(id) LIMIT ${limit}`);
  return rows.map((row) => row.dialog_id).sort((a, b) => a - b);
}
