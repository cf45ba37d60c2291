import { sql } from 'drizzle-orm';
import { generateContactCentre } from '../../src/demo/contact-centre';
import { findDemoAccount, isDemoFilled } from '../../src/demo/demo-accounts';
import { fillDemo } from '../../src/demo/fill';
import { readReport } from '../../src/http/presence-report';
import { parseRfc3339 } from '../../src/instant';
import { STATUSES } from '../../src/rulebook/words';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { Tally } from './tally';

const OPTIONS = { seed: 4, dialogs: 250, until: parseRfc3339('2026-05-15T13:20:11.123456Z')! };
const OTHER_TABLES = ['contacts', 'inboxes', 'teams', 'agent_bots', 'account_users', 'dialog_settings'];
const TABLES = [
  ...['conversations', 'messages', 'mentions', 'events', 'dialogs', 'dialog_facts', 'dialog_acceptances'],
  ...['dialog_classifications', 'dialog_presence', 'dialog_skips', 'dialog_teams'],
];

let test_: TestDatabase;
let writeSide: WriteSide;

beforeEach(async () => {
  test_ = await createTestDatabase();
  writeSide = createWriteSide(test_.database);
});
afterEach(() => test_.close());

const rows = <Row>(statement: ReturnType<typeof sql>) => test_.database.rows<Row>(statement);
const countIn = async (table: string) =>
  (await rows<{ count: number }>(sql`SELECT count(*) AS count FROM ${sql.identifier(table)}`))[0]!.count;

/** The write side of a process that is killed when it begins its third batch. */
const killedSoon = (): WriteSide => {
  let batches = 0;
  return {
    ...writeSide,
    executeBatch: async (accountId, commands) => {
      batches += 1;
      if (batches === 3) throw new Error('killed');
      return writeSide.executeBatch(accountId, commands);
    },
  };
};

test('the tables agree with the commands', async () => {
  const progress: number[] = [];
  const demo = await fillDemo(test_.database, writeSide, { ...OPTIONS, onProgress: (done) => progress.push(done) });
  const told = new Tally();
  for (const step of generateContactCentre(OPTIONS)) told.add(step);
  const { accountId, documentsAccountId } = demo;
  const messages = told.dialogs.reduce((sum, dialog) => sum + dialog.messages, 0);
  const conversations = told.conversations.length;
  expect(demo).toEqual({ accountId, documentsAccountId, conversations, dialogs: 250, messages, created: true });
  expect(progress.at(-1)).toBe(250);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));

  const dialogs = await rows(sql`
    SELECT d.created_at AS "startedAt", CASE WHEN d.status = 1 THEN d.updated_at END AS "resolvedAt",
      f.closed_by AS "closedBy",
      (SELECT count(*) FROM messages m WHERE m.account_id = d.account_id AND m.dialog_id = d.id) AS messages
    FROM dialogs d JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
    WHERE d.account_id = ${accountId} ORDER BY d.created_at, d.id`);
  const expected = told.dialogs.map(({ startedAt, resolvedAt, closedBy, messages: count }) => ({
    ...{ startedAt, resolvedAt, closedBy, messages: count },
  }));
  expect(dialogs).toEqual(expected);

  const hosts = await rows<{ status: number }>(
    sql`SELECT status FROM conversations WHERE account_id = ${accountId} ORDER BY id`,
  );
  expect(hosts.map(({ status }) => STATUSES[status])).toEqual(told.conversations.map(({ status }) => status));
  const stray = sql`SELECT FROM conversations c WHERE account_id = ${accountId} AND NOT EXISTS (
    SELECT FROM contact_inboxes ci WHERE ci.id = c.contact_inbox_id AND ci.contact_id = c.contact_id AND ci.inbox_id = c.inbox_id)`;
  expect(await rows(stray)).toEqual([]);
  const [some] = await rows<{ visitor: string }>(
    sql`SELECT source_id AS visitor FROM contact_inboxes ORDER BY id LIMIT 1`,
  );
  const report = { token: 'dst_', session: 'a page', presence: 'online', ...some };
  expect(readReport(JSON.stringify(report))).toEqual(report);
  const tooMany = sql`SELECT conversation_id FROM dialogs WHERE status <> 1 GROUP BY account_id, conversation_id HAVING count(*) > 1`;
  expect(await rows(tooMany)).toEqual([]);
});

