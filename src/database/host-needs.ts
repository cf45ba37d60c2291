import type { EventTableName } from './event-table';

/** Columns by their names, each with the types that we can serve. */
export type NeededColumns = Readonly<Record<string, readonly string[]>>;

const INTEGER = ['integer', 'bigint'];
const TIMESTAMP = ['timestamp without time zone'];
const TEXT = ['character varying', 'text'];
const JSON_VALUE = ['jsonb', 'json'];

/** The host's tables and columns that we read, or name in an INSERT. */
export const NEEDED_TABLES: Readonly<Record<string, NeededColumns>> = {
  accounts: { id: INTEGER, name: TEXT },
  users: { id: INTEGER, name: TEXT },
  account_users: { account_id: INTEGER, user_id: INTEGER, role: INTEGER, availability: INTEGER },
  teams: { id: INTEGER, account_id: INTEGER, name: TEXT },
  inboxes: { id: INTEGER, account_id: INTEGER, name: TEXT, channel_type: TEXT },
  inbox_members: { inbox_id: INTEGER, user_id: INTEGER },
  agent_bot_inboxes: { inbox_id: INTEGER, agent_bot_id: INTEGER, status: INTEGER },
  contacts: { id: INTEGER, account_id: INTEGER, name: TEXT },
  contact_inboxes: { id: INTEGER, contact_id: INTEGER, inbox_id: INTEGER, source_id: TEXT },
  conversations: {
    id: INTEGER,
    account_id: INTEGER,
    inbox_id: INTEGER,
    status: INTEGER,
    assignee_id: INTEGER,
    contact_id: INTEGER,
    contact_inbox_id: INTEGER,
    team_id: INTEGER,
    display_id: INTEGER,
    additional_attributes: JSON_VALUE,
    uuid: ['uuid'],
    campaign_id: INTEGER,
    snoozed_until: TIMESTAMP,
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
    updated_at: TIMESTAMP,
  },
};

/** The same of the event table, whichever name it has. */
export const NEEDED_EVENT_COLUMNS: NeededColumns = {
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

/** The names that the event table has had. */
export const EVENT_TABLES: readonly EventTableName[] = ['events', 'reporting_events'];

/** Our columns on the host's tables, by table; `messages.additional_attributes` may be there already. */
export function ourColumns(events: EventTableName): Readonly<Record<string, NeededColumns>> {
  return {
    [events]: { dialog_id: ['bigint'] },
    mentions: { dialog_id: ['bigint'] },
    messages: { dialog_id: ['bigint'], additional_attributes: ['jsonb'] },
  };
}

/** Needed columns for which an INSERT of ours gives no value, by table. */
export const LEFT_TO_HOST: Readonly<Record<string, readonly string[]>> = {
  conversations: ['display_id', 'additional_attributes', 'uuid', 'campaign_id', 'snoozed_until'],
};

/** The tables of the host that we insert rows into; their ids must fill themselves. */
export function filledTables(events: EventTableName): readonly string[] {
  return ['conversations', 'messages', 'mentions', events];
}
