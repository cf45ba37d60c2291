import { sql } from 'drizzle-orm';
import { connectDatabase } from '../../../src/database/database';
import { knownMigrations } from '../../../src/database/journal';
import { migrateDatabase } from '../../../src/database/migrate';
import { createWriteSide } from '../../../src/write-side/service';
import { createBareDatabase } from '../../helpers/database';
import { createHost, HOST_VERSIONS } from '../../hosts/create-host';
import { added, type Snapshot, takeSnapshot, withClient } from './snapshot';

const EVENT_TABLE = { 'v2.2.1': 'events', 'v4.13.0': 'reporting_events' } as const;

const OUR_TABLES = [
  'dialog_acceptances',
  'dialog_api_tokens',
  'dialog_changes',
  'dialog_classifications',
  'dialog_facts',
  'dialog_holdings',
  'dialog_known_names',
  'dialog_log_migrations',
  'dialog_message_facts',
  'dialog_outbox',
  'dialog_outbox_aside',
  'dialog_presence',
  'dialog_rolled_spans',
  'dialog_rollup_agents',
  'dialog_rollup_durations',
  'dialog_rollups',
  'dialog_settings',
  'dialog_skips',
  'dialog_stale',
  'dialog_summaries',
  'dialog_teams',
  'dialog_transfers',
  'dialogs',
];
const OUR_VIEWS = ['stats_dialog_agents', 'stats_dialogs', 'stats_messages', 'stats_transfers'];

/** The lines that tell of the dialog log's own tables, of their type, and of the views over them. */
function ours(lines: readonly string[]): string[] {
  return lines.filter((line) =>
    new RegExp(`^(\\w+ (${[...OUR_TABLES, ...OUR_VIEWS].join('|')})[.: ]|type dialog_kind$)`).test(line),
  );
}

