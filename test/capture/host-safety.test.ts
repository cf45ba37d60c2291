import type { Client } from 'pg';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { begin, createConversation, createConversations, setStatus, write } from '../helpers/host-simulator/by-hand';
import { HOST_VERSIONS } from '../hosts/create-host';
import { type CapturedHost, captureHost } from './captured-host';
import { gaps, logOf, waiting } from './log';

describe.each(HOST_VERSIONS)('the capture can’t break a host at %s', (version) => {
  let host: CapturedHost;
  let account: HostAccount;
  let client: Client;

  beforeAll(async () => {
    host = await captureHost(version);
    client = host.clients[0]!;
    account = await createHostAccount(client);
  });
  afterAll(() => host.close());

  const allRight = async () => {
    await captureAllWaiting(host.database);
    const conversation = await createConversation(client, account, 'pending');
    await captureAllWaiting(host.database);
    expect((await logOf(host.database, conversation)).events).toEqual(['pending']);
  };

  /** Every kind of statement that is captured. Returns how many statements. */
  async function writeEverything(writer: Client): Promise<number> {
    const conversation = await createConversation(writer, account);
    await setStatus(writer, conversation, 'resolved');
    await write(writer, conversation, { count: 3 });
    const mention = `INSERT INTO mentions (account_id, user_id, conversation_id, mentioned_at, created_at, updated_at)
      VALUES (${account.id}, ${account.agents[0]}, ${conversation}, clock_timestamp(), now(), now())
      ON CONFLICT (user_id, conversation_id) DO UPDATE SET mentioned_at = excluded.mentioned_at`;
    await writer.query(mention);
    await writer.query(mention);
    await writer.query(`INSERT INTO ${host.events} (name, account_id, conversation_id, created_at, updated_at)
      VALUES ('conversation_resolved', ${account.id}, ${conversation}, now(), now()), (NULL, NULL, NULL, now(), now())`);
    await writer.query(`DELETE FROM conversations WHERE id = ${conversation}`);
    return 7;
  }

  test('whose outbox was dropped: its statements succeed, and each leaves a mark', async () => {
    const before = await gaps(host.database);
    await client.query('ALTER TABLE dialog_outbox RENAME TO dialog_outbox_away');
    const statements = await writeEverything(client);
    expect(await gaps(host.database)).toBeGreaterThanOrEqual(before + statements);
    await client.query('ALTER TABLE dialog_outbox_away RENAME TO dialog_outbox');
    await allRight();
  });

  test('whose outbox refuses rows', async () => {
    const before = await gaps(host.database);
    await client.query('ALTER TABLE dialog_outbox ADD CONSTRAINT refused CHECK (false) NOT VALID');
    const statements = await writeEverything(client);
    expect(await gaps(host.database)).toBe(before + statements);
    await client.query('ALTER TABLE dialog_outbox DROP CONSTRAINT refused');
    await allRight();
  });

  test('whose outbox and gap marks are gone both', async () => {
    await client.query('ALTER TABLE dialog_outbox RENAME TO dialog_outbox_away');
    await client.query('ALTER SEQUENCE dialog_outbox_gaps RENAME TO dialog_outbox_gaps_away');
    await writeEverything(client);
    await client.query('ALTER TABLE dialog_outbox_away RENAME TO dialog_outbox');
    await client.query('ALTER SEQUENCE dialog_outbox_gaps_away RENAME TO dialog_outbox_gaps');
    await allRight();
  });

  test('which drops a column that is followed', async () => {
    const conversation = await createConversation(client, account);
    await client.query('ALTER TABLE conversations RENAME team_id TO squad_id');
    await setStatus(client, conversation, 'resolved');
    await write(client, conversation);
    await client.query('ALTER TABLE conversations RENAME squad_id TO team_id');
    await allRight();
  });

  test('while the outbox is locked: a statement waits a moment and goes on, with a mark, and the mark outlives a rollback', async () => {
    const locker = await host.connect();
    const conversation = await createConversation(client, account);
    const before = await gaps(host.database);
    await begin(locker, () => locker.query('LOCK TABLE dialog_outbox IN ACCESS EXCLUSIVE MODE'));
    const began = performance.now();
    await setStatus(client, conversation, 'resolved');
    expect(performance.now() - began).toBeLessThan(1_000);
    await begin(client, () => setStatus(client, conversation, 'open'));
    await client.query('ROLLBACK');
    await locker.query('ROLLBACK');
    expect(await gaps(host.database)).toBe(before + 2);
    await allRight();
  });

  test('whose role has no right on anything of ours', async () => {
    const role = `host_role_${process.pid}_${version.replace(/\D/g, '_')}`;
    await client.query(
      `CREATE ROLE ${role}; REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO ${role}`,
    );
    try {
      const before = await gaps(host.database);
      for (const table of ['accounts', 'conversations', 'messages', 'mentions', host.events, 'users', 'contacts']) {
        await client.query(`GRANT ALL ON ${table} TO ${role}; GRANT ALL ON SEQUENCE ${table}_id_seq TO ${role}`);
      }
      await client.query(`GRANT ALL ON SEQUENCE conv_dpid_seq_${account.id} TO ${role}`);
      await client.query(`SET ROLE ${role}`);
      await expect(client.query('SELECT FROM dialog_outbox')).rejects.toThrow(/permission denied/);
      const conversation = await createConversation(client, account);
      await writeEverything(client);
      await client.query('RESET ROLE');
      await captureAllWaiting(host.database);
      expect((await logOf(host.database, conversation)).events).toEqual(['open']);
      expect(await gaps(host.database)).toBe(before);
    } finally {
      await client.query(`RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  test('after a change that was missed the log agrees with the host again from the next one on', async () => {
    const [missed, reopened] = (await createConversations(client, account, 2)) as [number, number];
    await setStatus(client, reopened, 'resolved');
    await captureAllWaiting(host.database);
    await client.query('ALTER TABLE dialog_outbox RENAME TO dialog_outbox_away');
    await setStatus(client, missed, 'resolved');
    await setStatus(client, reopened, 'open');
    await client.query('ALTER TABLE dialog_outbox_away RENAME TO dialog_outbox');
    await setStatus(client, missed, 'open');
    for (const status of ['pending', 'resolved', 'open', 'pending'] as const) await setStatus(client, reopened, status);
    await captureAllWaiting(host.database);
    expect(await logOf(host.database, missed)).toMatchObject({ dialogs: [1, 0], events: ['open', 'open'] });
    expect(await logOf(host.database, reopened)).toMatchObject({
      dialogs: [1, 1, 2],
      events: ['open', 'pending', 'open', 'pending'],
    });
  });

  test('which deletes conversations, contacts, inboxes, agents and accounts, captured or not yet', async () => {
    const doomed = await createHostAccount(client);
    const logged = await createConversations(client, doomed, 3);
    await write(client, logged[0]!);
    await client.query(`UPDATE conversations SET assignee_id = ${doomed.agents[0]} WHERE id = ANY('{${logged}}')`);
    await captureAllWaiting(host.database);
    const unlogged = await createConversations(client, doomed, 3);
    await write(client, unlogged[0]!);
    await setStatus(client, unlogged[1]!, 'resolved');
    for (const table of ['messages', 'mentions', 'conversations', 'contacts', 'inboxes', 'teams', 'account_users']) {
      await client.query(`DELETE FROM ${table} WHERE account_id = ${doomed.id}`);
    }
    await client.query(`DELETE FROM users WHERE id = ANY('{${doomed.agents}}')`);
    await client.query(`DELETE FROM ${host.events} WHERE conversation_id = ${logged[0]}`);
    await client.query(`DELETE FROM accounts WHERE id = ${doomed.id}`);
    await captureAllWaiting(host.database);
    for (const conversation of [...logged, ...unlogged]) {
      expect((await logOf(host.database, conversation)).dialogs).toEqual([1]);
    }
    const { rows: names } = await client.query(
      `SELECT name FROM dialog_known_names WHERE account_id = ${doomed.id} AND kind IN ('agent', 'inbox') ORDER BY name`,
    );
    expect(names.map(({ name }) => name)).toEqual(['Agent 1', 'Inbox 1']);
  });

  test('which nobody empties the outbox of: it only grows', async () => {
    const conversations = await createConversations(client, account, 200);
    for (const conversation of conversations) await write(client, conversation);
    expect(await waiting(host.database)).toBe(400);
    await captureAllWaiting(host.database);
    expect(await waiting(host.database)).toBe(0);
  });
});
