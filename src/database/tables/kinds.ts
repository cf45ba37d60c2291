import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { DIALOG_KINDS } from '../../rulebook/words';
import { id, instant } from '../columns';
import { dialogKind } from './kind-type';

/*
 * What dialogs are, and what that was decided from (W; rules §5): beside `dialogs`, whose rows are frozen at the resolve.
 */

const has = (kind: (typeof DIALOG_KINDS)[number]) => sql.raw(`'${kind}' = ANY (kinds)`);
const inOrder = sql.raw(
  `array_remove(ARRAY[${DIALOG_KINDS.map((kind) => `CASE WHEN '${kind}' = ANY (kinds) THEN '${kind}'::dialog_kind END`).join(', ')}], NULL)`,
);

/** One row a dialog: its kinds of now, and what they were decided from. */
export const dialogClassifications = pgTable(
  'dialog_classifications',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    /** A set: in the order of the type, each once. */
    kinds: dialogKind('kinds').array().notNull().default(sql`'{}'`),
    /** Whether anything told of the visitor's presence. */
    presenceKnown: boolean('presence_known').notNull(),
    /** When the visitor left for good; null where it did not, or nobody knows. */
    departedAt: instant('departed_at', { precision: 6 }),
    /** Seconds of the waiting that the departure ended. */
    waitedSeconds: doublePrecision('waited_seconds'),
    /** Who was assigned at the departure; null for the general queue. */
    departedAssigneeId: id('departed_assignee_id'),
    departedTeamId: id('departed_team_id'),
    /** When an agent first accepted it, by an explicit accept or a public message; null for never. */
    answeredAt: instant('answered_at', { precision: 6 }),
    /** Seconds of the unbroken waiting that the first acceptance ended; null where nobody waited. */
    answerWaitSeconds: doublePrecision('answer_wait_seconds'),
    /** The word for why; `reason` of the API is its sentence. */
    reason: text('reason').notNull(),
    decidedAt: instant('decided_at', { precision: 6 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.dialogId] }),
    check('dialog_classifications_kinds_are_a_set', sql`kinds = ${inOrder}`),
    check(
      'dialog_classifications_offline_alone',
      sql`NOT ${has('offline')} OR kinds <@ '{offline,skip}'::dialog_kind[]`,
    ),
    check('dialog_classifications_missed_or_bounce', sql`NOT (${has('missed')} AND ${has('bounce')})`),
    check(
      'dialog_classifications_rejected_alone',
      sql`NOT ${has('rejected_invitation')} OR kinds <@ '{rejected_invitation,skip}'::dialog_kind[]`,
    ),
    check(
      'dialog_classifications_missed_by_presence',
      sql`NOT ${has('missed')} OR (presence_known AND departed_at IS NOT NULL AND waited_seconds IS NOT NULL)`,
    ),
    ...(['offline', 'missed', 'bounce', 'rejected_invitation', 'skip'] as const).map((kind) =>
      index(`dialog_classifications_${kind}`).on(table.accountId, table.dialogId).where(has(kind)),
    ),
  ],
);

/**
 * When visitors were online (W: online includes a closed chat window on an open site): one row a stretch of a session.
 * `inbox_id` 0 is a visit that no inbox was named for.
 */
export const dialogPresence = pgTable(
  'dialog_presence',
  {
    accountId: id('account_id').notNull(),
    contactId: id('contact_id').notNull(),
    inboxId: id('inbox_id').notNull().default(0),
    session: text('session').notNull(),
    onlineFrom: instant('online_from', { precision: 6 }).notNull(),
    lastSignAt: instant('last_sign_at', { precision: 6 }).notNull(),
    /** Whether it ended by an explicit leave; else it ended with its last sign of life, or goes on. */
    hasLeft: boolean('has_left').notNull().default(false),
    /** Every sign of life in it: a leave that is told late may lie between two of them. */
    signs: instant('signs', { precision: 6 }).array().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'dialog_presence_pk',
      columns: [table.accountId, table.contactId, table.inboxId, table.session, table.onlineFrom],
    }),
    check('dialog_presence_in_order', sql`last_sign_at >= online_from`),
  ],
);

/** Every skip mark set and taken back: by whom, when and why. The latest of a dialog holds. */
export const dialogSkips = pgTable(
  'dialog_skips',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    at: instant('at', { precision: 6 }).notNull(),
    skip: boolean('skip').notNull(),
    /** The prefix of the token that it was set with. */
    token: text('token').notNull(),
    tokenName: text('token_name'),
    reason: text('reason'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.dialogId, table.at] })],
);

/** Changes of a dialog's team while it lasted; the one it began with is in its facts. */
export const dialogTeams = pgTable(
  'dialog_teams',
  {
    accountId: id('account_id').notNull(),
    dialogId: id('dialog_id').notNull(),
    at: instant('at', { precision: 6 }).notNull(),
    teamId: id('team_id'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.dialogId, table.at] })],
);
