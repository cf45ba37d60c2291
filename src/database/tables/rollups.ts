import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../columns';

/*
 * Sums over the hours, days and months (UTC) of an account, of the derived rows of dialogs that are not skipped: what
 * statistics of long periods read instead of them. A row of inbox 0 is of all inboxes and teams; of days and months there
 * are others, of one inbox and one team, or of no team, which is 0, but none by agent: they would be as many as dialogs.
 * Days are rolled up once they are settled; where a dialog changes what a day adds up to, its span goes in the same
 * transaction, and what is left of it here is not read.
 */

const span = {
  accountId: id('account_id').notNull(),
  /** hour, day, month. */
  level: text('level').notNull(),
  /** Its first moment. */
  at: instant('at', { precision: 6 }).notNull(),
};

const place = {
  inboxId: id('inbox_id').notNull(),
  teamId: id('team_id').notNull(),
};

const count = (name: string) => integer(name).notNull();

/** The days and months whose rows are complete. */
export const dialogRolledSpans = pgTable(
  'dialog_rolled_spans',
  {
    accountId: id('account_id').notNull(),
    /** day, month. */
    level: text('level').notNull(),
    at: instant('at', { precision: 6 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.level, table.at] }),
    check('dialog_rolled_spans_level_known', sql`level IN ('day', 'month')`),
  ],
);

/**
 * Counts: of dialogs by their start, dialogs by their resolve, messages and transfers by their time. Each column is the
 * measure of its name in the catalogue.
 */
export const dialogRollups = pgTable(
  'dialog_rollups',
  {
    ...span,
    ...place,
    started: count('started'),
    chat: count('chat'),
    offline: count('offline'),
    missed: count('missed'),
    bounced: count('bounced'),
    rejectedInvitations: count('rejected_invitations'),
    online: count('online'),
    answered: count('answered'),
    offlineAnswered: count('offline_answered'),
    offlineResolved: count('offline_resolved'),
    invited: count('invited'),
    invitationsTaken: count('invitations_taken'),
    transferredDialogs: count('transferred_dialogs'),
    resolved: count('resolved'),
    resolvedWithoutTransfer: count('resolved_without_transfer'),
    withBot: count('with_bot'),
    botContained: count('bot_contained'),
    botHandedOver: count('bot_handed_over'),
    messages: count('messages'),
    clientMessages: count('client_messages'),
    agentMessages: count('agent_messages'),
    botMessages: count('bot_messages'),
    templateMessages: count('template_messages'),
    activityMessages: count('activity_messages'),
    privateMessages: count('private_messages'),
    transfers: count('transfers'),
  },
  (table) => [
    primaryKey({
      name: 'dialog_rollups_pk',
      columns: [table.accountId, table.level, table.inboxId, table.at, table.teamId],
    }),
    index('dialog_rollups_by_time').on(table.accountId, table.level, table.at),
    check('dialog_rollups_level_known', sql`level IN ('hour', 'day', 'month')`),
  ],
);

/** The measures of its columns' names by agent, by days and months; agent 0 is nobody. */
export const dialogRollupAgents = pgTable(
  'dialog_rollup_agents',
  {
    ...span,
    agentId: id('agent_id').notNull(),
    started: count('started'),
    messagesSent: count('messages_sent'),
    clientMessagesWhileAssigned: count('client_messages_while_assigned'),
    agentMessagesWhileAssigned: count('agent_messages_while_assigned'),
    botMessagesWhileAssigned: count('bot_messages_while_assigned'),
    templateMessagesWhileAssigned: count('template_messages_while_assigned'),
    activityMessagesWhileAssigned: count('activity_messages_while_assigned'),
    privateMessagesWhileAssigned: count('private_messages_while_assigned'),
    transfers: count('transfers'),
    transfersOut: count('transfers_out'),
    /** How many stretches began, and how long was assigned: in microseconds, whose sums are exact. */
    assignedBegun: count('assigned_begun'),
    assignedSeconds: bigint('assigned_microseconds', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'dialog_rollup_agents_pk',
      columns: [table.accountId, table.level, table.at, table.agentId],
    }),
    check('dialog_rollup_agents_level_known', sql`level IN ('day', 'month')`),
  ],
);

/** Durations by measure: how many, their sum, and how many fall into which bucket. */
export const dialogRollupDurations = pgTable(
  'dialog_rollup_durations',
  {
    ...span,
    ...place,
    measure: text('measure').notNull(),
    /** dialog, whoever had it; or agent or team: by who gave it, or held the dialog. */
    holder: text('holder').notNull(),
    /** 0 where the holder is the dialog. */
    holderId: id('holder_id').notNull(),
    sample: count('sample'),
    /** The sum. */
    microseconds: bigint('microseconds', { mode: 'number' }).notNull(),
    /** The numbers of the buckets that hold any, rising, and how many each holds; of days and months of all inboxes only. */
    buckets: integer('buckets').array().notNull(),
    counts: integer('counts').array().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'dialog_rollup_durations_pk',
      columns: [
        table.accountId,
        ...[table.level, table.inboxId, table.holder, table.measure],
        ...[table.at, table.teamId, table.holderId],
      ],
    }),
    index('dialog_rollup_durations_by_time').on(table.accountId, table.level, table.at),
    check('dialog_rollup_durations_level_known', sql`level IN ('hour', 'day', 'month')`),
    check('dialog_rollup_durations_holder_known', sql`holder IN ('dialog', 'agent', 'team')`),
  ],
);
