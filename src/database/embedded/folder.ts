import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** The account PostgreSQL runs as where this process is root, which PostgreSQL refuses to be. */
export interface Account {
  uid: number;
  gid: number;
}

/** The conventional `nobody`; the number needs no entry in /etc/passwd. */
const NOBODY = 65534;

/** Where the cluster lies inside the data folder. */
export const clusterFolder = (dataDir: string): string => join(dataDir, 'postgres');

/**
 * Makes the data folder where it doesn't exist, and answers its real path.
 *
 * @throws Error where it can't be made, is no folder or can't be written to.
 */
export function prepareDataFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (error) {
    throw new Error(
      `The data folder ${dataDir} can't be made or written to by user id ${process.getuid?.()}: ${(error as Error).message}. ` +
        'Give that user the folder, or name another one in DATA_DIR.',
    );
  }
}

/**
 * The account PostgreSQL has to run as: this process's own (undefined), except for root. There it is whoever owns the
 * cluster or the data folder already, so that a folder shared with an ordinary user stays theirs, and else nobody.
 */
export function serverAccount(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = [clusterFolder(dataDir), dataDir]
    .map((folder) => statSync(folder, { throwIfNoEntry: false }))
    .find((found) => found && found.uid !== 0);
  return owner ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY };
}

/** Gives a new file of ours in the data folder to that folder's owner, whom root may be working for. */
export function giveToOwner(file: string, dataDir: string): void {
  const owner = statSync(dataDir);
  if (process.getuid?.() === 0 && owner.uid !== 0) lchownSync(file, owner.uid, owner.gid);
}

/** Gives a folder and all below it to an account. */
export function giveTree(folder: string, { uid, gid }: Account): void {
  lchownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, name), uid, gid);
}

/** How a child process names the folder of its file descriptor 3. */
export const SHARED_PATH = '/proc/self/fd/3';

/** A folder as a child process can name it; `fd` is to be the child's file descriptor 3. */
export interface SharedFolder {
  path: string;
  fd: number | 'ignore';
  release(): void;
}

/**
 * Names a folder for a child process of another account. A checkout below a folder of mode 0700 (such as /root) can't
 * be reached by path from that account, but through a descriptor opened by root and inherited it can.
 */
export function shareFolder(folder: string, account: Account | undefined): SharedFolder {
  if (!account || !existsSync('/proc/self/fd')) return { path: folder, fd: 'ignore', release: () => undefined };
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  return { path: SHARED_PATH, fd, release: () => closeSync(fd) };
}
