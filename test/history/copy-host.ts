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

export interface Known {
  /** Of each: start, status, contact, inbox, resolve, assignee, and of a current one the team. */
  readonly dialogs: readonly (readonly unknown[])[];
  readonly rows: unknown;
}

/** What can be known of dialogs after the fact, by conversation; rows by the number of their dialog in it. */
export async function knowable(database: Database, accountId: number): Promise<Map<number, Known>> {
  const rows = await database.rows<Known & { conversation_id: number }>(sql`
    WITH numbered AS (
      SELECT d.*, row_number() OVER (PARTITION BY conversation_id ORDER BY created_at, id) AS number
      FROM dialogs d WHERE account_id = ${accountId}
    ), stamped AS (
      SELECT conversation_id, 'message' AS kind, id::bigint, dialog_id FROM messages WHERE account_id = ${accountId}
      UNION ALL SELECT conversation_id, 'mention', id, dialog_id FROM mentions WHERE account_id = ${accountId}
      UNION ALL SELECT conversation_id, name, id, dialog_id FROM events WHERE account_id = ${accountId}
        AND name IN ('conversation_resolved', 'first_response')
    )
    SELECT c.id AS conversation_id,
      (SELECT coalesce(jsonb_agg(jsonb_build_array(n.created_at, n.status, n.contact_id, n.inbox_id,
          CASE WHEN n.status = 1 THEN n.updated_at END, n.assignee_id, CASE WHEN n.status <> 1 THEN n.team_id END)
          ORDER BY n.number), '[]')
        FROM numbered n WHERE n.conversation_id = c.id) AS dialogs,
      (SELECT jsonb_agg(jsonb_build_array(s.kind, s.id, n.number) ORDER BY s.kind, s.id) FROM stamped s
        LEFT JOIN numbered n ON n.id = s.dialog_id WHERE s.conversation_id = c.id) AS rows
    FROM conversations c WHERE c.account_id = ${accountId}`);
  return new Map(rows.map(({ conversation_id, ...known }) => [conversation_id, known]));
}
