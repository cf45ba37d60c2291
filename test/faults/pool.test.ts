import { Client } from 'pg';
import { installCapture } from '../../src/database/install/install';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { ask, type Serving, serve } from './serving';
import { createSite, type Site } from './site';
import { countSleeping, MESSAGES, slowMessagesDown, speedMessagesUp } from './slow-messages';

const CHEAP = '{ viewer { role } dialogs(first: 1) { totalCount } }';
/** Much sooner than anything but a cancellation would end a statement; seconds. */
const SOON = 30;

let site: Site;
let server: Serving;
const get = (query: string, signal?: AbortSignal) => ask(server, query, signal && { signal });

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  site = await createSite();
  await installCapture(site.url, () => {});
});
afterAll(() => site.close());
afterEach(async () => {
  expect(await server.stop('SIGTERM')).toBe(0);
});

describe.each([1, 2])('with DATABASE_POOL_SIZE %i', (poolSize) => {
  test('many clients at once are answered, readers and writers', async () => {
    server = await serve(site, site.account.id, { DATABASE_POOL_SIZE: String(poolSize) });
    const write = (number: number) =>
      `mutation { postMessage(input: { conversation: ${site.conversations[number % 2]}, type: INCOMING,
        content: "${poolSize} ${number}" }) { message { id } dialog { messages { totalCount } } } }`;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, number) => get(number % 2 === 0 ? MESSAGES : write(number))),
    );
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
  });
});

test('clients are refused clearly while all the connections are held, and answered afterwards', async () => {
  server = await serve(site, site.account.id, {
    DATABASE_POOL_SIZE: '2',
    STATEMENT_TIMEOUT_MS: '30000',
  });
  await get(CHEAP);
  const holder = new Client({ connectionString: site.url });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE dialogs');
  const held = await Promise.all(Array.from({ length: 12 }, () => get(CHEAP)));
  const live = await fetch(`${server.url}/health/live`);
  await holder.end();
  const codes = new Set(held.map(({ codes: [code] }) => code));
  // Those that have a connection wait for the lock, and end by lock_timeout; the rest, by the wait for a connection.
  expect([...codes].filter((code) => code !== 'TIMEOUT' && code !== 'OVERLOADED')).toEqual([]);
  for (const { messages } of held) expect(messages[0]).toMatch(/try again/);
  expect(live.status).toBe(200);
  expect((await get(CHEAP)).codes).toEqual([]);
});

describe('a slow query', () => {
  beforeEach(() => slowMessagesDown(site.database.pool, 600));
  afterEach(() => speedMessagesUp(site.database.pool));

  // Nothing else ends a statement here within ten minutes.
  const PATIENT = { DATABASE_POOL_SIZE: '1', STATEMENT_TIMEOUT_MS: '600000' };

  test('ends in PostgreSQL when its client goes away, though the only connection is in use', async () => {
    server = await serve(site, site.account.id, { ...PATIENT, REQUEST_TIMEOUT_MS: '600000' });
    const gone = new AbortController();
    const asked = Array.from({ length: 2 }, () => get(MESSAGES, gone.signal).catch((error: Error) => error.name));
    await until(async () => (await countSleeping(site.database.pool)) === 1, SOON);
    gone.abort();
    expect(await Promise.all(asked)).toEqual(['AbortError', 'AbortError']);
    await until(async () => (await countSleeping(site.database.pool)) === 0, SOON);
    expect((await get(CHEAP)).codes).toEqual([]);
  });

  test('ends in PostgreSQL when REQUEST_TIMEOUT_MS has passed, which its client is told', async () => {
    server = await serve(site, site.account.id, { ...PATIENT, REQUEST_TIMEOUT_MS: '2000' });
    const [first, second] = await Promise.all([get(MESSAGES), get(MESSAGES)]);
    for (const answer of [first!, second!]) {
      expect(answer).toMatchObject({
        status: 503,
        codes: ['TIMEOUT'],
        messages: [expect.stringContaining('REQUEST_TIMEOUT_MS')],
      });
    }
    await until(async () => (await countSleeping(site.database.pool)) === 0, SOON);
    expect((await get(CHEAP)).codes).toEqual([]);
  });
});
