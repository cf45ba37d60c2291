import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { connectDatabase, type Database } from '../../src/database/database';
import { lacksOfRights } from '../../src/database/host-findings';
import { installCapture, lacksOfCapture } from '../../src/database/install/install';
import { captureNewPartitions } from '../../src/database/install/new-partitions';
import { planInstall } from '../../src/database/install/plan';
import { uninstallCapture } from '../../src/database/install/uninstall';
import { withLogSchema } from '../../src/database/log-schema';
import { NotMigratedError, openDatabase } from '../../src/database/open';
import { createLogger, type Logger } from '../../src/http/logger';
import { readSettings } from '../../src/settings';
import { createActivity } from '../../src/write-side/capture/activity';
import { watchPartitions } from '../../src/write-side/capture/watch-partitions';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { logOf, until, waiting } from '../capture/log';
import { added, type Snapshot, takeSnapshot } from '../database/migrations/snapshot';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, write } from '../helpers/host-simulator/by-hand';
import { HOST_VERSIONS } from '../hosts/create-host';
import { createMonths } from '../hosts/partition-host';
import { createPartitionedHost, LOG_SCHEMA } from '../hosts/partitioned-host';

it('the rights on a table include those on its partitions', () => {
  const partition = { name: 'messages_2022_02', table: 'messages', owner: 'archive', isOwned: false };
  const catalog = { role: 'host', schema: 'public', isOwnSchema: false, isSchemaThere: true, mayCreate: true };
  const found = { ...catalog, isReadOnly: false, capturedInto: null, relations: new Map(), partitions: [partition] };
  expect(lacksOfRights(found, ['messages'])).toEqual([
    'found messages_2022_02 owned by archive; needed: the rights of archive, which the role host lacks',
  ]);
  expect(lacksOfRights(found, ['mentions'])).toEqual([]);
});

const NOW = "clock_timestamp() AT TIME ZONE 'UTC'";

