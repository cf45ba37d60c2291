import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOnce } from '../capture/capture-process';
import { ended, environment, PROJECT, type Ran } from '../helpers/cli';
import { startBuilt } from './serving';

let folder: string;
let sound: string;

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'dialogs-corrupted-'));
  sound = path.join(folder, 'sound');
  const server = await startBuilt({ DATA_DIR: sound, DEMO: 'off' });
  expect(await server.stop('SIGTERM')).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Starts a server that can't start. */
function startOn(dataDir: string): Promise<Ran> {
  const child = spawn(process.execPath, ['dist/cli/index.js', 'start'], {
    cwd: PROJECT,
    env: environment({ DATA_DIR: dataDir, PORT: '0', DEMO: 'off' }),
  });
  return ended(child);
}

/** What PostgreSQL and we note of each start beside the data. */
const NOTES = /^(postgres\.log|keeper-\d+\.json|postmaster\.(opts|pid))$/;

/** A digest of every file by its path. */
function filesIn(dataDir: string): Record<string, string> {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !NOTES.test(entry.name),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(dataDir, file), createHash('sha256').update(readFileSync(file)).digest('hex')];
    }),
  );
}

const pg = (dataDir: string, ...parts: string[]) => path.join(dataDir, 'postgres', ...parts);

test.each<[what: string, spoil: (dataDir: string) => void, told: RegExp]>([
  [
    'a pg_control that was cut short',
    (dataDir) => truncateSync(pg(dataDir, 'global/pg_control'), 100),
    /pg_control.*are damaged or not complete, and nothing was changed in them\. Bring the data folder back from a backup/s,
  ],
  [
    'a pg_control that is not its own',
    (dataDir) => writeFileSync(pg(dataDir, 'global/pg_control'), Buffer.alloc(8192, 7)),
    /incompatible with server.*are damaged or not complete.*backup/s,
  ],
  [
    'no pg_control',
    (dataDir) => rmSync(pg(dataDir, 'global/pg_control')),
    /is not a whole PostgreSQL data folder: global\/pg_control is missing\. Bring it back from a backup/,
  ],
  [
    'no write-ahead log',
    (dataDir) => {
      rmSync(pg(dataDir, 'pg_wal'), { recursive: true });
      mkdirSync(pg(dataDir, 'pg_wal'));
    },
    /checkpoint record.*are damaged or not complete.*backup/s,
  ],
  [
    'the files of another version',
    (dataDir) => writeFileSync(pg(dataDir, 'PG_VERSION'), '13\n'),
    /was made by PostgreSQL 13, and this program brings PostgreSQL \d+\. Dump it with PostgreSQL 13/,
  ],
  [
    "another program's PostgreSQL in the place of ours",
    (dataDir) => {
      renameSync(path.join(dataDir, 'postgres'), path.join(dataDir, 'theirs'));
      cpSync(path.join(dataDir, 'theirs'), dataDir, { recursive: true });
      rmSync(path.join(dataDir, 'theirs'), { recursive: true });
    },
    /is itself a PostgreSQL data folder, made by another program/,
  ],
  [
    "somebody's other files in the place of ours",
    (dataDir) => {
      rmSync(path.join(dataDir, 'postgres'), { recursive: true });
      mkdirSync(path.join(dataDir, 'postgres'));
      writeFileSync(pg(dataDir, 'diary.txt'), 'mine');
    },
    /is not a whole PostgreSQL data folder: PG_VERSION is missing/,
  ],
  ['no password', (dataDir) => rmSync(path.join(dataDir, 'postgres.password')), /postgres\.password is missing/],
])('an embedded folder with %s is told, with exit code 1, and nothing in it is changed', async (_, spoil, told) => {
  const dataDir = mkdtempSync(path.join(folder, 'spoilt-'));
  cpSync(sound, dataDir, { recursive: true });
  spoil(dataDir);
  const before = filesIn(dataDir);
  const { code, stdout, stderr } = await startOn(dataDir);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(told);
  expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  expect(filesIn(dataDir)).toEqual(before);
});

test('an embedded folder that has lost its tables, with which PostgreSQL starts, is told with exit code 1', async () => {
  const dataDir = mkdtempSync(path.join(folder, 'spoilt-'));
  cpSync(sound, dataDir, { recursive: true });
  // All but template1, template0 and postgres.
  for (const database of readdirSync(pg(dataDir, 'base')).filter((name) => Number(name) > 5)) {
    rmSync(pg(dataDir, 'base', database), { recursive: true });
  }
  const { code, stdout, stderr } = await startOn(dataDir);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/has lost files of its database .*\. Bring the data folder back from a backup/);
});

test('the folder that was not spoilt starts after all that', async () => {
  const server = await startBuilt({ DATA_DIR: sound, DEMO: 'off' });
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  expect(await server.stop('SIGTERM')).toBe(0);
});
