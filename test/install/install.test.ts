import { captureTriggers } from '../../src/database/capture-triggers';
import { connectDatabase } from '../../src/database/database';
import { readCaptureState } from '../../src/database/install/capture-state';
import { installCapture, isCaptureInstalled, lacksOfCapture } from '../../src/database/install/install';
import { planInstall } from '../../src/database/install/plan';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { gaps, logOf } from '../capture/log';
import { takeSnapshot, withClient } from '../database/migrations/snapshot';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus } from '../helpers/host-simulator/by-hand';
import { createHost, HOST_VERSIONS } from '../hosts/create-host';

describe('an installation beside a host', () => {
  let url: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ url, close } = await createHost('v4.13.0'));
    await installCapture(url, () => {});
  });
  afterAll(() => close());

  const isComplete = async () => (await withClient(url, lacksOfCapture)).length === 0;
  const change = (statement: string) => withClient(url, (client) => client.query(statement));

  /** Installs again; answers what was said. */
  async function installedAgain(): Promise<string[]> {
    const lines: string[] = [];
    await installCapture(url, (line) => lines.push(line));
    return lines;
  }

  it('is complete, and does nothing when repeated', async () => {
    const before = await takeSnapshot(url);
    expect(await isComplete()).toBe(true);
    const lines: string[] = [];
    expect(await installCapture(url, (line) => lines.push(line))).toEqual({
      ...{ found: 'migrated', wasInstalled: true, hasBegun: false, hasMissed: false },
    });
    expect(lines).toEqual([]);
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it.each([
    [
      'a function of another version',
      `CREATE OR REPLACE FUNCTION dialog_log_message_inserted() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RETURN NULL; END $$`,
      ['replace function dialog_log_message_inserted, which is of another version'],
    ],
    [
      'other settings of a function',
      "ALTER FUNCTION dialog_log_message_inserted() SET lock_timeout = '9s'",
      ['replace function dialog_log_message_inserted, which is of another version'],
    ],
    [
      'a function that everybody may make triggers of',
      'GRANT EXECUTE ON FUNCTION dialog_log_message_inserted() TO PUBLIC',
      ['replace function dialog_log_message_inserted, which is of another version'],
    ],
    [
      'a trigger of another version',
      `DROP TRIGGER dialog_log_message_inserted ON messages;
       CREATE TRIGGER dialog_log_message_inserted AFTER INSERT OR UPDATE ON messages
         FOR EACH ROW EXECUTE FUNCTION dialog_log_message_inserted()`,
      ['replace trigger dialog_log_message_inserted of messages, which is of another version'],
    ],
    [
      'a trigger that this version does not have',
      `CREATE TRIGGER dialog_log_message_told AFTER TRUNCATE ON messages
         FOR EACH STATEMENT EXECUTE FUNCTION dialog_log_message_inserted()`,
      ['remove trigger dialog_log_message_told of messages, which is of another version'],
    ],
  ])('replaces %s, and misses nothing by it', async (_difference, statement, words) => {
    const before = await takeSnapshot(url);
    await change(statement);
    expect((await planInstall(url)).captureSteps).toEqual(words);
    expect(await installedAgain()).toEqual(words);
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it.each([
    ['a trigger that was switched off', 'ALTER TABLE conversations DISABLE TRIGGER dialog_log_conversation_updated'],
    ['a trigger for replicas only', 'ALTER TABLE conversations ENABLE REPLICA TRIGGER dialog_log_conversation_updated'],
    ['a trigger that is gone', 'DROP TRIGGER dialog_log_conversation_updated ON conversations'],
    ['functions that are gone', 'DROP FUNCTION dialog_log_conversation_updated() CASCADE'],
  ])('mends %s, and leaves a mark for what was missed, which replay closes', async (_state, statement) => {
    const database = await connectDatabase(url);
    await withClient(url, async (client) => {
      const conversation = await createConversation(client, await createHostAccount(client));
      await captureAllWaiting(database);
      await client.query(statement);
      expect(await isComplete()).toBe(false);
      expect(await isCaptureInstalled(client)).toBe(true);
      await setStatus(client, conversation, 'resolved');
      const lines: string[] = [];
      expect(await installCapture(url, (line) => lines.push(line))).toMatchObject({ hasMissed: true });
      expect(lines.join('\n')).toMatch(/(enable|attach) trigger dialog_log_conversation_updated/);
      expect(await isComplete()).toBe(true);
      expect(await gaps(database)).toBe(1);
      await captureAllWaiting(database);
      expect((await logOf(database, conversation)).dialogs).toEqual([0]);
      expect(await replay(database)).toMatchObject({ gapsClosed: 1 });
      expect((await logOf(database, conversation)).dialogs).toEqual([1]);
      expect(await gaps(database)).toBe(0);
    });
    await database.close();
  });

  it('adds columns, index and triggers anew to a table that the host has made anew', async () => {
    const before = await takeSnapshot(url);
    await change(`
      CREATE TABLE mentions_anew (LIKE mentions INCLUDING ALL);
      ALTER TABLE mentions_anew DROP COLUMN dialog_id;
      ALTER SEQUENCE mentions_id_seq OWNED BY mentions_anew.id;
      DROP TABLE mentions;
      ALTER TABLE mentions_anew RENAME TO mentions;
      DROP INDEX IF EXISTS mentions_anew_account_id_dialog_id_mentioned_at_id_idx`);
    expect((await planInstall(url)).newColumns).toEqual(['mentions.dialog_id']);
    await installedAgain();
    const after = await takeSnapshot(url);
    const ours = (lines: readonly string[]) =>
      lines.filter((line) => /dialog_/.test(line) && !/outbox_gaps/.test(line));
    expect(ours(after.catalog)).toEqual(ours(before.catalog));
  });
});

describe.each(HOST_VERSIONS)('beside a host of %s an installation', (version) => {
  const events = version === 'v2.2.1' ? 'events' : 'reporting_events';
  let url: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ url, close } = await createHost(version));
  });
  afterAll(() => close());

  it('of several at once makes one', async () => {
    const reports = await Promise.all(Array.from({ length: 4 }, () => installCapture(url, () => {})));
    expect(reports.filter(({ wasInstalled }) => wasInstalled)).toHaveLength(3);
    const { triggers } = await withClient(url, readCaptureState);
    const found = triggers.map(({ table, name }) => `${table}: ${name}`);
    expect(found.sort()).toEqual(
      captureTriggers(events)
        .map(({ table, name }) => `${table}: ${name}`)
        .sort(),
    );
  });

  it('goes with the event table when an upgrade of the host renames it', async () => {
    const name = events === 'events' ? 'reporting_events' : 'events';
    await withClient(url, (client) => client.query(`ALTER TABLE ${events} RENAME TO ${name}`));
    expect(await installCapture(url, () => {})).toMatchObject({ wasInstalled: true });
    const database = await connectDatabase(url);
    await withClient(url, async (client) => {
      const conversation = await createConversation(client, await createHostAccount(client));
      await client.query(`INSERT INTO ${name} (name, account_id, conversation_id, created_at, updated_at)
        SELECT 'conversation_bot_handoff', account_id, id, now(), now() FROM conversations WHERE id = ${conversation}`);
      await captureAllWaiting(database);
      const { rows } = await client.query(
        `SELECT name, dialog_id IS NOT NULL AS stamped FROM ${name} WHERE conversation_id = ${conversation} ORDER BY name`,
      );
      expect(rows).toEqual([
        { name: 'conversation_bot_handoff', stamped: true },
        { name: 'conversation_open', stamped: true },
      ]);
    });
    await database.close();
  });
});

it('only the owner can make triggers of the functions', async () => {
  const { url, close } = await createHost('v2.2.1');
  await installCapture(url, () => {});
  const role = `dialog_test_forger_${process.pid}`;
  await withClient(url, async (client) => {
    await client.query(`CREATE ROLE ${role}; GRANT CREATE, USAGE ON SCHEMA public TO ${role}; SET ROLE ${role}`);
    await client.query('CREATE TABLE forged (id int, account_id int, conversation_id int)');
    await expect(
      client.query(`CREATE TRIGGER forge AFTER INSERT ON forged REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION dialog_log_message_inserted()`),
    ).rejects.toThrow(/permission denied for function/);
    await client.query(`RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
  await close();
});
