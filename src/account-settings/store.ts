import { asc, eq, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { dialogSettings } from '../database/tables';
import type { Instant } from '../instant';

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

/** Makes or changes a setting. Throws where the account, or the inbox in it, does not exist. */
export async function setSetting(session: Session, scope: SettingScope, key: string, value: unknown): Promise<void> {
  const { accountId, inboxId } = scope;
  const [found] = await session.rows<{ account: boolean; inbox: boolean }>(sql`
    SELECT EXISTS (SELECT FROM accounts WHERE id = ${accountId}) AS account,
      ${inboxId} = 0 OR EXISTS (SELECT FROM inboxes WHERE account_id = ${accountId} AND id = ${inboxId}) AS inbox`);
  if (!found!.account) throw new Error(`the host has no account ${accountId}`);
  if (!found!.inbox) throw new Error(`account ${accountId} has no inbox ${inboxId}`);
  const updatedAt = sql<Instant>`clock_timestamp() AT TIME ZONE 'UTC'`;
  const { accountId: account, inboxId: inbox, key: name } = dialogSettings;
  await session.orm
    .insert(dialogSettings)
    .values({ accountId, inboxId, key, value, updatedAt })
    .onConflictDoUpdate({ target: [account, inbox, name], set: { value, updatedAt } });
}
