import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { askServer, cli, ended, environment, PROJECT, type Started, start } from '../helpers/cli';
import { createBareDatabase } from '../helpers/database';
import { createHost } from '../hosts/create-host';
import { askReady } from '../http/serve';

const COUNTS = '{ dialogs(first: 0, filter: { includeSkipped: true }) { totalCount } agents(first: 0) { totalCount } }';

/** Whether the embedded server of a folder is gone. */
async function isDown(dataDir: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const pid = await findPostmaster(dataDir);
    if (pid === undefined) return true;
    await setTimeout(100);
  }
  return false;
}

async function findPostmaster(dataDir: string): Promise<string | undefined> {
  const child = spawn('sh', ['-c', `find -L "$0" -name postmaster.pid 2>/dev/null | head -1`, dataDir]);
  return (await ended(child)).stdout.trim() || undefined;
}

describe('npm start, with nothing but Node', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'dialog-start-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  let first: Started;
  let counts: unknown;

  it('serves the demo at once: an address, a token, a first query that works', async () => {
    first = await start({ DATA_DIR: dataDir });
    const query = /^A first query: (.*)$/m.exec(first.stdout)![1]!;
    const { data, errors } = await askServer(first, query);
    expect(errors).toBeUndefined();
    expect(data.dialogs.nodes).toHaveLength(5);
    counts = (await askServer(first, COUNTS)).data;
    expect(counts).toEqual({ dialogs: { totalCount: 2000 }, agents: { totalCount: 12 } });
  });

  it('lets commands use its database meanwhile', async () => {
    const made = await cli(['token', 'create', '--account', '2', '--role', 'reader'], { DATA_DIR: dataDir });
    expect(made.code).toBe(0);
    const answer = await askServer({ ...first, token: made.stdout.trim() }, '{ viewer { role } }');
    expect(answer.data.viewer.role).toBe('READER');
  });

  it.each([
    ['/', 'text/html', /Dialog/i],
    ['/graphiql/', 'text/html', /GraphiQL/],
    ['/presence.js', 'text/javascript', /sendBeacon/],
    ['/health/ready', 'application/json', /"ready"/],
    ['/metrics', 'text/plain', /^dialogs_/m],
    ['/export/dialogs', 'text/csv', /^dialog_id,/],
    ['/export/agents?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z', 'text/csv', /^agent_id,/],
    ['/export/events?format=jsonl', 'application/', /^{"/],
    ['/export/messages?delimiter=semicolon', 'text/csv', /^message_id;/],
  ])('answers at %s', async (where, type, expected) => {
    const headers = { Authorization: `Bearer ${first.token}`, Accept: where === '/' ? 'text/html' : '*/*' };
    const response = await fetch(`${first.url}${where}`, { headers });
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining(type)]);
    expect(text).toMatch(expected);
  });

  it('tells what changes in a stream', async () => {
    const response = await fetch(`${first.url}/graphql`, {
      method: 'POST',
      headers: {
        ...{ Authorization: `Bearer ${first.token}`, Accept: 'text/event-stream' },
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ query: 'subscription { live { open } }' }),
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let told = '';
    while (!told.includes('"open":')) told += (await reader.read()).value ?? '';
    await reader.cancel();
    expect(response.status).toBe(200);
    expect(told).toContain('event: next');
  });

  it('loses nothing by kill -9 and a second start, which has the same token', async () => {
    const { data } = await askServer(
      first,
      '{ dialogs(first: 1, filter: { status: [OPEN] }) { nodes { conversation { id } } } }',
    );
    const conversation = data.dialogs.nodes[0].conversation.id;
    const posted = await askServer(
      first,
      'mutation ($c: ID!) { postMessage(input: { conversation: $c, type: INCOMING, content: "before the kill" }) { message { id } } }',
      { c: conversation },
    );
    await first.stop('SIGKILL');
    const second = await start({ DATA_DIR: dataDir });
    expect(second.token).toBe(first.token);
    expect((await askServer(second, COUNTS)).data).toEqual(counts);
    const kept = await askServer(second, 'query ($id: ID!) { node(id: $id) { ... on Message { content } } }', {
      id: posted.data.postMessage.message.id,
    });
    expect(kept.data.node).toEqual({ content: 'before the kill' });
    expect(await second.stop('SIGINT')).toBe(0);
    expect(await isDown(dataDir)).toBe(true);
  });

  it('keeps the token from other people', async () => {
    expect(await readFile(path.join(dataDir, 'demo-token'), 'utf8')).toBe(`${first.token}\n`);
  });

  it('says that a port is in use', async () => {
    const one = await start({ DATA_DIR: dataDir });
    const port = new URL(one.url).port;
    const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
      cwd: PROJECT,
      env: environment({ DATA_DIR: dataDir, PORT: port, LOG_LEVEL: 'warn' }),
    });
    expect(await ended(child)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('in use') });
    expect((await askServer(one, COUNTS)).data).toEqual(counts);
    expect(await one.stop('SIGTERM')).toBe(0);
  });
});

describe('npm start when its PostgreSQL is killed', () => {
  it('ends and says why, and starts again with everything', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'dialog-start-'));
    const server = await start({ DATA_DIR: dataDir, DEMO: 'off' });
    const claims = (await readdir(dataDir)).filter((name) => /^keeper-\d+\.json$/.test(name));
    const { pid } = JSON.parse(await readFile(path.join(dataDir, claims[0]!), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    expect(await server.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('PostgreSQL is gone') });
    const again = await start({ DATA_DIR: dataDir, DEMO: 'off' });
    expect(await askReady(again.url)).toEqual({ status: 200, body: { status: 'ready' } });
    expect(await again.stop('SIGTERM')).toBe(0);
    await rm(dataDir, { recursive: true });
  });
});

describe('npm start with DATABASE_URL', () => {
  it('migrates an empty database and serves it without a demo', async () => {
    const { url, close } = await createBareDatabase();
    const server = await start({ DATABASE_URL: url });
    expect(server.token).toBeUndefined();
    expect(await askReady(server.url)).toEqual({ status: 200, body: { status: 'ready' } });
    expect(await server.stop('SIGTERM')).toBe(0);
    await close();
  });

  it('fills a demo where DEMO is on', async () => {
    const { url, close } = await createBareDatabase();
    const dataDir = await mkdtemp(path.join(tmpdir(), 'dialog-start-'));
    const server = await start({ DATABASE_URL: url, DEMO: 'on', DATA_DIR: dataDir });
    expect((await askServer(server, COUNTS)).data).toEqual({
      dialogs: { totalCount: 2000 },
      agents: { totalCount: 12 },
    });
    expect(await server.stop('SIGTERM')).toBe(0);
    await rm(dataDir, { recursive: true });
    await close();
  });

  it('never changes a host that is not migrated, and says what to run', async () => {
    const { url, close } = await createHost('v2.2.1');
    const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: url }),
    });
    expect(await ended(child)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('cli -- install'),
    });
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query("SELECT to_regclass('dialogs') AS dialogs");
    expect(rows).toEqual([{ dialogs: null }]);
    await client.end();
    await close();
  });
});