describe.each(HOST_VERSIONS)('beside a partitioned host of %s with a table dialogs of its own', (version) => {
  let url: string;
  let logUrl: string;
  let close: () => Promise<void>;
  let client: Client;
  let database: Database;
  let before: Snapshot;

  beforeAll(async () => {
    ({ url, close } = await createPartitionedHost(version));
    logUrl = withLogSchema(url, LOG_SCHEMA);
    client = new Client({ connectionString: url });
    await client.connect();
    before = await takeSnapshot(url);
  });
  afterAll(async () => {
    await client.end();
    await close();
  });

  /** The next message of a conversation, into a partition by its own name. */
  const writeTo = (partition: string, conversation: number) =>
    client.query(`
      INSERT INTO ${partition} (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
      SELECT 'by itself', account_id, inbox_id, id, 0, created_at, ${NOW} FROM conversations WHERE id = ${conversation}`);

  it('says which setting keeps the two apart, and changes nothing without it', async () => {
    const needed =
      'found a partitioned table dialogs that is not ours; needed: its name for the dialog log, or a schema';
    expect((await planInstall(url)).unfit.join()).toContain(needed);
    await expect(installCapture(url, () => {})).rejects.toThrow(needed);
    expect(await planInstall(logUrl)).toMatchObject({ unfit: [], lacksOfRights: [], schema: LOG_SCHEMA });
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it('installs, and leaves the host’s rows and its own dialogs as they were', async () => {
    await installCapture(logUrl, () => {});
    const after = await takeSnapshot(url, before);
    expect(after.rows).toEqual(before.rows);
    expect(added(after, before)).toEqual([]);
    expect(added(before, after).filter((line) => /dialogs/.test(line))).toEqual([]);
    expect(await installCapture(logUrl, () => {})).toMatchObject({ wasInstalled: true });
    await expect(installCapture(url, () => {})).rejects.toThrow('needed: DIALOG_SCHEMA=dialog_log');
    database = await connectDatabase(logUrl);
  });

  it('captures what names a partition once, as what names the table', async () => {
    const account = await createHostAccount(client);
    const conversation = await createConversation(client, account);
    await write(client, conversation);
    await writeTo('messages_other', conversation);
    const closing = `SET status = 1 WHERE id = ${conversation}`;
    await client.query(`UPDATE conversations_other ${closing}`);
    await client.query(`UPDATE conversations_other ${closing}`);
    expect(await waiting(database)).toBe(4);
    await captureAllWaiting(database);
    expect(await logOf(database, conversation)).toEqual({ dialogs: [1], events: ['open'], messages: [1, 1] });
  });

  it('stamps a message that the host moves to another month before it is logged', async () => {
    const conversation = await createConversation(client, await createHostAccount(client));
    const moved = await write(client, conversation);
    await write(client, conversation);
    await client.query(`UPDATE messages SET created_at = '2022-01-31' WHERE id = ${moved}`);
    await captureAllWaiting(database);
    expect((await logOf(database, conversation)).messages).toEqual([1, 1]);
  });

  it('captures partitions that the host makes or attaches later, and none that it has detached', async () => {
    const account = await createHostAccount(client);
    await createMonths(client, 'messages', 'messages', { from: '2022-03-01', count: 1 });
    expect(await captureNewPartitions(logUrl, database.pool)).toEqual([{ name: 'messages_2022_03', hadRows: false }]);
    expect(await captureNewPartitions(logUrl, database.pool)).toEqual([]);
    const conversation = await createConversation(client, account);
    const rows = `account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
      VALUES (${account.id}, ${account.inbox}, ${conversation}, 0, '2022-03-09', '2022-03-09')`;
    await client.query(`INSERT INTO messages_2022_03 (${rows}`);
    await captureAllWaiting(database);
    expect((await logOf(database, conversation)).messages).toEqual([1]);
    await client.query('ALTER TABLE messages DETACH PARTITION messages_2022_03');
    await client.query(`INSERT INTO messages_2022_03 (${rows}`);
    expect(await waiting(database)).toBe(0);
    expect(await lacksOfCapture(database.pool)).toEqual([]);
    await client.query(
      "ALTER TABLE messages ATTACH PARTITION messages_2022_03 FOR VALUES FROM ('2022-03-01') TO ('2022-04-01')",
    );
    await client.query(`INSERT INTO messages_2022_03 (${rows}`);
    expect(await waiting(database)).toBe(1);
    await captureAllWaiting(database);
  });

  it('is opened with the setting only', async () => {
    const open = (environment: Record<string, string>) => openDatabase(readSettings(environment), () => {});
    await expect(open({ DATABASE_URL: url })).rejects.toThrow(NotMigratedError);
    const opened = await open({ DATABASE_URL: url, DIALOG_SCHEMA: LOG_SCHEMA });
    expect(await opened.database.rows(sql`SELECT to_regclass('dialogs')::text AS dialogs`)).toEqual([
      { dialogs: 'dialogs' },
    ]);
    expect(await opened.database.rows(sql`SELECT FROM dialogs LIMIT 1`)).toHaveLength(1);
    await opened.close();
    expect(() => readSettings({ DIALOG_SCHEMA: 'Dialog Log' })).toThrow(
      /^DIALOG_SCHEMA: "Dialog Log" is not a name of/,
    );
  });

  it('gives new partitions their triggers in the process that captures', async () => {
    const [stop, activity] = [new AbortController(), createActivity()];
    const told = jest.fn();
    const log = { ...createLogger('error'), info: told } as unknown as Logger;
    const watching = watchPartitions({ database, activity, log, signal: stop.signal, every: 20 });
    activity.emit('lead', true);
    await createMonths(client, 'messages', 'messages', { from: '2022-04-01', count: 1 });
    await until(() => told.mock.calls.length > 0);
    stop.abort();
    await watching;
    expect(told.mock.calls[0]![0]).toEqual({ partition: 'messages_2022_04' });
    expect(await captureNewPartitions(logUrl, database.pool)).toEqual([]);
    await client.query('DROP TABLE messages_2022_04');
  });

  it('logs what the triggers of the host’s own on a partition change', async () => {
    const conversation = await createConversation(client, await createHostAccount(client));
    await client.query(`
      CREATE FUNCTION rewrites() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.status := 1; RETURN NEW; END $$;
      CREATE TRIGGER rewrites BEFORE UPDATE ON conversations_other FOR EACH ROW EXECUTE FUNCTION rewrites()`);
    await client.query("SELECT set_config('dialog_log.rewrites', '', false)");
    // The first update of a session looks for such triggers.
    await client.query(`UPDATE conversations SET updated_at = ${NOW} WHERE id = 0`);
    await client.query(`UPDATE conversations SET updated_at = ${NOW} WHERE id = ${conversation}`);
    await client.query('DROP FUNCTION rewrites CASCADE');
    await captureAllWaiting(database);
    expect((await logOf(database, conversation)).dialogs).toEqual([1]);
  });

  it('uninstalling leaves the catalog as it was, and the host’s own dialogs', async () => {
    await database.close();
    await uninstallCapture(logUrl, { dropTables: true, dropColumns: true }, () => {});
    await client.query('DROP TABLE messages_2022_03');
    const plain = (lines: readonly string[]) =>
      lines.filter((line) => !/conv_dpid_seq_/.test(line)).map((line) => line.replace(/"last_value":\w+/, ''));
    const after = await takeSnapshot(url, before);
    expect(plain(after.catalog)).toEqual(plain(before.catalog));
    expect(after.rows.dialogs_2022_01).toBe(before.rows.dialogs_2022_01);
    const { rows } = await client.query(`SELECT FROM pg_namespace WHERE nspname = '${LOG_SCHEMA}'`);
    expect(rows).toEqual([]);
  });
});
