import { setTimeout } from 'node:timers/promises';
import { installCapture } from '../../src/database/install/install';
import { servedApi } from '../graphql/served';
import { say, tell } from '../graphql/story';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { type Metric, parseMetrics, sampleOf } from './prometheus-text';

const api = servedApi(() => serveTestApi({ api: { tokenLimits: { perMinute: 40, atOnce: 64 } } }));
let accountId: number;
let token: string;
let conversation: number;
beforeAll(async () => {
  const account = await createAccount(api.database);
  accountId = account.id;
  const [told] = await tell(api, account, [{}, [1, say()]]);
  conversation = told!.conversation;
  token = await api.makeToken(accountId, 'writer');
});

/** The metrics once the requests before have been counted, as their connections are done with. */
async function scrape(): Promise<Metric[]> {
  await setTimeout(20);
  const response = await fetch(`${api.url}/metrics`);
  return parseMetrics(await response.text());
}

/** How much a sample grew by some work. */
async function growth(work: () => Promise<unknown>, name: string, labels: Record<string, string>): Promise<number> {
  const before = sampleOf(await scrape(), name, labels) ?? 0;
  await work();
  return (sampleOf(await scrape(), name, labels) ?? 0) - before;
}

const COUNT = 'dialogs_graphql_request_duration_seconds_count';

test('the text is as Prometheus reads it, and the names are as it wants them', async () => {
  const metrics = await scrape();
  const ours = metrics.filter(({ name }) => name.startsWith('dialogs_'));
  expect(ours.length).toBeGreaterThan(20);
  for (const { name, type, help } of ours) {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect({ name, help }).toEqual({ name, help: expect.stringMatching(/^[A-Z].{10,}\.$/) });
    expect({ name, isTotal: name.endsWith('_total') }).toEqual({ name, isTotal: type === 'counter' });
    expect(name).not.toMatch(
      /_(count|sum|bucket|info|ms|msec|milliseconds|minutes|hours|mb|kb|gauge|counter|histogram)$/,
    );
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  }
});

test('histograms add up', async () => {
  await api.ask(token, '{ viewer { role } }');
  for (const { name, type, samples } of await scrape()) {
    if (type !== 'histogram') continue;
    const last = new Map<string, number>();
    for (const sample of samples) {
      const { le, ...labels } = sample.labels;
      const key = JSON.stringify(labels);
      if (sample.name === `${name}_bucket`) {
        expect(sample.value).toBeGreaterThanOrEqual(last.get(key) ?? 0);
        last.set(key, sample.value);
      } else if (sample.name === `${name}_count`) expect(sample.value).toBe(last.get(key));
    }
  }
});

test.each<[what: string, query: string, type: string, outcome: string, code: string | undefined]>([
  ['a query', '{ viewer { role } }', 'query', 'ok', undefined],
  ['a query of what is not there', '{ nothing }', 'none', 'refused', 'GRAPHQL_VALIDATION_FAILED'],
  ['what is no query', '{', 'none', 'refused', 'GRAPHQL_PARSE_FAILED'],
  ['a page too large', '{ dialogs(first: 101) { totalCount } }', 'query', 'refused', 'BAD_USER_INPUT'],
  [
    'a command for nobody',
    'mutation { assignConversation(input: { conversation: "999999", agent: null }) { dialog { id } } }',
    ...(['mutation', 'refused', 'NOT_FOUND'] as const),
  ],
])('%s counts by its type, its end and its code', async (_what, query, type, outcome, code) => {
  const before = await scrape();
  await api.ask(token, query);
  const after = await scrape();
  const grown = (name: string, labels: Record<string, string>) =>
    (sampleOf(after, name, labels) ?? 0) - (sampleOf(before, name, labels) ?? 0);
  expect(grown(COUNT, { type, outcome })).toBe(1);
  expect(grown(COUNT, {})).toBe(1);
  if (code) expect(grown('dialogs_errors_total', { code })).toBe(1);
  else expect(grown('dialogs_errors_total', {})).toBe(0);
});

test('statements count by their kinds, for what they were', async () => {
  const name = 'dialogs_sql_statement_duration_seconds_count';
  const read = () => api.ask(token, '{ dialogs { totalCount } }');
  expect(await growth(read, name, { work: 'request', kind: 'select' })).toBeGreaterThan(0);
  const write = () =>
    api.ask(
      token,
      `mutation { setConversationStatus(input: { conversation: ${conversation}, status: RESOLVED }) { dialog { id } } }`,
    );
  expect(await growth(write, name, { work: 'request', kind: 'transaction' })).toBe(2);
  const other = () => api.database.pool.query('SELECT nothing').catch(() => {});
  expect(await growth(other, 'dialogs_sql_statement_failures_total', { reason: 'other' })).toBe(1);
});

