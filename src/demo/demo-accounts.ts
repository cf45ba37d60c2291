import { and, asc, eq, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { dialogSettings } from '../database/tables';
import type { Instant } from '../instant';

/** The key in `dialog_settings` by which a demo account is known. The row is there from the account's first moment. */
const KEY = 'demo';
const WHOLE_ACCOUNT = 0;

/** What a demo account was made from, and what it holds. */
export interface DemoContents {
  readonly seed: number;
  readonly until: Instant;
  readonly documentsAccountId: number;
  readonly conversations: number;
  readonly dialogs: number;
  readonly messages: number;
}

/** A demo account; `complete` is false while it is filled, and after a filling that was interrupted. */
export interface DemoAccount extends DemoContents {
  readonly accountId: number;
  readonly complete: boolean;
}

/** Whether the database holds a demo that was filled to its end. */
export async function isDemoFilled(database: Database): Promise<boolean> {
  return (await findDemoAccount(database)) !== undefined;
}

/** The first demo account that was filled to its end. */
export async function findDemoAccount(database: Database): Promise<DemoAccount | undefined> {
  return (await listDemoAccounts(database)).find(({ complete }) => complete);
}

/** All demo accounts, the oldest first. */
export async function listDemoAccounts({ orm }: Session): Promise<DemoAccount[]> {
  const rows = await orm
    .select()
    .from(dialogSettings)
    .where(and(eq(dialogSettings.key, KEY), eq(dialogSettings.inboxId, WHOLE_ACCOUNT)))
    .orderBy(asc(dialogSettings.accountId));
  return rows.map(({ accountId, value }) => ({ accountId, ...(value as Omit<DemoAccount, 'accountId'>) }));
}

/** Writes down that an account is a demo, and whether it is complete. */
export async function markDemoAccount({ orm }: Session, { accountId, ...value }: DemoAccount): Promise<void> {
  const updatedAt = sql`clock_timestamp() AT TIME ZONE 'UTC'`;
  await orm
    .insert(dialogSettings)
    .values({ accountId, inboxId: WHOLE_ACCOUNT, key: KEY, value, updatedAt })
    .onConflictDoUpdate({
      target: [dialogSettings.accountId, dialogSettings.inboxId, dialogSettings.key],
      set: { value, updatedAt },
    });
}
