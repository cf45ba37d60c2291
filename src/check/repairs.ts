import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { markingOf, markStale } from '../summaries/marks';
import { switchCaptureOff } from '../write-side/capture/own-changes';
import { replayConversations } from '../write-side/history/replay';
import { lockConversations } from '../write-side/load';
import type { Disagreement, Repair } from './disagreement';

/** Conversations of one transaction. */
const PER_REPLAY = 200;

/** The rulebook tells: the conversations are replayed, as far as the log has not got them. */
export const replayAgain: Repair = async (database, accountId, found) => {
  const ids = conversationsOf(found);
  let rows = 0;
  let dialogs = 0;
  for (let start = 0; start < ids.length; start += PER_REPLAY) {
    const written = await replayConversations(database, accountId, ids.slice(start, start + PER_REPLAY));
    rows += written.rows;
    dialogs += written.dialogs;
  }
  return `replayed ${ids.length} conversations: ${dialogs} dialogs made, ${rows} rows stamped`;
};

/** A stamp that can't be right goes, and the rulebook says whose the row is. */
export const stampAgain =
  (table: 'messages' | 'mentions' | 'events'): Repair =>
  async (database, accountId, found) => {
    const name = table === 'events' ? sql`${database.events}` : sql.raw(table);
    const ids = found.flatMap(({ rowIds }) => rowIds);
    const parts = sql`
        its AS (SELECT id, dialog_id FROM ${name}
          WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[])),
        freed AS (UPDATE ${name} r SET dialog_id = NULL FROM its WHERE r.account_id = ${accountId} AND r.id = its.id)`;
    const marked = sql`SELECT DISTINCT ${accountId}::bigint, dialog_id FROM its WHERE dialog_id IS NOT NULL`;
    await locked(database, accountId, found, (session) => session.rows(markingOf(marked, parts)));
    return `took ${ids.length} stamps away, ${await replayAgain(database, accountId, found)}`;
  };

/** A dialog can't outlive its conversation; when that went is not known, so it ends at the last sign of it. */
export const endOrphans: Repair = async (database, accountId, found) => {
  const ids = dialogsOf(found);
  await locked(database, accountId, found, (session) =>
    session.rows(sql`
      WITH ended AS (
        UPDATE dialogs d SET status = 1, updated_at = greatest(d.updated_at,
          (SELECT max(m.created_at) FROM messages m WHERE m.account_id = d.account_id AND m.dialog_id = d.id),
          (SELECT max(e.created_at) FROM ${database.events} e WHERE e.account_id = d.account_id AND e.dialog_id = d.id))
        WHERE d.account_id = ${accountId} AND d.id = ANY(${sql.param(ids)}::bigint[]) AND d.status <> 1
          AND NOT EXISTS (SELECT FROM conversations c WHERE c.account_id = d.account_id AND c.id = d.conversation_id)
        RETURNING d.account_id, d.id
      )
      UPDATE dialog_facts f SET resolve_known = false FROM ended
      WHERE f.account_id = ended.account_id AND f.dialog_id = ended.id`),
  );
  return `ended ${ids.length} dialogs at their last sign of life`;
};

/** What was known of the start is lost: the facts are those of a replayed dialog, which say so. */
export const factsOfReplay: Repair = async (database, accountId, found) => {
  const ids = dialogsOf(found);
  await database.transaction(async (session) => {
    await session.rows(sql`
      INSERT INTO dialog_facts (account_id, dialog_id, started_by, bot_served, replayed)
      SELECT account_id, id, 'visitor', false, true FROM dialogs
      WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[]) ON CONFLICT DO NOTHING`);
    await markStale(session, accountId, ids);
  });
  return `gave ${ids.length} dialogs facts that say that their start is not known`;
};

/** What was known of a dialog that is gone; its rows are given to another by the rulebook. */
export const dropFacts: Repair = async (database, accountId, found) => {
  const ids = dialogsOf(found);
  await database.rows(sql`
    DELETE FROM dialog_facts WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(ids)}::bigint[])`);
  return `took the facts of ${ids.length} dialogs away that are not there`;
};

/** A resolved dialog is frozen at its resolve, of which its event tells. */
export const freezeAtResolve: Repair = async (database, accountId, found) => {
  const ids = dialogsOf(found);
  await locked(database, accountId, found, (session) =>
    session.rows(sql`
      UPDATE dialogs d SET updated_at = greatest(d.created_at, resolve.at) FROM (
        SELECT dialog_id, max(created_at) AS at FROM ${database.events}
        WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(ids)}::bigint[])
          AND name = 'conversation_resolved' GROUP BY dialog_id) resolve
      WHERE d.account_id = ${accountId} AND d.id = resolve.dialog_id AND d.status = 1`),
  );
  return `set ${ids.length} dialogs back to their resolve`;
};

/** Works on the found conversations as commands do: locked, uncaptured, and with marks of their dialogs. */
export async function locked(
  database: Database,
  accountId: number,
  found: readonly Disagreement[],
  work: Parameters<Database['transaction']>[0],
): Promise<void> {
  await database.transaction(async (session) => {
    await switchCaptureOff(session);
    await lockConversations(session, accountId, conversationsOf(found));
    await work(session);
    await markStale(session, accountId, dialogsOf(found));
  });
}

function conversationsOf(found: readonly Disagreement[]): number[] {
  const ids = found.map(({ conversationId }) => conversationId).filter((id) => id !== null);
  return [...new Set(ids)].sort((a, b) => a - b);
}

function dialogsOf(found: readonly Disagreement[]): number[] {
  return found.map(({ dialogId }) => dialogId).filter((id) => id !== null);
}
