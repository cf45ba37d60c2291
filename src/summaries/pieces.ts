import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { ofEach } from './read-timelines';

/** Logs of so many messages are held at once, or of one dialog. */
const MESSAGES_AT_ONCE = 50_000;

/** Cuts dialogs into such lists as have not too many messages. */
export async function inPieces(session: Session, accountId: number, ids: readonly number[]): Promise<number[][]> {
  const counted = await session.rows<{ id: number; messages: number }>(sql`
    SELECT k.id, m.messages FROM ${ofEach(ids)} CROSS JOIN LATERAL (SELECT count(*) AS messages FROM messages m
      WHERE m.account_id = ${accountId} AND m.dialog_id = k.id OFFSET 0) m`);
  const pieces: number[][] = [];
  let held = Number.POSITIVE_INFINITY;
  for (const { id, messages } of counted) {
    held += messages;
    if (held <= MESSAGES_AT_ONCE) {
      pieces.at(-1)!.push(id);
    } else {
      pieces.push([id]);
      held = messages;
    }
  }
  return pieces;
}
