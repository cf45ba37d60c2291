import { once } from 'node:events';
import { appendFileSync, mkdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { openEmbedded } from '../../../src/database/embedded';
import { claim, type Keeper, newestClaim, thisHost } from '../../../src/database/embedded/claim';
import { logFile } from '../../../src/database/embedded/log-file';
import { cleanUp, freshFolder, note, notes, SAFE_FROM_KILLS } from './processes';

const used = freshFolder();
const open = (dataDir: string, settings = {}) =>
  openEmbedded({ dataDir, settings: { ...SAFE_FROM_KILLS, ...settings } });

beforeAll(async () => {
  const database = await open(used);
  await note(database.url, 'kept');
  await database.close();
});
afterAll(cleanUp);

/** Another program that listens on some port. */
async function stranger(serve: (socket: Socket) => void = () => undefined): Promise<{ port: number; server: Server }> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}

describe('a folder that can not be used', () => {
  test('is a file', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    await expect(open(file)).rejects.toThrow(
      /^The data folder .*file can't be made or written to by user id \d+: .* name another one in DATA_DIR\.$/,
    );
  });

  test("is another program's PostgreSQL data folder", async () => {
    const dataDir = freshFolder();
    writeFileSync(join(dataDir, 'PG_VERSION'), '18\n');
    await expect(open(dataDir)).rejects.toThrow(
      `${dataDir} is itself a PostgreSQL data folder, made by another program.`,
    );
  });

  test('was made by another version of PostgreSQL', async () => {
    const cluster = join(freshFolder(), 'postgres');
    mkdirSync(join(cluster, 'global'), { recursive: true });
    mkdirSync(join(cluster, 'base'));
    writeFileSync(join(cluster, 'global', 'pg_control'), '');
    writeFileSync(join(cluster, 'PG_VERSION'), '13\n');
    await expect(open(join(cluster, '..'))).rejects.toThrow(
      /made by PostgreSQL 13, and this program brings PostgreSQL 18\. Dump it with PostgreSQL 13 \(pg_dump\)/,
    );
  });
});

describe("PostgreSQL's own words are passed on", () => {
  test('about a setting that it refuses, in a new folder', async () => {
    await expect(open(freshFolder(), { work_mem: 'lots' })).rejects.toThrow(
      /failed \(exit code 1\)\. The last lines of .*:\n {2}.*invalid value for parameter "work_mem": "lots"/,
    );
  });

  test('about one in a folder used before', async () => {
    await expect(open(used, { work_mem: 'lots' })).rejects.toThrow(
      /^PostgreSQL did not start \(exit code 1\)\. The last lines of .*:\n {2}.*invalid value for parameter "work_mem"/,
    );
  });

  test('about a port that is taken', async () => {
    const { port, server } = await stranger();
    await expect(open(used, { port: String(port) })).rejects.toThrow(
      /^PostgreSQL did not start \(exit code 1\)\. The last lines of .*could not bind IPv4 address "127\.0\.0\.1"/s,
    );
    server.close();
  });
});

describe('a claim of a keeper that is gone', () => {
  const gone = { pid: process.pid, host: thisHost(), question: 'question', answer: 'answer' };

  /** Leaves a claim as a killed keeper does. */
  function leave(keeper: Keeper): { file: string; number: number } {
    const number = newestClaim(used).number + 1;
    const file = join(used, `keeper-${number}.json`);
    writeFileSync(file, JSON.stringify(keeper));
    return { file, number };
  }

  test('whose port another program has now is followed by a new one', async () => {
    const { port, server } = await stranger((socket) => socket.end('220 at your service\r\n'));
    const { number } = leave({ ...gone, port });
    const database = await open(used);
    expect(newestClaim(used)).toMatchObject({ number: number + 1, keeper: { host: thisHost() } });
    await database.close();
    expect(newestClaim(used)).toEqual({ number: number + 1 });
    server.close();
  });

  test('of another machine or container counts for as long as that one touches it', async () => {
    const { file } = leave({ ...gone, host: 'elsewhere net:[1]', port: 1 });
    const beat = setInterval(() => utimesSync(file, new Date(), new Date()), 500);
    await expect(open(used)).rejects.toThrow(/is in use on another machine or container \(elsewhere\)\. Stop that one/);
    clearInterval(beat);
    await (await open(used)).close();
  });

  test('can be followed once only', () => {
    const { number } = leave({ ...gone, port: 1 });
    const keeper = { ...gone, port: 2 };
    const mine = claim(used, number, keeper);
    expect(mine).toBeDefined();
    expect(claim(used, number, keeper)).toBeUndefined();
    // One that looked long ago, when an older one was the newest, and finds its number free.
    expect(claim(used, number - 1, keeper)).toBeUndefined();
    expect(newestClaim(used)).toEqual({ number: number + 1, keeper });
    mine?.giveBack();
    expect(newestClaim(used)).toEqual({ number: number + 1 });
  });
});

test('a log that has grown long is cut at the next start', async () => {
  appendFileSync(logFile(used), 'a line of some log\n'.repeat(600_000));
  const database = await open(used);
  expect(statSync(logFile(used)).size).toBeLessThan(300_000);
  expect(await notes(database.url)).toEqual(['kept']);
  await database.close();
});

test('a folder that has lost its sense, its password or a part is told with what to do', async () => {
  truncateSync(join(used, 'postgres', 'global', 'pg_control'), 100);
  await expect(open(used)).rejects.toThrow(
    /^PostgreSQL did not start \(SIGABRT\)\. The last lines of .*postgres\.log:\n {2}.*pg_control/,
  );
  rmSync(join(used, 'postgres.password'));
  await expect(open(used)).rejects.toThrow(/postgres\.password is missing, .* Bring it back from a backup/);
  rmSync(join(used, 'postgres', 'global'), { recursive: true });
  await expect(open(used)).rejects.toThrow(/is not a whole PostgreSQL data folder: global\/pg_control is missing\./);
});
