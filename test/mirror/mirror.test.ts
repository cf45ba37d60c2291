import { sql } from 'drizzle-orm';
import type { Session } from '../../src/database/database';
import { installOutbox, uninstallOutbox } from '../../src/database/install/outbox-only';
import { logIdOf, OWN_EVENTS_FROM } from '../../src/database/log-database';
import { mirrorBatch } from '../../src/mirror/batch';
import { mirrorAllWaiting } from '../../src/mirror/catch-up';
import { readMirroredHealth } from '../../src/mirror/health';
import { goOn, uncopiedTables } from '../../src/mirror/progress';
import { refreshReferences } from '../../src/mirror/references';
import { replayMirrored } from '../../src/mirror/replay';
import { MIRROR_LIMITS } from '../../src/mirror/run';
import { openMirror } from '../../src/mirror/source';
import { gaps, logOf, until } from '../capture/log';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { assign, createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { type MirroredHost, mirrorHost } from './mirrored-host';

let host: MirroredHost;
let account: HostAccount;
let run: (statement: string) => Promise<unknown>;

beforeAll(async () => {
  host = await mirrorHost('v4.13.0');
  const [client] = host.clients;
  run = (statement) => client!.query(statement);
  account = await createHostAccount(client!);
  await host.copyPast();
});
afterAll(() => host.close());

/** The rows of the log database that a statement gives. */
const logged = (statement: string) => host.database.rows(sql.raw(statement));

test('a change that was applied before a crash is met again, and only deleted', async () => {
  const [client] = host.clients;
  const conversation = await createConversation(client!, account);
  await setStatus(client!, conversation, 'resolved');
  let transactions = 0;
  // The first transaction reads the host, the second would delete what was applied.
  const crashing = {
    ...host.mirror,
    host: {
      ...host.mirror.host,
      transaction: <Result>(work: (session: Session) => Promise<Result>) => {
        transactions += 1;
        return transactions % 2 === 1 ? host.mirror.host.transaction(work) : Promise.reject(new Error('crashed'));
      },
    },
  };
  const crash = async () => {
    transactions = 0;
    return mirrorBatch(crashing, 1).then(
      () => false,
      ({ message }) => message === 'crashed',
    );
  };
  await until(crash);
  expect(await logged('SELECT FROM dialog_outbox')).toHaveLength(1);
  expect(await crash()).toBe(true);
  expect(await logged('SELECT FROM dialog_outbox')).toHaveLength(1);
  await host.catchUp(1);
  expect(await logOf(host.database, conversation)).toEqual({ dialogs: [1], events: ['open'], messages: [] });
});

test('what the log writes itself stays apart from copies, which follow the host', async () => {
  const [client] = host.clients;
  const conversation = await createConversation(client!, account);
  const message = await write(client!, conversation);
  await host.catchUp();
  const [event] = await logged(`SELECT id FROM events WHERE conversation_id = ${conversation}`);
  expect((event as { id: number }).id).toBeGreaterThanOrEqual(OWN_EVENTS_FROM);
  const stamped = `SELECT content, dialog_id IS NOT NULL AS stamped,
    additional_attributes ? 'user_id_assigned' AS assigned FROM messages WHERE id = ${message}`;
  expect(await logged(stamped)).toEqual([{ content: 'hello', stamped: true, assigned: true }]);

  await run(`UPDATE messages SET content = 'edited' WHERE id = ${message}`);
  await run(`UPDATE contacts SET name = 'renamed' WHERE id = ${account.contacts[0]}`);
  await host.copyPast();
  expect(await logged(stamped)).toEqual([{ content: 'edited', stamped: true, assigned: true }]);
  expect(await logged(`SELECT name FROM contacts WHERE id = ${account.contacts[0]}`)).toEqual([{ name: 'renamed' }]);
  expect(await logged(`SELECT FROM events WHERE conversation_id = ${conversation}`)).toHaveLength(1);

  await run(`DELETE FROM messages WHERE id = ${message}`);
  await run(`DELETE FROM conversations WHERE id = ${conversation}`);
  await host.catchUp();
  expect(await logged(`SELECT FROM conversations WHERE id = ${conversation}`)).toEqual([]);
  expect(await logged(`SELECT FROM messages WHERE id = ${message}`)).toEqual([]);
  expect(await logged(`SELECT FROM dialogs WHERE conversation_id = ${conversation}`)).toHaveLength(1);
});

test('agents, inboxes and teams follow: at once where a change names them, else by the next refreshment', async () => {
  const [client] = host.clients;
  const [{ id: inbox }] = (
    await client!.query(`INSERT INTO inboxes (channel_id, account_id, name, created_at, updated_at)
      VALUES (1, ${account.id}, 'New inbox', now(), now()) RETURNING id`)
  ).rows;
  const conversation = await createConversation(client!, { ...account, inbox });
  await host.catchUp();
  expect(await logged(`SELECT name FROM dialog_known_names WHERE kind = 'inbox' AND id = ${inbox}`)).toEqual([
    { name: 'New inbox' },
  ]);
  await run(`UPDATE teams SET name = 'later' WHERE id = ${account.teams[0]}`);
  await run(`DELETE FROM inboxes WHERE id = ${inbox}`);
  await refreshReferences(host.mirror);
  expect(await logged(`SELECT name FROM teams WHERE id = ${account.teams[0]}`)).toEqual([{ name: 'later' }]);
  expect(await logged(`SELECT FROM inboxes WHERE id = ${inbox}`)).toEqual([]);
  expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [0] });
});

