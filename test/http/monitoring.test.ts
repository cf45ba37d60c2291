import type { AddressInfo } from 'node:net';
import { connectDatabase } from '../../src/database/database';
import { MarksAge } from '../../src/http/probe-marks';
import { start } from '../helpers/cli';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { askReady, type Served, serveOn } from './serve';

describe('a database without capture', () => {
  let served: Served;
  let made: TestDatabase;
  beforeAll(async () => {
    made = await createTestDatabase();
    served = await serveOn(made.database);
  });
  afterAll(async () => {
    await served.close();
    await made.close();
  });

  test('is ready, and nothing is said of the capture', async () => {
    expect(await served.ready()).toEqual({ status: 200, body: { status: 'ready' } });
  });

  test('answers the same at /health, and at /health/live that the process lives', async () => {
    const { port } = served.app.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    expect(await askReady(url, 20, '/health')).toEqual({ status: 200, body: { status: 'ready' } });
    expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'live' });
  });

  test('is unready while it lacks migrations', async () => {
    const { pool } = made.database;
    const newest = 'created_at = (SELECT max(created_at) FROM dialog_log_migrations)';
    const { rows } = await pool.query(`DELETE FROM dialog_log_migrations WHERE ${newest} RETURNING hash, created_at`);
    expect(await served.ready()).toEqual({
      ...{ status: 503, body: { status: 'unready', reason: expect.stringContaining('run `install`') } },
    });
    const { hash, created_at: at } = rows[0];
    await pool.query('INSERT INTO dialog_log_migrations (hash, created_at) VALUES ($1, $2)', [hash, at]);
    expect(await served.ready()).toMatchObject({ status: 200 });
  });

  test('has metrics of the process and of the database alone', async () => {
    const scrape = await served.scrape();
    expect(scrape).toMatchObject({ status: 200, type: expect.stringMatching(/^text\/plain;.*version=0\.0\.4/) });
    expect(scrape.value('dialogs_database_up')).toBe(1);
    expect(scrape.value('dialogs_capture_installed')).toBe(0);
    expect(scrape.value('dialogs_capture_is_leader')).toBe(0);
    expect(scrape.value('dialogs_outbox_rows')).toBeUndefined();
    expect(scrape.value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(scrape.text).not.toMatch(/NaN|undefined/);
  });

  test('answers many scrapes and checks at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => (index % 2 ? served.ready() : served.scrape())),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('a database that is gone', () => {
  test('makes the API unready, and its metrics say so', async () => {
    const made = await createTestDatabase();
    const database = await connectDatabase(made.url);
    const served = await serveOn(database);
    expect((await served.scrape()).value('dialogs_database_up')).toBe(1);
    await made.close();
    expect(await served.ready()).toMatchObject({ status: 503, body: { status: 'unready' } });
    const scrape = await served.scrape();
    expect(scrape.status).toBe(200);
    expect(scrape.value('dialogs_database_up')).toBe(0);
    expect(scrape.value('dialogs_capture_installed')).toBeUndefined();
    expect(scrape.value('process_resident_memory_bytes')).toBeGreaterThan(0);
    await served.close();
    await database.close();
  });
});

describe('a server that is asked to stop', () => {
  test('is unready while it still answers, and then ends', async () => {
    const made = await createTestDatabase();
    const server = await start({ DATABASE_URL: made.url, SHUTDOWN_DELAY_MS: '3000' });
    const ask = async (path: string) => (await fetch(`${server.url}${path}`)).status;
    expect(await ask('/health/ready')).toBe(200);
    server.child.kill('SIGTERM');
    let ready = 200;
    for (let tries = 0; ready === 200 && tries < 100; tries += 1) ready = await ask('/health/ready');
    expect(ready).toBe(503);
    expect(await ask('/health/live')).toBe(200);
    expect(await ask('/graphql')).not.toBe(503);
    expect((await server.ended).code).toBe(0);
    await expect(ask('/health/live')).rejects.toThrow();
    await made.close();
  }, 120_000);
});

describe('how long marks have waited', () => {
  test('is told from the first look that could see the oldest', () => {
    const age = new MarksAge();
    const look = (oldest: number | null, newest: number | null, now: number) =>
      age.look({ count: 1, oldest, newest }, now);
    expect(look(null, null, 0)).toBe(0);
    expect(look(1, 5, 1_000)).toBe(0);
    expect(look(3, 9, 4_000)).toBe(3);
    // The marks up to 5 are gone: the oldest was first seen at 4 s.
    expect(look(6, 12, 6_000)).toBe(2);
    expect(look(20, 20, 7_000)).toBe(0);
    for (let second = 8; second < 3_000; second += 1) look(20, 20 + second, second * 1_000);
    expect(look(20, 9_999, 3_000_000)).toBe(2_993);
    expect(look(null, null, 3_001_000)).toBe(0);
  });
});
