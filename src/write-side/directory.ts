import { sql } from 'drizzle-orm';
import { type BotUserIds, type BotUsersRow, botUserIdsOf } from '../account-settings/bot-users';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import type { Command } from './commands';

/** What commands are checked against: which of the ids that they name the account has, its bots, and the clock. */
export interface Directory {
  /** The moment by the database's clock. */
  readonly now: Instant;
  has(kind: DirectoryKind, id: number): boolean;
  /** The id of the contact's row of an inbox, which the host's conversations refer to; null for none. */
  contactInboxId(contactId: number, inboxId: number): number | null;
  /** Whether a bot is active in an inbox. */
  botServes(inboxId: number): boolean;
  /** The bot that is active in an inbox, or null. */
  agentBotId(inboxId: number): number | null;
  readonly botUserIds: BotUserIds;
}

export type DirectoryKind = 'agent' | 'contact' | 'inbox' | 'team';

interface DirectoryRow {
  now: Instant;
  agents: number[];
  contacts: number[];
  inboxes: number[];
  teams: number[];
  contact_inboxes: { id: number; contact_id: number; inbox_id: number }[];
  bots: { inbox_id: number; agent_bot_id: number }[];
  bot_users: BotUsersRow[];
}

/** Reads in one statement what the commands of one account need to know. */
export async function readDirectory(
  session: Session,
  accountId: number,
  commands: readonly Command[],
): Promise<Directory> {
  const named = namedBy(commands);
  const ids = (kind: DirectoryKind) => sql`${sql.param([...named[kind]])}::bigint[]`;
  const [row] = await session.rows<DirectoryRow>(sql`
    SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now,
      ARRAY(SELECT user_id::bigint FROM account_users WHERE account_id = ${accountId} AND user_id = ANY(${ids('agent')})) AS agents,
      ARRAY(SELECT id::bigint FROM contacts WHERE account_id = ${accountId} AND id = ANY(${ids('contact')})) AS contacts,
      ARRAY(SELECT id::bigint FROM inboxes WHERE account_id = ${accountId} AND id = ANY(${ids('inbox')})) AS inboxes,
      ARRAY(SELECT id::bigint FROM teams WHERE account_id = ${accountId} AND id = ANY(${ids('team')})) AS teams,
      (SELECT coalesce(json_agg(json_build_object('id', ci.id, 'contact_id', ci.contact_id, 'inbox_id', ci.inbox_id)), '[]')
        FROM contact_inboxes ci WHERE ci.contact_id = ANY(${ids('contact')}) AND ci.inbox_id = ANY(${ids('inbox')})) AS contact_inboxes,
      (SELECT coalesce(json_agg(json_build_object('inbox_id', ab.inbox_id, 'agent_bot_id', ab.agent_bot_id)), '[]')
        FROM agent_bot_inboxes ab JOIN inboxes i ON i.id = ab.inbox_id
        WHERE i.account_id = ${accountId} AND ab.status = 0) AS bots,
      (SELECT coalesce(json_agg(json_build_object('inbox_id', s.inbox_id, 'value', s.value)), '[]')
        FROM dialog_settings s WHERE s.account_id = ${accountId} AND s.key = 'bot_users') AS bot_users`);
  return directoryOf(row!);
}

function directoryOf(row: DirectoryRow): Directory {
  const known: Record<DirectoryKind, ReadonlySet<number>> = {
    agent: new Set(row.agents),
    contact: new Set(row.contacts),
    inbox: new Set(row.inboxes),
    team: new Set(row.teams),
  };
  const contactInboxes = new Map(row.contact_inboxes.map((ci) => [`${ci.contact_id}:${ci.inbox_id}`, ci.id]));
  const bots = new Map(row.bots.map((bot) => [bot.inbox_id, bot.agent_bot_id]));
  return {
    now: row.now,
    has: (kind, id) => known[kind].has(id),
    contactInboxId: (contactId, inboxId) => contactInboxes.get(`${contactId}:${inboxId}`) ?? null,
    botServes: (inboxId) => bots.has(inboxId),
    agentBotId: (inboxId) => bots.get(inboxId) ?? null,
    botUserIds: botUserIdsOf(row.bot_users),
  };
}

function namedBy(commands: readonly Command[]): Record<DirectoryKind, Set<number>> {
  const named = {
    agent: new Set<number>(),
    contact: new Set<number>(),
    inbox: new Set<number>(),
    team: new Set<number>(),
  };
  const add = (kind: DirectoryKind, id: number | null | undefined) => {
    if (id != null) named[kind].add(id);
  };
  for (const command of commands) {
    if (command.type === 'start-conversation') {
      add('inbox', command.inboxId);
      add('contact', command.contactId);
      add('agent', command.assigneeId);
      add('team', command.teamId);
    } else {
      if ('agentId' in command) add('agent', command.agentId);
      if ('teamId' in command) add('team', command.teamId);
    }
  }
  return named;
}
