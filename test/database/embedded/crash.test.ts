import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../../../src/database/embedded';
import { findPackage, prepareBinaries } from '../../../src/database/embedded/binaries';
import { clusterFolder, serverAccount, shareFolder } from '../../../src/database/embedded/folder';
import { logFile } from '../../../src/database/embedded/log-file';
import {
  childrenOf,
  cleanUp,
  freshFolder,
  isDown,
  keeperPid,
  note,
  notes,
  SAFE_FROM_KILLS,
  serverPid,
  startUser,
  until,
} from './processes';

const dataDir = freshFolder();

/** Opens the folder once more, and sees whether what was noted before is there. */
async function expectKept(text: string): Promise<void> {
  const database = await openEmbedded({ dataDir, settings: SAFE_FROM_KILLS });
  expect(await notes(database.url)).toContain(text);
  await database.close();
}

afterAll(cleanUp);

test('kill -9 of the only user stops the server within seconds, and rows survive', async () => {
  const user = await startUser({ dataDir });
  await note(user.url, 'user');
  await user.kill();
  expect(await until(() => isDown(user.url))).toBe(true);
  await expectKept('user');
});

test('kill -9 of the keeper stops the server, is told to the users, and rows survive', async () => {
  const told: string[] = [];
  const database = await openEmbedded({ dataDir, settings: SAFE_FROM_KILLS, log: (message) => told.push(message) });
  await note(database.url, 'keeper');
  process.kill(keeperPid(dataDir), 'SIGKILL');
  expect(await until(() => isDown(database.url))).toBe(true);
  expect(await until(() => told.length === 1)).toBe(true);
  expect(told[0]).toBe('The embedded PostgreSQL is gone: the process that keeps it has ended');
  await database.close();
  await expectKept('keeper');
});

test('kill -9 of the keeper leaves no time in which a new start fails', async () => {
  const user = await startUser({ dataDir });
  await note(user.url, 'keeper, again');
  process.kill(keeperPid(dataDir), 'SIGKILL');
  await expectKept('keeper, again');
});

test('kill -9 of the server is told to the users, and rows survive', async () => {
  const told: string[] = [];
  const database = await openEmbedded({ dataDir, settings: SAFE_FROM_KILLS, log: (message) => told.push(message) });
  await note(database.url, 'server');
  process.kill(serverPid(dataDir)!, 'SIGKILL');
  expect(await until(() => told.length === 1)).toBe(true);
  expect(told[0]).toBe(
    `The embedded PostgreSQL is gone: PostgreSQL ended by itself (SIGKILL), see ${logFile(dataDir)}`,
  );
  await database.close();
  await expectKept('server');
});

test('kill -9 of everything, and then a stranger with the number of the old server, prevent nothing', async () => {
  const user = await startUser({ dataDir });
  await note(user.url, 'everything');
  const lock = join(dataDir, 'postgres', 'postmaster.pid');
  process.kill(-keeperPid(dataDir), 'SIGKILL');
  await user.kill();
  expect(await until(() => isDown(user.url))).toBe(true);

  const stranger = spawn('sleep', ['60'], { ...serverAccount(dataDir), cwd: '/' });
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(stranger.pid)));
  await expectKept('everything');
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill();
});

test('a server that outlived everybody who could stop it is stopped by the next start', async () => {
  const user = await startUser({ dataDir });
  await note(user.url, 'all but the server');
  const [keeper, server] = [keeperPid(dataDir), serverPid(dataDir)!];
  // The keeper last: it would put the others right.
  const others = childrenOf(keeper).filter((pid) => pid !== server);
  expect(others).toHaveLength(1);
  for (const pid of [...others, keeper]) process.kill(pid, 'SIGKILL');
  await user.kill();
  expect(await isDown(user.url)).toBe(false);
  await expectKept('all but the server');
  expect(await isDown(user.url)).toBe(true);
});

test('a server that somebody started by hand is left alone, and named', async () => {
  await (await startUser({ dataDir })).tell('close');
  const account = serverAccount(dataDir);
  const { postgres } = await prepareBinaries(findPackage(), account, () => undefined);
  const shared = shareFolder(clusterFolder(dataDir), account);
  const byHand = spawn(postgres, ['-D', shared.path, '-c', 'listen_addresses=', '-c', 'unix_socket_directories=.'], {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', shared.fd],
  });
  shared.release();
  expect(await until(() => serverPid(dataDir) === byHand.pid)).toBe(true);
  await expect(startUser({ dataDir })).rejects.toThrow(
    `Another PostgreSQL server (process ${byHand.pid}) runs on ${clusterFolder(dataDir)}. Stop it first: kill -INT`,
  );
  byHand.kill('SIGINT');
  await once(byHand, 'exit');
  await (await startUser({ dataDir })).tell('close');
});
