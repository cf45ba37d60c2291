import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { connectDatabase, type Database } from '../../src/database/database';
import { withLogSchema } from '../../src/database/log-schema';
import { migrateDatabase } from '../../src/database/migrate';
import { createReads, type ReadLimits, type Reads } from '../../src/database/replicas/reads';
import { Replica } from '../../src/database/replicas/replica';
import { DEFAULT_STREAM_LIMITS } from '../../src/live/limits';
import { until } from '../capture/log';
import { dataOf } from '../graphql/served';
import { say, type Told, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';
import { type KeptLog, keepLog } from '../helpers/log';
import { closeStreams, subscribe } from '../live/subscribe';
import { startCluster, type TestCluster, type TestNode } from './cluster';

/** A server that reads on the replicas. */
interface Reading extends TestApi {
  readonly reads: Reads;
  readonly kept: KeptLog;
}

const LEFT_OUT = 'a replica is left out: others or the primary are read';
const READ = 'a replica is read';
const TOTAL = '{ dialogs { totalCount } }';

let cluster: TestCluster;
let database: Database;
let account: TestAccount;
let told: Told;
/** Asks nothing of a replica but that it is there; waits for little. */
let api: Reading;
/** Does not let replicas lag. */
let strict: Reading;
let token: string;

async function serveReading(limits: ReadLimits): Promise<Reading> {
  const kept = keepLog();
  const reads = await createReads({ database, urls: cluster.replicas.map(({ url }) => url), limits, log: kept.log });
  const given = { database, url: cluster.primary.url, close: async () => {} };
  const quick = { streamLimits: { ...DEFAULT_STREAM_LIMITS, interval: 50 } };
  return { ...(await serveTestApi({ given, reads, log: kept.log, api: quick })), reads, kept };
}

beforeAll(async () => {
  cluster = await startCluster(2);
  database = await connectDatabase(cluster.primary.url);
  account = await createAccount(database);
  [told] = (await tell({ database }, account, [{}, [10, say()]])) as [Told];
  [api, strict] = await Promise.all([
    serveReading({ lagSeconds: 300, wait: 300 }),
    serveReading({ lagSeconds: 1, wait: 300 }),
  ]);
  token = await api.makeToken(account.id, 'administrator');
}, 120_000);
afterAll(async () => {
  await Promise.all([api?.close(), strict?.close()]);
  await database?.close();
  await cluster?.close();
});
afterEach(() => {
  jest.restoreAllMocks();
  closeStreams();
});
afterEach(() => until(() => [api, strict].every(({ reads }) => reads.replicas.every(({ isIn }) => isIn)), 30));

/** The servers that were asked about dialogs meanwhile, by their ports, each once. */
async function askedMeanwhile(work: () => Promise<unknown>): Promise<string[]> {
  const spy = jest.spyOn(Client.prototype, 'query');
  await work();
  const calls = spy.mock.calls.map(([statement]: unknown[], call) => {
    const { text = String(statement) } = statement as { text?: string };
    const port = String((spy.mock.contexts[call] as Client).port);
    return /dialogs|dialog_summaries/.test(text) ? nameOf(port) : undefined;
  });
  spy.mockRestore();
  return [...new Set(calls.filter((name) => name !== undefined))].sort();
}

function nameOf(port: string): string {
  if (new URL(cluster.primary.url).port === port) return 'primary';
  return `replica ${cluster.replicas.findIndex(({ url }) => new URL(url).port === port) + 1}`;
}

const both = (work: (replica: TestNode) => Promise<unknown>) => Promise.all(cluster.replicas.map(work));
const pauseReplay = () => both((replica) => replica.run('SELECT pg_wal_replay_pause()'));
const resumeReplay = () => both((replica) => replica.run('SELECT pg_wal_replay_resume()'));

/** Has the client write a message, and answers what tells how far it has written. */
async function post(on: TestApi, content: string, by = token): Promise<string> {
  const { headers, errors } = await on.ask(by, MESSAGE, { conversation: String(told.conversation), content });
  expect(errors).toBeUndefined();
  return headers.get('dialogs-position')!;
}
const MESSAGE = `mutation ($conversation: ID!, $content: String!) {
  postMessage(input: { conversation: $conversation, type: INCOMING, content: $content }) { message { id } } }`;

/** The contents of the messages of the dialog, as a server tells them. */
async function contents(on: TestApi, by = token, headers: Record<string, string> = {}): Promise<string[]> {
  const query = `{ dialog(id: "${told.dialog}") { messages(first: 50) { nodes { content } } } }`;
  const response = await fetch(`${on.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${by}`, ...headers },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { dialog: { messages: { nodes: { content: string }[] } } } };
  return data.dialog.messages.nodes.map(({ content }) => content);
}

