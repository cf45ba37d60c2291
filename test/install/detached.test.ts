import { sql } from 'drizzle-orm';
import { findDisagreements } from '../../src/check/run-checks';
import { markStale } from '../../src/summaries/marks';
import { rebuild } from '../../src/summaries/rebuild';
import { emptyMarks } from '../../src/summaries/worker';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { type CapturedHost, captureHost } from '../capture/captured-host';
import { createPartitionedHost, LOG_SCHEMA } from '../hosts/partitioned-host';

describe('beside a partitioned host that detaches its oldest month', () => {
  let host: CapturedHost;

  beforeAll(async () => {
    host = await captureHost('v2.2.1', 'real', { create: createPartitionedHost, schema: LOG_SCHEMA });
    await host.clients[0]!.query('DELETE FROM messages_other; DELETE FROM conversations_other');
    await captureAllWaiting(host.database);
    await replay(host.database);
    await emptyMarks(host.database);
  });
  afterAll(() => host.close());

  /** All that statistics read, but for what was not known of who was assigned. */
  const numbers = async () =>
    host.database.rows(sql`
      SELECT account_id, dialog_id, first_response_seconds, transfers, agent_ids, wait_seconds, served -> 'counts' AS counts,
        (SELECT jsonb_agg(to_jsonb(f) ORDER BY f.at, f.part) FROM dialog_message_facts f
          WHERE f.account_id = s.account_id AND f.dialog_id = s.dialog_id) AS messages
      FROM dialog_summaries s ORDER BY 1, 2`);

  it('statistics keep what they had, also when dialogs are summarised again, and the check is content', async () => {
    const { database, clients } = host;
    const client = clients[0]!;
    const before = await numbers();
    const earlier = await findDisagreements(database);
    const detached = await client.query("SELECT 1 FROM messages WHERE created_at < '2022-02-01'");
    expect(detached.rowCount).toBeGreaterThan(0);
    await client.query('DROP TABLE messages_other');
    for (const month of ['2021_12', '2022_01']) {
      await client.query(`ALTER TABLE messages DETACH PARTITION messages_${month} CONCURRENTLY`).catch(async () => {
        // PostgreSQL 13 can't do it concurrently.
        await client.query(`ALTER TABLE messages DETACH PARTITION messages_${month}`);
      });
      await client.query(`DROP TABLE messages_${month}`);
    }
    const kinds = (found: Awaited<ReturnType<typeof findDisagreements>>) => found.map(({ kind }) => kind);
    expect(kinds(await findDisagreements(database))).toEqual(kinds(earlier));
    for (const account of [1, 2]) {
      const ids = await database.rows<{ id: number }>(sql`SELECT id FROM dialogs WHERE account_id = ${account}`);
      await markStale(
        database,
        account,
        ids.map(({ id }) => id),
      );
    }
    await emptyMarks(database);
    expect(await numbers()).toEqual(before);
    await rebuild(database);
    expect(await numbers()).toEqual(before);
  });

  it('an open dialog whose conversation is gone with its month is told as that', async () => {
    const { database, clients } = host;
    await clients[0]!.query('ALTER TABLE conversations DETACH PARTITION conversations_2022_01');
    const found = await findDisagreements(database);
    expect(new Set(found.map(({ words }) => words))).toEqual(
      new Set(['the dialog is current but its conversation is gone: deleted unseen, or with a partition']),
    );
    await captureAllWaiting(database);
  });
});
