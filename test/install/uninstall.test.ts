import type { Client } from 'pg';
import { captureTriggers } from '../../src/database/capture-triggers';
import { connectDatabase } from '../../src/database/database';
import { installCapture, isCaptureInstalled } from '../../src/database/install/install';
import { RemovalRefusedError } from '../../src/database/install/removal-refusals';
import { type UninstallOptions, uninstallCapture } from '../../src/database/install/uninstall';
import { migrateDatabase } from '../../src/database/migrate';
import { OUR_TABLES } from '../../src/database/our-tables';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { waiting } from '../capture/log';
import { added, type Snapshot, takeSnapshot, withClient } from '../database/migrations/snapshot';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { createHost, HOST_VERSIONS } from '../hosts/create-host';

const OF_HOST = "column messages.additional_attributes, which is the host's";
const ATTRIBUTES = `${OF_HOST}; where it had none: ALTER TABLE messages DROP COLUMN additional_attributes`;
const OUR_EVENTS = 'conversation_pending, conversation_open, conversation_assigned';
const TRIGGERS = captureTriggers('events').length;
const EVERYTHING = { dropTables: true, dropColumns: true };

describe.each(HOST_VERSIONS)('uninstalling from a host of %s', (version) => {
  let url: string;
  let close: () => Promise<void>;
  let before: Snapshot;

  beforeEach(async () => {
    ({ url, close } = await createHost(version));
    before = await takeSnapshot(url);
  });
  afterEach(() => close());

  const uninstall = (options: UninstallOptions = {}) => uninstallCapture(url, options, () => {});

  /** Lets the host write and the log be made. */
  async function logSomething(client: Client): Promise<void> {
    const conversation = await createConversation(client, await createHostAccount(client));
    await write(client, conversation);
    await setStatus(client, conversation, 'resolved');
    const database = await connectDatabase(url);
    await captureAllWaiting(database);
    await setStatus(client, conversation, 'open');
    expect(await waiting(database)).toBe(1);
    await database.close();
  }

  it('keeps the log and what waits, which the next installation logs', async () => {
    await installCapture(url, () => {});
    await withClient(url, logSomething);
    const installed = await takeSnapshot(url);
    expect(await uninstall()).toEqual({
      ...{ triggers: TRIGGERS, tables: [], indexes: [], columns: [], waiting: 1, gaps: 0, left: [] },
    });
    const uninstalled = await takeSnapshot(url);
    expect(uninstalled.rows).toEqual(installed.rows);
    const gone = added(uninstalled, installed).map((line) => /^(\w+) .*?(dialog_\w+)/.exec(line)!.slice(1).join(' '));
    expect(gone.filter((line) => !/^(trigger|function) dialog_log_/.test(line)).sort()).toEqual([
      'relation dialog_outbox_gaps',
      'sequence dialog_outbox_gaps',
    ]);
    expect(added(installed, uninstalled)).toEqual([]);
    expect(await withClient(url, (client) => isCaptureInstalled(client))).toBe(false);
    expect(await uninstall()).toMatchObject({ triggers: 0, waiting: 1 });
    expect(await installCapture(url, () => {})).toMatchObject({ hasBegun: true, hasMissed: false });
    expect(await takeSnapshot(url)).toMatchObject({ catalog: installed.catalog });
    const database = await connectDatabase(url);
    await captureAllWaiting(database);
    expect(await waiting(database)).toBe(0);
    await database.close();
  });

  it('leaves the catalog as it was before the installation, when told to drop everything', async () => {
    await installCapture(url, () => {});
    await withClient(url, logSomething);
    const events = version === 'v2.2.1' ? 'events' : 'reporting_events';
    const attributes = version === 'v2.2.1' ? ['messages.additional_attributes'] : [];
    const report = await uninstall(EVERYTHING);
    expect({ ...report, columns: [...report.columns].sort() }).toEqual({
      ...{ triggers: TRIGGERS, tables: OUR_TABLES, waiting: 1, gaps: 0 },
      indexes: [
        'dialog_log_conversations_by_contact',
        'dialog_log_events_by_conversation',
        'dialog_log_events_by_dialog',
        'dialog_log_mentions_by_dialog',
        'dialog_log_messages_by_dialog',
      ],
      columns: [`${events}.dialog_id`, 'mentions.dialog_id', 'messages.dialog_id', ...attributes].sort(),
      left: [...(version === 'v2.2.1' ? [] : [OF_HOST]), `rows of ${events} named ${OUR_EVENTS}`],
    });
    const after = await takeSnapshot(url);
    const counters = (lines: readonly string[]) => lines.map((line) => line.replace(/"last_value":\w+/, ''));
    const ofAccounts = (line: string) => !line.includes('conv_dpid_seq_');
    expect(counters(after.catalog).filter(ofAccounts)).toEqual(counters(before.catalog).filter(ofAccounts));
    expect(await uninstall(EVERYTHING)).toMatchObject({ triggers: 0, tables: [], indexes: [], columns: [] });
    await installCapture(url, () => {});
    await withClient(url, logSomething);
  });

  it('touches nothing where nothing is installed', async () => {
    expect(await uninstall(EVERYTHING)).toMatchObject({ triggers: 0, tables: [], indexes: [], columns: [] });
    expect(await takeSnapshot(url)).toEqual(before);
  });
});

