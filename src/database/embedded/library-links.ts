import { readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * Makes the library links that npm can't pack. The package makes them in an install script, and those may be blocked.
 *
 * @throws Error where one is missing and can't be made.
 */
export async function makeLinks(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageRoot, target);
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      // It is there, by npm's script or another process of ours.
      if (!(await stat(link).catch(() => undefined))) throw error;
    }
  }
}
