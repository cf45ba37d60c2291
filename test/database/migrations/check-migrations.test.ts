import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROJECT = path.resolve(__dirname, '../../..');

describe('npm run migrations:check', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'dialogs-migrations-'));
    for (const part of [
      'drizzle',
      'scripts',
      'src/database',
      'src/instant.ts',
      'src/rulebook/words.ts',
      'package.json',
    ]) {
      cpSync(path.join(PROJECT, part), path.join(copy, part), { recursive: true });
    }
    symlinkSync(path.join(PROJECT, 'node_modules'), path.join(copy, 'node_modules'));
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  function check() {
    const script = path.join(copy, 'scripts/check-migrations.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  it('passes for the tree as it is', () => {
    expect(check()).toEqual({ status: 0, stdout: 'drizzle/ is in step with src/database/tables\n', stderr: '' });
  });

  it('fails for a table that no migration creates, and shows what is missing', () => {
    const table = "\nexport const more = pgTable('dialog_more', { accountId: id('account_id').notNull() });\n";
    appendFileSync(path.join(copy, 'src/database/tables/ours.ts'), table);
    expect(check()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/run `npx drizzle-kit generate`.*\nCREATE TABLE "dialog_more"/),
    });
  });

  it('fails for a migration that the journal does not name', () => {
    cpSync(path.join(copy, 'drizzle/0000_host_tables.sql'), path.join(copy, 'drizzle/0099_lost.sql'));
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('drizzle/0099_lost.sql is not in') });
  });
});