test('what the triggers missed is found by a replay, which closes the gaps of the host', async () => {
  const [client] = host.clients;
  const conversation = await createConversation(client!, account);
  await host.catchUp();
  await run("SET dialog_log.capture = 'off'");
  await write(client!, conversation, { count: 2 });
  await assign(client!, conversation, account.agents[0]!);
  await run("SELECT nextval('dialog_outbox_gaps')");
  await run('RESET dialog_log.capture');
  expect(await readMirroredHealth(host.mirror.host.pool, host.database.pool)).toMatchObject({ gaps: 1, rows: 0 });
  expect(await logOf(host.database, conversation)).toMatchObject({ messages: [] });
  // Other transactions of the cluster may be older, for which it would wait.
  await until(async () => (await replayMirrored(host.mirror, {})).gapsClosed > 0, 60);
  expect(await gaps(host.mirror.host)).toBe(0);
  expect(await logOf(host.database, conversation)).toMatchObject({ messages: [1, 1] });
});

test('a comparison leaves alone what waits in the outbox, and comes back to it', async () => {
  const [client] = host.clients;
  for (const table of await uncopiedTables(host.mirror)) while ((await goOn(host.mirror, table)) !== undefined);
  const conversation = await createConversation(client!, account);
  await host.catchUp();
  const status = `SELECT status FROM conversations WHERE id = ${conversation}`;
  const compare = () => goOn(host.mirror, host.mirror.tables.find(({ name }) => name === 'conversations')!);
  await setStatus(client!, conversation, 'resolved');
  await compare();
  expect(await logged(status)).toEqual([{ status: 0 }]);
  await host.catchUp();
  expect(await logged(status)).toEqual([{ status: 1 }]);
  await run("SET dialog_log.capture = 'off'");
  await setStatus(client!, conversation, 'pending');
  await run('RESET dialog_log.capture');
  await compare();
  expect(await logged(status)).toEqual([{ status: 2 }]);
});

test('an outbox feeds one log database only', async () => {
  const other = await mirrorHost('v2.2.1');
  try {
    await expect(openMirror(host.url, other.database, MIRROR_LIMITS)).rejects.toThrow('feeds another log database');
    await expect(installOutbox(host.url, '6ee7f1a0-0000-4000-8000-000000000000', () => {})).rejects.toThrow(
      'found an outbox that feeds another log database',
    );
  } finally {
    await other.close();
  }
});

test('what an uninstall has left in the outbox is still taken over', async () => {
  const conversation = await createConversation(host.clients[0]!, account);
  await uninstallOutbox(host.url, {}, () => {});
  expect(await readMirroredHealth(host.mirror.host.pool, host.database.pool)).toBeUndefined();
  const mirror = await openMirror(host.url, host.database, MIRROR_LIMITS);
  await mirrorAllWaiting(mirror).finally(() => mirror.close());
  await host.catchUp();
  expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [0] });
  await installOutbox(host.url, await logIdOf(host.database.pool), () => {});
});

test('a row that the log database can not take is left out and told, and stops no other', async () => {
  const [client] = host.clients;
  const leftOut: [string, number][] = [];
  const mirror = await openMirror(host.url, host.database, MIRROR_LIMITS, (table, id) => leftOut.push([table, id]));
  try {
    await host.database.rows(sql`ALTER TABLE messages ADD CONSTRAINT good CHECK (content <> 'poison') NOT VALID`);
    const conversation = await createConversation(client!, account);
    const poison = await write(client!, conversation);
    await run(`UPDATE messages SET content = 'poison' WHERE id = ${poison}`);
    await write(client!, conversation);
    await mirrorAllWaiting(mirror);
    await host.catchUp();
    expect(leftOut).toEqual([['messages', poison]]);
    expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [0], messages: [1] });
  } finally {
    await host.database.rows(sql`ALTER TABLE messages DROP CONSTRAINT good`);
    await mirror.close();
  }
});
