import { connectDatabase } from '../../src/database/database';
import { createTestDatabase } from '../helpers/database';
import { type Served, serveOn } from './serve';

describe('a database without capture', () => {
  let served: Served;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const made = await createTestDatabase();
    close = made.close;
    served = await serveOn(made.database);
  });
  afterAll(async () => {
    await served.close();
    await close();
  });

  test('is ready, and nothing is said of the capture', async () => {
    expect(await served.ready()).toEqual({ status: 200, body: { status: 'ready' } });
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
