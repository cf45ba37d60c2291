import { sql } from 'drizzle-orm';
import type { Client } from 'pg';
import { captureAllWaiting, captureBatch } from '../../src/write-side/capture/worker';
import { createWriteSide } from '../../src/write-side/service';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { assign, begin, createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf, until } from './log';

/** Each of these once left a log that ended wrong, or that stopped for all conversations. */
describe('whatever a host does', () => {
  let host: CapturedHost;
  let account: HostAccount;
  let client: Client;
  let other: Client;
  let third: Client;

  beforeAll(async () => {
    host = await captureHost('v4.13.0');
    [client, other, third] = host.clients as [Client, Client, Client];
    account = await createHostAccount(client);
  });
  afterEach(async () => {
    // What a failed test left open would hold back the log of the whole cluster.
    for (const connection of host.clients) await connection.query('ROLLBACK');
  });
  afterAll(() => host.close());

  const captureAll = () => captureAllWaiting(host.database);

  /** The conversation's columns and those of its current dialog. */
  const current = async (conversationId: number) => {
    const [row] = await host.database.rows<Record<string, unknown>>(sql`
      SELECT c.status, d.status AS of_dialog, c.assignee_id, d.assignee_id AS of_dialog_too
      FROM conversations c LEFT JOIN dialogs d ON d.conversation_id = c.id AND d.status <> 1 WHERE c.id = ${conversationId}`);
    return row;
  };

  test('a change does not pass one of its conversation that an older transaction holds back', async () => {
    const conversation = await createConversation(client, account);
    await captureAll();
    await begin(client, () => client.query('SELECT pg_current_xact_id()'));
    await begin(third, () => third.query('SELECT pg_current_xact_id()'));
    await setStatus(other, conversation, 'resolved');
    await setStatus(client, conversation, 'open');
    await client.query('COMMIT');
    expect(await captureBatch(host.database)).toBe(0);
    await third.query('COMMIT');
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1, 0],
      events: ['open', 'open'],
      messages: [],
    });
  });

  test('an id that is used again, its deletion unseen, begins a dialog and ends the one before', async () => {
    const conversation = await createConversation(client, account);
    await captureAll();
    const { rows } = await client.query(`SELECT row_to_json(c) AS row FROM conversations c WHERE id = ${conversation}`);
    await client.query(`SET session_replication_role = replica; DELETE FROM conversations WHERE id = ${conversation};
      RESET session_replication_role`);
    await client.query('INSERT INTO conversations SELECT * FROM json_populate_record(NULL::conversations, $1)', [
      { ...rows[0].row, status: 2 },
    ]);
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1, 2],
      events: ['open', 'pending'],
      messages: [],
    });
  });

  test('a status of a fork’s own neither ends a dialog nor has an event', async () => {
    const conversation = await createConversation(client, account);
    await client.query(`UPDATE conversations SET status = 7 WHERE id = ${conversation}`);
    await captureAll();
    expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [3], events: ['open'] });
    await setStatus(client, conversation, 'resolved');
    await client.query(`UPDATE conversations SET status = 7 WHERE id = ${conversation}`);
    await setStatus(client, conversation, 'open');
    await captureAll();
    expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [1, 0], events: ['open', 'open'] });
  });

  test.each(['infinity', '-infinity', '0044-03-15 12:00:00 BC', '20000-01-01', '294000-01-01'])(
    'rows of the moment %s are stamped',
    async (moment) => {
      const conversation = await createConversation(client, account);
      await client.query(`UPDATE conversations SET created_at = '${moment}' WHERE id = ${conversation}`);
      await client.query(`
        INSERT INTO messages (account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
          VALUES (${account.id}, ${account.inbox}, ${conversation}, 0, '${moment}', now());
        INSERT INTO mentions (account_id, user_id, conversation_id, mentioned_at, created_at, updated_at)
          VALUES (${account.id}, ${account.agents[0]}, ${conversation}, '${moment}', now(), now());
        INSERT INTO ${host.events} (name, account_id, conversation_id, created_at, updated_at)
          VALUES ('conversation_resolved', ${account.id}, ${conversation}, '${moment}', now())`);
      await setStatus(client, conversation, 'pending');
      await captureAll();
      expect(await logOf(host.database, conversation)).toEqual({
        dialogs: [2],
        events: ['resolved', 'open', 'pending'],
        messages: [1],
      });
    },
  );

  test('rows of one account that name a conversation of another’s begin no dialog', async () => {
    const stranger = await createHostAccount(client);
    const conversation = await createConversation(client, account);
    await captureAll();
    await client.query(`
      INSERT INTO messages (account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
        VALUES (${stranger.id}, ${stranger.inbox}, ${conversation}, 0, now(), now());
      INSERT INTO mentions (account_id, user_id, conversation_id, mentioned_at, created_at, updated_at)
        VALUES (${stranger.id}, ${stranger.agents[0]}, ${conversation}, now(), now(), now());
      INSERT INTO ${host.events} (name, account_id, conversation_id, created_at, updated_at)
        VALUES ('first_response', ${stranger.id}, ${conversation}, now(), now())`);
    await captureAll();
    expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [0], messages: [null] });
  });

  describe('by a trigger of its own that changes a conversation inside the change of it', () => {
    const trigger = async (name: string, when: string, change: string, work: () => Promise<unknown>) => {
      await client.query(`
        CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          UPDATE conversations SET ${change} WHERE id = NEW.id;
          RETURN NULL;
        END $$;
        CREATE TRIGGER ${name} AFTER ${when} EXECUTE FUNCTION ${name}()`);
      try {
        await work();
      } finally {
        await client.query(`DROP FUNCTION ${name} CASCADE`);
      }
      await captureAll();
    };

    test('the outer change is logged first: a resolve, then that nobody is assigned', async () => {
      const conversation = await createConversation(client, account);
      await assign(client, conversation, account.agents[0]!);
      await captureAll();
      const when = 'UPDATE ON conversations FOR EACH ROW WHEN (NEW.status = 1 AND OLD.status <> 1)';
      await trigger('unassigns', when, 'assignee_id = NULL', () => setStatus(client, conversation, 'resolved'));
      expect(await logOf(host.database, conversation)).toMatchObject({
        dialogs: [1],
        events: ['open', 'assigned', 'assigned'],
      });
      const [dialog] = await host.database.rows(
        sql`SELECT assignee_id FROM dialogs WHERE conversation_id = ${conversation}`,
      );
      expect(dialog).toEqual({ assignee_id: account.agents[0] });
    });

    test('the creation comes first, then two changes in their order', async () => {
      let conversation = 0;
      const when = 'INSERT ON conversations FOR EACH ROW';
      const assigned = `assignee_id = ${account.agents[0]}`;
      await trigger('b_assigns', when, assigned, () =>
        trigger('c_snoozes', when, 'status = 3', async () => {
          conversation = await createConversation(client, account);
        }),
      );
      expect((await logOf(host.database, conversation)).events).toEqual(['open', 'assigned']);
      expect(await current(conversation)).toEqual({
        ...{ status: 3, of_dialog: 3, assignee_id: account.agents[0], of_dialog_too: account.agents[0] },
      });
    });
  });

  test('it is never the victim of a deadlock with a command: the command gives way and is carried out after it', async () => {
    const conversation = await createConversation(client, account);
    const message = await write(client, conversation);
    await begin(client, () => client.query(`UPDATE messages SET updated_at = now() WHERE id = ${message}`));
    const isWaiting = (pattern: string) =>
      until(async () => {
        const { rows } = await third.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '${pattern}'`,
        );
        return rows.length > 0;
      });
    // The command is held, with its conversation in its hands, until the host waits for that.
    await begin(other, () => other.query('LOCK TABLE dialog_known_names, dialogs IN ACCESS EXCLUSIVE MODE'));
    const command = createWriteSide(host.database).execute(account.id, {
      ...{ type: 'set-conversation-status', conversationId: conversation, status: 'resolved', closedBy: null },
    });
    await isWaiting('%dialogs%');
    const updated = client.query(`UPDATE conversations SET updated_at = now() WHERE id = ${conversation}`);
    await isWaiting('UPDATE conversations%');
    await other.query('ROLLBACK');
    await updated;
    await client.query('COMMIT');
    await command;
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1],
      events: ['open', 'resolved'],
      messages: [1],
    });
  });
});
