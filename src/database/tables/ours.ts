import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { id, instant, xid8 } from '../columns';

/*
 * The tables of ours. Each key begins with the account, so that one tenant's rows are one range. None refers to the
 * host's tables by a foreign key: nothing of ours may stand in the way of the host's deletes.
 */

/**
 * N §3: one row a dialog, as in `conversations`; frozen once resolved, so that `updated_at` of a resolved one is its
 * resolve. `status` as the host's integers: open 0, resolved 1, pending 2, snoozed 3.
 */
export const dialogs = pgTable(
  'dialogs',
  {
    id: bigserial('id', { mode: 'number' }).notNull(),
    accountId: id('account_id').notNull(),
    inboxId: id('inbox_id').notNull(),
    status: integer('status').notNull(),
    assigneeId: id('assignee_id'),
    createdAt: instant('created_at', { precision: 6 }).notNull(),
    updatedAt: instant('updated_at', { precision: 6 }).notNull(),
    contactId: id('contact_id'),
    teamId: id('team_id'),
    conversationId: id('conversation_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    uniqueIndex('dialogs_one_unresolved_per_conversation')
      .on(table.accountId, table.conversationId)
      .where(sql`status <> 1`),
    index('dialogs_by_conversation').on(table.accountId, table.conversationId, table.createdAt, table.id),
    index('dialogs_by_created_at').on(table.accountId, table.createdAt, table.id),
    index('dialogs_by_updated_at').on(table.accountId, table.updatedAt, table.id),
    index('dialogs_by_resolved_at').on(
      table.accountId,
      sql`(CASE WHEN status = 1 THEN updated_at ELSE 'infinity'::timestamp END)`,
      table.id,
    ),
    index('dialogs_by_contact').on(table.accountId, table.contactId),
    check('dialogs_status_known', sql`status BETWEEN 0 AND 3`),
    check('dialogs_updated_after_start', sql`updated_at >= created_at`),
  ],
);

/** What must be remembered of a dialog beside its frozen row. */
export const dialogFacts = pgTable(
  'dialog_facts',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    /** visitor, invitation or agent. */
    startedBy: text('started_by').notNull(),
    /** null: not known. */
    startedOffline: boolean('started_offline'),
    /** null: not known, for the dialog is older than the log. */
    startedStatus: integer('started_status'),
    /** Of a dialog with `found_at` who was assigned then; null for nobody, and of a replayed one where not known. */
    startedAssigneeId: id('started_assignee_id'),
    startedTeamId: id('started_team_id'),
    /** When the log found a dialog that is older than itself: who was assigned before is not known. */
    foundAt: instant('found_at', { precision: 6 }),
    /** Whether a bot served the inbox at the start. */
    botServed: boolean('bot_served').notNull(),
    /** visitor, agent, bot or system; null while the dialog lasts and where nobody said. */
    closedBy: text('closed_by'),
    /**
     * Made by replay from what was there before the log, or changed by it for what the log had missed: then not all
     * that happened in it is known; of one made, `bot_served` is of the day of the replay.
     */
    replayed: boolean('replayed').notNull().default(false),
    /** False where nothing told when the dialog ended: its `updated_at` is then the last sign of it. */
    resolveKnown: boolean('resolve_known').notNull().default(true),
    /** The bounce timeout in force at the start, in seconds (W: seconds_before_visitor_missed). */
    bounceTimeout: integer('bounce_timeout').notNull().default(60),
    /** Whether the inbox's channel knew presence at the start. */
    presenceCapable: boolean('presence_capable').notNull().default(false),
    /** Whether an agent of the inbox was online at the start; null: not known. */
    agentsOnline: boolean('agents_online'),
    /** When what was known of its visitor's presence was removed: its kinds stay as they were decided before. */
    presenceRemovedAt: instant('presence_removed_at', { precision: 6 }),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.dialogId] }),
    check('dialog_facts_started_by_known', sql`started_by IN ('visitor', 'invitation', 'agent')`),
    check('dialog_facts_bounce_timeout_bounded', sql`bounce_timeout BETWEEN 0 AND 86400`),
    check('dialog_facts_closed_by_known', sql`closed_by IN ('visitor', 'agent', 'bot', 'system')`),
  ],
);

/** Explicit acceptances of dialogs by agents (rules §5). */
export const dialogAcceptances = pgTable(
  'dialog_acceptances',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    agentId: id('agent_id').notNull(),
    acceptedAt: instant('accepted_at', { precision: 6 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.dialogId, table.acceptedAt, table.agentId] })],
);

