import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Mirror } from './source';
import { sweepStep } from './sweep';

/** What changes refer to, by account: conversations, and messages for who sent them. */
export interface Referring {
  readonly accountId: number;
  readonly conversations: readonly number[];
  readonly messages: readonly number[];
}

/**
 * Brings agents, inboxes and teams that changes refer to and the log database doesn't know, in the step that brings the
 * changes: who is captured next finds them. Those that the host doesn't know either are looked for once.
 */
export async function bringUnknown(
  { tables, lookedFor }: Mirror,
  host: Session,
  log: Session,
  referring: readonly Referring[],
): Promise<void> {
  const unknown = (await Promise.all(referring.map((each) => findUnknown(log, each)))).flat();
  if (!unknown.some((name) => !lookedFor.has(name))) return;
  for (const name of unknown) lookedFor.add(name);
  for (const table of tables.filter(({ following }) => following === 'whole')) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      after = await sweepStep(host, log, table, { after });
    }
  }
}

async function findUnknown(log: Session, { accountId, conversations, messages }: Referring): Promise<string[]> {
  const rows = await log.rows<{ name: string }>(sql`
    WITH named AS MATERIALIZED (SELECT inbox_id, team_id, assignee_id FROM conversations
      WHERE account_id = ${accountId} AND id = ANY(${sql.param(conversations)}::bigint[]))
    SELECT DISTINCT 'inbox ' || inbox_id AS name FROM named
    WHERE NOT EXISTS (SELECT FROM inboxes i WHERE i.id = named.inbox_id)
    UNION SELECT 'team ' || team_id FROM named
    WHERE team_id IS NOT NULL AND NOT EXISTS (SELECT FROM teams t WHERE t.id = named.team_id)
    UNION SELECT 'agent ' || agent_id FROM (
      SELECT assignee_id AS agent_id FROM named UNION ALL
      SELECT sender_id FROM messages WHERE account_id = ${accountId} AND id = ANY(${sql.param(messages)}::bigint[])
        AND sender_type = 'User') agents
    WHERE agent_id IS NOT NULL AND NOT EXISTS (SELECT FROM account_users u
      WHERE u.account_id = ${accountId} AND u.user_id = agent_id)`);
  return rows.map(({ name }) => `${name} of account ${accountId}`);
}
