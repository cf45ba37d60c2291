import { type SQL, sql } from 'drizzle-orm';
import { findDisagreements } from '../../src/check/run-checks';
import type { Database } from '../../src/database/database';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { HOST_VERSIONS } from '../hosts/create-host';
import { createPastHost, digestOf, type PastHost } from './past-host';

/**
 * Histories as hosts left them, and the dialogs that they can be known to hold. A `?` marks
 * an end that nothing tells of.
 */
describe.each(HOST_VERSIONS)('replay of the past of a host %s', (version) => {
  let host: PastHost;

  beforeAll(async () => {
    host = await createPastHost(version);
  });
  afterAll(() => host.close());

  it('gives the rows that the host had to dialogs, and leaves no disagreement', async () => {
    const report = await replay(host.database);
    expect(report).toMatchObject({ replayed: 39, dialogs: expect.any(Number), gapsClosed: 0 });
    expect(await findDisagreements(host.database)).toEqual([]);
  });

  it('begins the first dialog with the conversation and ends it with its resolve, by the assignee of then', async () => {
    expect(
      await host.replayed(
        'resolved 10:00 10:05',
        ...['10:00 client', '10:01 activity', '10:02 agent 2', '10:02 first_response 2', '10:05:02 resolved 2'],
      ),
    ).toEqual(['10:00:00-10:05:02 by 2: client activity agent first_response resolved']);
  });

  it('begins the next dialog with the client, and leaves what followed the resolve to the one before', async () => {
    expect(
      await host.replayed(
        'resolved 10:00 12:10 4',
        ...['10:00 client', '10:05 resolved 2', '10:05:01 activity', '10:05:02 bot', '11:00 activity', '12:00 client'],
        ...['12:01 activity', '12:02 agent 4', '12:10 resolved 4'],
      ),
    ).toEqual([
      '10:00:00-10:05:00 by 2: client resolved activity bot activity',
      '12:00:00-12:10:00 by 4: client activity agent resolved',
    ]);
  });

  it('begins the next dialog with an agent who writes publicly, not with a note or a mention', async () => {
    expect(
      await host.replayed(
        'resolved 10:00 12:10',
        ...['10:00 client', '10:05 resolved 2', '11:00 note 4', '11:00 mention 4', '12:00 agent 4', '12:10 resolved 4'],
      ),
    ).toEqual(['10:00:00-10:05:00 by 2: client resolved note mention', '12:00:00-12:10:00 by 4: agent resolved']);
  });

  it('takes a resolve that a job wrote twice for one', async () => {
    expect(
      await host.replayed(
        'resolved 10:00 10:05',
        ...['10:00 client', '10:05 resolved 2', '10:05:01 activity', '10:05:30 resolved 2', '10:25 resolved 2'],
      ),
    ).toEqual(['10:00:00-10:05:00 by 2: client resolved activity resolved resolved']);
  });

  it.each(['infinity', '-infinity', '0044-03-15 BC'])('is not stopped by a conversation of %s', async (moment) => {
    const bad = await host.tell('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2');
    await host.client.query('UPDATE conversations SET created_at = $2 WHERE id = $1', [bad, moment]);
    await host.client.query('UPDATE messages SET created_at = $2 WHERE conversation_id = $1', [bad, moment]);
    expect(await host.replayed('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2')).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
    ]);
  });

  it('knows of a dialog that an agent reopened by hand when it was resolved again', async () => {
    expect(
      await host.replayed(
        'resolved 10:00 18:00',
        ...['10:00 client', '10:05 resolved 2', '10:05:01 activity', '12:00 activity', '18:00 resolved 4'],
      ),
    ).toEqual(['10:00:00-10:05:00 by 2: client resolved activity', '12:00:00-18:00:00 by 4: activity resolved']);
  });

  it('begins the dialog of a conversation that is unresolved now where rules §2 say', async () => {
    const once = ['10:00 client', '10:05 resolved 2'];
    expect(await host.replayed('pending 10:00 12:00', ...once, '10:05:10 activity', '11:00 client')).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
      '10:05:10-now: activity client',
    ]);
    expect(await host.replayed('open 10:00 12:00', ...once, '10:06 resolved 2', '11:00 client')).toEqual([
      '10:00:00-10:05:00 by 2: client resolved resolved',
      '11:00:00-now: client',
    ]);
    expect(await host.replayed('snoozed 10:00 12:00 6', ...once)).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
      '10:05:00-now by 6:',
    ]);
    expect(await host.replayed('open 10:00 12:00')).toEqual(['10:00:00-now:']);
    expect(
      await host.replayed('open 10:00 12:00', ...once, '10:05:10 activity', '12:00 client', '12:00:01 open'),
    ).toEqual(['10:00:00-10:05:00 by 2: client resolved activity', '12:00:00-now: client open']);
  });

  it('says where a bulk update resolved a conversation without an event', async () => {
    expect(await host.replayed('resolved 10:00 13:00', '10:00 client', '10:01 agent 2')).toEqual([
      '10:00:00-13:00:00?: client agent',
    ]);
    expect(await host.replayed('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2', '12:00 client')).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
      '12:00:00-12:00:00?: client',
    ]);
  });

  it('makes no dialog of a resolved conversation without a row', async () => {
    expect(await host.replayed('resolved 10:00 10:00')).toEqual([]);
  });

  it('takes the events of an earlier log for what they tell', async () => {
    expect(
      await host.replayed(
        'resolved 10:00 12:10',
        ...['10:00 pending', '10:00 client', '10:01 open', '10:02 assigned 2', '10:05 resolved 2', '10:05:01 assigned'],
        ...['12:00 open', '12:05 assigned 4', '12:10 resolved 4'],
      ),
    ).toEqual([
      '10:00:00-10:05:00 by 2: client pending open assigned resolved assigned',
      '12:00:00-12:10:00 by 4: open assigned resolved',
    ]);
  });

  it('puts the past in front of what the log began', async () => {
    const id = await host.tell('open 10:00 12:00', '10:00 client', '10:05 resolved 2', '12:00 client', '12:01 agent 4');
    await host.client.query("SET dialog_log.capture = 'on'");
    await host.client.query('UPDATE conversations SET assignee_id = 4 WHERE id = $1', [id]);
    await host.client.query("SET dialog_log.capture = 'off'");
    await captureAllWaiting(host.database);
    expect(await host.dialogs(id)).toEqual(['12:00:00-now by 4: client agent assigned', 'none: client resolved']);
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
      '12:00:00-now by 4: client agent assigned',
    ]);
  });

  it('logs what waits in the outbox before the past, and once', async () => {
    const id = await host.tell('open 10:00 10:00', '10:00 client');
    await host.client.query("SET dialog_log.capture = 'on'");
    await host.client.query('UPDATE conversations SET assignee_id = 4 WHERE id = $1', [id]);
    await host.client.query("SET dialog_log.capture = 'off'");
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-now by 4: client assigned']);
    await captureAllWaiting(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-now by 4: client assigned']);
  });

  it('does not take a captured message for the beginning of a dialog: the host has not reopened', async () => {
    const id = await host.tell('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2');
    await host.client.query("SET dialog_log.capture = 'on'");
    await host.add(id, '12:00 client');
    await host.client.query("SET dialog_log.capture = 'off'");
    await captureAllWaiting(host.database);
    expect(await host.dialogs(id)).toEqual(['none: client resolved client']);
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-10:05:00 by 2: client resolved client']);
  });

  it('takes a message for captured that comes between the emptying of the outbox and the reading', async () => {
    const id = await host.tell('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2');
    let meanwhile = async () => {
      meanwhile = async () => {};
      await host.client.query("SET dialog_log.capture = 'on'");
      await host.add(id, '12:00 client');
      await host.client.query("SET dialog_log.capture = 'off'");
    };
    const interfered: Database = {
      ...host.database,
      transaction: (work) =>
        host.database.transaction((session) =>
          work({
            ...session,
            async rows<Row>(statement: SQL) {
              const rows = await session.rows<Row>(statement);
              if (JSON.stringify(statement.queryChunks[0]).includes('DELETE FROM dialog_outbox')) await meanwhile();
              return rows;
            },
          }),
        ),
    };
    await replay(interfered, { accountId: 1 });
    expect(await host.dialogs(id)).toEqual(['10:00:00-10:05:00 by 2: client resolved client']);
    const { rows } = await host.client.query('SELECT count(*)::int AS waiting FROM dialog_outbox');
    expect(rows).toEqual([{ waiting: 0 }]);
  });

  it('gives a resolve that was told late to the dialog that had ended, and ends none that the log saw go on', async () => {
    const id = await host.tell('open 10:00 10:00', '10:00 client', '10:05 resolved 2', '12:00 client', '12:10 agent 4');
    await replay(host.database);
    await host.add(id, '12:05 resolved 2');
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual([
      '10:00:00-10:05:00 by 2: client resolved resolved',
      '12:00:00-now: client agent',
    ]);
  });

  it('follows what a host without capture did since the last replay, and closes what ended unseen', async () => {
    const id = await host.tell('open 10:00 10:00 2', '10:00 client');
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-now by 2: client']);
    await host.add(id, '11:00 resolved 4', '12:00 client', '12:30 agent 4');
    await host.client.query(
      "UPDATE conversations SET assignee_id = NULL, updated_at = '2022-05-01 12:30' WHERE id = $1",
      [id],
    );
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-11:00:00 by 4: client resolved', '12:00:00-now: client agent']);
  });

  it('leaves a message alone whose status the host may be about to change', async () => {
    const id = await host.tell('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2');
    await host.client.query(
      `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
       SELECT 'client', 1, 2, $1, 0, now, now FROM (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now) n`,
      [id],
    );
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-10:05:00 by 2: client resolved', 'none: client']);
    await host.client.query('DELETE FROM messages WHERE conversation_id = $1 AND dialog_id IS NULL', [id]);
  });

  it('says of messages only what is known: not who was assigned, and keeps what the host had there', async () => {
    const { rows } = await host.client.query(`
      SELECT DISTINCT additional_attributes::text AS kept FROM messages
      WHERE conversation_id <= 39 AND dialog_id IS NOT NULL ORDER BY 1`);
    const kept = rows.map((row) => row.kept);
    expect(kept.join()).not.toContain('user_id_assigned');
    if (version === 'v4.13.0') expect(kept).toContain('{"campaign_id": 7, "template_params": {"name": "hello"}}');
    const facts = await host.client.query(`
      SELECT DISTINCT d.status = 1 AS is_resolved, f.replayed, f.started_status, f.found_at IS NULL AS is_lost,
        f.started_assignee_id IS NOT DISTINCT FROM CASE WHEN d.status = 1 THEN NULL ELSE d.assignee_id END AS is_of_now
      FROM dialog_facts f JOIN dialogs d ON d.id = f.dialog_id WHERE d.conversation_id <= 39 ORDER BY 1`);
    const common = { replayed: true, started_status: null, is_of_now: true };
    expect(facts.rows).toEqual([
      { ...common, is_resolved: false, is_lost: false },
      { ...common, is_resolved: true, is_lost: true },
    ]);
  });

  it('invents no events', async () => {
    const { rows } = await host.database
      .rows<{ names: string }>(sql`
        SELECT string_agg(DISTINCT name, ' ' ORDER BY name) AS names FROM ${host.database.events} WHERE conversation_id <= 39`)
      .then((found) => ({ rows: found }));
    expect(rows[0]!.names).toBe('conversation_resolved first_response');
  });

  it('changes nothing when it is run again', async () => {
    await replay(host.database);
    const before = await digestOf(host.client);
    expect(await replay(host.database)).toMatchObject({ dialogs: 0, rows: 0 });
    expect(await digestOf(host.client)).toEqual(before);
    expect(await findDisagreements(host.database)).toEqual([]);
  });

  it('closes the gaps that the triggers marked, when it goes over all accounts', async () => {
    await host.client.query("SELECT nextval('dialog_outbox_gaps'), nextval('dialog_outbox_gaps')");
    expect(await replay(host.database, { accountId: 1 })).toMatchObject({ gapsClosed: 0 });
    expect(await replay(host.database)).toMatchObject({ gapsClosed: 2 });
    expect(await replay(host.database)).toMatchObject({ gapsClosed: 0 });
  });
});
