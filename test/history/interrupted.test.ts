import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { findDisagreements } from '../../src/check/run-checks';
import { connectDatabase } from '../../src/database/database';
import { migrateDatabase } from '../../src/database/migrate';
import { replay } from '../../src/write-side/history/replay';
import { buildOnce } from '../capture/capture-process';
import { cli, ended, environment, PROJECT } from '../helpers/cli';
import { createHost } from '../hosts/create-host';
import { digestOf } from './past-host';

const CONVERSATIONS = 1500;

/** What a replay leaves, whatever ids it gave and in how many goes. */
async function meaningOf(client: Client): Promise<unknown> {
  const { rows } = await client.query(`
    SELECT d.conversation_id, d.created_at::text, d.updated_at::text, d.status, d.assignee_id, f.started_by, f.resolve_known,
      m.ids AS messages, e.ids AS events
    FROM dialogs d JOIN dialog_facts f ON f.dialog_id = d.id
    LEFT JOIN (SELECT dialog_id, string_agg(id::text, ',' ORDER BY id) AS ids FROM messages GROUP BY 1) m
      ON m.dialog_id = d.id
    LEFT JOIN (SELECT dialog_id, string_agg(id::text, ',' ORDER BY id) AS ids FROM events GROUP BY 1) e
      ON e.dialog_id = d.id
    ORDER BY 1, 2`);
  return rows;
}

async function createPast(): Promise<{ url: string; client: Client; close(): Promise<void> }> {
  const host = await createHost('v2.2.1');
  const client = new Client({ connectionString: host.url, options: '-c TimeZone=UTC' });
  await client.connect();
  await client.query(`
    INSERT INTO conversations (account_id, inbox_id, status, contact_id, created_at, updated_at, last_activity_at)
    SELECT 1 + n % 2, 1, n % 2, n, at, at + interval '3 d', at + interval '3 d' FROM generate_series(1, ${CONVERSATIONS}) n,
      LATERAL (SELECT '2022-06-01'::timestamp + n * interval '1 min' AS at) t;
    INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
    SELECT 'x', account_id, inbox_id, id, 2 * (k % 2), created_at + k * interval '8 h', created_at
    FROM conversations, generate_series(0, 9) k WHERE id > 39;
    INSERT INTO events (name, account_id, inbox_id, conversation_id, created_at, updated_at)
    SELECT 'conversation_resolved', account_id, inbox_id, id, created_at + d * interval '1 d', created_at
    FROM conversations, generate_series(1, 2) d WHERE id > 39`);
  await migrateDatabase(host.url);
  return {
    url: host.url,
    client,
    async close() {
      await client.end();
      await host.close();
    },
  };
}

describe('a replay that is interrupted', () => {
  let whole: unknown;

  beforeAll(async () => {
    await buildOnce();
    const past = await createPast();
    const database = await connectDatabase(past.url);
    await replay(database);
    whole = await meaningOf(past.client);
    expect(await findDisagreements(database)).toEqual([]);
    await database.close();
    await past.close();
  });

  it('goes on where it was told to stop', async () => {
    const past = await createPast();
    const database = await connectDatabase(past.url);
    for (let done = 0, goes = 0; done < CONVERSATIONS + 39; goes += 1) {
      expect(goes).toBeLessThan(20);
      const stop = new AbortController();
      let batches = 0;
      const onProgress = () => {
        batches += 1;
        if (batches === 8 * (goes + 1)) stop.abort();
      };
      const report = await replay(database, { batch: 50, signal: stop.signal, onProgress });
      expect(report.conversations).toBeGreaterThan(0);
      done = report.conversations;
    }
    expect(await meaningOf(past.client)).toEqual(whole);
    await database.close();
    await past.close();
  });

  it('goes on after kill -9, and exits 0 with what it did on stdout', async () => {
    const past = await createPast();
    const child = spawn(process.execPath, ['scripts/run.mjs', 'replay', '--batch', '1'], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: past.url }),
    });
    const end = ended(child);
    const count = async () => Number((await past.client.query('SELECT count(*) AS n FROM dialogs')).rows[0].n);
    while ((await count()) < 100 && child.exitCode === null) await setTimeout(10);
    child.kill('SIGKILL');
    await end;
    // A statement under way ends by itself after the process that sent it.
    await setTimeout(200);
    const left = await count();
    expect(left).toBeGreaterThanOrEqual(100);
    const ran = await cli(['replay'], { DATABASE_URL: past.url });
    expect(ran).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+ of 1539 conversations replayed: \d+ dialogs made/),
    });
    expect(ran.stderr).toMatch(/1539 of 1539 conversations, \d+ messages, \d+ messages\/s, about 0 s left/);
    expect(await meaningOf(past.client)).toEqual(whole);
    const before = await digestOf(past.client);
    expect((await cli(['replay'], { DATABASE_URL: past.url })).stdout).toBe(
      '0 of 1539 conversations replayed: 0 dialogs made, 0 rows stamped\n',
    );
    expect(await digestOf(past.client)).toEqual(before);
    await past.close();
  });

  it.each([
    [['replay', '--batch', '0'], /from 1 to/],
    [['replay', '--account', 'x'], /--account|whole|id/],
  ])('refuses %j as bad usage', async (args, words) => {
    const past = await cli(args, { DATABASE_URL: 'postgresql://127.0.0.1:1/x' });
    expect(past).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(words) });
  });
});
