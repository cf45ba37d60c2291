import type { ClientBase, Pool } from 'pg';
import type { EventTableName } from './event-table';

/** A database that can't be served. The message lists what was found and what is needed; nothing was changed. */
export class UnsupportedHostError extends Error {
  override readonly name = 'UnsupportedHostError';

  constructor(readonly findings: readonly string[]) {
    super(
      `this database can't be served, and nothing was changed:\n${findings.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
}

/** What a database is, as far as migrations care. */
export type HostKind = 'empty' | 'host' | 'migrated';

const OLDEST_SERVER = 130_000;

const INTEGER = ['integer', 'bigint'];
const TIMESTAMP = ['timestamp without time zone'];
const TEXT = ['character varying', 'text'];

/** The host's tables and columns that we read or write, with the types that we can serve. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  accounts: { id: INTEGER, name: TEXT },
  users: { id: INTEGER, name: TEXT },
  account_users: { account_id: INTEGER, user_id: INTEGER, role: INTEGER },
  teams: { id: INTEGER, account_id: INTEGER, name: TEXT },
  inboxes: { id: INTEGER, account_id: INTEGER, name: TEXT, channel_type: TEXT },
  agent_bot_inboxes: { inbox_id: INTEGER, agent_bot_id: INTEGER, status: INTEGER },
  contacts: { id: INTEGER, account_id: INTEGER, name: TEXT },
  contact_inboxes: { id: INTEGER, contact_id: INTEGER, inbox_id: INTEGER },
  conversations: {
    id: INTEGER,
    account_id: INTEGER,
    inbox_id: INTEGER,
    status: INTEGER,
    assignee_id: INTEGER,
    contact_id: INTEGER,
    contact_inbox_id: INTEGER,
    team_id: INTEGER,
    created_at: TIMESTAMP,
    updated_at: TIMESTAMP,
    last_activity_at: TIMESTAMP,
  },
  messages: {
    id: INTEGER,
    account_id: INTEGER,
    inbox_id: INTEGER,
    conversation_id: INTEGER,
    message_type: INTEGER,
    content: TEXT,
    private: ['boolean'],
    sender_type: TEXT,
    sender_id: INTEGER,
    created_at: TIMESTAMP,
    updated_at: TIMESTAMP,
  },
  mentions: {
    id: INTEGER,
    account_id: INTEGER,
    user_id: INTEGER,
    conversation_id: INTEGER,
    mentioned_at: TIMESTAMP,
    created_at: TIMESTAMP,
  },
};

const EVENT_COLUMNS = {
  id: INTEGER,
  name: TEXT,
  value: ['double precision'],
  account_id: INTEGER,
  inbox_id: INTEGER,
  user_id: INTEGER,
  conversation_id: INTEGER,
  created_at: TIMESTAMP,
  updated_at: TIMESTAMP,
};

/** Columns of ours that a host may have already, under the same name; then they must have this type. */
const OURS_IF_PRESENT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  messages: { additional_attributes: ['jsonb'], dialog_id: ['bigint'] },
  mentions: { dialog_id: ['bigint'] },
};

type Columns = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The name of the host's event table. Throws UnsupportedHostError where there is none. */
export async function findEventTable(client: Pool | ClientBase): Promise<EventTableName> {
  const { rows } = await client.query<{ name: EventTableName }>(
    "SELECT name FROM unnest(ARRAY['events', 'reporting_events']) AS name WHERE to_regclass(name) IS NOT NULL LIMIT 1",
  );
  const name = rows[0]?.name;
  if (!name) throw new UnsupportedHostError(['found neither a table events nor reporting_events: run migrate first']);
  return name;
}

/**
 * Looks at a database before anything is changed. Throws UnsupportedHostError, with all that is wrong, for a host that
 * can't be served: PostgreSQL older than 13, a table or column missing, or of a type that we don't know.
 */
export async function examineHost(client: ClientBase, migrated: boolean): Promise<HostKind> {
  const { rows: server } = await client.query<{ number: string; name: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name",
  );
  if (Number(server[0]!.number) < OLDEST_SERVER) {
    throw new UnsupportedHostError([`found PostgreSQL ${server[0]!.name}; needed: 13 or newer`]);
  }
  if (migrated) return 'migrated';
  const columns = await readColumns(client);
  const tables = Object.keys(NEEDED);
  const isEmpty = ![...tables, 'events', 'reporting_events'].some((table) => columns.has(table));
  const findings = [...(isEmpty ? [] : lacksOf(columns)), ...collisionsOf(columns)];
  if (findings.length > 0) throw new UnsupportedHostError(findings);
  return isEmpty ? 'empty' : 'host';
}

async function readColumns(client: ClientBase): Promise<Columns> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(`
    SELECT c.relname AS table, a.attname AS column,
      CASE WHEN t.typtype = 'e' THEN 'enum ' || t.typname
        ELSE replace(format_type(a.atttypid, NULL), 'timestamp(6)', 'timestamp') END AS type
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE pg_table_is_visible(c.oid) AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`);
  const tables = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    const columns = tables.get(table) ?? new Map<string, string>();
    tables.set(table, columns.set(column, type));
  }
  return tables;
}

function lacksOf(tables: Columns): string[] {
  const eventTable = tables.has('events') ? 'events' : 'reporting_events';
  const findings: string[] = [];
  for (const [table, columns] of Object.entries({ ...NEEDED, [eventTable]: EVENT_COLUMNS })) {
    const found = tables.get(table);
    if (!found) {
      const needed = table === 'reporting_events' ? 'events (or reporting_events, since v2.3.0)' : table;
      findings.push(`found no table ${needed}; needed: a host of the Chatwoot family with all of its tables`);
      continue;
    }
    for (const [column, types] of Object.entries(columns)) {
      const type = found.get(column);
      if (type === undefined) findings.push(`found no column ${table}.${column}; needed: ${types.join(' or ')}`);
      else if (!types.includes(type))
        findings.push(`found ${table}.${column} as ${type}; needed: ${types.join(' or ')}`);
    }
  }
  for (const [table, columns] of Object.entries({ ...OURS_IF_PRESENT, [eventTable]: { dialog_id: ['bigint'] } })) {
    for (const [column, types] of Object.entries(columns)) {
      const type = tables.get(table)?.get(column);
      if (type !== undefined && !types.includes(type)) {
        findings.push(`found ${table}.${column} as ${type}; needed: ${types.join(' or ')}, or no such column`);
      }
    }
  }
  return findings;
}

function collisionsOf(tables: Columns): string[] {
  return [...tables.keys()]
    .filter((table) => table === 'dialogs' || table.startsWith('dialog_'))
    .map((table) => `found a table ${table} that is not ours; needed: its name for a table of the dialog log`);
}