/** The last known names of what took part in dialogs, for when the host has deleted it (rules §2). */
export const dialogKnownNames = pgTable(
  'dialog_known_names',
  {
    accountId: id('account_id').notNull(),
    /** agent, contact, inbox or team. */
    kind: text('kind').notNull(),
    id: id('id').notNull(),
    name: text('name'),
    /** Of a contact, when it was erased: from then on nothing personal of it is kept, its name neither kept nor told. */
    erasedAt: instant('erased_at', { precision: 6 }),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.kind, table.id] })],
);

/** Settings of an account, or of one inbox of it; `inbox_id` 0 is the whole account. */
export const dialogSettings = pgTable(
  'dialog_settings',
  {
    accountId: id('account_id').notNull(),
    inboxId: id('inbox_id').notNull().default(0),
    key: text('key').notNull(),
    value: jsonb('value').notNull(),
    updatedAt: instant('updated_at', { precision: 6 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.inboxId, table.key] })],
);

/** API tokens: only their hashes; `prefix` is what lists show. */
export const dialogApiTokens = pgTable(
  'dialog_api_tokens',
  {
    accountId: id('account_id').notNull(),
    prefix: text('prefix').notNull(),
    /** SHA-256 of the token, hexadecimal. */
    hash: text('hash').notNull(),
    name: text('name'),
    /** reader, writer or administrator; presence for those that widgets show to the world. */
    role: text('role').notNull(),
    /** The only inbox of which a presence token may tell; null for all of the account. */
    inboxId: id('inbox_id'),
    /** The inboxes of whose dialogs it may know; null for all. */
    inboxIds: id('inbox_ids').array(),
    /** The teams of whose dialogs it may know; null for all. */
    teamIds: id('team_ids').array(),
    /** Whether it may read what messages say. */
    contents: boolean('contents').notNull().default(false),
    createdAt: instant('created_at', { precision: 6 }).notNull(),
    expiresAt: instant('expires_at', { precision: 6 }),
    revokedAt: instant('revoked_at', { precision: 6 }),
    lastUsedAt: instant('last_used_at', { precision: 6 }),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.prefix] }),
    index('dialog_api_tokens_by_hash').on(table.hash),
    check('dialog_api_tokens_role_known', sql`role IN ('reader', 'writer', 'administrator', 'presence')`),
    check('dialog_api_tokens_inbox_of_presence', sql`inbox_id IS NULL OR role = 'presence'`),
    check(
      'dialog_api_tokens_limits_of_readers',
      sql`inbox_ids IS NULL AND team_ids IS NULL OR role IN ('reader', 'writer')`,
    ),
    check('dialog_api_tokens_contents_of_people', sql`NOT contents OR role <> 'presence'`),
  ],
);

/**
 * Changes of the host's rows that wait to be logged, appended by the capture triggers in the host's own transactions
 * and emptied in order. `xid` tells when no older writing transaction is still running.
 */
export const dialogOutbox = pgTable(
  'dialog_outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    /** The moment of the change, by the database's clock. */
    at: instant('at', { precision: 6 }).notNull(),
    /** conversation, message, mention or event. */
    kind: text('kind').notNull(),
    /** insert, update or delete. */
    operation: text('operation').notNull(),
    accountId: id('account_id').notNull(),
    conversationId: id('conversation_id').notNull(),
    /** The id of the row that changed. */
    rowId: id('row_id').notNull(),
    /** The followed columns of the conversation: before an update or delete; for other rows, as they were then. */
    before: jsonb('before'),
    /** The followed columns of the conversation after an insert or update. */
    after: jsonb('after'),
    /** What is needed of a message, mention or event. */
    row: jsonb('row'),
  },
  (table) => [index('dialog_outbox_by_conversation').on(table.accountId, table.conversationId)],
);

/** Changes that could not be logged by what they hold, taken out of the way of all others, with the error. */
export const dialogOutboxAside = pgTable(
  'dialog_outbox_aside',
  {
    accountId: id('account_id').notNull(),
    conversationId: id('conversation_id').notNull(),
    /** The id that it had in the outbox. */
    id: id('id').notNull(),
    setAsideAt: instant('set_aside_at', { precision: 6 }).notNull(),
    error: text('error').notNull(),
    /** Its row of the outbox. */
    change: jsonb('change').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.conversationId, table.id] })],
);
