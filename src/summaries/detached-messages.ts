import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import type { LoggedMessage } from './dialog-log';
import { ofEach } from './read-timelines';

/**
 * Since when a host that is partitioned by month holds messages: before that its partitions were detached, or there never
 * were any. Undefined where nothing tells: of a host with other partitions or none, or whose default one has older rows.
 */
export async function messagesHeldSince(session: Session): Promise<Instant | undefined> {
  if (!session.isPartitioned) return undefined;
  const [bounds] = await session.rows<{ since: Instant | null; otherwise: string | null }>(sql`
    SELECT min(substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM [(]''([^'']+)''[)]')::timestamp)
        FILTER (WHERE pg_get_expr(c.relpartbound, c.oid) LIKE 'FOR VALUES FROM (''%') AS since,
      min(c.oid::regclass::text) FILTER (WHERE pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT') AS otherwise
    FROM pg_partitioned_table p JOIN pg_inherits i ON i.inhparent = p.partrelid JOIN pg_class c ON c.oid = i.inhrelid
    WHERE p.partrelid = to_regclass('messages') AND p.partstrat = 'r' AND p.partnatts = 1
      AND (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]) = 'created_at'
    HAVING bool_and(pg_get_expr(c.relpartbound, c.oid) NOT LIKE 'FOR VALUES FROM (MINVALUE)%')`);
  const since = bounds?.since;
  if (since === null || since === undefined) return undefined;
  if (bounds!.otherwise === null) return since;
  const older = await session.rows(sql`
    SELECT 1 AS found FROM ${sql.raw(bounds!.otherwise)} WHERE created_at < ${formatTimestamp(since)}::timestamp LIMIT 1`);
  return older.length === 0 ? since : undefined;
}

/** Whether the host has detached messages of a dialog that were summarised before; of an alias of `dialogs`. */
export const lacksDetached = (since: Instant | undefined) =>
  since === undefined
    ? sql`false`
    : sql`EXISTS (SELECT FROM dialog_message_facts g WHERE g.account_id = d.account_id AND g.dialog_id = d.id
        AND g.at < ${formatTimestamp(since)}::timestamp)`;

interface FactRow {
  dialog_id: number;
  at: Instant;
  part: 'client' | 'agent' | 'bot' | 'template' | 'activity' | 'private';
  assignee_id: number | null;
  sender_id: number | null;
}

/**
 * The messages of dialogs that the host has detached, as they were summarised before: what counts in them is still known,
 * and their dialogs keep their numbers when they are summarised again.
 */
export async function readDetachedMessages(
  session: Session,
  accountId: number,
  ids: readonly number[],
): Promise<Map<number, LoggedMessage[]>> {
  const since = await messagesHeldSince(session);
  const byDialog = new Map<number, LoggedMessage[]>();
  if (since === undefined) return byDialog;
  const rows = await session.rows<FactRow>(sql`
    SELECT k.id AS dialog_id, g.at, g.part, g.assignee_id, g.sender_id FROM ${ofEach(ids)}
    CROSS JOIN LATERAL (SELECT * FROM dialog_message_facts g WHERE g.account_id = ${accountId} AND g.dialog_id = k.id
      AND g.at < ${formatTimestamp(since)}::timestamp OFFSET 0) g
    ORDER BY g.at`);
  for (const row of rows) {
    const ofDialog = byDialog.get(row.dialog_id) ?? [];
    ofDialog.push(messageOf(row));
    byDialog.set(row.dialog_id, ofDialog);
  }
  return byDialog;
}

const TYPES = { client: 'incoming', template: 'template', activity: 'activity' } as const;

/** Its id is gone, and what told nobody from not known. */
function messageOf({ at, part, assignee_id: assigneeId, sender_id: senderId }: FactRow): LoggedMessage {
  const type = part === 'agent' || part === 'bot' || part === 'private' ? 'outgoing' : TYPES[part];
  const isOfUser = part === 'agent' || (part === 'bot' && senderId !== null);
  const senderType = isOfUser ? 'User' : part === 'bot' ? 'AgentBot' : null;
  return {
    ...{ id: 0, at, type, private: part === 'private', senderType, senderId },
    ...{ assigneeId, assigneeKnown: true },
  };
}
