import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { markStarted } from '../../summaries/marks';
import { switchCaptureOff } from '../../write-side/capture/own-changes';
import { retrying } from '../../write-side/service';
import type { RetentionScope } from './retention';

/** Dialogs looked at by one statement, of which all may go in one transaction. */
const DIALOGS_PER_BATCH = 1_000;

/** The tables of the log that hold rows of a dialog, beside `dialogs`; the derived ones follow by their marks. */
const OF_DIALOG = ['facts', 'acceptances', 'classifications', 'skips', 'teams'].map((name) => `dialog_${name}`);

/** The events that we log; others are the host's. */
const OUR_EVENTS = sql`('conversation_pending', 'conversation_open', 'conversation_assigned')`;

interface Page {
  readonly last: number | null;
  readonly old: readonly number[];
  readonly conversations: readonly number[];
}

/**
 * Removes the dialogs of conversations that the host has deleted, all of which ended before, with our events of them.
 * Dialogs of a conversation that the host has stay: a replay would make them again of its rows.
 */
export async function removeDialogs(database: Database, scope: RetentionScope): Promise<number> {
  const { accountId, before, dryRun, signal, onBatch } = scope;
  let sum = 0;
  for (let after = 0; !signal?.aborted; ) {
    const [page] = await database.rows<Page>(sql`
      WITH page AS MATERIALIZED (
        SELECT id, conversation_id, status, updated_at FROM dialogs
        WHERE account_id = ${accountId} AND id > ${after} ORDER BY id LIMIT ${DIALOGS_PER_BATCH}
      ), old AS MATERIALIZED (
        SELECT id, conversation_id FROM page WHERE status = 1 AND updated_at < ${before}
          AND NOT EXISTS (SELECT FROM conversations c WHERE c.account_id = ${accountId} AND c.id = page.conversation_id)
          AND NOT EXISTS (SELECT FROM dialogs d WHERE d.account_id = ${accountId}
            AND d.conversation_id = page.conversation_id AND (d.status <> 1 OR d.updated_at >= ${before}))
      )
      SELECT (SELECT max(id) FROM page) AS last, ARRAY(SELECT id FROM old ORDER BY id) AS old,
        ARRAY(SELECT DISTINCT conversation_id FROM old) AS conversations`);
    const { last, old, conversations } = page!;
    if (last === null) break;
    if (!dryRun && old.length > 0) {
      await retrying(() =>
        database.transaction((session) => remove(session, database.events, accountId, old, conversations)),
      );
    }
    after = last;
    sum += old.length;
    onBatch(old.length);
  }
  return sum;
}

async function remove(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
  conversationIds: readonly number[],
): Promise<void> {
  const list = sql`${sql.param(ids)}::bigint[]`;
  await switchCaptureOff(session);
  await session.rows(
    sql`SELECT FROM dialogs WHERE account_id = ${accountId} AND id = ANY(${list}) ORDER BY id FOR UPDATE`,
  );
  // Of those before them, another one is the next now.
  await markStarted(session, accountId, ids, ids);
  // What the host left behind of the conversations is the host's; only our stamps go.
  const left = sql`account_id = ${accountId} AND conversation_id = ANY(${sql.param(conversationIds)}::bigint[])
    AND dialog_id = ANY(${list})`;
  await session.rows(sql`DELETE FROM ${events} WHERE ${left} AND name IN ${OUR_EVENTS}`);
  for (const table of [sql`${events}`, sql`messages`, sql`mentions`])
    await session.rows(sql`UPDATE ${table} SET dialog_id = NULL WHERE ${left}`);
  for (const table of OF_DIALOG) {
    await session.rows(sql`DELETE FROM ${sql.raw(table)} WHERE account_id = ${accountId} AND dialog_id = ANY(${list})`);
  }
  await session.rows(sql`DELETE FROM dialogs WHERE account_id = ${accountId} AND id = ANY(${list})`);
}
