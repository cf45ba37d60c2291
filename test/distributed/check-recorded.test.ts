import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accountById } from '../../src/read-side/account-by-id';
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
  const folder = process.env.DIALOG_TEST_STATEMENTS!;
  const text = readFileSync(
    path.join(folder, readdirSync(folder).find((name) => name.startsWith(`${process.pid}.`))!),
    'utf8',
  );
  const statements = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedStatement);
  expect(statements).toContainEqual({
    by: 'src/read-side/account-by-id.ts',
    text: expect.stringContaining('accounts'),
  });
  expect(text).not.toContain('of_a_test');
});