describe('uninstalling', () => {
  let url: string;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ url, close } = await createHost('v2.2.1'));
  });
  afterEach(() => close());

  const uninstall = (options: UninstallOptions) => uninstallCapture(url, options, () => {});
  const change = (statement: string) => withClient(url, (client) => client.query(statement));
  const columns = async () => (await takeSnapshot(url)).columns;

  it("leaves a host's own table dialogs alone", async () => {
    await change('CREATE TABLE dialogs (id bigserial PRIMARY KEY)');
    const before = await takeSnapshot(url);
    await expect(installCapture(url, () => {})).rejects.toThrow('found a table dialogs that is not ours');
    expect(await uninstall(EVERYTHING)).toMatchObject({ tables: [] });
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it("leaves a host's own dialog_id alone", async () => {
    await change('ALTER TABLE messages ADD dialog_id bigint');
    expect(await uninstall(EVERYTHING)).toMatchObject({
      columns: [],
      left: ['column messages.dialog_id, which nothing shows to be ours'],
    });
    expect((await columns()).messages).toContain('dialog_id');
  });

  it('leaves additional attributes that the host has begun to use', async () => {
    await installCapture(url, () => {});
    await change(`UPDATE messages SET additional_attributes = '{"user_id_assigned": "3"}' WHERE id = 1`);
    await change(`UPDATE messages SET additional_attributes = '{"campaign_id": 3}' WHERE id = 2`);
    expect(await uninstall(EVERYTHING)).toMatchObject({
      left: ['column messages.additional_attributes, which the host has begun to use'],
    });
    expect((await columns()).messages).toContain('additional_attributes');
  });

  it('leaves additional attributes, but no dialog_id, of an installation that did not note what it added', async () => {
    await migrateDatabase(url);
    for (const column of ['events.dialog_id', 'messages.dialog_id', 'messages.additional_attributes']) {
      await change(`COMMENT ON COLUMN ${column} IS NULL`);
    }
    expect(await uninstall({ dropTables: true })).toMatchObject({ columns: [] });
    const report = await uninstall(EVERYTHING);
    expect(report.columns).toEqual(['events.dialog_id', 'mentions.dialog_id', 'messages.dialog_id']);
    expect(report.left).toEqual([ATTRIBUTES]);
  });

  it('of the tables alone is completed before the next installation, whose ids would begin anew', async () => {
    await installCapture(url, () => {});
    expect(await uninstall({ dropTables: true })).toMatchObject({
      left: expect.arrayContaining(['column events.dialog_id', 'column messages.dialog_id']),
    });
    await expect(installCapture(url, () => {})).rejects.toThrow(
      'found messages.dialog_id left by an uninstall; needed: run uninstall --drop-tables --drop-columns first',
    );
    await uninstall(EVERYTHING);
    expect(await installCapture(url, () => {})).toMatchObject({ found: 'host' });
  });

  it('does not drop the log under a server at work', async () => {
    await installCapture(url, () => {});
    const before = await takeSnapshot(url);
    const database = await connectDatabase(url);
    await database.pool.query('SELECT');
    await expect(uninstall({ dropTables: true })).rejects.toThrow(RemovalRefusedError);
    await expect(uninstall({ dropTables: true })).rejects.toThrow(/found a server, capture .*\(process \d+ of/);
    expect(await takeSnapshot(url)).toEqual(before);
    expect(await uninstall({})).toMatchObject({ triggers: TRIGGERS });
    await database.close();
  });

  it('tells how often the capture had missed changes', async () => {
    await installCapture(url, () => {});
    await change('ALTER TABLE dialog_outbox ADD CONSTRAINT refused CHECK (false) NOT VALID');
    await withClient(url, async (client) => createConversation(client, await createHostAccount(client)));
    expect(await uninstall({})).toMatchObject({ gaps: 1, waiting: 0 });
  });
});
