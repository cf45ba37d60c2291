import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { post, start } from '../write-side/commands';

/** A database with an account and a few conversations, each with one dialog and one message. */
export interface Site extends TestDatabase {
  readonly account: TestAccount;
  readonly conversations: readonly number[];
}

/** Makes one. */
export async function createSite(): Promise<Site> {
  const made = await createTestDatabase();
  const account = await createAccount(made.database);
  const { execute } = createWriteSide(made.database);
  const conversations: number[] = [];
  for (const _ of account.contacts) {
    const { conversationId } = await execute(account.id, start(account));
    await execute(account.id, post(conversationId));
    conversations.push(conversationId);
  }
  return { ...made, account, conversations };
}
