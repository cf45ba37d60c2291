import { sql } from 'drizzle-orm';
import { type BotUserIds, type BotUsersRow, botUserIdsOf } from '../account-settings/bot-users';
import type { Session } from '../database/database';

/** An account of the host. */
export interface AccountRecord {
  readonly kind: 'Account';
  readonly id: number;
  readonly name: string;
}

/** The account, or undefined where the host has deleted it. */
export async function accountById(session: Session, accountId: number): Promise<AccountRecord | undefined> {
  const [row] = await session.rows<{ id: number; name: string }>(
    sql`SELECT id, name FROM accounts WHERE id = ${accountId}`,
  );
  return row && { kind: 'Account', ...row };
}

/** The users that the account has set as bots. */
export async function botUserIds(session: Session, accountId: number): Promise<BotUserIds & { all: Set<number> }> {
  const rows = await session.rows<BotUsersRow>(
    sql`SELECT inbox_id, value FROM dialog_settings WHERE account_id = ${accountId} AND key = 'bot_users'`,
  );
  const ofInbox = botUserIdsOf(rows);
  return Object.assign(ofInbox, { all: new Set(rows.flatMap(({ inbox_id }) => [...ofInbox(inbox_id)])) });
}
