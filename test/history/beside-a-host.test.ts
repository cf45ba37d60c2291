import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { findDisagreements } from '../../src/check/run-checks';
import { captureAllWaiting, captureBatch } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { HOST_VERSIONS } from '../hosts/create-host';
import { createPastHost, type PastHost } from './past-host';

const CONVERSATIONS = 400;
const CHANGES = 300;

/** The host writes in the order of its own: a message, then the status; a resolve, then its event. */
async function writeAsHost(url: string, events: string, statuses: string[]): Promise<void> {
  const client = new Client({ connectionString: url, options: '-c TimeZone=UTC -c lock_timeout=20s' });
  await client.connect();
  const now = "clock_timestamp() AT TIME ZONE 'UTC'";
  let seed = 1;
  for (let change = 0; change < CHANGES; change += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    const id = 40 + (seed % CONVERSATIONS);
    const { rows } = await client.query('SELECT status, account_id FROM conversations WHERE id = $1', [id]);
    const { status, account_id: account } = rows[0];
    if (status === 1) {
      await client.query(
        `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
         VALUES ('again', $1, 1, $2, 0, ${now}, ${now})`,
        [account, id],
      );
      await client.query(`UPDATE conversations SET status = 0, updated_at = ${now} WHERE id = $1`, [id]);
      statuses.push(`${id} conversation_open`);
    } else {
      await client.query(`UPDATE conversations SET status = 1, updated_at = ${now} WHERE id = $1`, [id]);
      await client.query(
        `INSERT INTO ${events} (name, account_id, inbox_id, conversation_id, created_at, updated_at)
         VALUES ('conversation_resolved', $1, 1, $2, ${now}, ${now})`,
        [account, id],
      );
    }
  }
  await client.end();
}

describe.each(HOST_VERSIONS)('replay while a host %s writes and capture runs', (version) => {
  let host: PastHost;
  const events = version === 'v2.2.1' ? 'events' : 'reporting_events';

  beforeAll(async () => {
    host = await createPastHost(version);
    await host.client.query(`
      INSERT INTO conversations (id, account_id, inbox_id, status, contact_id, created_at, updated_at, last_activity_at)
      SELECT 39 + n, 1 + n % 2, 1, n % 2, n, at, at + interval '3 d', at + interval '3 d'
      FROM generate_series(1, ${CONVERSATIONS}) n, LATERAL (SELECT '2022-06-01'::timestamp + n * interval '1 min' AS at) t;
      INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
      SELECT 'x', account_id, inbox_id, id, 2 * (k % 2), created_at + k * interval '8 h', created_at
      FROM conversations, generate_series(0, 5) k WHERE id > 39;
      INSERT INTO ${events} (name, account_id, inbox_id, conversation_id, created_at, updated_at)
      SELECT 'conversation_resolved', account_id, inbox_id, id, created_at + interval '41 h', created_at
      FROM conversations WHERE id > 39 AND status = 1`);
  });
  afterAll(() => host.close());

  it('logs the past and the present, each once', async () => {
    const opened: string[] = [];
    let isOver = false;
    const capturing = async () => {
      while (!isOver) if ((await captureBatch(host.database, 20)) === 0) await setTimeout(5);
    };
    const over = async () => {
      await Promise.all([writeAsHost(host.url, events, opened), replay(host.database, { batch: 7 })]);
      isOver = true;
    };
    await Promise.all([over(), capturing()]);
    await captureAllWaiting(host.database);
    await replay(host.database);
    expect(await findDisagreements(host.database)).toEqual([]);
    const logged = await host.client.query<{ line: string }>(
      `SELECT conversation_id || ' ' || name AS line FROM ${events} WHERE name = 'conversation_open'`,
    );
    expect(logged.rows.map(({ line }) => line).sort()).toEqual(opened.sort());
    // One dialog of the past each, and one for each time that the host opened it again.
    const { rows } = await host.client.query<{ id: number; dialogs: number }>(
      'SELECT conversation_id::int AS id, count(*)::int AS dialogs FROM dialogs WHERE conversation_id > 39 GROUP BY 1 ORDER BY 1',
    );
    expect(rows.map(({ id, dialogs }) => `${id}: ${dialogs}`)).toEqual(
      Array.from({ length: CONVERSATIONS }, (_, place) => 40 + place).map(
        (id) => `${id}: ${1 + opened.filter((line) => line.startsWith(`${id} `)).length}`,
      ),
    );
    expect(await replay(host.database)).toMatchObject({ dialogs: 0, rows: 0 });
  });
});
