import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accountById } from '../../src/read-side/account-by-id';
import { cli } from '../helpers/cli';
import { createTestDatabase } from '../helpers/database';
import type { RecordedStatement } from '../helpers/record-statements';
import { checkRecorded } from './check-recorded';

const PAGE = 'src/read-side/dialog-page.ts';
const ALL = 'SELECT id FROM dialogs d';

describe('at the end of a run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'dialogs-statements-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const recorded = (...statements: RecordedStatement[]) =>
    writeFileSync(path.join(folder, '1.jsonl'), statements.map((each) => `${JSON.stringify(each)}\n`).join(''));

  test('a statement of the product over all accounts is told, with the file that sent it', async () => {
    recorded({ by: PAGE, text: `${ALL} WHERE account_id = $1` }, { by: PAGE, text: ALL }, { by: PAGE, text: ALL });
    const told = await checkRecorded(folder);
    expect(told).toMatch(/^1 statements are not of one account each/);
    expect(told).toContain(`${PAGE}: dialogs d: of no one account\n${ALL}`);
  });

  test('so is one that can not be read, and one that a library sent', async () => {
    recorded({ by: '', text: ALL }, { by: PAGE, text: 'SELECT FROM FROM' });
    expect(await checkRecorded(folder)).toMatch(/^2 statements .*sent by a library: dialogs d.*syntax error/s);
  });

  test('an exception is one by its file, and has to join its tables by the account', async () => {
    recorded({ by: 'src/check/row-checks.ts', text: ALL });
    expect(await checkRecorded(folder)).toBeUndefined();
    const text = `${ALL} JOIN dialog_facts f ON f.dialog_id = d.id`;
    recorded({ by: 'src/check/row-checks.ts', text });
    expect(await checkRecorded(folder)).toContain('dialog_facts f: of no one account');
  });
});

test('what the product sends is recorded, with the file that sent it; what a test sends is not', async () => {
  const { database, close } = await createTestDatabase();
  await accountById(database, 1);
  await database.pool.query('SELECT 1 AS of_a_test');
  await close();
  const statements = keptIn((name) => name.startsWith(`${process.pid}.`));
  expect(statements).toContainEqual({
    by: 'src/read-side/account-by-id.ts',
    text: expect.stringContaining('accounts'),
  });
  expect(JSON.stringify(statements)).not.toContain('of_a_test');
});

test('what a program that a test starts sends is recorded, too, by the file that it was built from', async () => {
  const { url, close } = await createTestDatabase();
  const before = new Set(readdirSync(FOLDER));
  expect((await cli(['token', 'list'], { DATABASE_URL: url })).code).toBe(0);
  await close();
  expect(keptIn((name) => !before.has(name))).toContainEqual({
    by: expect.stringMatching(/^src\/tokens\/[\w-]+\.ts$/),
    text: expect.stringContaining('dialog_api_tokens'),
  });
});

const FOLDER = process.env.DIALOG_TEST_STATEMENTS!;

/** What is recorded so far in files of this run. */
function keptIn(isWanted: (file: string) => boolean): RecordedStatement[] {
  return readdirSync(FOLDER)
    .filter(isWanted)
    .flatMap((file) => readFileSync(path.join(FOLDER, file), 'utf8').split('\n').slice(0, -1))
    .map((line) => JSON.parse(line) as RecordedStatement);
}
