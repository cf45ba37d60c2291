import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { PLAIN_ENVIRONMENT } from './binaries';
import { type Account, clusterFolder, giveToOwner, giveTree, shareFolder } from './folder';
import { logLength, logTail } from './log-file';
import { DATABASE, majorVersion, type Plan, passwordFile, settingArguments, USER } from './plan';

/** How the folders begin in which clusters are made; one that is left over is of no use. */
export const FRESH_PREFIX = 'postgres-new-';

/**
 * Makes the cluster beside its place and moves it there whole, so a crash on the way leaves nothing half done.
 *
 * @throws Error where one of PostgreSQL's programs fails.
 */
export async function makeCluster(plan: Plan): Promise<void> {
  const { dataDir, binaries, account } = plan;
  if (!account) refuseUnlistedUser();
  const maker = account && listedAccount(account);
  const making = { ...plan, account: maker };
  plan.log(`Making a new PostgreSQL ${binaries.version} database in ${dataDir}`);
  const fresh = mkdtempSync(join(dataDir, FRESH_PREFIX));
  if (maker) chownSync(fresh, maker.uid, maker.gid);

  const sync = plan.settings.fsync === 'off' ? ['--no-sync'] : [];
  const options = ['--username', USER, '--encoding=UTF8', ...localeArguments(binaries.version), ...sync];
  await runOn(fresh, making, binaries.initdb, (path) => ['--pgdata', path, ...options]);
  writeFileSync(join(fresh, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', { flush: true });

  const password = randomBytes(24).toString('hex');
  const settings = settingArguments({ password_encryption: 'scram-sha-256', exit_on_error: 'on', ...plan.settings });
  const statements = `alter role ${USER} password '${password}'\ncreate database ${DATABASE}\n`;
  await runOn(fresh, making, binaries.postgres, (path) => ['--single', '-D', path, ...settings, USER], statements);

  if (account) giveTree(fresh, account);
  rmSync(passwordFile(dataDir), { force: true });
  writeFileSync(passwordFile(dataDir), `${password}\n`, { mode: 0o600, flag: 'wx', flush: true });
  giveToOwner(passwordFile(dataDir), dataDir);
  renameSync(fresh, clusterFolder(dataDir));
  syncFolder(dataDir);
}

/** Orders text by code point on every machine; from version 17 on with upper and lower case beyond ASCII. */
function localeArguments(version: string): string[] {
  const builtin = Number(majorVersion(version)) >= 17;
  return ['--locale=C', ...(builtin ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [])];
}

/** The account, or, because the programs that make a cluster want to know their user's name, some other that has one. */
function listedAccount(account: Account): Account {
  const listed = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':').slice(2, 4).map(Number))
    .flatMap(([uid, gid]) => (uid && gid && uid > 0 ? [{ uid, gid }] : []));
  return listed.some(({ uid }) => uid === account.uid) ? account : (listed[0] ?? account);
}

function refuseUnlistedUser(): void {
  try {
    userInfo();
  } catch {
    throw new Error(
      `User id ${process.getuid?.()} has no name on this system, and PostgreSQL's initdb needs one. Run as a user that is ` +
        'listed in /etc/passwd (or as root, which is fine here), or name a server of your own in DATABASE_URL.',
    );
  }
}

async function runOn(
  cluster: string,
  { dataDir, account, signal }: Plan,
  program: string,
  argumentsFor: (path: string) => string[],
  input = '',
): Promise<void> {
  const mark = logLength(dataDir);
  const shared = shareFolder(cluster, account);
  const child = spawn(program, argumentsFor(shared.path), {
    ...account,
    cwd: '/',
    env: PLAIN_ENVIRONMENT,
    stdio: ['pipe', 'ignore', 2, shared.fd],
    signal,
  });
  shared.release();
  // A program that ends early leaves the rest of its input unread; its exit code tells.
  child.stdin?.on('error', () => undefined).end(input);
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, reason) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} failed (${reason ?? `exit code ${code}`}).${logTail(dataDir, mark)}`));
    });
  });
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
