import type { Client } from 'pg';
import { captureAllWaiting, captureBatch } from '../../src/write-side/capture/worker';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { assign, begin, createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf, until, waiting } from './log';

describe("the host's changes are logged in the order in which they became true, once", () => {
  let host: CapturedHost;
  let account: HostAccount;
  let first: Client;
  let second: Client;

  beforeAll(async () => {
    host = await captureHost('v2.2.1');
    [first, second] = host.clients as [Client, Client];
    account = await createHostAccount(first);
  });
  afterAll(() => host.close());

  const captureAll = () => captureAllWaiting(host.database);

  test('a transaction that commits late keeps its place: what was written after it waits', async () => {
    const late = await createConversation(first, account, 'pending');
    const early = await createConversation(first, account, 'pending');
    await captureAll();
    await begin(first, () => setStatus(first, late, 'open'));
    await setStatus(second, early, 'open');
    expect(await captureBatch(host.database)).toBe(0);
    expect((await logOf(host.database, early)).events).toEqual(['pending']);

    await first.query('COMMIT');
    await captureAll();
    expect((await logOf(host.database, late)).events).toEqual(['pending', 'open']);
    expect((await logOf(host.database, early)).events).toEqual(['pending', 'open']);
  });

  test('a transaction that wrote first and commits last is not passed by', async () => {
    const conversation = await createConversation(first, account);
    await captureAll();
    await begin(first, () => write(first, conversation));
    await setStatus(second, conversation, 'resolved');
    await setStatus(second, conversation, 'open');
    while ((await captureBatch(host.database)) > 0);
    await first.query('COMMIT');
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1, 0],
      events: ['open', 'open'],
      messages: [1],
    });
  });

  test('what is rolled back, or undone by a savepoint, is not logged', async () => {
    const conversation = await createConversation(first, account);
    await begin(first, () => setStatus(first, conversation, 'resolved'));
    await first.query('ROLLBACK');
    await begin(first, () => assign(first, conversation, account.agents[0]!));
    await first.query('SAVEPOINT undone');
    await setStatus(first, conversation, 'resolved');
    await first.query('SAVEPOINT nested');
    await setStatus(first, conversation, 'pending');
    await first.query('RELEASE nested');
    await first.query('ROLLBACK TO undone');
    await setStatus(first, conversation, 'snoozed');
    await first.query('COMMIT');
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [3],
      events: ['open', 'assigned'],
      messages: [],
    });
  });

  test('changes of one transaction are each logged, also those that take back another', async () => {
    const conversation = await createConversation(first, account);
    await begin(first, () => setStatus(first, conversation, 'resolved'));
    await setStatus(first, conversation, 'open');
    await setStatus(first, conversation, 'open');
    await first.query(
      `UPDATE conversations SET status = 2, assignee_id = ${account.agents[0]} WHERE id = ${conversation}`,
    );
    await first.query('COMMIT');
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1, 2],
      events: ['open', 'open', 'pending', 'assigned'],
      messages: [],
    });
  });

  test('an open transaction anywhere in the cluster holds the log back, and nothing is lost', async () => {
    const foreign = await host.connect();
    await begin(foreign, () => foreign.query('SELECT pg_current_xact_id()'));
    const conversation = await createConversation(first, account);
    await expect(captureAllWaiting(host.database, () => {}, 200)).rejects.toThrow(
      /can't be logged yet: (it waits|they wait) for/,
    );
    expect(await waiting(host.database)).toBeGreaterThan(0);
    await foreign.query('ROLLBACK');
    await captureAll();
    expect((await logOf(host.database, conversation)).events).toEqual(['open']);
    expect(await waiting(host.database)).toBe(0);
  });

  test('the moment logged is that of the change and not of the logging, and never the host’s updated_at', async () => {
    const clock = async () => {
      const { rows } = await first.query("SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now");
      return rows[0].now as Date;
    };
    const conversation = await createConversation(first, account);
    const before = await clock();
    await first.query(`UPDATE conversations SET status = 2, updated_at = '2020-01-01' WHERE id = ${conversation}`);
    const after = await clock();
    await captureAll();
    const { rows } = await first.query(
      `SELECT created_at, updated_at FROM events WHERE conversation_id = ${conversation} AND name = 'conversation_pending'`,
    );
    expect(rows[0].created_at >= before && rows[0].created_at <= after).toBe(true);
    expect(rows[0].updated_at).toEqual(rows[0].created_at);
  });

  test('rows of another cluster, that came by a restore, are taken though their transactions are to come here', async () => {
    const conversation = await createConversation(first, account);
    await first.query("UPDATE dialog_outbox SET xid = '9000000000000000000'");
    await captureAll();
    expect((await logOf(host.database, conversation)).events).toEqual(['open']);
  });

  test('a log that a clock set back would turn around goes on from where it was', async () => {
    const conversation = await createConversation(first, account);
    await setStatus(first, conversation, 'resolved');
    await setStatus(first, conversation, 'open');
    await setStatus(first, conversation, 'pending');
    await first.query("UPDATE dialog_outbox SET at = at - interval '1 hour' WHERE id % 2 = 0");
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({
      dialogs: [1, 2],
      events: ['open', 'open', 'pending'],
      messages: [],
    });
  });

  test('a batch gives way to a host that holds a row, and the host never to the batch', async () => {
    const conversation = await createConversation(first, account);
    const message = await write(first, conversation);
    await until(async () => {
      const { rows } = await first.query(
        'SELECT bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())) AS ready FROM dialog_outbox',
      );
      return rows[0].ready;
    });
    // The host deletes as its application does: the messages, then the conversation.
    await begin(first, () => first.query(`DELETE FROM messages WHERE id = ${message}`));
    const capturing = captureBatch(host.database);
    await until(async () => {
      const { rows } = await second.query(
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%messages m%'",
      );
      return rows.length > 0;
    });
    await first.query(`DELETE FROM conversations WHERE id = ${conversation}`);
    await first.query('COMMIT');
    expect(await capturing).toBe(0);
    await captureAll();
    expect(await logOf(host.database, conversation)).toEqual({ dialogs: [1], events: ['open'], messages: [] });
  });
});
