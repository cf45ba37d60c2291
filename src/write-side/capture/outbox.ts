import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { type Instant, parseTimestamp } from '../../instant';
import { unnest } from './nested-changes';

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
  /** The transaction that made the change. */
  readonly xid: string;
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

const COLUMNS = sql`id, xid, at, kind, operation, account_id, conversation_id, row_id, before, after, "row"`;

/** A waiting row that may be taken, and the conversation that it is of. */
export interface ReadyRow {
  readonly id: number;
  readonly account_id: number;
  readonly conversation_id: number;
}

/**
 * The oldest waiting rows, at most `limit`, in their order, up to the first that an older transaction can still precede:
 * ids are handed out before the commit, so a row is ready once every transaction older than its own has ended. None
 * passes one that is not ready, though its own transaction be older: that one may be of the same conversation, and the
 * change before it. Rows from another cluster, whose transaction ids mean nothing here, came by a restore and are ready.
 */
export async function findReady(session: Session, limit: number): Promise<ReadyRow[]> {
  return session.rows<ReadyRow>(sql`
    SELECT id, account_id, conversation_id FROM (
      SELECT id, account_id, conversation_id, bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())
        OR xid >= pg_snapshot_xmax(pg_current_snapshot())) OVER (ORDER BY id) AS is_ready
      FROM (SELECT id, account_id, conversation_id, xid FROM dialog_outbox ORDER BY id LIMIT ${limit}) oldest
    ) waiting WHERE is_ready ORDER BY id`);
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
  return unnest(rows.sort((a, b) => a.id - b.id));
}

/** Later years have more than four digits, which not every text of ours has a place for. */
const LAST_MOMENT = parseTimestamp('9999-12-31 23:59:59.999999');

/**
 * The moment of PostgreSQL's JSON, `2022-05-27T13:19:40.562111`; `otherwise` for what is none that can be logged, such
 * as `infinity` or a year before Christ: no row of a host's may stop the log.
 */
export function momentOf(text: string, otherwise: Instant): Instant {
  try {
    const moment = parseTimestamp(text);
    return moment <= LAST_MOMENT ? moment : otherwise;
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}
