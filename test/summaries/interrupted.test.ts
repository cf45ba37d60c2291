import { type ChildProcess, spawn } from 'node:child_process';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { emptyMarks } from '../../src/summaries/worker';
import { createWriteSide } from '../../src/write-side/service';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { createAccount } from '../helpers/account';
import { ended, environment, PROJECT, start } from '../helpers/cli';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { expectSummarised } from './summarised';

/** Of the test: whoever inserts the last rows of a batch waits for it. */
const GATE = 42_000_042;

let test_: TestDatabase;
let gate: Client;

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  test_ = await createTestDatabase();
  const { database } = test_;
  const account = await createAccount(database);
  const { execute } = createWriteSide(database);
  for (const agentId of account.agents.slice(0, 3)) {
    const { conversationId } = await execute(account.id, {
      ...{ type: 'start-conversation', inboxId: account.inbox, contactId: account.contacts[0]!, status: 'open' },
      ...{ assigneeId: account.agents[0]!, teamId: null, startedBy: 'visitor', startedOffline: null },
    });
    await execute(account.id, { type: 'assign-conversation', conversationId, agentId });
    await execute(account.id, {
      ...{ type: 'post-message', conversationId, messageType: 'incoming', content: 'Hello' },
      ...{ agentId: null, bot: false, private: false },
    });
  }
  await emptyMarks(database);
  gate = new Client({ connectionString: test_.url });
  await gate.connect();
  await gate.query(`
    CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END $$;
    CREATE TRIGGER gate BEFORE INSERT ON dialog_summaries EXECUTE FUNCTION pass_gate()`);
});
beforeEach(async () => {
  await test_.database.rows(sql`UPDATE dialog_message_facts SET part = 'bot'`);
  await test_.database.rows(sql`UPDATE dialog_summaries SET transfers = 7`);
  await test_.database.rows(sql`INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM dialogs`);
  await gate.query(`SELECT pg_advisory_lock(${GATE})`);
});
afterEach(() => gate.query('SELECT pg_advisory_unlock_all()'));
afterAll(async () => {
  await gate.end();
  await test_.close();
});

/** All that is derived, and the marks. */
async function derived(): Promise<unknown> {
  const rows = (table: string) => sql`(SELECT jsonb_agg(t ORDER BY t::text) FROM ${sql.raw(table)} t)`;
  const tables = ['dialog_summaries', 'dialog_message_facts', 'dialog_transfers', 'dialog_holdings', 'dialog_stale'];
  return test_.database.rows(sql`SELECT ${sql.join(tables.map(rows), sql`, `)}`);
}

/** Waits until a process has taken all old rows away, and put nearly all new ones in their place. */
const untilHalfReplaced = () =>
  until(async () => {
    const waiting = sql`SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`;
    return (await test_.database.rows(waiting)).length > 0;
  });

const untilNobodyWorks = () =>
  until(async () => {
    const others = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND application_name = 'dialog-statistics' AND state <> 'idle'`;
    return (await test_.database.rows(others)).length === 0;
  });

function startRebuild(): ChildProcess {
  return spawn(process.execPath, ['scripts/run.mjs', 'rebuild'], {
    cwd: PROJECT,
    env: environment({ DATABASE_URL: test_.url }),
  });
}

test('a rebuild that is killed in the middle leaves what there was, and another one completes', async () => {
  const before = await derived();
  const killed = startRebuild();
  await untilHalfReplaced();
  killed.kill('SIGKILL');
  await gate.query('SELECT pg_advisory_unlock_all()');
  await untilNobodyWorks();
  expect(await derived()).toEqual(before);
  expect((await ended(startRebuild())).code).toBe(0);
  await expectSummarised(test_.database);
});

test('a server that is told to stop while it summarises does not wait for them, and leaves what there was', async () => {
  const before = await derived();
  const server = await start({ DATABASE_URL: test_.url, CAPTURE: 'off' });
  await untilHalfReplaced();
  // The gate opens only after the test: whoever waited for the summaries would wait until then.
  expect(await server.stop('SIGTERM')).toBe(0);
  await untilNobodyWorks();
  expect(await derived()).toEqual(before);
  await gate.query('SELECT pg_advisory_unlock_all()');
  await emptyMarks(test_.database);
  await expectSummarised(test_.database);
});
