import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../../../src/database/embedded';
import {
  cleanUp,
  freshFolder,
  isDown,
  keeperPid,
  note,
  notes,
  query,
  SAFE_FROM_KILLS,
  startUser,
  until,
} from './processes';

afterAll(cleanUp);

describe('a new folder', () => {
  test('gets a database in UTF-8 and UTC, durable, for those who know its password, on this machine alone', async () => {
    const dataDir = join(freshFolder(), 'made', 'on the way');
    const told: string[] = [];
    const database = await openEmbedded({ dataDir, log: (message) => told.push(message) });
    expect(told).toEqual([`Making a new PostgreSQL ${database.version} database in ${dataDir}`]);
    expect(database.version).toMatch(/^18\.\d+$/);
    expect(new URL(database.url)).toMatchObject({
      protocol: 'postgresql:',
      hostname: '127.0.0.1',
      pathname: '/dialogs',
    });

    const [settings] = await query(
      database.url,
      `select current_setting('server_encoding') as encoding, current_setting('timezone') as timezone,
        current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
        current_setting('unix_socket_directories') as sockets, current_setting('max_connections') as connections`,
    );
    expect(settings).toEqual({
      encoding: 'UTF8',
      timezone: 'UTC',
      fsync: 'on',
      addresses: '127.0.0.1',
      sockets: '',
      connections: '100',
    });
    const ordered = await query(
      database.url,
      `select lower(x) as x from unnest('{б,А,b,A,a,B}'::text[]) x order by x.x`,
    );
    expect(ordered).toEqual([...'ABabАб'].map((x) => ({ x: x.toLowerCase() })));

    const guess = new URL(database.url);
    guess.password = 'guess';
    await expect(query(guess.toString(), 'select 1')).rejects.toThrow('password authentication failed');
    for (const secret of readdirSync(dataDir).filter((name) => name !== 'postgres')) {
      expect(statSync(join(dataDir, secret)).mode & 0o077).toBe(0);
    }
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);

    await database.close();
    expect(await isDown(database.url)).toBe(true);
  });

  test('opened by two processes at the same moment gets one server', async () => {
    const dataDir = freshFolder();
    const users = await Promise.all([startUser({ dataDir }), startUser({ dataDir }), startUser({ dataDir })]);
    expect(new Set(users.map(({ url }) => url)).size).toBe(1);
    await Promise.all(users.map((user) => user.tell('close')));
    expect(await isDown(users[0]!.url)).toBe(true);
  });

  test('whose first start was killed on the way is made afresh', async () => {
    const dataDir = freshFolder();
    const interrupted = startUser({ dataDir }).catch(() => undefined);
    const halfMade = (): string[] => readdirSync(dataDir).filter((name) => name.startsWith('postgres-new-'));
    expect(await until(() => halfMade().some((name) => existsSync(join(dataDir, name, 'PG_VERSION'))))).toBe(true);
    process.kill(-keeperPid(dataDir), 'SIGKILL');
    const [left] = halfMade();

    // The interrupted user has found its keeper gone, and has a new one.
    const user = await startUser({ dataDir });
    await note(user.url, 'made');
    expect(await notes(user.url)).toEqual(['made']);
    expect(readdirSync(dataDir)).not.toContain(left);
    await Promise.all([user.tell('close'), interrupted.then((other) => other?.tell('close'))]);
  });
});

describe('a folder used before', () => {
  let dataDir: string;

  beforeAll(() => {
    dataDir = freshFolder();
  });

  test('keeps its rows, its password and, once closed, no server', async () => {
    const options = { dataDir, settings: SAFE_FROM_KILLS };
    const passwords = new Set<string>();
    for (const text of ['first', 'second', 'third']) {
      const database = await openEmbedded(options);
      passwords.add(new URL(database.url).password);
      await note(database.url, text);
      if (text === 'third') expect(await notes(database.url)).toEqual(['first', 'second', 'third']);
      await database.close();
      expect(await isDown(database.url)).toBe(true);
    }
    expect(passwords.size).toBe(1);
  });

  test('is shared with later processes, and its server outlives the process that started it', async () => {
    const first = await startUser({ dataDir });
    const joined = await openEmbedded({ dataDir });
    const third = await startUser({ dataDir });
    expect([joined.url, third.url]).toEqual([first.url, first.url]);

    expect(await first.tell('exit')).toBe(0);
    await note(joined.url, 'still there');
    await joined.close();
    expect(await notes(third.url)).toContain('still there');
    expect(await third.tell('close')).toBe(0);
    expect(await isDown(third.url)).toBe(true);
  });

  test('does not keep a process alive that has nothing else to do', async () => {
    const user = await startUser({ dataDir });
    expect(await user.tell('idle')).toBe(0);
    expect(await until(() => isDown(user.url))).toBe(true);
  });

  test('closes twice as well as once', async () => {
    const database = await openEmbedded({ dataDir, settings: SAFE_FROM_KILLS });
    await Promise.all([database.close(), database.close()]);
    await database.close();
    expect(await isDown(database.url)).toBe(true);
  });
});
