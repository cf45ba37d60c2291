import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { migrateDatabase } from '../../../src/database/migrate';
import { HostBusyError } from '../../../src/database/patience';
import { createHost } from '../../hosts/create-host';
import { type Snapshot, takeSnapshot } from './snapshot';
import { processWaiting } from './waiting';

/** Quicker than in earnest, so that the tests are. */
const QUICK = { attempts: 20, pause: 200 };

/** A host's columns for an INSERT, the same in its three tables that get a column. */
const INSERTS = [
  "INSERT INTO events (name, created_at, updated_at) VALUES ('by the host', now(), now())",
  `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
   VALUES ('by the host', 1, 4, 2, 0, now(), now())`,
  'UPDATE mentions SET updated_at = now() WHERE false',
];
const [INSERT_EVENT, INSERT_MESSAGE] = INSERTS as [string, string, string];

describe('migrating while the host works', () => {
  let url: string;
  let close: () => Promise<void>;
  let before: Snapshot;
  let host: Client;

  beforeEach(async () => {
    ({ url, close } = await createHost('v2.2.1'));
    before = await takeSnapshot(url);
    host = await connect();
  });
  afterEach(async () => {
    await host.end();
    await close();
  });

  async function connect(): Promise<Client> {
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
  }

  it('waits for a long transaction by trying again, and stops no writer for longer than its own wait', async () => {
    await host.query('BEGIN');
    await host.query(INSERT_MESSAGE);
    const lines: string[] = [];
    let isDone = false;
    const migrated = migrateDatabase(url, (line) => lines.push(line), QUICK).finally(() => {
      isDone = true;
    });
    const writers = INSERTS.map((_, number) => write(number, () => isDone));
    await setTimeout(4500);
    await host.query('COMMIT');
    expect(await migrated).toEqual({ found: 'host' });
    const waits = (await Promise.all(writers)).flat();
    expect(waits.length).toBeGreaterThan(100);
    expect(Math.max(...waits)).toBeLessThan(4000);
    expect(lines[0]).toMatch(/^found events, mentions, messages in use by process \d+ .*; trying again \(1 of 19\)$/);
  });

  /** Transactions over the three tables, in an order of the writer's own. Returns each statement's milliseconds. */
  async function write(first: number, isDone: () => boolean): Promise<number[]> {
    const client = await connect();
    const waits: number[] = [];
    while (!isDone()) {
      await client.query('BEGIN');
      for (const step of [0, 1, 2]) {
        const begun = performance.now();
        await client.query(INSERTS[(first + step) % 3]!);
        waits.push(performance.now() - begun);
      }
      await client.query('COMMIT');
      await setTimeout(5);
    }
    await client.end();
    return waits;
  }

  it("gives way to a host's transaction that waits for what it holds", async () => {
    await host.query('BEGIN');
    await host.query(INSERT_MESSAGE);
    const migrated = migrateDatabase(url, undefined, QUICK);
    await processWaiting(url, '^LOCK TABLE events, mentions, messages');
    await host.query(INSERT_EVENT);
    await host.query('COMMIT');
    expect(await migrated).toEqual({ found: 'host' });
  });

  it('gives up in the end, names who was in the way, and has changed nothing', async () => {
    await host.query('BEGIN');
    await host.query('SELECT FROM events');
    const { rows } = await host.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const error = await migrateDatabase(url, undefined, { attempts: 2, pause: 100 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HostBusyError);
    expect((error as Error).message).toMatch(
      new RegExp(`in use by process ${rows[0]!.pid} \\(.*, in a transaction for \\d+ s\\): gave up after 2 attempts`),
    );
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it.each(['pg_terminate_backend', 'pg_cancel_backend'])(
    'leaves nothing half done when %s ends it in the middle',
    async (end) => {
      // Another's uncommitted table of the same name lets the migration wait between its statements.
      await host.query('BEGIN');
      await host.query('CREATE TABLE dialog_settings (id int)');
      const migrated = migrateDatabase(url, undefined, QUICK).catch((error: unknown) => error);
      const pid = await processWaiting(url, 'CREATE TABLE "dialog_settings"');
      await host.query(`SELECT ${end}(${pid})`);
      expect(await migrated).toBeInstanceOf(Error);
      await host.query('ROLLBACK');
      expect(await takeSnapshot(url)).toEqual(before);
      expect(await migrateDatabase(url)).toEqual({ found: 'host' });
    },
  );
});
