import { resolve } from 'node:path';
import { newestClaim, refuseIfKeptElsewhere } from './claim';
import { prepareDataFolder } from './folder';
import { join, type Membership } from './member';
import { DATABASE, readPassword, USER } from './plan';
import { spawnKeeper } from './spawn-keeper';

/** Which embedded database to open. */
export interface EmbeddedOptions {
  dataDir: string;
  /** Told what takes long, and what goes wrong later. */
  log?: (message: string) => void;
  /** Settings for `postgres -c`, such as `fsync=off` for tests; a server that runs already keeps its own. */
  settings?: Record<string, string>;
  /** The folder of another package with PostgreSQL's programs, such as one of another version. */
  packageRoot?: string;
}

/** A process's share in an embedded PostgreSQL. */
export interface EmbeddedDatabase {
  /** Address and password of the database `dialogs`. */
  url: string;
  /** PostgreSQL's version, such as `18.4`. */
  version: string;
  /** Resolves with the reason if the server is gone while it is open, as when something killed it. */
  readonly gone: Promise<string>;
  /** Gives the share back; resolves when that is done, and the server down if it was the last. */
  close(): Promise<void>;
}

const ATTEMPTS = 20;

/**
 * Starts the embedded PostgreSQL kept in a folder, or joins the one that runs there. It runs until the last process that
 * opened it closes it or ends, whichever way; an open one doesn't keep the process alive.
 *
 * @throws Error where the folder can't be used or the server can't be started; the message says why and what to do.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = () => undefined, settings = {}, packageRoot } = options;
  const dataDir = prepareDataFolder(resolve(options.dataDir));
  // Each round either joins, or finds the keeper gone and sees to a new one, perhaps another process's.
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const claim = newestClaim(dataDir);
    const membership = claim.keeper && (await join(claim.keeper, log));
    if (membership) return database(dataDir, membership);
    await refuseIfKeptElsewhere(dataDir, claim, log);
    await spawnKeeper({ dataDir, after: claim.number, settings, packageRoot: packageRoot && resolve(packageRoot) });
  }
  throw new Error(`The embedded PostgreSQL in ${dataDir} is started and stopped again and again; see its postgres.log`);
}

async function database(dataDir: string, { port, version, gone, leave }: Membership): Promise<EmbeddedDatabase> {
  try {
    const login = `${USER}:${encodeURIComponent(readPassword(dataDir))}`;
    return { url: `postgresql://${login}@127.0.0.1:${port}/${DATABASE}`, version, gone, close: leave };
  } catch (error) {
    await leave();
    throw error;
  }
}
