import { sql } from 'drizzle-orm';
import { type BotUserIds, type BotUsersRow, botUserIdsOf } from '../../account-settings/bot-users';
import type { Database, Session } from '../../database/database';
import type { Instant } from '../../instant';
import { groupBy } from '../../read-side/group';
import type { Change, MessageWritten } from '../../rulebook/change';
import { authorOf } from '../../rulebook/messages';
import type { ConversationState } from '../../rulebook/state';
import { MESSAGE_TYPES } from '../../rulebook/words';
import { markMoved } from '../../summaries/marks';
import { decideKindsOf } from '../kinds/decide-after-work';
import { keepKnownNames } from '../known-names';
import { columnsOf, dialogOf, type LogRow, readLogs } from '../load';
import { markWork } from '../mark-work';
import { stampRows, stampStarters } from '../stamp-rows';
import { Work } from '../work';
import { adoptRows, insertEvents, insertTeams, writeDialogs } from '../write-log';
import { type CapturedColumns, momentOf, type OutboxRow } from './outbox';
import { startsBeforeLog } from './starts-before-log';

/** The host's clock stamps its messages: any of them may have come right before a start. */
const MESSAGES_UNTIL_NOW = Number.MAX_SAFE_INTEGER;

/** An account's bots, by which its messages are told apart. */
interface Bots {
  readonly serves: (inboxId: number) => boolean;
  readonly userIds: BotUserIds;
}

/**
 * Logs changes that the host has made, in their order, by the same rulebook as commands: in the transaction that took
 * them out of the outbox, so that each is logged exactly once.
 */
export async function recordCaptured(
  session: Session,
  events: Database['events'],
  rows: readonly OutboxRow[],
): Promise<void> {
  for (const [accountId, ofAccount] of groupBy(rows, (row) => row.account_id)) {
    await recordOfAccount(session, events, accountId, ofAccount);
  }
}

async function recordOfAccount(
  session: Session,
  events: Database['events'],
  accountId: number,
  rows: readonly OutboxRow[],
): Promise<void> {
  const firsts = new Map<number, OutboxRow>();
  for (const row of rows) if (!firsts.has(row.conversation_id)) firsts.set(row.conversation_id, row);
  const ids = [...firsts.keys()].sort((a, b) => a - b);
  const logs = await readLogs(session, events, accountId, ids);
  const bots = await readBots(session, accountId);
  const starts = await startsBeforeLog(session, events, accountId, [...firsts.values()], logs);
  const states = new Map<number, ConversationState>();
  const work = new Work(accountId);
  const agentMessageIds: number[] = [];
  for (const row of rows) {
    const id = row.conversation_id;
    const columns = row.before ?? ('after' in row ? row.after : null);
    const known = states.get(id) ?? stateOf(accountId, row, columns, logs.get(id)!, starts.get(id)?.at, bots);
    if (!known) continue;
    const seen = columns ? seenBy(row, known, columns, bots) : known;
    const change = changeOf(row, seen, bots);
    states.set(id, work.follow(seen, change));
    if (change.type === 'message-written' && isPublicOfAgent(change)) agentMessageIds.push(change.messageId);
  }
  const none = new Map<number, number>();
  const dialogIds = await writeDialogs(session, work, none);
  const ofEvents = await stampRows(session, events, work, dialogIds);
  await adoptRows(session, events, work, none, dialogIds);
  await stampStarters(session, accountId, agentMessageIds);
  await insertEvents(session, events, work, none, dialogIds);
  await insertTeams(session, work, dialogIds);
  await decideKindsOf(session, events, work, dialogIds);
  await markWork(session, work, dialogIds, ofEvents);
  await markMovedBy(session, accountId, rows);
  await keepKnownNames(session, work);
}

/** Dialogs are found by the contact that their conversation has now (rules §2), and so is what follows them. */
async function markMovedBy(session: Session, accountId: number, rows: readonly OutboxRow[]): Promise<void> {
  const moves = rows.flatMap((row) => {
    if (row.kind !== 'conversation' || row.operation === 'insert') return [];
    const contacts = [row.before?.contact_id, row.after?.contact_id];
    const isMoved = row.operation === 'delete' || contacts[0] !== contacts[1];
    return isMoved ? [{ conversationId: row.conversation_id, contacts: contacts.filter((id) => id != null) }] : [];
  });
  const contacts = moves.flatMap((move) => move.contacts);
  const conversations = moves.map(({ conversationId }) => conversationId);
  await markMoved(session, accountId, conversations, contacts);
}

