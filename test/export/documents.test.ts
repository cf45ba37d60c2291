import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { withColumnTables } from '../../src/export/describe';
import { rebuild } from '../../src/summaries/rebuild';
import { servedApi } from '../graphql/served';
import { startTestApi } from '../helpers/api';
import { environment, PROJECT } from '../helpers/cli';
import { read, readDocument, viewsTable } from './read-document';

/** What the documents of exports and reporting say is so, and their examples run as they are pasted. */
const api = servedApi(() => startTestApi(40));
let folder: string;
beforeAll(async () => {
  await rebuild(api.database);
  folder = await mkdtemp(path.join(tmpdir(), 'export-documents-'));
});
afterAll(() => rm(folder, { recursive: true }));

const shell = (commands: string, cwd: string) =>
  promisify(execFile)('bash', ['-ec', commands], {
    cwd,
    env: environment({ TOKEN: api.token, DATABASE_URL: api.databaseUrl }),
  });

test('the columns of exports.md are those of the code: `npm run generate` writes them', () => {
  const { text } = readDocument('exports.md');
  expect(text === withColumnTables(text)).toBe(true);
});

test('the columns of reporting.md are those of the views', async () => {
  expect(readDocument('reporting.md').text).toContain(await viewsTable(api.database));
});

test('the requests of exports.md answer, and what was cut is gone on with', async () => {
  const commands = readDocument('exports.md')
    .examples('sh')
    .filter((text) => text.includes('curl'))
    .map((text) => text.replaceAll('http://127.0.0.1:4000', api.url));
  expect(commands).toHaveLength(4);
  await shell(commands.slice(0, 3).join(''), folder);
  await shell(
    `curl -sS -H "Authorization: Bearer $TOKEN" '${api.url}/export/dialogs?format=jsonl' > whole.jsonl`,
    folder,
  );
  await shell('head -c 9000 whole.jsonl > part.jsonl', folder);
  await shell(commands[3]!, folder);
  const { stdout } = await shell('cmp whole.jsonl part.jsonl && wc -l < whole.jsonl', folder);
  expect(Number(stdout)).toBeGreaterThan(20);
  for (const file of await readdir(folder))
    expect([file, (await stat(path.join(folder, file))).size]).not.toEqual([file, 0]);
});

test('the commands of exports.md run', async () => {
  const commands = readDocument('exports.md')
    .examples('sh')
    .find((text) => text.startsWith('npm run --silent cli -- export'))!
    .replaceAll('--account 2', `--account ${api.accountId}`)
    .replace('--out dialogs.csv', `--out ${folder}/cli.csv`)
    .replace('messages.jsonl.gz', `${folder}/messages.jsonl.gz`);
  await shell(commands, PROJECT);
  const { stdout } = await shell('wc -l < cli.csv; gzip -dc messages.jsonl.gz | wc -l', folder);
  const [dialogs, messages] = stdout.trim().split('\n').map(Number);
  expect(dialogs).toBeGreaterThan(10);
  expect(messages).toBeGreaterThan(100);
});

test('the queries of reporting.md answer with rows', async () => {
  const queries = readDocument('reporting.md')
    .examples('sql')
    .filter((text) => text.startsWith('SELECT'));
  expect(queries).toHaveLength(4);
  for (const query of queries) expect(await read(api.database, query)).not.toEqual([]);
});
