import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { id, instant, xid8 } from '../columns';
import { dialogKind } from './kind-type';

/*
 * What statistics read instead of events and messages: derived from the log, and made anew by `rebuild` at any time. The
 * rows of one dialog are replaced together; a dialog that is marked in `dialog_stale` changed since, and its rows here
 * are passed over. Rows that are counted by a time of their own repeat what filters and groups need of their dialog.
 */

/** One row a dialog. */
export const dialogSummaries = pgTable(
  'dialog_summaries',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    conversationId: id('conversation_id').notNull(),
    inboxId: id('inbox_id').notNull(),
    teamId: id('team_id'),
    assigneeId: id('assignee_id'),
    status: integer('status').notNull(),
    startedAt: instant('started_at', { precision: 6 }).notNull(),
    /** null while it lasts. */
    resolvedAt: instant('resolved_at', { precision: 6 }),
    /** False where `resolved_at` is but the last sign of the dialog: then it has no duration. */
    resolveKnown: boolean('resolve_known').notNull(),
    kinds: dialogKind('kinds').array().notNull(),
    startedBy: text('started_by').notNull(),
    /** Everybody who was assigned at some time or wrote publicly, in order of appearance. */
    agentIds: id('agent_ids').array().notNull(),
    wasAssigned: boolean('was_assigned').notNull(),
    transfers: integer('transfers').notNull(),
    /** Seconds from the start to the first response, and who gave it; null for none. */
    firstResponseSeconds: doublePrecision('first_response_seconds'),
    firstResponderId: id('first_responder_id'),
    /** The first moment open after a bot, and the seconds from it to the first response. */
    handedOverAt: instant('handed_over_at', { precision: 6 }),
    responseAfterBotSeconds: doublePrecision('response_after_bot_seconds'),
    /** Since when the first accepted client had waited, and for how many seconds. */
    waitedFrom: instant('waited_from', { precision: 6 }),
    waitSeconds: doublePrecision('wait_seconds'),
    /** As in the classification. */
    answeredAt: instant('answered_at', { precision: 6 }),
    answerWaitSeconds: doublePrecision('answer_wait_seconds'),
    departedAssigneeId: id('departed_assignee_id'),
    departedTeamId: id('departed_team_id'),
    /** Of an unresolved dialog that waits now, since when. */
    waitingSince: instant('waiting_since', { precision: 6 }),
    /** Whether it was pending with a bot at some time, and whether a human agent took part. */
    withBot: boolean('with_bot').notNull(),
    withAgent: boolean('with_agent').notNull(),
    /** Whether the client wrote before the resolve. */
    clientWrote: boolean('client_wrote').notNull(),
    /**
     * When the conversation's next dialog began, and of a resolved one the first of its contact's that began at its
     * resolve or later: null for none yet.
     */
    nextOfConversationAt: instant('next_of_conversation_at', { precision: 6 }),
    nextOfContactAt: instant('next_of_contact_at', { precision: 6 }),
    /** Seconds in which somebody was assigned, up to the resolve; null while it lasts. */
    handledSeconds: doublePrecision('handled_seconds'),
    /** Its messages by author, its transfers and its agents as the API shows them. */
    served: jsonb('served').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.dialogId] }),
    index('dialog_summaries_by_start').on(table.accountId, table.startedAt),
    index('dialog_summaries_by_resolve').on(table.accountId, table.resolvedAt).where(sql`resolved_at IS NOT NULL`),
    index('dialog_summaries_unresolved').on(table.accountId, table.dialogId).where(sql`resolved_at IS NULL`),
  ],
);

/** One row a message of a dialog, without what it says. */
export const dialogMessageFacts = pgTable(
  'dialog_message_facts',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    at: instant('at', { precision: 6 }).notNull(),
    /** client, agent, bot, template, activity; private for every note. */
    part: text('part').notNull(),
    /** Who was assigned when it came; null for nobody, and where it was never logged. */
    assigneeId: id('assignee_id'),
    /** The user who sent it, of public outgoing ones. */
    senderId: id('sender_id'),
    /** Of an agent's message that ended a client's waiting for a reply, how long that was. */
    replySeconds: doublePrecision('reply_seconds'),
    inboxId: id('inbox_id').notNull(),
    teamId: id('team_id'),
    skipped: boolean('skipped').notNull(),
  },
  (table) => [
    index('dialog_message_facts_by_time').on(table.accountId, table.at),
    index('dialog_message_facts_by_dialog').on(table.accountId, table.dialogId),
    check(
      'dialog_message_facts_part_known',
      sql`part IN ('client', 'agent', 'bot', 'template', 'activity', 'private')`,
    ),
  ],
);

/** One row a transfer. */
export const dialogTransfers = pgTable(
  'dialog_transfers',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    number: integer('number').notNull(),
    at: instant('at', { precision: 6 }).notNull(),
    fromAgentId: id('from_agent_id').notNull(),
    toAgentId: id('to_agent_id').notNull(),
    viaQueue: boolean('via_queue').notNull(),
    inboxId: id('inbox_id').notNull(),
    teamId: id('team_id'),
    skipped: boolean('skipped').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.dialogId, table.number] }),
    index('dialog_transfers_by_time').on(table.accountId, table.at),
  ],
);

/** The stretches of a dialog in which an agent was assigned, and those in which a team had it. */
export const dialogHoldings = pgTable(
  'dialog_holdings',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    /** agent or team. */
    holder: text('holder').notNull(),
    holderId: id('holder_id').notNull(),
    heldFrom: instant('held_from', { precision: 6 }).notNull(),
    /** null while it lasts. */
    heldTo: instant('held_to', { precision: 6 }),
    inboxId: id('inbox_id').notNull(),
    teamId: id('team_id'),
    skipped: boolean('skipped').notNull(),
  },
  (table) => [
    index('dialog_holdings_by_time').on(table.accountId, table.holder, table.heldFrom),
    index('dialog_holdings_by_end').on(table.accountId, table.holder, sql`coalesce(held_to, 'infinity')`),
    index('dialog_holdings_long')
      .on(table.accountId, table.heldFrom)
      .where(sql`coalesce(held_to, 'infinity') > held_from + interval '1 day'`),
    index('dialog_holdings_by_dialog').on(table.accountId, table.dialogId),
    check('dialog_holdings_holder_known', sql`holder IN ('agent', 'team')`),
  ],
);

/**
 * Marks of dialogs that changed since they were summarised, or never were: appended in the transaction of the change. No
 * key of `id` alone: it would not be unique across nodes, where tables are distributed by account.
 */
export const dialogStale = pgTable(
  'dialog_stale',
  {
    id: bigserial('id', { mode: 'number' }).notNull(),
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
  },
  (table) => [
    index('dialog_stale_by_dialog').on(table.accountId, table.dialogId),
    index('dialog_stale_by_id').on(table.id),
  ],
);

/**
 * Which transaction changed which dialogs, for those who follow changes: written together with the marks, and forgotten
 * after a while. The row of account 0 tells the greatest transaction that was forgotten.
 */
export const dialogChanges = pgTable(
  'dialog_changes',
  {
    accountId: id('account_id').notNull(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    dialogId: id('dialog_id').notNull(),
    changedAt: instant('changed_at', { precision: 6 }).notNull().default(sql`(now() AT TIME ZONE 'UTC')`),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.xid, table.dialogId] }),
    index('dialog_changes_by_time').on(table.changedAt),
  ],
);
