import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database';

/** No statement takes long, so that none meets the time-out of statements however much there is. */
const ROWS_PER_DELETE = 20_000;

/**
 * Removes an account and every row that belongs to it: a demo that was interrupted. The account's row and its settings,
 * by which it is known as a demo, go last, so that an interrupted removal is taken up again. The account's users
 * belong to no other.
 */
export async function removeAccount(database: Database, accountId: number): Promise<void> {
  const ofAccount = sql`account_id = ${accountId}`;
  const its = (column: string, table: string, id: string) =>
    sql`${sql.identifier(column)} IN (SELECT ${sql.identifier(id)} FROM ${sql.identifier(table)} WHERE ${ofAccount})`;
  const rows: readonly (readonly [table: string, condition: SQL])[] = [
    ...['messages', 'mentions'].map((table) => [table, ofAccount] as const),
    ...[
      'dialog_stale',
      'dialog_changes',
      'dialog_summaries',
      'dialog_message_facts',
      'dialog_transfers',
      'dialog_holdings',
      'dialog_rolled_spans',
      'dialog_rollups',
      'dialog_rollup_agents',
      'dialog_rollup_durations',
    ].map((table) => [table, ofAccount] as const),
    ...['dialog_classifications', 'dialog_skips', 'dialog_teams', 'dialog_presence'].map(
      (table) => [table, ofAccount] as const,
    ),
    ...['dialog_acceptances', 'dialog_facts', 'dialogs', 'dialog_known_names', 'dialog_api_tokens'].map(
      (table) => [table, ofAccount] as const,
    ),
    ['conversations', ofAccount],
    ['contact_inboxes', its('contact_id', 'contacts', 'id')],
    ['contacts', ofAccount],
    ['agent_bot_inboxes', its('inbox_id', 'inboxes', 'id')],
    ['agent_bots', ofAccount],
    ['inbox_members', its('inbox_id', 'inboxes', 'id')],
    ['inboxes', ofAccount],
    ['team_members', its('team_id', 'teams', 'id')],
    ['teams', ofAccount],
    ['users', its('id', 'account_users', 'user_id')],
    ['account_users', ofAccount],
  ];
  await deleteAll(database, sql`${database.events}`, ofAccount);
  for (const [table, condition] of rows) await deleteAll(database, sql.identifier(table), condition);
  await database.transaction(async (session) => {
    await session.rows(sql`DELETE FROM dialog_settings WHERE ${ofAccount}`);
    await session.rows(sql`DELETE FROM accounts WHERE id = ${accountId}`);
    // The host's trigger made it with the account.
    await session.rows(sql`DROP SEQUENCE IF EXISTS ${sql.identifier(`conv_dpid_seq_${accountId}`)}`);
  });
}

async function deleteAll(database: Database, table: SQL | ReturnType<typeof sql.identifier>, condition: SQL) {
  for (;;) {
    const [deleted] = await database.rows<{ count: number }>(sql`
      WITH gone AS (
        DELETE FROM ${table} WHERE ${condition}
          AND ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${ROWS_PER_DELETE}))
        RETURNING 1
      ) SELECT count(*) AS count FROM gone`);
    if (deleted!.count < ROWS_PER_DELETE) return;
  }
}