test('a request that reads holds a snapshot open until it is answered, and the pool shows its connection', async () => {
  const client = await api.database.pool.connect();
  await client.query('BEGIN; LOCK TABLE dialogs');
  const asked = api.ask(token, '{ dialogs { totalCount } }');
  let held = await scrape();
  for (let tries = 0; sampleOf(held, 'dialogs_snapshots_open') === 0 && tries < 100; tries += 1) held = await scrape();
  expect(sampleOf(held, 'dialogs_snapshots_open')).toBe(1);
  expect(sampleOf(held, 'dialogs_pool_size')).toBe(10);
  const busy = sampleOf(held, 'dialogs_pool_connections')! - sampleOf(held, 'dialogs_pool_idle_connections')!;
  expect(busy).toBe(2);
  expect(sampleOf(held, 'dialogs_pool_waiting')).toBe(0);
  await client.query('ROLLBACK');
  client.release();
  await asked;
  expect(sampleOf(await scrape(), 'dialogs_snapshots_open')).toBe(0);
});

test('limits count by the settings that they have', async () => {
  const busy = await api.makeToken(accountId, 'reader');
  const many = async () => {
    for (let sent = 0; sent < 45; sent += 1) await api.ask(busy, '{ viewer { role } }');
  };
  expect(await growth(many, 'dialogs_requests_limited_total', { limit: 'TOKEN_REQUESTS_PER_MINUTE' })).toBe(5);
  const deep = `{ dialogs { nodes ${'{ conversation { dialogs { nodes '.repeat(8)} { id } ${'} } }'.repeat(8)} } }`;
  const nested = () => api.ask(token, deep);
  expect(await growth(nested, 'dialogs_requests_limited_total', { limit: 'QUERY_DEPTH_LIMIT' })).toBe(1);
});

test('what no request is counts as broken', async () => {
  const { hostname, port } = new URL(api.url);
  const { connect } = await import('node:net');
  const break_ = async () => {
    const socket = connect(Number(port), hostname);
    socket.end('not HTTP\r\n\r\n').resume();
    await new Promise((resolve) => socket.once('close', resolve));
  };
  expect(await growth(break_, 'dialogs_http_broken_requests_total', {})).toBe(1);
});

test('whatever is asked, by whomever, the labels stay few and ours', async () => {
  const series = (metrics: Metric[]) =>
    metrics.flatMap(({ samples }) => samples.map(({ name, labels }) => JSON.stringify([name, labels])));
  const ask = async (mark: string) => {
    const { id } = await createAccount(api.database);
    const its = await api.makeToken(id, 'reader', { name: `zebra-${mark}` });
    await api.ask(its, `query zebra${mark} { zebra${mark}: viewer { role } }`);
    await api.ask(`zebra-${mark}`, '{ viewer { role } }');
    await fetch(`${api.url}/zebra-${mark}`, { method: 'PROPFIND' });
    await fetch(`${api.url}/graphql?query=zebra${mark}`, { headers: { 'x-request-id': `zebra-${mark}-${mark}` } });
  };
  await ask('one');
  const before = series(await scrape());
  for (const mark of ['two', 'three', 'four']) await ask(mark);
  const after = series(await scrape());
  expect(after.filter((each) => !before.includes(each))).toEqual([]);
  expect(after.filter((each) => each.includes('zebra'))).toEqual([]);
});

test('where capture is installed, its lag and age are told, and the summaries have theirs', async () => {
  await installCapture(api.databaseUrl, () => {});
  const metrics = await scrape();
  expect(sampleOf(metrics, 'dialogs_outbox_age_seconds')).toBe(0);
  expect(sampleOf(metrics, 'dialogs_capture_lag_seconds_count')).toBe(0);
  // Nobody summarises here: what the tests wrote still waits.
  expect(sampleOf(metrics, 'dialogs_summary_marks')).toBeGreaterThan(0);
  expect(sampleOf(metrics, 'dialogs_summary_lag_seconds')).toBeGreaterThan(0);
  expect(sampleOf(metrics, 'nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
});
