import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFolder, giveTree } from './folder';
import { FRESH_PREFIX, makeCluster } from './make-cluster';
import { majorVersion, type Plan, passwordFile } from './plan';

/**
 * Makes the cluster where there is none, else checks that it is one that these programs can start.
 *
 * @throws Error where the folder holds something else, or making it fails.
 */
export async function prepareCluster(plan: Plan): Promise<void> {
  const { dataDir } = plan;
  for (const left of readdirSync(dataDir).filter((name) => name.startsWith(FRESH_PREFIX))) {
    rmSync(join(dataDir, left), { recursive: true, force: true, maxRetries: 5 });
  }
  if (existsSync(clusterFolder(dataDir))) {
    checkCluster(plan);
    return;
  }
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    throw new Error(
      `${dataDir} is itself a PostgreSQL data folder, made by another program. This one keeps its database in a folder ` +
        'below DATA_DIR: name another folder, or give the address of the server that runs on this one as DATABASE_URL.',
    );
  }
  await makeCluster(plan);
}

function checkCluster({ dataDir, binaries, account }: Plan): void {
  const cluster = clusterFolder(dataDir);
  const missing = ['PG_VERSION', 'global/pg_control', 'base'].find((name) => !existsSync(join(cluster, name)));
  if (missing) {
    throw new Error(
      `${cluster} is not a whole PostgreSQL data folder: ${missing} is missing. ` +
        'Bring it back from a backup, or move it away to start with an empty database.',
    );
  }
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const needed = majorVersion(binaries.version);
  if (found !== needed) {
    throw new Error(
      `${cluster} was made by PostgreSQL ${found}, and this program brings PostgreSQL ${needed}. Dump it with ` +
        `PostgreSQL ${found} (pg_dump) and restore it into a new data folder, or go back to the release that made it.`,
    );
  }
  if (!existsSync(passwordFile(dataDir))) {
    throw new Error(
      `${passwordFile(dataDir)} is missing, and with it the password of the database in ${cluster}. ` +
        'Bring it back from a backup, or move the data folder away to start with an empty database.',
    );
  }
  // A copy made by root is root's: PostgreSQL only starts on a folder of its own that is closed to others.
  if (account && statSync(cluster).uid !== account.uid) giveTree(cluster, account);
  chmodSync(cluster, 0o700);
}
