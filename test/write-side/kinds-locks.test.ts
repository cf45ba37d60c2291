import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { classifyRange } from '../../src/write-side/kinds/classify-range';
import { decideKinds } from '../../src/write-side/kinds/decide-kinds';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { start } from './commands';

let test_: TestDatabase;
let account: TestAccount;
let dialogs: [number, number];

beforeAll(async () => {
  test_ = await createTestDatabase();
  account = await createAccount(test_.database);
  const begun = await createWriteSide(test_.database).executeBatch(account.id, [start(account), start(account)]);
  dialogs = begun.map(({ dialogId }) => dialogId!) as [number, number];
});
afterAll(() => test_.close());

/** Waits until a connection of this database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  const waiting = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await test_.database.rows(waiting)).length === 0) await setTimeout(5);
}

test('of two decisions at once the later has seen the facts of the earlier', async () => {
  const { database } = test_;
  const decide = (session: Parameters<typeof decideKinds>[0]) =>
    decideKinds(session, database.events, account.id, [dialogs[0]]);
  let later: Promise<unknown> | undefined;
  await database.transaction(async (session) => {
    await session.rows(sql`INSERT INTO dialog_acceptances (account_id, dialog_id, agent_id, accepted_at)
      VALUES (${account.id}, ${dialogs[0]}, ${account.agents[0]}, clock_timestamp() AT TIME ZONE 'UTC')`);
    await decide(session);
    later = database.transaction(decide);
    await somebodyWaits();
  });
  expect(await later).toEqual([]);
  const { rows } = await database.pool.query('SELECT kinds::text FROM dialog_classifications ORDER BY dialog_id');
  expect(rows).toEqual([{ kinds: '{chat}' }, { kinds: '{}' }]);
});

test('classify that loses a deadlock begins its batch again', async () => {
  const client = new Client({ connectionString: test_.url });
  await client.connect();
  const lock = (id: number) => client.query('SELECT FROM dialog_facts WHERE dialog_id = $1 FOR UPDATE', [id]);
  await client.query("BEGIN; SET LOCAL deadlock_timeout = '60s'");
  await lock(dialogs[1]);
  const classified = classifyRange(test_.database, {}, { onChange: () => {}, onProgress: () => {} });
  await somebodyWaits();
  await lock(dialogs[0]);
  await client.query('COMMIT');
  expect(await classified).toEqual({ dialogs: 2, left: 0 });
  await client.end();
});
