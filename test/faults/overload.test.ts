import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { Client } from 'pg';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { makeToken, type Serving, serve } from './serving';
import { createSite, type Site } from './site';

/** A database where nothing goes on, and thousands of clients who do not mind. */
let site: Site;
let server: Serving;
beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  site = await createSite();
  server = await serve(site, site.account.id, { REQUESTS_AT_ONCE: '300', LOG_LEVEL: 'silent' });
});
afterAll(async () => {
  await server.stop('SIGTERM');
  await site.close();
});

const megabytes = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))![1]) / 1024;

/** A connection each, as strangers come. */
const agent = new Agent({ keepAlive: false, maxSockets: 1_000 });

/** Posts a query; resolves with what is answered, or with nothing where the connection is cut. */
function post(token: string, query: string): Promise<{ status?: number; retryAfter?: string; code?: string }> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = request(`${server.url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => {
        const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
        const [status, retryAfter] = [response.statusCode!, response.headers['retry-after']!];
        resolve({ status, retryAfter, code: errors?.[0]?.extensions.code ?? '' });
      });
      response.on('error', () => resolve({}));
    });
    sent.on('error', () => resolve({}));
    sent.end(JSON.stringify({ query }));
  });
}

const SLOW = '{ dialogs { nodes { messages { nodes { id content } } } } }';
const LARGE = `{ viewer { role } } #${'x'.repeat(100_000)}`;

test('thousands of requests on a database that stands still are refused at once, health answers, memory is bounded', async () => {
  const tokens = await Promise.all(Array.from({ length: 5 }, () => makeToken(site.database, site.account.id)));
  expect(await post(tokens[0]!, SLOW)).toMatchObject({ status: 200 });
  const before = megabytes();
  const holder = new Client({ connectionString: site.url });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE messages');
  const answers: Awaited<ReturnType<typeof post>>[] = [];
  const flood = Promise.all(
    Array.from({ length: 4_000 }, async (_, index) => {
      answers.push(await post(tokens[index % 5]!, index % 10 === 0 ? LARGE : SLOW));
    }),
  );
  await until(async () => answers.length > 2_000);
  for (const at of ['live', 'ready']) expect((await fetch(`${server.url}/health/${at}`)).status).toBe(200);
  expect(megabytes() - before).toBeLessThan(400);
  await holder.end();
  await flood;
  const shed = answers.filter(({ status }) => status === 503);
  expect(shed.length).toBeGreaterThan(1_000);
  for (const { code, retryAfter } of shed) expect([code, retryAfter]).toEqual(['OVERLOADED', '1']);
  expect(answers.filter(({ status }) => ![200, 429, 503].includes(status!))).toEqual([]);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  expect(await post(tokens[0]!, SLOW)).toMatchObject({ status: 200, code: '' });
});