describe.each(HOST_VERSIONS)('migrating a host of %s', (version) => {
  const eventTable = EVENT_TABLE[version];
  let url: string;
  let close: () => Promise<void>;
  let before: Snapshot;
  let after: Snapshot;

  beforeAll(async () => {
    ({ url, close } = await createHost(version));
    before = await takeSnapshot(url);
    expect(await migrateDatabase(url)).toEqual({ found: 'host' });
    after = await takeSnapshot(url, before);
  });
  afterAll(() => close());

  /** The new lines of one kind about tables that the host had. */
  const addedToHost = (kind: string) =>
    added(before, after).filter((line) => line.startsWith(`${kind} `) && !ours([line]).length);

  it("adds exactly the specification's columns to the host's tables", () => {
    const attributes = "column messages.additional_attributes: jsonb default '{}'::jsonb";
    expect(addedToHost('column')).toEqual(
      [
        `column ${eventTable}.dialog_id: bigint`,
        'column mentions.dialog_id: bigint',
        'column messages.dialog_id: bigint',
        ...(version === 'v2.2.1' ? [attributes] : []),
      ].sort(),
    );
    expect(after.catalog).toContain(attributes);
  });

  it("adds exactly our indexes to the host's tables", () => {
    const create = (name: string, table: string, columns: string) =>
      `index ${table}: CREATE INDEX dialog_log_${name} ON public.${table} USING btree (account_id, ${columns})`;
    expect(addedToHost('index')).toEqual(
      [
        create('conversations_by_contact', 'conversations', 'contact_id'),
        create('events_by_conversation', eventTable, 'conversation_id, name, created_at'),
        create('events_by_dialog', eventTable, 'dialog_id, created_at, id'),
        create('mentions_by_dialog', 'mentions', 'dialog_id, mentioned_at, id'),
        create('messages_by_dialog', 'messages', 'dialog_id, created_at, id'),
      ].sort(),
    );
  });

  it('adds the tables of the dialog log and its journal, and nothing else', () => {
    const relations = added(before, after).filter((line) => /^relation .*kind [rv]/.test(line));
    expect(relations.map((line) => line.split(/[ :]/)[1])).toEqual([...OUR_TABLES, ...OUR_VIEWS]);
    for (const kind of ['constraint', 'trigger', 'function', 'type']) expect(addedToHost(kind)).toEqual([]);
    const sequences = added(before, after).filter((line) => line.startsWith('sequence '));
    expect(sequences.map((line) => JSON.parse(line.slice('sequence '.length)).sequencename)).toEqual([
      'dialog_log_migrations_id_seq',
      'dialog_outbox_id_seq',
      'dialog_stale_id_seq',
      'dialogs_id_seq',
    ]);
  });

  it('makes the dialog log as on an empty database', async () => {
    const empty = await createBareDatabase();
    await migrateDatabase(empty.url);
    expect(ours(after.catalog)).toEqual(ours((await takeSnapshot(empty.url)).catalog));
    await empty.close();
  });

  it('takes nothing away, and changes no existing column', () => {
    expect(added(after, before)).toEqual([]);
  });

  it('leaves every row as and where it was', () => {
    expect(after.rows).toEqual(before.rows);
    expect(before.rows.messages).toMatch(/^390 rows/);
    expect(before.rows[eventTable]).toMatch(/^60 rows/);
  });

  it('does nothing when run again', async () => {
    const migrated = await takeSnapshot(url);
    expect(await migrateDatabase(url)).toEqual({ found: 'migrated' });
    expect(await takeSnapshot(url)).toEqual(migrated);
  });

  it('leaves a database that commands work on', async () => {
    const database = await connectDatabase(url);
    const { execute } = createWriteSide(database);
    const start = { inboxId: 4, contactId: 4, status: 'open', assigneeId: null, teamId: null } as const;
    const begun = { startedBy: 'visitor', startedOffline: null } as const;
    const { conversationId, dialogId } = await execute(1, { type: 'start-conversation', ...start, ...begun });
    await execute(1, { type: 'mention-agent', conversationId, agentId: 2 });
    await execute(1, { type: 'set-conversation-status', conversationId, status: 'resolved', closedBy: null });
    const { events, messageId } = await execute(1, {
      ...{ type: 'post-message', conversationId, messageType: 'incoming', agentId: null, bot: false },
      ...{ private: false, content: 'Привіт' },
    });
    expect(events.map(({ name }) => name)).toEqual(['conversation_open']);
    const [row] = await database.rows(sql`
      SELECT (SELECT dialog_id FROM mentions WHERE conversation_id = c.id) AS mention, c.display_id > 0 AS "isNumbered",
        (SELECT array_agg(name || ' ' || (dialog_id = ${dialogId}) ORDER BY id) FROM ${database.events}
          WHERE conversation_id = c.id) AS events,
        (SELECT additional_attributes FROM messages WHERE id = ${messageId}) AS attributes
      FROM conversations c WHERE id = ${conversationId}`);
    expect(row).toEqual({
      ...{ mention: dialogId, isNumbered: true, attributes: { user_id_assigned: null } },
      events: ['conversation_open true', 'conversation_resolved true', 'conversation_open false'],
    });
    await database.close();
  });

  it('lets the host write on, by its own lists of columns', async () => {
    await withClient(url, async (client) => {
      const { rows } = await client.query(`
        INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
        VALUES ('from the host', 1, 1, 1, 0, now(), now()) RETURNING dialog_id, additional_attributes`);
      expect(rows).toEqual([{ dialog_id: null, additional_attributes: {} }]);
      await client.query('DELETE FROM accounts');
      await client.query('DELETE FROM conversations');
    });
  });
});

describe('five processes that migrate at once', () => {
  it.each(HOST_VERSIONS)('all succeed on a host of %s, and leave one journal', async (version) => {
    const { url, close } = await createHost(version);
    const reports = await Promise.all(Array.from({ length: 5 }, () => migrateDatabase(url)));
    expect(reports.map(({ found }) => found).sort()).toEqual(['host', ...Array(4).fill('migrated')]);
    await withClient(url, async (client) => {
      const { rows } = await client.query(
        'SELECT count(*)::int AS ran, count(DISTINCT hash)::int AS known FROM dialog_log_migrations',
      );
      const all = knownMigrations().length;
      expect(rows).toEqual([{ ran: all, known: all }]);
    });
    await close();
  });
});
