import { Client } from 'pg';
import { connectDatabase, type Database } from '../../src/database/database';
import { installCapture } from '../../src/database/install/install';
import { planInstall } from '../../src/database/install/plan';
import { uninstallCapture } from '../../src/database/install/uninstall';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { logOf } from '../capture/log';
import { type Snapshot, takeSnapshot } from '../database/migrations/snapshot';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, write } from '../helpers/host-simulator/by-hand';
import { createHost } from '../hosts/create-host';

const EARLIER = '"messages 2021"';

describe('beside a host whose messages are partitioned', () => {
  let url: string;
  let close: () => Promise<void>;
  let client: Client;
  let database: Database;
  let before: Snapshot;

  beforeAll(async () => {
    ({ url, close } = await createHost('v2.2.1'));
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`
      CREATE TABLE by_month (LIKE messages INCLUDING DEFAULTS) PARTITION BY RANGE (created_at);
      CREATE TABLE ${EARLIER} PARTITION OF by_month FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')
        PARTITION BY LIST (account_id);
      CREATE TABLE messages_2021_1 PARTITION OF ${EARLIER} DEFAULT;
      CREATE TABLE messages_later PARTITION OF by_month FOR VALUES FROM ('2022-01-01') TO ('9999-01-01');
      INSERT INTO by_month SELECT * FROM messages;
      ALTER SEQUENCE messages_id_seq OWNED BY NONE;
      DROP TABLE messages;
      ALTER TABLE by_month RENAME TO messages;
      ANALYZE messages, messages_later, messages_2021_1`);
    before = await takeSnapshot(url);
    const { tables } = await planInstall(url);
    expect(tables.find(({ table }) => table === 'messages')).toMatchObject({ rows: 390, partitions: 2 });
    await installCapture(url, () => {});
    database = await connectDatabase(url);
  });
  afterAll(async () => {
    await client.end();
    await close();
  });

  it('what is written to the table is captured; what names a partition itself is found by replay', async () => {
    const conversation = await createConversation(client, await createHostAccount(client));
    await write(client, conversation, { count: 2 });
    await client.query(`
      INSERT INTO messages_later (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
      SELECT 'by itself', account_id, inbox_id, id, 0, clock_timestamp() AT TIME ZONE 'UTC', now()
      FROM conversations WHERE id = ${conversation}`);
    await captureAllWaiting(database);
    expect((await logOf(database, conversation)).messages).toEqual([1, 1, null]);
    await replay(database);
    expect((await logOf(database, conversation)).messages).toEqual([1, 1, 1]);
  });

  it('uninstalling leaves the catalog as it was', async () => {
    await database.close();
    await uninstallCapture(url, { dropTables: true, dropColumns: true }, () => {});
    const plain = (lines: readonly string[]) =>
      lines.filter((line) => !/conv_dpid_seq_/.test(line)).map((line) => line.replace(/"last_value":\w+/, ''));
    expect(plain((await takeSnapshot(url)).catalog)).toEqual(plain(before.catalog));
  });
});