function isPublicOfAgent({ author, private: isPrivate }: MessageWritten): boolean {
  return author === 'agent' && !isPrivate;
}

async function readBots(session: Session, accountId: number): Promise<Bots> {
  const [row] = await session.rows<{ inboxes: number[]; users: BotUsersRow[] }>(sql`
    SELECT ARRAY(SELECT ab.inbox_id::bigint FROM agent_bot_inboxes ab JOIN inboxes i ON i.id = ab.inbox_id
        WHERE i.account_id = ${accountId} AND ab.status = 0) AS inboxes,
      (SELECT coalesce(json_agg(json_build_object('inbox_id', s.inbox_id, 'value', s.value)), '[]')
        FROM dialog_settings s WHERE s.account_id = ${accountId} AND s.key = 'bot_users') AS users`);
  const serving = new Set(row!.inboxes);
  return { serves: (inboxId) => serving.has(inboxId), userIds: botUserIdsOf(row!.users) };
}

/** The state with the conversation as the change found it, and the bot of the inbox in which it begins a dialog. */
function seenBy(row: OutboxRow, known: ConversationState, captured: CapturedColumns, bots: Bots): ConversationState {
  const columns = columnsOf(captured);
  const moves = row.kind === 'conversation' && row.after !== null && columns.status === 'resolved';
  const createdAt = momentOf(captured.created_at, known.createdAt);
  return { ...known, createdAt, columns, botServes: bots.serves(moves ? row.after.inbox_id : columns.inboxId) };
}

/** The state that the first change of a conversation meets; none where the host deleted it and the log never knew it. */
function stateOf(
  accountId: number,
  row: OutboxRow,
  captured: CapturedColumns | null,
  log: LogRow,
  startBeforeLog: Instant | undefined,
  bots: Bots,
): ConversationState | undefined {
  const dialog = log.dialog_id === null ? null : dialogOf(log.dialog_id, log);
  const columns = captured ? columnsOf(captured) : dialog?.columns;
  if (!columns) return undefined;
  const createdAt = captured ? momentOf(captured.created_at, row.at) : (dialog?.startedAt ?? row.at);
  return {
    ...{ accountId, conversationId: row.conversation_id, createdAt, columns, dialog },
    ...{ firstResponseLogged: log.first_response, changedAt: createdAt, lastMessageAt: MESSAGES_UNTIL_NOW },
    startBeforeLog: startBeforeLog ?? createdAt,
    botServes: bots.serves(columns.inboxId),
  };
}

function changeOf(row: OutboxRow, state: ConversationState, bots: Bots): Change {
  const { at } = row;
  switch (row.kind) {
    case 'conversation':
      return conversationChange(row, notBefore(at, state));
    case 'message': {
      const { type, private: isPrivate, sender_type: senderType, sender_id: senderId, created_at } = row.row;
      const message = { type: MESSAGE_TYPES[type] ?? 'activity', senderType, senderId };
      const author = authorOf(message, bots.userIds(row.before?.inbox_id ?? 0));
      const written = { author, private: isPrivate, messageId: row.row_id };
      return { type: 'message-written', at: momentOf(created_at, at), by: 'host', ...written };
    }
    case 'mention':
      return { type: 'agent-mentioned', at: momentOf(row.row.created_at, at), userId: row.row.user_id };
    case 'event': {
      const name = row.row.name ?? '';
      return { type: 'event-written', at: momentOf(row.row.created_at, at), eventId: row.row_id, name };
    }
    default:
      return unknownRow(row, at);
  }
}

/**
 * The log of a conversation never runs backwards, though the database's clock may be set back, and a command may have
 * followed a message of a host whose clock is ahead.
 */
function notBefore(at: Instant, { dialog }: ConversationState): Instant {
  return Math.max(at, dialog?.updatedAt ?? at);
}

function conversationChange(row: Extract<OutboxRow, { kind: 'conversation' }>, at: Instant): Change {
  const { operation, after } = row;
  if (operation === 'delete') return { type: 'conversation-deleted', at };
  // The campaign is all that a captured start tells of who began it (rules §5).
  const startedBy = after!.campaign_id === null ? 'visitor' : 'invitation';
  if (operation === 'insert') return { type: 'conversation-created', at, startedBy, startedOffline: null };
  return {
    type: 'conversation-changed',
    at,
    by: 'host',
    after: columnsOf(after!),
    startedBy: 'visitor',
    closedBy: null,
  };
}

function unknownRow(row: never, at: Instant): never {
  throw new TypeError(`the outbox holds a row of no known kind, of ${at}: ${JSON.stringify(row)}`);
}
