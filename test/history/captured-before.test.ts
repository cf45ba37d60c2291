import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { createPastHost, type PastHost } from './past-host';

/** What was captured before history knew the conversation: the log has said already what of it began a dialog. */
describe('replay of conversations that were captured before', () => {
  let host: PastHost;

  beforeAll(async () => {
    host = await createPastHost('v4.13.0');
  });
  afterAll(() => host.close());

  const captured = async (work: () => Promise<unknown>) => {
    await host.client.query("SET dialog_log.capture = 'on'");
    await work();
    await host.client.query("SET dialog_log.capture = 'off'");
    await captureAllWaiting(host.database);
  };
  const update = (id: number, columns: string) =>
    host.client.query(`UPDATE conversations SET ${columns} WHERE id = ${id}`);
  const writeNow = (id: number) =>
    host.client.query(
      `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
       SELECT 'client', 1, 2, $1, 0, now, now FROM (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now) n`,
      [id],
    );

  it('makes no dialog of one that was created resolved, whatever was logged of it', async () => {
    let id = 0;
    await captured(async () => {
      id = await host.tell('resolved 10:00 10:00', '10:00 client', '10:01 note 2', '10:01 mention 4');
      await update(id, 'assignee_id = 4');
    });
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['none: client note mention assigned']);
    await captured(() => update(id, 'status = 0'));
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual([
      expect.stringMatching(/-now by 4: open$/),
      'none: client note mention assigned',
    ]);
  });

  it('gives a message of the last minute to the dialog that had ended, until the status that follows it', async () => {
    const id = await host.tell('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2');
    await captured(() => writeNow(id));
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-10:05:00 by 2: client resolved client']);
    await captured(() => update(id, 'status = 0'));
    expect(await host.dialogs(id)).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
      expect.stringMatching(/-now: client open$/),
    ]);
  });

  it('ends a dialog whose resolve nothing tells of before a message that was captured without a dialog', async () => {
    const id = await host.tell('resolved 10:00 10:05', '10:00 client', '10:01 agent 2');
    await captured(() => host.add(id, '12:00 client'));
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-10:05:00?: client agent client']);
  });

  it('takes a dialog of the last minute for whole that has been resolved, and what followed', async () => {
    const id = await host.tell(
      'resolved 10:00 10:05',
      '10:00 client',
      '10:05 resolved 2',
      '12:00 client',
      '12:01 resolved 4',
    );
    await host.add(id, '12:01:01 activity');
    const toLastMinute = (table: string) =>
      host.client.query(
        `UPDATE ${table} SET created_at = clock_timestamp() AT TIME ZONE 'UTC' - interval '20 s' + (created_at - '2022-05-01 12:00')
         / 10 WHERE conversation_id = $1 AND created_at >= '2022-05-01 12:00'`,
        [id],
      );
    await toLastMinute('messages');
    await toLastMinute('reporting_events');
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
      expect.stringMatching(/ by 4: client resolved activity$/),
    ]);
  });

  it('leaves what follows a message of the last minute that was not captured, until it tells whose it is', async () => {
    const id = await host.tell('resolved 10:00 10:05', '10:00 client', '10:05 resolved 2');
    await writeNow(id);
    await captured(() => update(id, 'assignee_id = 4'));
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual(['10:00:00-10:05:00 by 2: client resolved', 'none: client assigned']);
    await host.client.query(
      "UPDATE messages SET created_at = '2022-05-01 12:00' WHERE conversation_id = $1 AND dialog_id IS NULL",
      [id],
    );
    await replay(host.database);
    expect(await host.dialogs(id)).toEqual([
      '10:00:00-10:05:00 by 2: client resolved',
      expect.stringMatching(/^12:00:00-.*\?: client assigned$/),
    ]);
  });
});
