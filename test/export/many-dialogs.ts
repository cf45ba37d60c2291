import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import type { TestAccount } from '../helpers/account';

/**
 * Writes resolved dialogs, more than exports read at once, by their rows alone: three at a time start in the same moment,
 * and the rows of each are of the same moments too. Each has two events and three messages.
 */
export async function writeManyDialogs(
  { rows, events }: Database,
  { id: accountId, inbox, agents }: TestAccount,
  dialogs: number,
): Promise<void> {
  const [agent] = agents;
  await rows(sql`WITH made AS (
      INSERT INTO dialogs (account_id, inbox_id, status, assignee_id, created_at, updated_at, conversation_id)
      SELECT ${accountId}, ${inbox}, 1, ${agent}, at, at + interval '1 hour', 1000000 + number
      FROM (SELECT number, timestamp '2026-01-01' + (number / 3) * interval '1 minute' AS at
        FROM generate_series(0, ${dialogs} - 1) AS number) numbered
      RETURNING *),
    facts AS (INSERT INTO dialog_facts (account_id, dialog_id, started_by, started_status, bot_served)
      SELECT account_id, id, 'visitor', 0, false FROM made),
    marked AS (INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM made),
    logged AS (
      INSERT INTO ${events} (name, account_id, inbox_id, user_id, conversation_id, dialog_id, created_at, updated_at)
      SELECT name, account_id, inbox_id, assignee_id, conversation_id, id, at, at
      FROM made, LATERAL (VALUES ('conversation_open', created_at), ('conversation_resolved', updated_at)) AS e (name, at))
    INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, private, sender_type, sender_id,
      created_at, updated_at, dialog_id, additional_attributes)
    SELECT 'text ' || number, account_id, inbox_id, conversation_id, number % 2, false,
      CASE number % 2 WHEN 1 THEN 'User' END, CASE number % 2 WHEN 1 THEN ${agent}::bigint END, created_at, created_at, id,
      jsonb_build_object('user_id_assigned', assignee_id::text)
    FROM made, generate_series(0, 2) AS number`);
}
