import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { groupBy } from './group';
import { isPartOfSeen, type Visibility } from './visibility';

/** A mention of an agent in a conversation, at its latest moment. */
export interface MentionRecord {
  readonly kind: 'Mention';
  readonly id: number;
  readonly userId: number;
  readonly dialogId: number | null;
  readonly at: Instant;
}

interface MentionRow {
  id: number;
  user_id: number;
  dialog_id: number | null;
  mentioned_at: Instant;
}

const columns = sql`id, user_id, dialog_id, mentioned_at`;

function mentionOf({ id, user_id: userId, dialog_id: dialogId, mentioned_at: at }: MentionRow): MentionRecord {
  return { kind: 'Mention', id, userId, dialogId, at };
}

/** The mentions with these ids that the account has and the caller sees. */
export async function mentionsById(
  session: Session,
  visibility: Visibility,
  ids: readonly number[],
): Promise<Map<number, MentionRecord>> {
  const rows = await session.rows<MentionRow>(sql`
    SELECT ${columns} FROM mentions n WHERE n.account_id = ${visibility.accountId}
      AND n.id = ANY(${sql.param(ids)}::bigint[]) AND ${isPartOfSeen(visibility, sql`n`)}`);
  return new Map(rows.map((row) => [row.id, mentionOf(row)]));
}

/** The mentions of dialogs, each dialog's by time, then id: one statement. A dialog has at most one for each agent. */
export async function mentionsOfDialogs(
  session: Session,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, MentionRecord[]>> {
  const rows = await session.rows<MentionRow>(sql`
    SELECT ${columns} FROM mentions
    WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(dialogIds)}::bigint[])
    ORDER BY dialog_id, mentioned_at, id`);
  const byDialog = groupBy(rows, (row) => row.dialog_id);
  return new Map(dialogIds.map((id) => [id, (byDialog.get(id) ?? []).map(mentionOf)]));
}