test('everything that is read is read on the replicas, one as the other; the primary is asked who asks', async () => {
  const period = '{ from: "2024-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z" }';
  const query = `{ dialogs { totalCount nodes { messages { nodes { content } } agents { messagesSent } } }
    statistics(period: ${period}) { started resolved byAgent(first: 5) { dialogs } overTime { started } }
    live { open byInbox { open } } apiTokens { prefix } agents { nodes { name } } }`;
  const plain = await serveTestApi({ given: { database, url: cluster.primary.url, close: async () => {} } });
  const expected = await dataOf(plain.ask(token, query));
  await plain.close();
  await until(async () => JSON.stringify((await api.ask(token, query)).data) === JSON.stringify(expected));
  const before = cluster.primary.log().length;
  const asked = await askedMeanwhile(async () => {
    for (let count = 0; count < 4; count += 1) expect(await dataOf(api.ask(token, query))).toEqual(expected);
    for (const name of ['dialogs', 'events', 'messages']) {
      const response = await fetch(`${api.url}/export/${name}`, { headers: { authorization: `Bearer ${token}` } });
      expect([response.status, (await response.text()).split('\n').length > 1]).toEqual([200, true]);
    }
  });
  expect(asked).toEqual(['replica 1', 'replica 2']);
  // As the servers themselves logged it.
  const logged = cluster.primary.log().slice(before);
  expect(logged).not.toMatch(/FROM (dialogs|messages|"?events|dialog_summaries)/);
  for (const replica of cluster.replicas) expect(replica.log()).toMatch(/FROM dialogs/);
});

test('what a token has written it reads back, on another server with the header; others wait for the replica', async () => {
  const other = await api.makeToken(account.id, 'reader');
  await contents(api, other);
  await pauseReplay();
  try {
    const position = await post(api, 'written');
    expect(position).toMatch(/^[\dA-F]+\/[\dA-F]+$/);
    expect(await contents(api)).toContain('written');
    expect(await contents(api, other)).not.toContain('written');
    expect(await contents(api, other, { 'dialogs-position': position })).toContain('written');
    const exported = await fetch(`${api.url}/export/messages`, { headers: { authorization: `Bearer ${token}` } });
    expect(await exported.text()).toContain('written');
  } finally {
    await resumeReplay();
  }
  await until(async () => (await contents(api, other)).includes('written'));
  const asked = await askedMeanwhile(async () => {
    await post(api, 'more');
    expect(await contents(api)).toContain('more');
  });
  expect(asked).toContainEqual(expect.stringMatching(/^replica/));
});

test('a header that is no position is refused', async () => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'dialogs-position': 'now' };
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: TOTAL }),
  });
  const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
  expect(response.status).toBe(400);
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'Dialogs-Position' });
  expect(errors[0]!.message).toMatch(/such as 16\/B374D848/);
});

test('subscribers are told of what there is to be read, and of each change once, however far replicas lag', async () => {
  const numbers = await subscribe(api, token, 'subscription { live { open } }');
  const before = (await numbers.next())!.data.data.live.open;
  const changes = await subscribe(api, token, 'subscription { dialogChanges { dialogs { databaseId } } }');
  expect((await changes.next())!.data.data.dialogChanges.dialogs).toEqual([]);
  const { totalCount } = (await dataOf(api.ask(token, TOTAL))).dialogs;
  await pauseReplay();
  try {
    const [another] = await tell({ database }, account, [{}]);
    await numbers.until(({ data }) => data.data.live.open === before + 1);
    const events = await changes.until(({ data }) => data.data.dialogChanges.dialogs.length > 0);
    const ids = events.flatMap(({ data }) => data.data.dialogChanges.dialogs).map(({ databaseId }) => databaseId);
    expect(ids.filter((id) => id === String(another!.dialog))).toHaveLength(1);
    // Who begins by a cursor goes on by queries.
    expect((await dataOf(api.ask(token, TOTAL))).dialogs.totalCount).toBe(totalCount + 1);
    expect(changes.response.headers.get('dialogs-position')).toMatch(/^[\dA-F]+\/[\dA-F]+$/);
  } finally {
    await resumeReplay();
  }
});

