import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { markMoved } from '../../summaries/marks';
import { takeOfConversations } from '../capture/outbox';
import { switchCaptureOff } from '../capture/own-changes';
import { recordCaptured } from '../capture/record';
import { readDirectory } from '../directory';
import { giveWayToHost } from '../give-way';
import { lockConversations } from '../load';
import { Work } from '../work';
import { dialogsOfPast } from './dialogs-of-past';
import { followPast } from './follow-past';
import type { Past } from './past';
import { readPasts } from './read-past';
import { type Written, writePast } from './write-past';

/** Replays conversations of an account, in the order of their ids, in the caller's transaction. */
export async function replayBatch(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<Written> {
  await switchCaptureOff(session);
  await giveWayToHost(session);
  await lockConversations(session, accountId, ids);
  const directory = await readDirectory(session, accountId, []);
  const sum = { dialogs: 0, rows: 0, messages: 0 };
  for (let left = ids; left.length > 0; ) {
    await recordCaptured(session, events, await takeOfConversations(session, accountId, left));
    const pasts = await readPasts(session, events, accountId, left, directory);
    // A row that came since the outbox was emptied is capture's, not history: its conversation is read again.
    const changed = await findWaiting(session, accountId, left);
    const work = new Work(accountId);
    const followed = pasts
      .filter(({ conversationId }) => !changed.has(conversationId))
      .map((past) => followPast(work, past, dialogsOfPast(past)));
    const written = await writePast(session, events, work, followed);
    await markUnseenMoves(session, accountId, pasts);
    sum.dialogs += written.dialogs;
    sum.rows += written.rows;
    sum.messages += written.messages;
    left = left.filter((id) => changed.has(id));
  }
  return sum;
}

/** Conversations whose current dialog shows another contact than theirs: the change of it was missed. */
async function markUnseenMoves(session: Session, accountId: number, pasts: readonly Past[]): Promise<void> {
  const moved = pasts.flatMap(({ conversationId, columns, dialogs }) => {
    const current = dialogs.find((dialog) => dialog.columns.status !== 'resolved');
    if (!current || current.columns.contactId === columns.contactId) return [];
    const contacts = [current.columns.contactId, columns.contactId].filter((id) => id !== null);
    return [{ conversationId, contacts }];
  });
  const contacts = moved.flatMap((move) => move.contacts);
  const conversations = moved.map(({ conversationId }) => conversationId);
  await markMoved(session, accountId, conversations, contacts);
}

async function findWaiting(session: Session, accountId: number, ids: readonly number[]): Promise<Set<number>> {
  const rows = await session.rows<{ id: number }>(sql`
    SELECT DISTINCT conversation_id AS id FROM dialog_outbox
    WHERE account_id = ${accountId} AND conversation_id = ANY(${sql.param(ids)}::bigint[])`);
  return new Set(rows.map(({ id }) => id));
}
