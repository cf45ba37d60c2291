import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { DialogTimes } from '../rulebook/dialog-times';

/** How quickly a dialog was answered, as the API tells it. */
export type AnsweredTimes = Pick<DialogTimes, 'firstResponseSeconds' | 'firstResponseAfterBotSeconds' | 'waitSeconds'>;

/** How quickly dialogs were answered, of those summarised since they last changed: one statement. */
export async function storedTimesOfDialogs(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, AnsweredTimes>> {
  const rows = await session.rows<{
    id: number;
    first: number | null;
    after_bot: number | null;
    wait: number | null;
  }>(sql`
    SELECT s.dialog_id AS id, s.first_response_seconds AS first, s.response_after_bot_seconds AS after_bot,
      s.wait_seconds AS wait
    FROM dialog_summaries s
    WHERE s.account_id = ${accountId} AND s.dialog_id = ANY(${sql.param(dialogIds)}::bigint[])
      AND NOT EXISTS (SELECT FROM dialog_stale t WHERE t.account_id = ${accountId} AND t.dialog_id = s.dialog_id)`);
  return new Map(
    rows.map((row) => [
      row.id,
      { firstResponseSeconds: row.first, firstResponseAfterBotSeconds: row.after_bot, waitSeconds: row.wait },
    ]),
  );
}
