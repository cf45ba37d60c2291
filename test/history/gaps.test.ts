import { Client } from 'pg';
import { findDisagreements } from '../../src/check/run-checks';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { cli } from '../helpers/cli';
import { createPastHost, type PastHost } from './past-host';

describe('changes that the triggers had to swallow', () => {
  let host: PastHost;
  let other: Client;

  beforeAll(async () => {
    host = await createPastHost('v2.2.1');
    other = new Client({ connectionString: host.url });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await host.close();
  });

  const change = (id: number, columns: string) =>
    host.client.query(`UPDATE conversations SET ${columns}, updated_at = '2022-05-01 15:00' WHERE id = ${id}`);
  /** While somebody holds the outbox, the triggers wait a moment and then give way. */
  const unseen = async (work: () => Promise<unknown>) => {
    await other.query('BEGIN; LOCK TABLE dialog_outbox');
    await work();
    await other.query('ROLLBACK');
  };

  it('are replayed, and only a replay of all accounts takes the marks away', async () => {
    const [ends, assigned] = [
      await host.tell('open 10:00 10:00', '10:00 client'),
      await host.tell('open 10:00 10:00 2', '10:00 client'),
    ];
    const reopened = await host.tell('open 10:00 10:00', '10:00 client');
    await replay(host.database);
    await host.client.query("SET dialog_log.capture = 'on'");
    await unseen(async () => {
      await host.add(ends, '14:00 resolved 2');
      await change(ends, 'status = 1');
      await change(assigned, 'assignee_id = 4');
      await host.add(reopened, '14:00 resolved 2', '14:30 client');
    });
    let begun = 0;
    await unseen(async () => {
      begun = await host.tell('pending 14:00 14:00 6', '14:00 client');
    });
    await captureAllWaiting(host.database);
    const seen = await findDisagreements(host.database);
    expect(new Set(seen.map(({ kind }) => kind))).toEqual(
      new Set([
        'no-current-dialog',
        'current-but-resolved',
        'current-differs',
        'messages-without-dialog',
        'events-without-dialog',
      ]),
    );
    const checked = await cli(['check'], { DATABASE_URL: host.url });
    expect(checked).toMatchObject({ code: 1, stderr: expect.stringMatching(/swallow \d+ errors.*replay/) });

    const { gapsClosed } = await replay(host.database, { accountId: 1 });
    expect(gapsClosed).toBe(0);
    expect(await findDisagreements(host.database)).toEqual([]);
    expect(await host.dialogs(ends)).toEqual(['10:00:00-14:00:00 by 2: client resolved']);
    expect(await host.dialogs(assigned)).toEqual(['10:00:00-now by 4: client']);
    expect(await host.dialogs(reopened)).toEqual(['10:00:00-14:00:00 by 2: client resolved', '14:30:00-now: client']);
    expect(await host.dialogs(begun)).toEqual(['14:00:00-now by 6: client']);

    const stop = new AbortController();
    expect(
      await replay(host.database, { batch: 5, signal: stop.signal, onProgress: () => stop.abort() }),
    ).toMatchObject({
      gapsClosed: 0,
    });
    let isFirst = true;
    const swallowed = async () => {
      if (!isFirst) return;
      isFirst = false;
      await other.query("SELECT nextval('dialog_outbox_gaps')");
    };
    let marking = Promise.resolve();
    const report = await replay(host.database, {
      onProgress: () => {
        marking = swallowed();
      },
    });
    await marking;
    expect(report.gapsClosed).toBe(0);
    expect((await replay(host.database)).gapsClosed).toBeGreaterThan(1);
    expect(await cli(['check'], { DATABASE_URL: host.url })).toMatchObject({ code: 0, stdout: '' });
  });
});
