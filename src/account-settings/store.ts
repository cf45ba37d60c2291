import { asc, eq, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { dialogSettings } from '../database/tables';
import type { Instant } from '../instant';
import { markOfInbox } from '../summaries/marks';

/** Whose setting: an account's, or one inbox's; inbox 0 is the whole account. */
export interface SettingScope {
  readonly accountId: number;
  readonly inboxId: number;
}

/** A setting that was made. */
export interface SettingRecord extends SettingScope {
  readonly key: string;
  readonly value: unknown;
  readonly updatedAt: Instant;
}

/** The settings made, of one account or of all, in order. */
export async function listSettings(session: Session, accountId?: number): Promise<SettingRecord[]> {
  const { accountId: account, inboxId, key } = dialogSettings;
  return session.orm
    .select()
    .from(dialogSettings)
    .where(accountId === undefined ? undefined : eq(account, accountId))
    .orderBy(asc(account), asc(inboxId), asc(key));
}

/** A setting of an account, or of an inbox, that the host does not have. */
export class UnknownScopeError extends Error {
  override readonly name = 'UnknownScopeError';
}

/** Makes or changes a setting, in a transaction of the caller's where it is `bot_users`. Throws UnknownScopeError where the account, or the inbox in it, does not exist. */
export async function setSetting(session: Session, scope: SettingScope, key: string, value: unknown): Promise<void> {
  await checkScope(session, scope);
  const { accountId, inboxId } = scope;
  const updatedAt = sql<Instant>`clock_timestamp() AT TIME ZONE 'UTC'`;
  const { accountId: account, inboxId: inbox, key: name } = dialogSettings;
  await session.orm
    .insert(dialogSettings)
    .values({ accountId, inboxId, key, value, updatedAt })
    .onConflictDoUpdate({ target: [account, inbox, name], set: { value, updatedAt } });
  await markSummarised(session, scope, key);
}

/** Takes a setting away, made or not, in a transaction of the caller's where it is `bot_users`. Throws UnknownScopeError where the account, or the inbox in it, does not exist. */
export async function removeSetting(session: Session, scope: SettingScope, key: string): Promise<void> {
  await checkScope(session, scope);
  const { accountId, inboxId } = scope;
  await session.rows(
    sql`DELETE FROM dialog_settings WHERE account_id = ${accountId} AND inbox_id = ${inboxId} AND key = ${key}`,
  );
  await markSummarised(session, scope, key);
}

/** Who is a bot decides what a message counts as; all else is kept with a dialog, or decided again by `classify`. */
async function markSummarised(session: Session, { accountId, inboxId }: SettingScope, key: string): Promise<void> {
  if (key === 'bot_users') await markOfInbox(session, accountId, inboxId);
}

async function checkScope(session: Session, { accountId, inboxId }: SettingScope): Promise<void> {
  const [found] = await session.rows<{ account: boolean; inbox: boolean }>(sql`
    SELECT EXISTS (SELECT FROM accounts WHERE id = ${accountId}::bigint) AS account,
      ${inboxId}::bigint = 0 OR EXISTS (SELECT FROM inboxes WHERE account_id = ${accountId} AND id = ${inboxId}::bigint) AS inbox`);
  if (!found!.account) throw new UnknownScopeError(`the host has no account ${accountId}`);
  if (!found!.inbox) throw new UnknownScopeError(`account ${accountId} has no inbox ${inboxId}`);
}
