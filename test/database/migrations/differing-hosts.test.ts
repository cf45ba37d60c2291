import { Client } from 'pg';
import { examineHost } from '../../../src/database/host-layout';
import { createHost } from '../../hosts/create-host';

describe('a host that differs', () => {
  let url: string;
  let close: () => Promise<void>;
  let client: Client;
  beforeAll(async () => {
    ({ url, close } = await createHost('v2.2.1'));
    client = new Client({ connectionString: url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await close();
  });
  afterEach(() => client.query('ROLLBACK'));

  const DATE = 'timestamp without time zone';

  it.each([
    ['a missing table', 'DROP TABLE teams', /^found no table teams; needed: a host of the Chatwoot family/],
    ['no event table', 'DROP TABLE events', /^found no table events \(or reporting_events, since v2\.3\.0\)/],
    ['two event tables', 'CREATE TABLE reporting_events (LIKE events INCLUDING ALL)', /^found both events and repo/],
    [
      'a missing column',
      'ALTER TABLE messages DROP sender_id',
      /^found no column messages\.sender_id; needed: integer/,
    ],
    [
      'status as text',
      "ALTER TABLE conversations ALTER status DROP DEFAULT, ALTER status TYPE varchar USING 'open'",
      /^found conversations\.status as character varying; needed: integer or bigint$/,
    ],
    [
      'status as an enum',
      `CREATE TYPE conversation_status AS ENUM ('open', 'resolved');
       ALTER TABLE conversations ALTER status DROP DEFAULT, ALTER status TYPE conversation_status USING 'open'`,
      /^found conversations\.status as enum conversation_status; needed: integer or bigint$/,
    ],
    [
      'timestamps with a zone',
      'ALTER TABLE messages ALTER created_at TYPE timestamptz',
      new RegExp(`^found messages\\.created_at as timestamp with time zone; needed: ${DATE}$`),
    ],
    [
      'timestamps without microseconds',
      'ALTER TABLE events ALTER created_at TYPE timestamp(3)',
      new RegExp(`^found events\\.created_at as timestamp\\(3\\) without time zone; needed: ${DATE}$`),
    ],
    [
      'uuids for ids',
      'ALTER TABLE mentions ADD u uuid DEFAULT gen_random_uuid(); ALTER TABLE mentions DROP id; ALTER TABLE mentions RENAME u TO id',
      /^found mentions\.id as uuid; needed: integer or bigint$/,
    ],
    [
      'ids without a default',
      'ALTER TABLE events ALTER id DROP DEFAULT',
      /^found events\.id without a default; needed: a seq/,
    ],
    [
      'a column that our inserts would leave empty',
      'ALTER TABLE messages ADD shard int NOT NULL DEFAULT 1; ALTER TABLE messages ALTER shard DROP DEFAULT',
      /^found messages\.shard as NOT NULL without a default; needed: a default, or NULL allowed$/,
    ],
    [
      'numbers of conversations that nobody gives',
      'DROP TRIGGER conversations_before_insert_row_tr ON conversations',
      /^found conversations\.display_id as NOT NULL without a default; needed: a default, or NULL allowed$/,
    ],
    [
      'mentions that are not unique',
      'DROP INDEX index_mentions_on_user_id_and_conversation_id',
      /^found no unique index on mentions \(user_id, conversation_id\)/,
    ],
    [
      'a view in the place of a table',
      'ALTER TABLE contacts RENAME TO people; CREATE VIEW contacts AS SELECT * FROM people',
      /^found contacts as a view; needed: a table$/,
    ],
    ['a table dialogs', 'CREATE TABLE dialogs (id int)', /^found a table dialogs that is not ours; needed: its name/],
    [
      'a table dialogs with partitions and keys of its own',
      `CREATE TABLE dialogs (id serial, created_at timestamp, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
       CREATE TABLE dialogs_2022 PARTITION OF dialogs FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')`,
      /^found a partitioned table dialogs that is not ours/,
    ],
    [
      'a foreign table dialogs',
      `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
       CREATE FOREIGN TABLE dialogs (id int) SERVER s`,
      /^found a foreign table dialogs that is not ours/,
    ],
    ['an index of our name', 'CREATE INDEX dialogs_by_contact ON events (id)', /^found an index dialogs_by_contact/],
    [
      'a column dialog_id',
      'ALTER TABLE messages ADD dialog_id bigint',
      /^found a column messages\.dialog_id that is not ours/,
    ],
    [
      'additional attributes as json',
      "ALTER TABLE messages ADD additional_attributes json DEFAULT '{}'",
      /^found messages\.additional_attributes as json; needed: jsonb$/,
    ],
    ['a standby', 'SET TRANSACTION READ ONLY', /^found a database that takes no changes; needed: the primary server/],
    [
      "new tables elsewhere than the host's",
      'CREATE SCHEMA mine; SET LOCAL search_path = mine, public',
      /^found the host's tables in the schema public, while new tables go to mine; needed: a search_path/,
    ],
  ])('is refused for %s', async (_difference, change, finding) => {
    await client.query('BEGIN');
    await client.query(change);
    await expect(examineHost(client, false)).rejects.toMatchObject({ findings: [expect.stringMatching(finding)] });
  });

  it.each([
    ['bigint everywhere', 'ALTER TABLE conversations ALTER id TYPE bigint, ALTER status TYPE bigint'],
    ['ids from identities', 'ALTER TABLE events ALTER id DROP DEFAULT, ALTER id ADD GENERATED BY DEFAULT AS IDENTITY'],
    [
      'more columns and tables',
      'ALTER TABLE messages ADD shard int NOT NULL DEFAULT 1; CREATE TABLE dialling (id int)',
    ],
    [
      'rows by month',
      `ALTER TABLE messages RENAME TO messages_2022; CREATE TABLE messages (LIKE messages_2022 INCLUDING DEFAULTS)
       PARTITION BY RANGE (created_at); ALTER TABLE messages ATTACH PARTITION messages_2022 DEFAULT`,
    ],
  ])('is served with %s', async (_difference, change) => {
    await client.query('BEGIN');
    await client.query(change);
    await expect(examineHost(client, false)).resolves.toMatchObject({ kind: 'host' });
  });
});