test('replicas that lag are left out and taken back, which log, health and metrics tell; an idle primary is no lag', async () => {
  const noted = strict.kept.found(LEFT_OUT).length;
  await pauseReplay();
  try {
    await post(api, 'while they lag');
    await until(() => strict.reads.replicas.every(({ isIn }) => !isIn), 30);
    expect(await contents(strict, await api.makeToken(account.id, 'reader'))).toContain('while they lag');
    const health = await fetch(`${strict.url}/health`);
    const { replicas } = (await health.json()) as { replicas: object[] };
    expect([health.status, replicas]).toEqual([
      200,
      [1, 2].map((number) => ({ number, isRead: false, reason: 'behind', lagSeconds: expect.any(Number) })),
    ]);
    const metrics = await (await fetch(`${strict.url}/metrics`)).text();
    expect(metrics).toMatch(/^dialogs_replica_is_read\{replica="2"\} 0$/m);
    expect(Number(/^dialogs_replica_lag_seconds\{replica="1"\} (\S+)$/m.exec(metrics)?.[1])).toBeGreaterThan(1);
  } finally {
    await resumeReplay();
  }
  await until(() => strict.reads.replicas.every(({ isIn }) => isIn), 30);
  expect(strict.kept.found(LEFT_OUT).slice(noted)).toContainEqual(
    expect.objectContaining({ level: 40, replica: 1, reason: 'behind', lagSeconds: expect.any(Number) }),
  );
  expect(strict.kept.found(READ).length).toBeGreaterThan(0);
  expect(strict.kept.lines.join('')).not.toContain('postgresql://');
  expect(await (await fetch(`${strict.url}/metrics`)).text()).toMatch(/^dialogs_replica_is_read\{replica="2"\} 1$/m);
});

test('a query that gives way to what is replayed is asked once more, elsewhere, and its replica rests', async () => {
  const original = Client.prototype.query as (...args: unknown[]) => unknown;
  const cut: string[] = [];
  jest.spyOn(Client.prototype, 'query').mockImplementation(async function (this: Client, ...args: unknown[]) {
    const result = await original.apply(this, args);
    const name = nameOf(String(this.port));
    if (cut.length > 0 || name === 'primary' || !/dialogs/.test((args[0] as { text?: string }).text ?? ''))
      return result;
    cut.push(name);
    const [outcome] = await Promise.allSettled([
      original.apply(this, ['SELECT pg_sleep(60)']),
      cluster.primary.run('BEGIN; LOCK TABLE dialogs; COMMIT'),
    ]);
    throw (outcome as PromiseRejectedResult).reason;
  } as never);
  const { totalCount } = (await dataOf(api.ask(token, TOTAL))).dialogs;
  expect(totalCount).toBeGreaterThan(0);
  const number = Number(/\d/.exec(cut[0]!)![0]);
  expect(api.kept.found(LEFT_OUT)).toContainEqual(
    expect.objectContaining({ replica: number, reason: 'in conflict with recovery' }),
  );
  expect(api.reads.replicas[number - 1]!.failures).toBe(1);
  await until(() => api.kept.found(READ).some(({ replica }) => replica === number), 30);
});

test('a query whose client goes away is cancelled on the replica where it runs', async () => {
  const original = Client.prototype.query as (...args: unknown[]) => unknown;
  const going = new AbortController();
  let outcome: Promise<unknown> | undefined;
  jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: unknown[]) {
    const isRead = !outcome && /totalCount|dialogs/.test((args[0] as { text?: string }).text ?? '');
    if (!isRead || nameOf(String(this.port)) === 'primary') return original.apply(this, args);
    setTimeout(() => going.abort(), 50);
    outcome = original.apply(this, ['SELECT pg_sleep(60)']) as Promise<unknown>;
    return outcome;
  } as never);
  const init = { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } };
  const body = JSON.stringify({ query: TOTAL });
  await expect(fetch(`${api.url}/graphql`, { ...init, body, signal: going.signal })).rejects.toThrow();
  await until(() => outcome !== undefined);
  await expect(outcome).rejects.toThrow('canceling statement due to user request');
});

/** Asks again and again, four at a time, until told to stop; tells what was wrong. */
function askAlways(): { stop(): Promise<unknown[]> } {
  let isOver = false;
  const wrong: unknown[] = [];
  const ask = async () => {
    while (!isOver) {
      const { errors, status } = await api.ask(token, TOTAL);
      if (errors || status !== 200) wrong.push({ status, errors });
    }
  };
  const asking = Array.from({ length: 4 }, ask);
  return {
    async stop() {
      isOver = true;
      await Promise.all(asking);
      return wrong;
    },
  };
}

