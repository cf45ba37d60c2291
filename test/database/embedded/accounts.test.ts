import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { findPackage } from '../../../src/database/embedded/binaries';
import { type Account, serverAccount } from '../../../src/database/embedded/folder';
import { cleanUp, freshFolder, note, notes, startUser } from './processes';

const ROOT = process.getuid?.() === 0;

/** A folder that every account can enter. */
function publicFolder(): string {
  const folder = freshFolder();
  chmodSync(folder, 0o755);
  return folder;
}

/** PostgreSQL's package without the links that its install script makes, as where npm runs no such scripts. */
function packageWithoutLinks(folder: string): string {
  const copy = join(folder, 'package');
  cpSync(findPackage(), copy, { recursive: true, verbatimSymlinks: true });
  const links: { target: string }[] = JSON.parse(readFileSync(join(copy, 'native', 'pg-symlinks.json'), 'utf8'));
  for (const { target } of links) rmSync(join(copy, target), { force: true });
  return copy;
}

/** Compiles the sources as the build does, so that also an account that can't read this checkout runs them. */
function compiledChild(folder: string): string {
  const root = join(__dirname, '../../..');
  for (const part of ['src/database/embedded', 'test/database/embedded']) {
    mkdirSync(join(folder, part), { recursive: true });
    for (const name of readdirSync(join(root, part)).filter((file) => /^[\w-]+\.ts$/.test(file))) {
      const { code } = transformFileSync(join(root, part, name), {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      });
      writeFileSync(join(folder, part, name.replace('.ts', '.js')), code);
    }
  }
  return join(folder, 'test/database/embedded/child.js');
}

/** An account without rights: this process's own, or where that is root, the first other one of the system. */
function ordinaryAccount(): Account | undefined {
  if (!ROOT) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').trim().split('\n');
  const [uid, gid] = accounts.map((line) => line.split(':').slice(2, 4).map(Number)).find(([id]) => id! > 0)!;
  return { uid: uid!, gid: gid! };
}

/** A node that the account can run: this one, or a copy where it lies in somebody's private folder. */
function nodeFor(account: Account | undefined, folder: string): string {
  if (!spawnSync(process.execPath, ['--version'], { ...account, cwd: '/' }).error) return process.execPath;
  copyFileSync(process.execPath, join(folder, 'node'));
  return join(folder, 'node');
}

afterEach(cleanUp);

test('below a folder of mode 0700, with no library links, everything works for its owner, root or not', async () => {
  const home = freshFolder();
  expect(statSync(home).mode & 0o777).toBe(0o700);
  const options = { dataDir: join(home, 'data'), packageRoot: packageWithoutLinks(home) };
  const temporary = publicFolder();
  for (const text of ['a', 'b']) {
    const user = await startUser(options, { env: { ...process.env, TMPDIR: temporary } });
    await note(user.url, text);
    if (text === 'b') expect(await notes(user.url)).toEqual(['a', 'b']);
    expect(await user.tell('close')).toBe(0);
  }
  // Root has PostgreSQL run as somebody who can't enter the folder: from a copy. Others need none.
  expect(readdirSync(temporary)).toHaveLength(ROOT ? 1 : 0);
  expect(statSync(join(home, 'data', 'postgres')).uid).toBe(ROOT ? 65534 : process.getuid?.());
});

test('an ordinary user has the server as itself, and root later works for it', async () => {
  const folder = publicFolder();
  const account = ordinaryAccount();
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  if (account) chownSync(dataDir, account.uid, account.gid);
  const options = { dataDir, packageRoot: packageWithoutLinks(folder) };
  const program = compiledChild(folder);
  const temporary = publicFolder();
  if (account) chownSync(temporary, account.uid, account.gid);
  const asUser = { ...account, program, node: nodeFor(account, folder), cwd: '/', env: { TMPDIR: temporary } };

  // The package is root's and without its links, so the user makes a copy to complete; its own it completes in place.
  const first = await startUser(options, asUser);
  await note(first.url, 'of the user');
  await first.tell('close');
  expect(readdirSync(temporary)).toHaveLength(ROOT ? 1 : 0);

  const second = await startUser(options);
  await note(second.url, 'of root');
  await second.tell('close');
  const uid = account?.uid ?? process.getuid?.();
  for (const name of ['.', ...readdirSync(dataDir)]) expect(statSync(join(dataDir, name)).uid).toBe(uid);
  expect(serverAccount(dataDir)?.uid).toBe(account?.uid);

  const third = await startUser(options, asUser);
  expect(await notes(third.url)).toEqual(['of root', 'of the user']);
  await third.tell('close');
});

test('a folder that its user can not write to is named, with the user', async () => {
  const account = ordinaryAccount();
  const folder = publicFolder();
  const program = compiledChild(folder);
  // Closed to all, for where the user is its owner.
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o555 });
  const uid = account?.uid ?? process.getuid?.();
  await expect(
    startUser({ dataDir: join(closed, 'data') }, { ...account, program, node: nodeFor(account, folder), cwd: '/' }),
  ).rejects.toThrow(`The data folder ${join(closed, 'data')} can't be made or written to by user id ${uid}: EACCES`);
});
