import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../instant';
import { groupBy } from '../../read-side/group';
import { authorOf } from '../../rulebook/messages';
import { MESSAGE_TYPES, statusOf } from '../../rulebook/words';
import type { Directory } from '../directory';
import { columnsOf } from '../load';
import { findStartsBeforeLog } from '../starts-before-log';
import { WITHOUT_DIALOG } from './find-unlogged';
import { inOrderOfTime, type LoggedDialog, type Past, type PastRow } from './past';
import { isResolve, reopens } from './row-meaning';

interface Columns {
  inbox_id: number;
  status: number;
  assignee_id: number | null;
  team_id: number | null;
  contact_id: number | null;
  created_at: Instant;
  updated_at: Instant;
}

type ConversationRow = Columns & { id: number; is_invited: boolean };
type DialogRow = Columns & { id: number; conversation_id: number; last_row_at: Instant };

interface Row {
  id: number;
  conversation_id: number;
  at: Instant;
}

type MessageRow = Row & {
  message_type: number;
  private: boolean;
  sender_type: string | null;
  sender_id: number | null;
  is_logged: boolean;
};
type EventRow = Row & { name: string | null; user_id: number | null };
type MentionRow = Row & { user_id: number };

/**
 * The host commits a client's message and then, in another transaction, the status: for so long, that a resolved
 * conversation holds a message doesn't tell that it began a dialog which ended.
 */
const STATUS_FOLLOWS_WITHIN = 60 * MICROSECONDS_PER_SECOND;

/**
 * A moment, or where it can't be logged, such as `infinity` or a year before Christ, one that is the same in each run:
 * no row stops a replay, and none is new to the next.
 */
const loggable = (column: string, otherwise = "'1970-01-01'::timestamp") =>
  `CASE WHEN ${column} BETWEEN '1900-01-01' AND '9999-12-31' THEN ${column} ELSE ${otherwise} END`;

const CREATED_AT = sql.raw(loggable('created_at', loggable('updated_at')));
const UPDATED_AT = sql.raw(loggable('updated_at'));
const ROW_AT = sql.raw(loggable('created_at'));
const MENTIONED_AT = sql.raw(loggable('mentioned_at'));

/** Reads the pasts of locked conversations. Those that the account has not are left out. */
export async function readPasts(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
  directory: Directory,
): Promise<Past[]> {
  const inAccount = sql`account_id = ${accountId} AND conversation_id = ANY(${sql.param(ids)}::bigint[])`;
  const conversations = await session.rows<ConversationRow>(sql`
    SELECT id, inbox_id, status, assignee_id, team_id, contact_id, ${CREATED_AT} AS created_at,
      greatest(${CREATED_AT}, least(${UPDATED_AT}, clock_timestamp() AT TIME ZONE 'UTC')) AS updated_at,
      campaign_id IS NOT NULL AS is_invited
    FROM conversations WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[]) ORDER BY id`);
  const dialogs = groupBy(
    await session.rows<DialogRow>(sql`
      SELECT d.id, d.conversation_id, d.inbox_id, d.status, d.assignee_id, d.team_id, d.contact_id, d.created_at,
        d.updated_at, greatest(d.created_at,
          (SELECT max(m.created_at) FROM messages m WHERE m.account_id = ${accountId} AND m.dialog_id = d.id),
          (SELECT max(e.created_at) FROM ${events} e WHERE e.account_id = ${accountId} AND e.dialog_id = d.id)
        ) AS last_row_at
      FROM dialogs d WHERE ${inAccount} ORDER BY d.created_at, d.id`),
    (row) => row.conversation_id,
  );
  const hasCurrent = (id: number) => (dialogs.get(id) ?? []).some(({ status }) => statusOf(status) !== 'resolved');
  const unknown = conversations.filter(({ id, status }) => statusOf(status) !== 'resolved' && !hasCurrent(id));
  const asked = unknown.map(({ id: conversationId }) => ({ conversationId }));
  const starts = await findStartsBeforeLog(session, events, accountId, asked);
  const messages = await session.rows<MessageRow>(sql`
    SELECT id, conversation_id, ${ROW_AT} AS at, message_type, private IS TRUE AS private, sender_type, sender_id,
      coalesce(additional_attributes ? 'user_id_assigned', false) AS is_logged
    FROM messages WHERE ${inAccount} AND ${WITHOUT_DIALOG}`);
  const logged = await session.rows<EventRow>(sql`
    SELECT id, conversation_id, ${ROW_AT} AS at, name, user_id
    FROM ${events} WHERE ${inAccount} AND ${WITHOUT_DIALOG}`);
  const mentions = await session.rows<MentionRow>(sql`
    SELECT id, conversation_id, ${MENTIONED_AT} AS at, user_id FROM mentions WHERE ${inAccount} AND ${WITHOUT_DIALOG}`);

  const byConversation = new Map<number, PastRow[]>(conversations.map(({ id }) => [id, []]));
  const inboxes = new Map(conversations.map(({ id, inbox_id }) => [id, inbox_id]));
  const botsOf = new Map(
    [...new Set(inboxes.values())].map((inboxId) => [inboxId, directory.botUserIds(inboxId)] as const),
  );
  for (const row of messages) {
    const { id, at, private: isPrivate, sender_type: senderType, sender_id: senderId, is_logged: isLogged } = row;
    const message = { type: MESSAGE_TYPES[row.message_type] ?? 'activity', senderType, senderId };
    const author = authorOf(message, botsOf.get(inboxes.get(row.conversation_id)!)!);
    byConversation.get(row.conversation_id)?.push({ kind: 'message', at, id, author, private: isPrivate, isLogged });
  }
  for (const { id, conversation_id, at, name, user_id: userId } of logged) {
    byConversation.get(conversation_id)?.push({ kind: 'event', at, id, name: name ?? '', userId });
  }
  for (const { conversation_id, at, user_id: userId } of mentions) {
    byConversation.get(conversation_id)?.push({ kind: 'mention', at, userId });
  }
  return conversations.map((row) => {
    const columns = columnsOf(row);
    const settled = columns.status === 'resolved' ? directory.now - STATUS_FOLLOWS_WITHIN : Number.POSITIVE_INFINITY;
    return {
      ...{ accountId, conversationId: row.id, createdAt: row.created_at, updatedAt: row.updated_at, columns },
      ...{ isInvited: row.is_invited, botServes: directory.botServes(row.inbox_id) },
      dialogs: (dialogs.get(row.id) ?? []).map(loggedDialogOf),
      startBeforeLog: starts.get(row.id) ?? null,
      rows: rowsUntil(settled, inOrderOfTime(byConversation.get(row.id)!)),
    };
  });
}

/**
 * The rows before the first message after a moment that may have begun a dialog, of which neither a log nor a resolve
 * tells yet: whose it is, and whose the later ones are, is known when the host's status has followed.
 */
function rowsUntil(settled: Instant, rows: PastRow[]): PastRow[] {
  const resolve = rows.findLastIndex(isResolve);
  const unsettled = rows.findIndex(
    (row, place) => place > resolve && row.kind === 'message' && row.at > settled && reopens(row) !== null,
  );
  return unsettled === -1 ? rows : rows.slice(0, unsettled);
}

function loggedDialogOf(row: DialogRow): LoggedDialog {
  return {
    ...{ ref: row.id, startedAt: row.created_at, updatedAt: row.updated_at, columns: columnsOf(row) },
    // Acceptances end with the assignee, which history doesn't change in a dialog that goes on.
    ...{ acceptances: [], lastRowAt: row.last_row_at },
  };
}
