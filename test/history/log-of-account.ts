import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';

/** The log of conversations in rows that say the same in any database: no ids, a dialog by its number. */
export type AccountLog = ReadonlyMap<number, ConversationLog>;

interface ConversationLog {
  /** Of each: start, status, contact, inbox, who began it, whether the resolve is known, and what else is. */
  readonly dialogs: readonly (readonly unknown[])[];
  readonly rows: unknown;
}

/**
 * All that is logged of an account, by conversation. With `knowable` only what the host's own tables tell of afterwards:
 * neither our events, nor who was assigned, nor the team and the assignee at a start.
 */
export async function logOfAccount(
  { rows, events }: Database,
  accountId: number,
  knowable: boolean,
): Promise<AccountLog> {
  const logged = await rows<ConversationLog & { conversation_id: number }>(sql`
    WITH numbered AS (
      SELECT d.*, row_number() OVER (PARTITION BY conversation_id ORDER BY created_at, id) AS number,
        NOT ${knowable} OR status <> 1 AS is_known
      FROM dialogs d WHERE account_id = ${accountId}
    ), stamped AS (
      SELECT conversation_id, created_at AS at, dialog_id, content AS what,
        CASE WHEN NOT ${knowable} THEN additional_attributes END AS more
      FROM messages WHERE account_id = ${accountId}
      UNION ALL
      SELECT conversation_id, mentioned_at, dialog_id, 'mention of ' || user_id, NULL
      FROM mentions WHERE account_id = ${accountId}
      UNION ALL
      SELECT conversation_id, created_at, dialog_id, name,
        jsonb_build_array(user_id, value, inbox_id, updated_at)
      FROM ${events} WHERE account_id = ${accountId}
        AND (NOT ${knowable} OR name IN ('conversation_resolved', 'first_response'))
    )
    SELECT c.id AS conversation_id,
      (SELECT coalesce(jsonb_agg(jsonb_build_array(n.created_at, n.status, n.contact_id, n.inbox_id, f.started_by, f.resolve_known,
          n.assignee_id, CASE WHEN n.is_known THEN n.team_id END, CASE WHEN NOT ${knowable} OR n.status = 1 THEN n.updated_at END,
          CASE WHEN NOT ${knowable} THEN jsonb_build_array(f.started_status, f.started_assignee_id, f.bot_served, f.found_at)
          END) ORDER BY n.number), '[]')
        FROM numbered n LEFT JOIN dialog_facts f ON f.account_id = n.account_id AND f.dialog_id = n.id
        WHERE n.conversation_id = c.id) AS dialogs,
      (SELECT jsonb_agg(jsonb_build_array(s.at, s.what, n.number, s.more) ORDER BY s.at, s.what) FROM stamped s
        LEFT JOIN numbered n ON n.id = s.dialog_id WHERE s.conversation_id = c.id) AS rows
    FROM conversations c WHERE c.account_id = ${accountId}`);
  return new Map(logged.map(({ conversation_id, ...log }) => [conversation_id, log]));
}

/**
 * Makes of a log what one that begins only now would know of the current dialogs: each began at the first message after
 * the last `conversation_resolved`, else at that resolve (rules §2).
 */
export async function beginCurrentByRule({ rows, events }: Database): Promise<void> {
  await rows(sql`
    WITH found AS (
      SELECT d.id, d.conversation_id, coalesce((SELECT min(m.created_at) FROM messages m
        WHERE m.conversation_id = d.conversation_id AND m.created_at > resolved.at), resolved.at) AS at
      FROM dialogs d CROSS JOIN LATERAL (SELECT max(e.created_at) AS at FROM ${events} e
        WHERE e.conversation_id = d.conversation_id AND e.name = 'conversation_resolved') resolved
      WHERE d.status <> 1 AND resolved.at IS NOT NULL
    ), begun AS (
      UPDATE dialogs d SET created_at = found.at FROM found WHERE d.id = found.id
    ), messages_moved AS (
      UPDATE messages m SET dialog_id = found.id FROM found
      WHERE m.conversation_id = found.conversation_id AND m.created_at >= found.at
    )
    UPDATE mentions n SET dialog_id = found.id FROM found
    WHERE n.conversation_id = found.conversation_id AND n.mentioned_at >= found.at`);
}
