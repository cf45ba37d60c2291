import type { Pool } from 'pg';
import type { EventTableName } from '../database/event-table';
import { NEEDED_EVENT_COLUMNS, NEEDED_TABLES } from '../database/host-needs';
import { KEYED_BY_ACCOUNT } from '../database/log-database';

/** How a table's copies follow the host's rows. */
export type Following =
  /** Few rows: compared as a whole, every few seconds. */
  | 'whole'
  /** Contacts: with each change of a conversation of theirs, and new ones by their ids. */
  | 'newest'
  /** By the outbox. */
  | 'outbox';

/** A table of the host whose rows are copied. */
export interface MirroredTable {
  /** Its name in the log database. */
  readonly name: string;
  /** Its name in the host's. */
  readonly hostName: string;
  readonly following: Following;
  /** What is copied, of what the host has. */
  readonly columns: readonly string[];
  /** Whether the account is part of the copies' key; rows without one are left out. */
  readonly isByAccount: boolean;
  /** Hears of a row that can't be copied, by what it holds. */
  readonly onLeftOut: OnLeftOut;
}

export type OnLeftOut = (table: string, id: number, error: unknown) => void;

const MOMENTS = ['created_at', 'updated_at'];

/** Of the needed ones, those that only an INSERT of ours needs: nobody reads them. */
const UNREAD = ['additional_attributes', 'display_id', 'uuid', 'contact_inbox_id'];

const WHOLE: Readonly<Record<string, readonly string[]>> = {
  accounts: [],
  users: [],
  account_users: [],
  teams: [],
  team_members: ['team_id', 'user_id'],
  inboxes: ['timezone', 'working_hours_enabled'],
  inbox_members: [],
  agent_bots: ['name', 'account_id'],
  agent_bot_inboxes: [],
  working_hours: [
    ...['inbox_id', 'account_id', 'day_of_week', 'closed_all_day', 'open_all_day'],
    ...['open_hour', 'open_minutes', 'close_hour', 'close_minutes'],
  ],
};

const FOLLOWING: readonly (readonly [name: string, following: Following])[] = [
  ...Object.keys(WHOLE).map((name) => [name, 'whole'] as const),
  ...['contacts', 'contact_inboxes'].map((name) => [name, 'newest'] as const),
  // Conversations first: what is of one comes after it.
  ...['conversations', 'messages', 'mentions', 'events'].map((name) => [name, 'outbox'] as const),
];

/** The host's tables that are copied, in the order of the first copy, with the columns that this host has. */
export async function mirroredTables(
  host: Pool,
  events: EventTableName,
  onLeftOut: OnLeftOut,
): Promise<MirroredTable[]> {
  const nameAtHost = (name: string) => (name === 'events' ? events : name);
  const names = FOLLOWING.map(([name]) => nameAtHost(name));
  const { rows } = await host.query<{ name: string; columns: string[] }>(
    `SELECT name, array_agg(a.attname::text) AS columns FROM unnest($1::text[]) AS t (name)
     JOIN pg_attribute a ON a.attrelid = to_regclass(name) AND a.attnum > 0 AND NOT a.attisdropped GROUP BY name`,
    [names],
  );
  const found = new Map(rows.map(({ name, columns }) => [name, columns]));
  return FOLLOWING.flatMap(([name, following]): MirroredTable[] => {
    const hostName = nameAtHost(name);
    const its = found.get(hostName);
    if (!its?.includes('id')) return [];
    const columns = wantedOf(name).filter((column) => its.includes(column));
    return [{ name, hostName, following, columns, isByAccount: KEYED_BY_ACCOUNT.includes(name), onLeftOut }];
  });
}

function wantedOf(name: string): string[] {
  const needed = name === 'events' ? NEEDED_EVENT_COLUMNS : (NEEDED_TABLES[name] ?? {});
  const moments = name === 'working_hours' ? [] : MOMENTS;
  const all = new Set(['id', ...Object.keys(needed), ...(WHOLE[name] ?? []), ...moments]);
  return [...all].filter((column) => !UNREAD.includes(column));
}
