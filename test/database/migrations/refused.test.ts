import type { Client } from 'pg';
import { examineHost, findingsOfServer, UnsupportedHostError } from '../../../src/database/host-layout';
import { migrateDatabase } from '../../../src/database/migrate';
import { createBareDatabase } from '../../helpers/database';
import { createHost } from '../../hosts/create-host';
import { takeSnapshot, withClient } from './snapshot';

/** What migrating says of a database that it refuses. */
async function findingsOf(url: string): Promise<readonly string[]> {
  const error = await migrateDatabase(url).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UnsupportedHostError);
  return (error as UnsupportedHostError).findings;
}

it('a refusal tells everything at once, and nothing was changed', async () => {
  const { url, close } = await createHost('v2.2.1');
  await withClient(url, (client) =>
    client.query(`
      DROP TABLE teams;
      ALTER TABLE messages DROP sender_type;
      ALTER TABLE conversations ALTER status DROP DEFAULT, ALTER status TYPE text USING 'open';
      ALTER TABLE mentions ALTER mentioned_at TYPE timestamptz;
      ALTER TABLE events ALTER id DROP DEFAULT;
      CREATE VIEW dialogs AS SELECT 1`),
  );
  const before = await takeSnapshot(url);
  expect(await findingsOf(url)).toEqual([
    'found no table teams; needed: a host of the Chatwoot family with all of its tables',
    'found conversations.status as text; needed: integer or bigint',
    'found no column messages.sender_type; needed: character varying or text',
    'found mentions.mentioned_at as timestamp with time zone; needed: timestamp without time zone',
    'found events.id without a default; needed: a sequence or an identity that fills it',
    "found a view dialogs that is not ours; needed: its name for the dialog log, or a schema of the log's own: DIALOG_SCHEMA=dialog_log",
  ]);
  await expect(migrateDatabase(url)).rejects.toThrow(
    /^this database can't be served, and nothing was changed:\n {2}- found no table teams; .*\n( {2}- .*\n){4} {2}- found a view/,
  );
  expect(await takeSnapshot(url)).toEqual(before);
  await close();
});

it("another application's database is refused, and nothing was changed", async () => {
  const { url, close } = await createBareDatabase();
  await withClient(url, (client) =>
    client.query('CREATE TABLE invoices (id serial PRIMARY KEY); CREATE VIEW sums AS SELECT 1'),
  );
  const before = await takeSnapshot(url);
  expect(await findingsOf(url)).toEqual([
    'found invoices, sums, but no table of a host; needed: an empty database, or a host of the Chatwoot family',
  ]);
  expect(await takeSnapshot(url)).toEqual(before);
  await close();
});

it('a migrated host that its own upgrade made unfit is refused', async () => {
  const { url, close } = await createHost('v4.13.0');
  await migrateDatabase(url);
  await withClient(url, (client) =>
    client.query("ALTER TABLE conversations ALTER status DROP DEFAULT, ALTER status TYPE text USING 'open'"),
  );
  expect(await findingsOf(url)).toEqual(['found conversations.status as text; needed: integer or bigint']);
  await close();
});

it.each([
  [90_624, '9.6.24', ['found PostgreSQL 9.6.24; needed: 13 or newer']],
  [120_022, '12.22 (Debian 12.22-1)', ['found PostgreSQL 12.22 (Debian 12.22-1); needed: 13 or newer']],
  [130_000, '13.0', []],
  [180_004, '18.4', []],
])('of a server %i it is said: %s', (number, name, findings) => {
  expect(findingsOfServer(number, name)).toEqual(findings);
});

it('an old server is refused before its catalog is read', async () => {
  const asked: unknown[] = [];
  const old = {
    query: async (statement: string) => {
      asked.push(statement);
      return { rows: [{ number: '120022', name: '12.22' }] };
    },
  };
  await expect(examineHost(old as unknown as Client, false)).rejects.toThrow('found PostgreSQL 12.22');
  expect(asked).toHaveLength(1);
});
