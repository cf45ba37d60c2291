import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { servedApi } from '../graphql/served';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { cli, ended, environment, PROJECT } from '../helpers/cli';
import { askExport, csvRows } from './ask-export';
import { writeManyDialogs } from './many-dialogs';

/** The command as operators and scripts use it: into files and pipes, cut and gone on with. */
const api = servedApi(() => serveTestApi());
let account: TestAccount;
let folder: string;
let whole: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  await writeManyDialogs(api.database, account, 700);
  folder = await mkdtemp(path.join(tmpdir(), 'export-'));
  whole = (await askExport(api, await api.makeToken(account.id, 'reader'), 'messages', { contents: true })).text;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const args = (...more: string[]) => ['export', 'messages', '--account', String(account.id), '--contents', ...more];
const run = (...more: string[]) => cli(args(...more), { DATABASE_URL: api.databaseUrl });

test('writes what HTTP answers, to stdout, and tells the number of rows on stderr', async () => {
  const { code, stdout, stderr } = await run();
  expect([code, stdout === whole]).toEqual([0, true]);
  expect(stderr).toMatch(/2100 rows written\n$/);
});

test('one row is told as one', async () => {
  const other = await createAccount(api.database);
  await writeManyDialogs(api.database, other, 1);
  const { stderr } = await cli(['export', 'dialogs', '--account', String(other.id)], { DATABASE_URL: api.databaseUrl });
  expect(stderr).toMatch(/\b1 row written\n$/);
});

test('a file is never overwritten, and one that was cut anywhere is made whole', async () => {
  const file = path.join(folder, 'cut.csv');
  // With the bytes at its beginning, which come no second time.
  const text = `\uFEFF${whole}`;
  const write = (...more: string[]) => run('--bom', '--out', file, ...more);
  expect(await write()).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining(`into ${file}`),
  });
  expect(await readFile(file, 'utf8')).toBe(text);
  expect(await write()).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/is there already: --resume/),
  });
  // In the middle of a row, within the header, and behind it.
  for (const size of [100_003, 7, Buffer.byteLength(text.slice(0, text.indexOf('\n') + 1))]) {
    await truncate(file, size);
    expect(await write('--resume')).toMatchObject({ code: 0 });
    expect((await readFile(file, 'utf8')) === text).toBe(true);
  }
});

test('a file with semicolons is what HTTP answers, and is gone on with as such only', async () => {
  const file = path.join(folder, 'semicolons.csv');
  const parameters = { contents: true, delimiter: 'semicolon' };
  const { text } = await askExport(api, await api.makeToken(account.id, 'reader'), 'messages', parameters);
  await writeFile(file, text.slice(0, 100_003));
  expect(await run('--out', file, '--resume')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/is no csv of this export: nothing was changed; give the options/),
  });
  expect(await run('--out', file, '--resume', '--delimiter', 'semicolon')).toMatchObject({ code: 0 });
  expect((await readFile(file, 'utf8')) === text).toBe(true);
});

test('what is no file of this export is left alone', async () => {
  const file = path.join(folder, 'notes.csv');
  await writeFile(file, 'a person’s notes');
  expect(await run('--out', file, '--resume')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/is no csv of this export/),
  });
  expect(await readFile(file, 'utf8')).toBe('a person’s notes');
});

test('Ctrl-C ends it at once, behind a whole row, and --resume goes on', async () => {
  const file = path.join(folder, 'stopped.csv');
  const holder = new Client({ connectionString: api.databaseUrl });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE messages');
  try {
    const child = spawn(process.execPath, ['scripts/run.mjs', ...args('--out', file)], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: api.databaseUrl }),
    });
    const end = ended(child);
    for (let waits = 0; waits === 0; ) {
      const [row] = await api.database.rows<{ waits: number }>(sql`SELECT count(*) AS waits FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      waits = row!.waits;
    }
    child.kill('SIGINT');
    const stderr = expect.stringMatching(/stopped before the end; run it again with --resume/);
    expect(await end).toMatchObject({ code: 1, stderr });
  } finally {
    await holder.end();
  }
  expect(await run('--out', file, '--resume')).toMatchObject({ code: 0 });
  expect(await readFile(file, 'utf8')).toBe(whole);
});

test('a pipe that closes ends it', async () => {
  const child = spawn(process.execPath, ['scripts/run.mjs', ...args()], {
    cwd: PROJECT,
    env: environment({ DATABASE_URL: api.databaseUrl }),
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  await once(child.stdout, 'readable');
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(stderr).toMatch(/stdout: .*EPIPE|not all/);
  expect(stderr).not.toMatch(/\bat .*\.js:/);
});

test('dialogs of a time and a filter, as JSON Lines', async () => {
  const period = ['--since', '2026-01-01', '--until', '2026-01-01T00:10:00Z'];
  const { stdout } = await cli(
    [
      'export',
      'dialogs',
      '--account',
      String(account.id),
      ...period,
      '--filter',
      '{"status": ["RESOLVED"]}',
      '--format',
      'jsonl',
    ],
    { DATABASE_URL: api.databaseUrl },
  );
  expect(stdout.trim().split('\n')).toHaveLength(30);
  const agents = await cli(
    ['export', 'agents', '--account', String(account.id), '--since', '2026-01-01', '--until', '2026-02-01'],
    {
      DATABASE_URL: api.databaseUrl,
    },
  );
  expect(csvRows(agents.stdout).map(({ agent_id, dialogs }) => [agent_id, dialogs])).toEqual([
    // Nobody was ever assigned; the agent wrote.
    ['', '700'],
    [String(account.agents[0]), '700'],
  ]);
});

test.each([
  [['export', 'dialogs', '--account', '987654321'], /no account 987654321; (there are|the first are): \d/],
  [['export', 'agents', '--account', '1'], /give --since and --until/],
  [['export', 'dialogs', '--account', '1', '--filter', '{"status": ["X"]}'], /filter.status\[0\]/],
  [['export', 'dialogs', '--account', '1', '--resume'], /--resume needs --out/],
  [['export', 'dialogs', '--account', '1', '--format', 'parquet', '--out', 'x', '--resume'], /can't be gone on with/],
])('%j is bad usage', async (given, message) => {
  expect(await cli(given, { DATABASE_URL: api.databaseUrl })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(message),
  });
});
