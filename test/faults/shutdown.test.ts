import { Agent, request } from 'node:http';
import { Client } from 'pg';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { ask, type Serving, serve } from './serving';
import { createSite, type Site } from './site';
import { countSleeping, MESSAGES, slowMessagesDown, speedMessagesUp } from './slow-messages';

/** Of waits for what a busy machine does late; seconds. */
const LATE = 30;

let site: Site;
let server: Serving;
const sleeping = () => countSleeping(site.database.pool);

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  site = await createSite();
});
afterAll(() => site.close());

/** Whether the server takes new connections. */
async function isOpen(): Promise<boolean> {
  return fetch(`${server.url}/health/live`, { headers: { connection: 'close' } }).then(
    () => true,
    () => false,
  );
}

describe('SIGTERM', () => {
  afterEach(() => speedMessagesUp(site.database.pool));

  test('lets requests under way be answered, refuses new ones, and ends with exit code 0', async () => {
    await slowMessagesDown(site.database.pool, 3);
    server = await serve(site, site.account.id, { SHUTDOWN_TIMEOUT_MS: '60000' });
    const kept = new Agent({ keepAlive: true });
    await live(kept);
    const asked = [ask(server, MESSAGES), ask(server, MESSAGES)];
    await until(async () => (await sleeping()) === 2, LATE);
    const stopped = server.stop('SIGTERM');
    await until(async () => !(await isOpen()), LATE);
    // Nor on a connection that was open before.
    await expect(live(kept)).rejects.toThrow();
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject({ status: 200, codes: [] });
      expect(answer.data.dialogs.nodes).toHaveLength(2);
    }
    expect(await stopped).toBe(0);
    kept.destroy();
  });

  test('cuts what never ends at the deadline, ends its statement, and ends with exit code 0', async () => {
    await slowMessagesDown(site.database.pool, 600);
    const patient = { STATEMENT_TIMEOUT_MS: '600000', REQUEST_TIMEOUT_MS: '600000' };
    server = await serve(site, site.account.id, { ...patient, SHUTDOWN_TIMEOUT_MS: '1000' });
    const asked = ask(server, MESSAGES).catch((error: Error) => error.message);
    await until(async () => (await sleeping()) === 1, LATE);
    const began = performance.now();
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeGreaterThan(900);
    expect(await asked).toBe('fetch failed');
    await until(async () => (await sleeping()) === 0, LATE);
  });

  /** Asks whether it lives on a connection of the agent's. */
  function live(agent: Agent): Promise<void> {
    return new Promise((resolve, reject) => {
      request(`${server.url}/health/live`, { agent }, (response) => {
        response.resume();
        response.once('end', resolve);
      })
        .once('error', reject)
        .end();
    });
  }
});

test('SIGTERM cuts a write that waits for another writer at the deadline, and nothing of it is written', async () => {
  const [conversation] = site.conversations;
  const holder = new Client({ connectionString: site.url });
  await holder.connect();
  server = await serve(site, site.account.id, { SHUTDOWN_TIMEOUT_MS: '200' });
  await holder.query(`BEGIN; SELECT FROM conversations WHERE id = ${conversation} FOR UPDATE`);
  const asked = ask(
    server,
    `mutation { postMessage(input: { conversation: ${conversation}, type: INCOMING, content: "cut" }) { message { id } } }`,
  ).catch((error: Error) => error.message);
  const isWaiting = async () => {
    const { rowCount } = await site.database.pool.query(`SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'`);
    return rowCount === 1;
  };
  await until(isWaiting, LATE);
  expect(await server.stop('SIGTERM')).toBe(0);
  expect(await asked).toBe('fetch failed');
  await holder.query('COMMIT');
  await until(async () => !(await isWaiting()), LATE);
  const { rowCount } = await holder.query(`SELECT FROM messages WHERE content = 'cut'`);
  expect(rowCount).toBe(0);
  await holder.end();
});
