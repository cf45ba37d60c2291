import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { isUpToDate, migrateDatabase } from '../../../src/database/migrate';
import { createHost } from '../../hosts/create-host';
import { takeSnapshot, withClient } from './snapshot';
import { processWaiting } from './waiting';

describe("the indexes on the host's tables", () => {
  let url: string;
  let close: () => Promise<void>;
  let host: Client;

  beforeEach(async () => {
    ({ url, close } = await createHost('v2.2.1'));
    host = new Client({ connectionString: url });
    await host.connect();
  });
  afterEach(async () => {
    await host.end();
    await close();
  });

  const isReady = () => withClient(url, isUpToDate);

  /** The names of our indexes, those that are not usable marked. */
  async function indexes(): Promise<string[]> {
    const { rows } = await host.query<{ name: string }>(`
      SELECT c.relname || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END AS name
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname ~ '^dialog_log_.*_by_' ORDER BY 1`);
    return rows.map(({ name }) => name);
  }

  const ALL = [
    'dialog_log_conversations_by_contact',
    'dialog_log_events_by_conversation',
    'dialog_log_events_by_dialog',
    'dialog_log_mentions_by_dialog',
    'dialog_log_messages_by_dialog',
  ];

  /** An old transaction, for whose end a build waits. */
  async function holdSnapshot(): Promise<void> {
    await host.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await host.query('SELECT FROM accounts');
  }

  /** The process that builds an index and waits for another's transaction. */
  const building = () => processWaiting(url, '^CREATE INDEX CONCURRENTLY');

  it('are completed by the next run when one was killed while it built them', async () => {
    await holdSnapshot();
    const killed = migrateDatabase(url).catch((error: unknown) => error);
    await host.query(`SELECT pg_terminate_backend(${await building()})`);
    expect(await killed).toBeInstanceOf(Error);
    await host.query('COMMIT');
    expect(await indexes()).toEqual(['dialog_log_events_by_dialog (invalid)']);
    expect(await isReady()).toBe(false);

    const lines: string[] = [];
    expect(await migrateDatabase(url, (line) => lines.push(line))).toEqual({ found: 'migrated' });
    expect(lines).toContain('index dialog_log_events_by_dialog is invalid, left by an interrupted build: dropping it');
    expect(await indexes()).toEqual(ALL);
    expect(await isReady()).toBe(true);
  });

  it('let the host write while they wait for an old transaction, whatever time limit the database has', async () => {
    await host.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET statement_timeout = '500ms'`);
    await holdSnapshot();
    const migrated = migrateDatabase(url);
    await building();
    await withClient(url, async (writer) => {
      await writer.query("SET lock_timeout = '400ms'");
      await writer.query("INSERT INTO events (name, created_at, updated_at) VALUES ('meanwhile', now(), now())");
    });
    await setTimeout(700);
    await host.query('COMMIT');
    await migrated;
    expect(await indexes()).toEqual(ALL);
  });

  it('are built on each partition of a table, and on those to come', async () => {
    await host.query(`
      CREATE TABLE by_month (LIKE messages INCLUDING DEFAULTS) PARTITION BY RANGE (created_at);
      CREATE TABLE "messages 2022-01" PARTITION OF by_month FOR VALUES FROM ('2022-01-01') TO ('2022-02-01');
      CREATE TABLE messages_older PARTITION OF by_month FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')
        PARTITION BY LIST (account_id);
      CREATE TABLE messages_older_1 PARTITION OF messages_older DEFAULT;
      INSERT INTO by_month SELECT * FROM messages;
      ALTER SEQUENCE messages_id_seq OWNED BY NONE;
      DROP TABLE messages;
      ALTER TABLE by_month RENAME TO messages`);
    await migrateDatabase(url);
    await host.query(`
      CREATE TABLE messages_2022_02 PARTITION OF messages FOR VALUES FROM ('2022-02-01') TO ('2022-03-01')`);
    const { rows } = await host.query<{ tables: string[] }>(`
      SELECT array_agg(i.indrelid::regclass::text ORDER BY t.level, 1) AS tables
      FROM pg_partition_tree('dialog_log_messages_by_dialog') t JOIN pg_index i ON i.indexrelid = t.relid
      WHERE i.indisvalid`);
    expect(rows[0]!.tables.sort()).toEqual(
      ['"messages 2022-01"', 'messages', 'messages_2022_02', 'messages_older', 'messages_older_1'].sort(),
    );
    expect(await isReady()).toBe(true);
    const before = await takeSnapshot(url);
    expect(await migrateDatabase(url)).toEqual({ found: 'migrated' });
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it('are completed where the host detached the partition that still lacked its part', async () => {
    await host.query(`
      CREATE TABLE by_month (LIKE messages INCLUDING DEFAULTS) PARTITION BY RANGE (created_at);
      CREATE TABLE messages_2022 PARTITION OF by_month FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
      CREATE TABLE messages_2023 PARTITION OF by_month FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
      INSERT INTO by_month SELECT * FROM messages;
      ALTER SEQUENCE messages_id_seq OWNED BY NONE;
      DROP TABLE messages;
      ALTER TABLE by_month RENAME TO messages`);
    await migrateDatabase(url);
    // As an interrupted build leaves it.
    await host.query(`
      DROP INDEX dialog_log_messages_by_dialog;
      CREATE INDEX dialog_log_messages_by_dialog ON ONLY messages (account_id, dialog_id, created_at, id);
      CREATE INDEX part ON messages_2022 (account_id, dialog_id, created_at, id);
      ALTER INDEX dialog_log_messages_by_dialog ATTACH PARTITION part;
      ALTER TABLE messages DETACH PARTITION messages_2023`);
    expect(await isReady()).toBe(false);
    await migrateDatabase(url);
    expect(await isReady()).toBe(true);
  });
});