test('a database with a demo keeps it; another is made when asked for', async () => {
  const demo = await fillDemo(test_.database, writeSide, OPTIONS);
  expect(await fillDemo(test_.database, writeSide, { dialogs: 9 })).toEqual({ ...demo, created: false });
  const another = await fillDemo(test_.database, writeSide, { dialogs: 30, another: true });
  expect(another).toMatchObject({ created: true, dialogs: 30, documentsAccountId: demo.documentsAccountId });
  expect(another.accountId).not.toBe(demo.accountId);
  expect((await findDemoAccount(test_.database))!.accountId).toBe(demo.accountId);
  const names = await rows<{ name: string }>(sql`SELECT name FROM accounts ORDER BY id`);
  expect(names.map(({ name }) => name)).toEqual(['Documents', 'Demo Contact Centre', 'Demo Contact Centre 2']);
});

test('an interrupted filling leaves no demo, and the next one makes it whole', async () => {
  const first = fillDemo(test_.database, killedSoon(), OPTIONS);
  await expect(first).rejects.toThrow('killed');
  expect(await isDemoFilled(test_.database)).toBe(false);
  expect(await countIn('dialogs')).toBeGreaterThan(100);
  for (const table of TABLES) expect([table, await countIn(table)]).not.toEqual([table, 0]);

  const demo = await fillDemo(test_.database, writeSide, OPTIONS);
  expect(await isDemoFilled(test_.database)).toBe(true);
  const kept = [demo.accountId, demo.documentsAccountId];
  for (const table of [...TABLES, ...OTHER_TABLES]) {
    const accounts = await rows<{ id: number }>(
      sql`SELECT DISTINCT account_id::int AS id FROM ${sql.identifier(table)} ORDER BY 1 DESC`,
    );
    expect(kept).toEqual(expect.arrayContaining(accounts.map(({ id }) => id)));
  }
  expect(await countIn('accounts')).toBe(2);
  expect(await countIn('users')).toBe(12 + 6);
  expect(await countIn('inbox_members')).toBe(32 + 6);
  const sequences = await rows(sql`SELECT FROM pg_class WHERE relname LIKE 'conv_dpid_seq_%'`);
  expect(sequences).toHaveLength(2);
});

test('an interruption in the documents leaves nothing of them', async () => {
  const { database } = test_;
  const killed: typeof database = {
    ...database,
    transaction: (work) =>
      database.transaction(async (session) => {
        await work(session);
        throw new Error('killed');
      }),
  };
  await expect(fillDemo(killed, writeSide, OPTIONS)).rejects.toThrow('killed');
  expect(await countIn('accounts')).toBe(0);
  expect(await countIn('messages')).toBe(0);
});

test('two processes at once make one demo', async () => {
  const demos = await Promise.all([1, 2].map(() => fillDemo(test_.database, writeSide, { ...OPTIONS, dialogs: 40 })));
  expect(demos.map(({ created }) => created).sort()).toEqual([false, true]);
  expect(new Set(demos.map(({ accountId }) => accountId)).size).toBe(1);
  expect(await countIn('accounts')).toBe(2);
});

test('ends now unless told otherwise', async () => {
  await fillDemo(test_.database, writeSide, { dialogs: 40 });
  const { until } = (await findDemoAccount(test_.database))!;
  const [row] = await rows<{ ago: number }>(sql`
    SELECT extract(epoch FROM clock_timestamp() AT TIME ZONE 'UTC')::numeric * 1000000 - ${until}::bigint AS ago`);
  expect(row!.ago).toBeGreaterThanOrEqual(0);
  expect(row!.ago).toBeLessThan(60_000_000);
});

test.each([
  ['dialogs: 0 is no whole number of at least 1', { dialogs: 0 }],
  ['dialogs: 1.5 is no whole number of at least 1', { dialogs: 1.5 }],
  ['seed: NaN is no whole number', { seed: Number.NaN }],
  ['until: NaN is no whole number', { until: Number.NaN }],
  ['until: 2199-01-01T00:00:00.000000Z lies in the future', { until: parseRfc3339('2199-01-01T00:00:00Z')! }],
])('refuses %s', async (message, options) => {
  await expect(fillDemo(test_.database, writeSide, options)).rejects.toThrow(message);
  expect(await countIn('accounts')).toBe(0);
});

test("fills a host's own table of users, where every uid is unique", async () => {
  await rows(sql`ALTER TABLE users ADD uid varchar NOT NULL DEFAULT ''`);
  await fillDemo(test_.database, writeSide, { dialogs: 5 });
  const people = sql`SELECT uid FROM users u JOIN account_users a ON a.user_id = u.id
    JOIN accounts ON accounts.id = a.account_id WHERE accounts.name = 'Demo Contact Centre'`;
  expect(new Set((await rows<{ uid: string }>(people)).map(({ uid }) => uid)).size).toBe(12);
});
