import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import type { Instant } from '../../instant';

/** The followed columns of a conversation as the capture triggers keep them; moments as PostgreSQL's JSON has them. */
export interface CapturedColumns {
  readonly status: number;
  readonly assignee_id: number | null;
  readonly team_id: number | null;
  readonly inbox_id: number;
  readonly contact_id: number | null;
  readonly campaign_id: number | null;
  readonly created_at: string;
}

interface Captured {
  readonly id: number;
  readonly at: Instant;
  readonly account_id: number;
  readonly conversation_id: number;
  readonly row_id: number;
}

/** A change of a conversation's row. */
export interface CapturedConversation extends Captured {
  readonly kind: 'conversation';
  readonly operation: 'insert' | 'update' | 'delete';
  readonly before: CapturedColumns | null;
  readonly after: CapturedColumns | null;
}

/** Another row of a conversation; `before` is the conversation as it was then, null where it was gone. */
interface CapturedRow<Kind, Row> extends Captured {
  readonly kind: Kind;
  readonly before: CapturedColumns | null;
  readonly row: Row & { readonly created_at: string };
}

export type CapturedMessage = CapturedRow<
  'message',
  {
    readonly type: number;
    readonly private: boolean;
    readonly sender_type: string | null;
    readonly sender_id: number | null;
  }
>;
export type CapturedMention = CapturedRow<'mention', { readonly user_id: number }>;
export type CapturedEvent = CapturedRow<'event', { readonly name: string | null }>;

/** A change of the host's that waits to be logged. */
export type OutboxRow = CapturedConversation | CapturedMessage | CapturedMention | CapturedEvent;

const COLUMNS = sql`id, at, kind, operation, account_id, conversation_id, row_id, before, after, "row"`;

/** A waiting row that may be taken, and the conversation that it is of. */
interface ReadyRow {
  readonly id: number;
  readonly conversation_id: number;
}

/**
 * The oldest waiting rows, at most `limit`, in their order. Only those that no older transaction can still precede: ids
 * are handed out before the commit, so a row is ready once every transaction older than its own has ended. Rows from
 * another cluster, whose transaction ids mean nothing here, came by a restore and are ready at once.
 */
export async function findReady(session: Session, limit: number): Promise<ReadyRow[]> {
  return session.rows<ReadyRow>(sql`
    SELECT id, conversation_id FROM dialog_outbox
    WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) OR xid >= pg_snapshot_xmax(pg_current_snapshot())
    ORDER BY id LIMIT ${limit}`);
}

/** Takes out those of the rows that are still there, in their order. */
export async function takeRows(session: Session, ids: readonly number[]): Promise<OutboxRow[]> {
  const rows = await session.rows<OutboxRow>(sql`
    DELETE FROM dialog_outbox WHERE id = ANY(${sql.param(ids)}::bigint[]) RETURNING ${COLUMNS}`);
  return inOrder(rows);
}

/** Takes out all rows of conversations of an account that the caller has locked, in their order. */
export async function takeOfConversations(
  session: Session,
  accountId: number,
  conversationIds: readonly number[],
): Promise<OutboxRow[]> {
  const rows = await session.rows<OutboxRow>(sql`
    DELETE FROM dialog_outbox
    WHERE account_id = ${accountId} AND conversation_id = ANY(${sql.param(conversationIds)}::bigint[])
    RETURNING ${COLUMNS}`);
  return inOrder(rows);
}

function inOrder(rows: OutboxRow[]): OutboxRow[] {
  return rows.sort((a, b) => a.id - b.id);
}

/** How much waits, and since when. */
export interface Backlog {
  readonly rows: number;
  /** Seconds since the oldest waiting change; 0 when none waits. */
  readonly ageSeconds: number;
  /** How often a trigger had to swallow an error: changes that only replay can find. */
  readonly gaps: number;
}

/** What waits in the outbox. */
export async function readBacklog(session: Session): Promise<Backlog> {
  const [row] = await session.rows<{ rows: number; age: number }>(sql`
    SELECT count(*) AS rows,
      coalesce(extract(epoch FROM clock_timestamp() AT TIME ZONE 'UTC' - min(at)), 0)::float8 AS age FROM dialog_outbox`);
  const [gaps] = await session.rows<{ gaps: number }>(sql`
    SELECT coalesce((SELECT last_value FROM pg_sequences WHERE sequencename = 'dialog_outbox_gaps'), 0) AS gaps`);
  return { rows: row!.rows, ageSeconds: Math.max(0, row!.age), gaps: gaps!.gaps };
}
