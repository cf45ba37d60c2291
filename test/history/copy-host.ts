import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';

const TABLES = [
  ...['accounts', 'users', 'account_users', 'inboxes', 'agent_bots', 'agent_bot_inboxes', 'teams', 'contacts'],
  ...['contact_inboxes', 'conversations', 'messages', 'mentions', 'events', 'dialog_settings'],
];

/** Copies the host's rows to an empty database, as the host alone would have written them: nothing of the log. */
export async function copyHost(from: Database, to: Database): Promise<void> {
  for (const table of TABLES) {
    const name = sql.raw(table);
    const [row] = await from.rows<{ rows: string }>(
      sql`SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text AS rows FROM ${name} t`,
    );
    await to.rows(sql`INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${row!.rows}::jsonb)`);
  }
  await to.rows(
    sql`UPDATE messages SET dialog_id = NULL, additional_attributes = additional_attributes - 'user_id_assigned'`,
  );
  await to.rows(sql`UPDATE mentions SET dialog_id = NULL`);
  await to.rows(sql`DELETE FROM events WHERE name NOT IN ('conversation_resolved', 'first_response')`);
  await to.rows(sql`UPDATE events SET dialog_id = NULL`);
}