test('replicas that are killed, and one that stands still, cost no answer, and come back', async () => {
  const [one, two] = cluster.replicas as [TestNode, TestNode];
  const stands = () => api.reads.replicas.map(({ isIn }) => isIn);
  const asking = askAlways();
  try {
    await one.kill();
    await until(() => !stands()[0], 30);
    two.signal('SIGSTOP');
    await until(() => !stands()[1], 30);
    expect(await askedMeanwhile(() => api.ask(token, TOTAL))).toEqual(['primary']);
    expect((await fetch(`${api.url}/health`)).status).toBe(200);
  } finally {
    two.signal('SIGCONT');
    await one.start();
  }
  try {
    await until(() => stands().every(Boolean), 30);
  } finally {
    expect(await asking.stop()).toEqual([]);
  }
  // One that is back may still have to replay what the token wrote.
  const askTwo = () => askedMeanwhile(() => Promise.all([api.ask(token, TOTAL), api.ask(token, TOTAL)]));
  await until(async () => (await askTwo()).join() === 'replica 1,replica 2', 30);
});

test('what is no replica of the database is never read', async () => {
  const kept = keepLog();
  const elsewhere = cluster.replicas[0]!.url.replace(/dialogs$/, 'postgres');
  const nowhere = cluster.replicas[0]!.url.replace(/dialogs$/, 'nowhere');
  const urls = [cluster.primary.url, elsewhere, nowhere, 'postgresql://postgres@127.0.0.1:1/dialogs'];
  const reads = await createReads({ database, urls, limits: { lagSeconds: 5, wait: 0 }, log: kept.log });
  const place = await reads.choose({});
  await reads.close();
  expect(place).toBe(reads.primary);
  const reasons = kept.found(LEFT_OUT).map(({ replica, reason, error }) => [replica, reason, error]);
  expect(reasons.sort()).toEqual([
    [1, 'not a replica', undefined],
    [2, 'of another database', undefined],
    [3, 'unreachable', 'database "nowhere" does not exist'],
    [4, 'unreachable', expect.any(String)],
  ]);
});

test('a replica that is closed while the primary is asked is not connected with again', async () => {
  const [node] = cluster.replicas as [TestNode];
  const url = `${node.url}?application_name=closed`;
  const replica = new Replica({ number: 1, url, primary: database, onChange() {} });
  await replica.close();
  await replica.watch({ identity: '', mostLagSeconds: 5 }, () => 0);
  expect(replica.standing.reason).toBe('unreachable');
  expect(await node.run("SELECT FROM pg_stat_activity WHERE application_name = 'closed'")).toEqual([]);
});

test('where the log has a schema of its own, replicas are read in it', async () => {
  const beside = (url: string) => url.replace(/dialogs$/, 'beside');
  await cluster.primary.run('CREATE DATABASE beside');
  const url = withLogSchema(beside(cluster.primary.url), 'dialog_log');
  await migrateDatabase(url);
  const own = await connectDatabase(url);
  const urls = [beside(cluster.replicas[0]!.url)];
  const reads = await createReads({
    database: own,
    urls,
    limits: { lagSeconds: 300, wait: 30_000 },
    log: keepLog().log,
  });
  try {
    await own.rows(sql`CREATE TABLE public.dialogs (of_the_host text)`);
    const { database: read, replica } = await reads.choose({ position: await reads.present() });
    expect(replica).toBeDefined();
    expect(await read.rows(sql`SELECT count(account_id) AS dialogs FROM dialogs`)).toEqual([{ dialogs: 0 }]);
  } finally {
    await reads.close();
    await own.close();
  }
});

test('each place has its own turns: a token that holds all it may of one goes on with the other', async () => {
  const original = Client.prototype.query as (...args: unknown[]) => unknown;
  const names: string[] = [];
  let begin = () => {};
  const all = new Promise<void>((resolve) => {
    begin = resolve;
  });
  jest.spyOn(Client.prototype, 'query').mockImplementation(async function (this: Client, ...args: unknown[]) {
    if (/count\(\*\)/.test((args[0] as { text?: string }).text ?? '')) {
      names.push(nameOf(String(this.port)));
      if (names.length === 8) begin();
      await all;
    }
    return original.apply(this, args);
  } as never);
  // Of the eight turns of a place a token alone has four.
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.ask(token, TOTAL)));
  expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
  expect(names.filter((name) => name === 'replica 1')).toHaveLength(4);
  expect(names.filter((name) => name === 'replica 2')).toHaveLength(4);
});
