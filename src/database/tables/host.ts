import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  serial,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { id, instant } from '../columns';

/*
 * The host's tables that we read or write, as migrations create them on an empty database: those of the Chatwoot
 * family at v2.2.1, without columns that nothing here needs. On a host's database its own stay as they are; ours are
 * only the columns that each table's comment names. Indexes that we add to the host's tables are in ../host-indexes.ts.
 */

const createdAt = () => instant('created_at', { precision: 6 }).notNull();
const updatedAt = () => instant('updated_at', { precision: 6 }).notNull();

export const accounts = pgTable('accounts', {
  id: serial('id').primaryKey(),
  name: varchar('name').notNull(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const users = pgTable('users', {
  id: serial('id').primaryKey(),
  name: varchar('name').notNull(),
  email: varchar('email'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const accountUsers = pgTable(
  'account_users',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    accountId: id('account_id'),
    userId: id('user_id'),
    role: integer('role').default(0),
    availability: integer('availability').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex('uniq_user_id_per_account_id').on(table.accountId, table.userId)],
);

export const teams = pgTable(
  'teams',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    name: varchar('name').notNull(),
    description: text('description'),
    accountId: id('account_id').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex('index_teams_on_name_and_account_id').on(table.name, table.accountId)],
);

export const teamMembers = pgTable(
  'team_members',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    teamId: id('team_id').notNull(),
    userId: id('user_id').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex('index_team_members_on_team_id_and_user_id').on(table.teamId, table.userId)],
);

export const inboxes = pgTable(
  'inboxes',
  {
    id: serial('id').primaryKey(),
    channelId: integer('channel_id').notNull(),
    accountId: integer('account_id').notNull(),
    name: varchar('name').notNull(),
    channelType: varchar('channel_type'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('index_inboxes_on_account_id').on(table.accountId)],
);

export const inboxMembers = pgTable(
  'inbox_members',
  {
    id: serial('id').primaryKey(),
    userId: integer('user_id').notNull(),
    inboxId: integer('inbox_id').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex('index_inbox_members_on_inbox_id_and_user_id').on(table.inboxId, table.userId)],
);

export const agentBots = pgTable('agent_bots', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  name: varchar('name'),
  description: varchar('description'),
  accountId: id('account_id'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** `status`: active 0, inactive 1. */
export const agentBotInboxes = pgTable('agent_bot_inboxes', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  inboxId: integer('inbox_id'),
  agentBotId: integer('agent_bot_id'),
  status: integer('status').default(0),
  accountId: integer('account_id'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const contacts = pgTable(
  'contacts',
  {
    id: serial('id').primaryKey(),
    name: varchar('name'),
    email: varchar('email'),
    phoneNumber: varchar('phone_number'),
    accountId: integer('account_id').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('index_contacts_on_account_id').on(table.accountId)],
);

export const contactInboxes = pgTable(
  'contact_inboxes',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    contactId: id('contact_id'),
    inboxId: id('inbox_id'),
    sourceId: varchar('source_id').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('index_contact_inboxes_on_contact_id').on(table.contactId),
    uniqueIndex('index_contact_inboxes_on_inbox_id_and_source_id').on(table.inboxId, table.sourceId),
  ],
);

/** `display_id` is filled by the host's trigger, which migrations create with the table. */
export const conversations = pgTable(
  'conversations',
  {
    id: serial('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    inboxId: integer('inbox_id').notNull(),
    status: integer('status').notNull().default(0),
    assigneeId: integer('assignee_id'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    contactId: id('contact_id'),
    displayId: integer('display_id').notNull(),
    additionalAttributes: jsonb('additional_attributes').default({}),
    contactInboxId: id('contact_inbox_id'),
    uuid: uuid('uuid').notNull().defaultRandom(),
    lastActivityAt: instant('last_activity_at').notNull().default(sql`CURRENT_TIMESTAMP`),
    teamId: id('team_id'),
    campaignId: id('campaign_id'),
    snoozedUntil: instant('snoozed_until'),
  },
  (table) => [
    uniqueIndex('index_conversations_on_account_id_and_display_id').on(table.accountId, table.displayId),
    index('index_conversations_on_status_and_account_id').on(table.status, table.accountId),
  ],
);

/** Ours: `dialog_id`, and `additional_attributes` where the host has none yet. */
export const messages = pgTable(
  'messages',
  {
    id: serial('id').primaryKey(),
    content: text('content'),
    accountId: integer('account_id').notNull(),
    inboxId: integer('inbox_id').notNull(),
    conversationId: integer('conversation_id').notNull(),
    messageType: integer('message_type').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    private: boolean('private').default(false),
    status: integer('status').default(0),
    sourceId: varchar('source_id'),
    contentType: integer('content_type').notNull().default(0),
    contentAttributes: json('content_attributes').default({}),
    senderType: varchar('sender_type'),
    senderId: id('sender_id'),
    dialogId: id('dialog_id'),
    additionalAttributes: jsonb('additional_attributes').$type<Record<string, unknown>>().default({}),
  },
  (table) => [index('index_messages_on_conversation_id').on(table.conversationId)],
);

/** Ours: `dialog_id`. */
export const mentions = pgTable(
  'mentions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    userId: id('user_id').notNull(),
    conversationId: id('conversation_id').notNull(),
    accountId: id('account_id').notNull(),
    mentionedAt: instant('mentioned_at').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    dialogId: id('dialog_id'),
  },
  (table) => [uniqueIndex('index_mentions_on_user_id_and_conversation_id').on(table.userId, table.conversationId)],
);

/** Ours: `dialog_id`. */
export const events = pgTable(
  'events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    name: varchar('name'),
    value: doublePrecision('value'),
    accountId: integer('account_id'),
    inboxId: integer('inbox_id'),
    userId: integer('user_id'),
    conversationId: integer('conversation_id'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    dialogId: id('dialog_id'),
  },
  (table) => [index('index_events_on_created_at').on(table.createdAt), index('index_events_on_name').on(table.name)],
);
