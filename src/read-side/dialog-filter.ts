import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import { type DialogKind, STATUSES, type Status } from '../rulebook/words';
import { type HourOfWeekFilter, hourCondition } from './hour-condition';
import { assignmentsInDialog, type TransferFilter, transferCondition } from './transfer-condition';
import { type MeantFilter, waitingCondition } from './waiting-now';

/** A half-open range of time. */
export interface InstantRange {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** Which dialogs: all that is given must hold, within a list any may. Ids are database ids. */
export interface DialogFilter {
  readonly status?: readonly Status[];
  readonly kind?: readonly DialogKind[];
  readonly inbox?: readonly number[];
  readonly team?: readonly number[];
  readonly assignee?: readonly number[];
  readonly agent?: readonly number[];
  readonly contact?: readonly number[];
  readonly conversation?: readonly number[];
  readonly createdAt?: InstantRange;
  readonly resolvedAt?: InstantRange;
  readonly transferred?: boolean;
  /** At least one transfer of which all that is given holds. */
  readonly transfer?: TransferFilter;
  /** Started in this hour of the week. */
  readonly hourOfWeek?: HourOfWeekFilter;
  /** Started before this moment, and not resolved before it. */
  readonly openAt?: Instant;
  readonly channelType?: readonly string[];
  readonly withoutTeam?: boolean;
  readonly neverAssigned?: boolean;
  /** Nobody is assigned now, or was at the resolve. */
  readonly unassigned?: boolean;
  /** The client waits now for an agent to accept or answer first. */
  readonly waiting?: boolean;
  readonly includeSkipped?: boolean;
  /** Must hold too; whether skipped dialogs stay out is not told by them. */
  readonly and?: readonly DialogCondition[];
}

/** A further condition of a filter. */
export type DialogCondition = Pick<DialogFilter, 'kind' | 'agent' | 'transfer' | 'hourOfWeek' | 'openAt'>;

type Condition<Key extends keyof MeantFilter> = (
  value: NonNullable<MeantFilter[Key]>,
  accountId: number,
  events: Database['events'],
  filter: MeantFilter,
) => SQL[];

const ids = (values: readonly number[]) => sql`ANY(${sql.param(values)}::bigint[])`;

/** What each field of the filter asks of a dialog, in a statement with `dialogTables`. */
const CONDITIONS: { readonly [Key in keyof Required<Omit<MeantFilter, 'includeSkipped' | 'and'>>]: Condition<Key> } = {
  status: (statuses) => [sql`d.status = ${ids(statuses.map((status) => STATUSES.indexOf(status)))}`],
  kind: (kinds, accountId) => [sql`EXISTS (${itsKindsAmong(kinds, accountId)})`],
  inbox: (inboxes) => [sql`d.inbox_id = ${ids(inboxes)}`],
  team: (teams) => [sql`d.team_id = ${ids(teams)}`],
  assignee: (agents) => [sql`d.assignee_id = ${ids(agents)}`],
  conversation: (conversations) => [sql`d.conversation_id = ${ids(conversations)}`],
  createdAt: (range) => within(sql`d.created_at`, range),
  resolvedAt: (range) => [sql`d.status = 1`, ...within(sql`d.updated_at`, range)],
  contact: (contacts, accountId) => [
    // By the conversation's contact of now, else by the dialog's where the host deleted the conversation.
    sql`d.id IN (
      SELECT of_contact.id FROM conversations held
      JOIN dialogs of_contact ON of_contact.account_id = held.account_id AND of_contact.conversation_id = held.id
      WHERE held.account_id = ${accountId} AND held.contact_id = ${ids(contacts)}
      UNION ALL
      SELECT gone.id FROM dialogs gone WHERE gone.account_id = ${accountId} AND gone.contact_id = ${ids(contacts)}
        AND NOT EXISTS (SELECT FROM conversations held WHERE held.account_id = ${accountId} AND held.id = gone.conversation_id
          AND held.contact_id IS NOT NULL))`,
  ],
  agent: (agents, accountId, events) => [
    summarised(
      accountId,
      sql`s.agent_ids && ${sql.param(agents)}::bigint[]`,
      sql`f.started_assignee_id = ${ids(agents)}
        OR EXISTS (SELECT FROM (${assignmentsInDialog(accountId, events)}) a WHERE a.user_id = ${ids(agents)})
        OR EXISTS (SELECT FROM messages m WHERE m.account_id = ${accountId} AND m.dialog_id = d.id
          AND m.message_type = 1 AND m.private IS NOT TRUE AND m.sender_type = 'User' AND m.sender_id = ${ids(agents)})`,
    ),
  ],
  transferred: (transferred, accountId, events) => [
    summarised(
      accountId,
      sql`(s.transfers > 0) = ${transferred}`,
      // Two different agents in the sequence of assignees: then somewhere one followed the other.
      sql`(SELECT count(DISTINCT a.user_id) > 1 FROM (
        SELECT f.started_assignee_id AS user_id UNION ALL SELECT user_id FROM (${assignmentsInDialog(accountId, events)}) e) a) = ${transferred}`,
    ),
  ],
  transfer: transferCondition,
  hourOfWeek: (hour, _accountId, _events, { createdAt }) => hourCondition(hour, createdAt),
  openAt: (at) => [
    sql`d.created_at < ${formatTimestamp(at)} AND (d.status <> 1 OR d.updated_at >= ${formatTimestamp(at)})`,
  ],
  channelType: (types, accountId) => [
    sql`d.inbox_id IN (SELECT held.id FROM inboxes held
      WHERE held.account_id = ${accountId} AND held.channel_type = ANY(${sql.param(types)}::text[]))`,
  ],
  withoutTeam: (withoutTeam) => [sql`(d.team_id IS NULL) = ${withoutTeam}`],
  unassigned: (unassigned) => [sql`(d.assignee_id IS NULL) = ${unassigned}`],
  waiting: waitingCondition,
  neverAssigned: (neverAssigned, accountId, events) => [
    summarised(
      accountId,
      sql`s.was_assigned <> ${neverAssigned}`,
      sql`(f.started_assignee_id IS NOT NULL
        OR EXISTS (SELECT FROM (${assignmentsInDialog(accountId, events)}) a WHERE a.user_id IS NOT NULL)) <> ${neverAssigned}`,
    ),
  ],
};

/** Whether a filter asks for nothing. */
export function isUnfiltered(filter: DialogFilter): boolean {
  return Object.keys(filter).length === 0;
}

/** The conditions of a filter on the dialogs of an account. */
export function dialogConditions(filter: MeantFilter, accountId: number, events: Database['events']): SQL[] {
  const showsSkipped = filter.includeSkipped || filter.kind?.includes('skip');
  const skipped = showsSkipped ? [] : [sql`NOT EXISTS (${itsKindsAmong(['skip'], accountId)})`];
  const filters = [filter, ...(filter.and ?? [])];
  const conditions = filters.flatMap((each) => fieldConditions(each, accountId, events));
  return [sql`d.account_id = ${accountId}`, ...skipped, ...conditions];
}

function fieldConditions(filter: MeantFilter, accountId: number, events: Database['events']): SQL[] {
  const keys = Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[];
  return keys.flatMap((key) => {
    const value = filter[key];
    if (value === undefined) return [];
    return (CONDITIONS[key] as Condition<typeof key>)(value as never, accountId, events, filter);
  });
}

/** What the summary of dialog d tells, or the log where the dialog changed since it was summarised. */
function summarised(accountId: number, bySummary: SQL, byLog: SQL): SQL {
  const changed = sql`EXISTS (SELECT FROM dialog_stale t WHERE t.account_id = ${accountId} AND t.dialog_id = d.id)`;
  const summary = sql`SELECT ${bySummary} FROM dialog_summaries s WHERE s.account_id = ${accountId} AND s.dialog_id = d.id`;
  return sql`coalesce(CASE WHEN NOT ${changed} THEN (${summary}) END, ${byLog})`;
}

/**
 * The classification of dialog d where it has any of the kinds: a page in the order of the list stops at its end. The
 * kinds are written into the text, for the planner to see which partial index has the rare ones.
 */
function itsKindsAmong(kinds: readonly DialogKind[], accountId: number): SQL {
  const any = kinds.map((kind) => `'${kind}' = ANY (its.kinds)`).join(' OR ');
  return sql`SELECT FROM dialog_classifications its
    WHERE its.account_id = ${accountId} AND its.dialog_id = d.id AND (${sql.raw(any)})`;
}

function within(column: SQL, { from, to }: InstantRange): SQL[] {
  return [
    ...(from === undefined ? [] : [sql`${column} >= ${formatTimestamp(from)}`]),
    ...(to === undefined ? [] : [sql`${column} < ${formatTimestamp(to)}`]),
  ];
}
