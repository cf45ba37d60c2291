import { lstatSync, statSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

const ATTEMPTS = 5;

/**
 * Copies a package's `native` folder below a public folder where any account can run it, or finds the copy made before.
 * The name is known to all, so only a folder that is ours and that nobody else can write to is used; cleaners of
 * temporary files may have thinned it out, so it is compared with the package each time.
 *
 * @throws Error where somebody else's folder is in the way, or the public one doesn't keep names from others.
 */
export async function publicCopy(
  packageRoot: string,
  base: string,
  name: string,
  log: (message: string) => void,
): Promise<string> {
  const { mode } = statSync(base);
  if (mode & 0o002 && !(mode & 0o1000)) throw new Error('anybody may replace what is in this folder');
  const copy = join(base, `dialogs-${name}-${process.getuid?.()}`);
  if (isOurs(copy) && (await isComplete(packageRoot, copy))) return copy;

  log(`Copying PostgreSQL's programs to ${copy}, because it can't run where they are`);
  const fresh = await mkdtemp(`${copy}.`);
  try {
    await copyTree(join(packageRoot, 'native'), join(fresh, 'native'));
    await chmod(fresh, 0o755);
    await putInPlace(fresh, copy, packageRoot);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return copy;
}

/** Moves the copy to its place, unless another process is quicker; an incomplete one has to make room. */
async function putInPlace(fresh: string, copy: string, packageRoot: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const moved = await rename(fresh, copy).then(
      () => true,
      () => false,
    );
    if (moved) return;
    if (!isOurs(copy)) continue;
    if (await isComplete(packageRoot, copy)) return;
    const old = `${fresh}.old`;
    await rename(copy, old).catch(() => undefined);
    await rm(old, { recursive: true, force: true });
  }
  throw new Error(`${copy} is in the way, and not a folder of this user alone`);
}

function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function isComplete(packageRoot: string, copy: string): Promise<boolean> {
  const names = await readdir(join(packageRoot, 'native'), { recursive: true });
  return names.every((name) => {
    const from = lstatSync(join(packageRoot, 'native', name));
    const to = lstatSync(join(copy, 'native', name), { throwIfNoEntry: false });
    return to && (!from.isFile() || from.size === to.size);
  });
}

/** Copies a tree, readable for all whatever the modes were: npm applies the umask of the user who installs. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await copyFile(source, target);
      await chmod(target, statSync(source).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
