import { createPool } from '../../src/database/database';
import { captureNewPartitions } from '../../src/database/install/new-partitions';
import { logOf } from '../capture/log';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { mirrorHost } from './mirrored-host';

test('a host that partitions by month, and has dialogs of its own, keeps its tables as they are', async () => {
  const host = await mirrorHost('v2.2.1', 'real', {
    prepare: `
      CREATE TABLE by_month (LIKE messages INCLUDING DEFAULTS, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
      CREATE TABLE messages_earlier PARTITION OF by_month FOR VALUES FROM (MINVALUE) TO ('2022-01-01');
      CREATE TABLE messages_later PARTITION OF by_month FOR VALUES FROM ('2022-01-01') TO (MAXVALUE);
      INSERT INTO by_month SELECT * FROM messages;
      ALTER SEQUENCE messages_id_seq OWNED BY NONE;
      DROP TABLE messages;
      ALTER TABLE by_month RENAME TO messages;
      CREATE TABLE dialogs (id bigint, at timestamp, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)`,
  });
  try {
    const [client] = host.clients;
    await host.copyPast();
    const conversation = await createConversation(client!, await createHostAccount(client!));
    await write(client!, conversation, { count: 2 });
    await setStatus(client!, conversation, 'resolved');
    await host.catchUp();
    expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [1], messages: [1, 1] });

    await client!.query(`
      ALTER TABLE messages DETACH PARTITION messages_later;
      ALTER TABLE messages ATTACH PARTITION messages_later FOR VALUES FROM ('2022-01-01') TO ('2200-01-01');
      CREATE TABLE messages_next PARTITION OF messages FOR VALUES FROM ('2200-01-01') TO (MAXVALUE)`);
    const pool = createPool(host.url);
    const captured = await captureNewPartitions(host.url, pool).finally(() => pool.end());
    expect(captured).toEqual([{ name: 'messages_next', hadRows: false }]);
  } finally {
    await host.close();
  }
});
