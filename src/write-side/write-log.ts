import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { hasEventTimes } from '../database/event-table';
import { insertKeyedRows, insertRows } from '../database/insert-rows';
import { withinMonthsOf } from '../database/plan-once';
import * as tables from '../database/tables';
import { formatTimestamp } from '../instant';
import { readStartFacts, startedOfflineOf } from './kinds/start-facts';
import type { DialogWork, Work } from './work';
import { chunksOf, type GivenIds, statusNumber } from './write-host';

/**
 * Writes the dialogs of the work: first the changes of those that exist, so that one which ends makes room for the
 * next, then those that start. Returns the ids given.
 */
export async function writeDialogs(session: Session, work: Work, conversationIds: GivenIds): Promise<GivenIds> {
  const dialogs = [...work.dialogs.values()];
  await updateDialogs(
    session,
    work.accountId,
    dialogs.filter(({ started }) => !started),
  );
  return insertDialogs(
    session,
    work.accountId,
    dialogs.filter(({ started }) => started),
    conversationIds,
  );
}

/** A resolved dialog is frozen (N §3): the statement leaves it alone whatever the work holds. */
export async function updateDialogs(
  session: Session,
  accountId: number,
  dialogs: readonly DialogWork[],
): Promise<void> {
  if (dialogs.length === 0) return;
  const values = dialogs.map(({ ref, columns, updatedAt, closedBy }) => ({
    ...{ id: ref, status: statusNumber(columns.status), updated_at: formatTimestamp(updatedAt), closed_by: closedBy },
    ...{ assignee_id: columns.assigneeId, team_id: columns.teamId, inbox_id: columns.inboxId },
    contact_id: columns.contactId,
  }));
  await session.rows(sql`
    UPDATE dialogs d SET status = v.status, assignee_id = v.assignee_id, team_id = v.team_id, inbox_id = v.inbox_id,
      contact_id = v.contact_id, updated_at = v.updated_at
    FROM jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS v (id bigint, status int, assignee_id bigint,
      team_id bigint, inbox_id bigint, contact_id bigint, updated_at timestamp)
    WHERE d.account_id = ${accountId} AND d.id = v.id AND d.status <> 1`);
  const closed = values.filter(({ closed_by }) => closed_by !== null);
  if (closed.length === 0) return;
  await session.rows(sql`
    UPDATE dialog_facts f SET closed_by = v.closed_by
    FROM jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) AS v (id bigint, closed_by text)
    WHERE f.account_id = ${accountId} AND f.dialog_id = v.id`);
}

async function insertDialogs(
  session: Session,
  accountId: number,
  dialogs: readonly DialogWork[],
  conversationIds: GivenIds,
): Promise<GivenIds> {
  if (dialogs.length === 0) return new Map();
  const inboxIds = dialogs.map(({ columns }) => columns.inboxId);
  const factsAtStart = await readStartFacts(session, accountId, inboxIds);
  const given = await insertDialogRows(session, accountId, dialogs, conversationIds);
  const facts = dialogs.map(({ ref, columns, started, closedBy }) => {
    const { at, by, offline, botServed, status, foundAt, assigneeId, teamId } = started!;
    const start = factsAtStart(columns.inboxId, at);
    return {
      ...{ account_id: accountId, dialog_id: given.get(ref)!, started_by: by, bot_served: botServed },
      started_offline: startedOfflineOf({ said: offline, startedBy: by, botServed }, start),
      started_status: foundAt === null ? statusNumber(status) : null,
      ...{ started_assignee_id: assigneeId, started_team_id: teamId, closed_by: closedBy },
      found_at: foundAt === null ? null : formatTimestamp(foundAt),
      ...{ bounce_timeout: start.bounceTimeout, presence_capable: start.presenceCapable },
      agents_online: start.agentsOnline,
    };
  });
  await insertKeyedRows(session, sql`dialog_facts`, FACT_COLUMNS, facts);
  return given;
}

/** Inserts the rows of new dialogs, without their facts. Returns the ids given. */
export async function insertDialogRows(
  session: Session,
  accountId: number,
  dialogs: readonly DialogWork[],
  conversationIds: GivenIds,
): Promise<GivenIds> {
  const ids = await insertRows(
    session,
    sql`dialogs`,
    DIALOG_COLUMNS,
    dialogs.map(({ conversationId, columns, started, updatedAt }) => ({
      ...{ account_id: accountId, conversation_id: conversationIds.get(conversationId) ?? conversationId },
      ...{ inbox_id: columns.inboxId, status: statusNumber(columns.status), assignee_id: columns.assigneeId },
      ...{ team_id: columns.teamId, contact_id: columns.contactId },
      ...{ created_at: formatTimestamp(started!.at), updated_at: formatTimestamp(updatedAt) },
    })),
  );
  return new Map(dialogs.map(({ ref }, place) => [ref, ids[place]!]));
}

const DIALOG_COLUMNS = {
  ...{ account_id: 'bigint', conversation_id: 'bigint', inbox_id: 'bigint', status: 'int', assignee_id: 'bigint' },
  ...{ team_id: 'bigint', contact_id: 'bigint', created_at: 'timestamp', updated_at: 'timestamp' },
} as const;

const FACT_COLUMNS = {
  ...{ account_id: 'bigint', dialog_id: 'bigint', started_by: 'text', bot_served: 'boolean' },
  ...{ started_offline: 'boolean', started_status: 'int', started_assignee_id: 'bigint', started_team_id: 'bigint' },
  ...{ closed_by: 'text', found_at: 'timestamp', bounce_timeout: 'int', presence_capable: 'boolean' },
  agents_online: 'boolean',
} as const;

const EVENT_COLUMNS = {
  ...{
    name: 'text',
    value: 'float8',
    account_id: 'bigint',
    inbox_id: 'bigint',
    user_id: 'bigint',
    conversation_id: 'bigint',
  },
  ...{ created_at: 'timestamp', updated_at: 'timestamp', dialog_id: 'bigint' },
} as const;

/** Since v2.4.0 the host fills these of its own events: the creation of the conversation, and the event's moment. */
const EVENT_TIMES = { event_start_time: 'timestamp', event_end_time: 'timestamp' } as const;

/** Inserts the events in their order. Returns their ids, in the same order. */
export async function insertEvents(
  session: Session,
  events: Database['events'],
  work: Work,
  conversationIds: GivenIds,
  dialogIds: GivenIds,
): Promise<number[]> {
  const columns: Readonly<Record<string, string>> = { ...EVENT_COLUMNS, ...(hasEventTimes(events) ? EVENT_TIMES : {}) };
  return insertRows(
    session,
    sql`${events}`,
    columns,
    work.events.map(({ name, value, userId, inboxId, conversationId, dialog, ...event }) => {
      const at = formatTimestamp(event.at);
      return {
        ...{ name, value, account_id: work.accountId, inbox_id: inboxId, user_id: userId },
        conversation_id: conversationIds.get(conversationId) ?? conversationId,
        ...{ created_at: at, updated_at: at, event_start_time: formatTimestamp(event.since), event_end_time: at },
        dialog_id: dialog === null ? null : (dialogIds.get(dialog) ?? dialog),
      };
    }),
  );
}

/** Inserts explicit acceptances; the same one again changes nothing. */
export async function insertAcceptances(session: Session, work: Work, dialogIds: GivenIds): Promise<void> {
  for (const chunk of chunksOf(work.acceptances)) {
    await session.orm
      .insert(tables.dialogAcceptances)
      .values(
        chunk.map(({ dialog, agentId, at }) => ({
          ...{ accountId: work.accountId, agentId, acceptedAt: at },
          dialogId: dialogIds.get(dialog) ?? dialog,
        })),
      )
      .onConflictDoNothing();
  }
}

/** Inserts changes of dialogs' teams; of several at one moment the last holds. */
export async function insertTeams(session: Session, work: Work, dialogIds: GivenIds): Promise<void> {
  const { accountId } = work;
  const latest = new Map(work.teams.map((change) => [`${change.dialog} ${change.at}`, change]));
  for (const chunk of chunksOf([...latest.values()])) {
    await session.orm
      .insert(tables.dialogTeams)
      .values(
        chunk.map(({ dialog, at, teamId }) => ({ accountId, dialogId: dialogIds.get(dialog) ?? dialog, at, teamId })),
      )
      .onConflictDoUpdate({
        target: [tables.dialogTeams.accountId, tables.dialogTeams.dialogId, tables.dialogTeams.at],
        set: { teamId: sql`excluded.team_id` },
      });
  }
}

/** Gives rows from shortly before dialogs' starts to them (rules §3), in the order in which they started. */
export async function adoptRows(
  session: Session,
  events: Database['events'],
  work: Work,
  conversationIds: GivenIds,
  dialogIds: GivenIds,
): Promise<void> {
  const adoptions = work.adoptions.map(({ conversationId, dialog, from, since, until, fromClient }) => ({
    conversation_id: conversationIds.get(conversationId) ?? conversationId,
    dialog_id: dialogIds.get(dialog) ?? dialog,
    from_id: from === null ? null : (dialogIds.get(from) ?? from),
    ...{ since: formatTimestamp(since), until: formatTimestamp(until), from_client: fromClient },
  }));
  // All windows lie within these.
  const moments = work.adoptions.flatMap(({ since, until }) => [since, until]);
  const inMonths = withinMonthsOf(session, sql`m.created_at`, moments);
  const fromClient = adoptions.filter((adoption) => adoption.from_client);
  if (fromClient.length > 0) await adoptFromClients(session, work.accountId, fromClient, inMonths);
  const all = adoptions.filter((adoption) => !adoption.from_client);
  if (all.length > 0) await adoptAll(session, events, work.accountId, all, inMonths);
}

const ADOPTIONS = sql.raw(
  'a (conversation_id bigint, dialog_id bigint, from_id bigint, since timestamp, until timestamp)',
);

/**
 * Ids of the messages that the host wrote in the conversations and that wait to be logged: they come after all that is
 * logged now, so they are of a dialog that their own turn tells, whatever moment they bear.
 */
const waitingIn = (accountId: number, adoptions: readonly object[]) => sql`
  SELECT o.row_id FROM dialog_outbox o WHERE o.account_id = ${accountId} AND o.kind = 'message' AND o.conversation_id IN
    (SELECT a.conversation_id FROM jsonb_to_recordset(${JSON.stringify(adoptions)}::jsonb) AS ${ADOPTIONS})`;

/**
 * From the first client's message in each window on, of those rows that are the dialog's before or nobody's. Windows of
 * one conversation don't overlap where their dialogs' rows could be confused: each takes only from the dialog before.
 */
async function adoptFromClients(
  session: Session,
  accountId: number,
  adoptions: readonly object[],
  inMonths: SQL,
): Promise<void> {
  await session.rows(sql`
    WITH waiting AS MATERIALIZED (${waitingIn(accountId, adoptions)}), first AS (
      SELECT a.*, m.created_at, m.id FROM jsonb_to_recordset(${JSON.stringify(adoptions)}::jsonb) AS ${ADOPTIONS}
      CROSS JOIN LATERAL (
        SELECT m.created_at, m.id FROM messages m
        WHERE m.account_id = ${accountId} AND m.conversation_id = a.conversation_id AND m.message_type = 0
          AND (m.dialog_id IS NULL OR m.dialog_id = a.from_id) AND m.created_at BETWEEN a.since AND a.until
          AND ${inMonths} AND m.id NOT IN (SELECT row_id FROM waiting)
        ORDER BY m.created_at, m.id LIMIT 1) m
    ), adopted AS (
      UPDATE messages m SET dialog_id = first.dialog_id FROM first
      WHERE m.account_id = ${accountId} AND m.conversation_id = first.conversation_id
        AND (m.dialog_id IS NULL OR m.dialog_id = first.from_id)
        AND (m.created_at, m.id) >= (first.created_at, first.id) AND m.created_at <= first.until
        AND ${inMonths} AND m.id NOT IN (SELECT row_id FROM waiting)
    )
    UPDATE mentions n SET dialog_id = first.dialog_id FROM first
    WHERE n.account_id = ${accountId} AND n.conversation_id = first.conversation_id
      AND (n.dialog_id IS NULL OR n.dialog_id = first.from_id)
      AND n.mentioned_at BETWEEN first.created_at AND first.until`);
}

/** Everything in each window that no dialog has yet; the moment of a resolve is the ended dialog's. */
async function adoptAll(
  session: Session,
  events: Database['events'],
  accountId: number,
  adoptions: readonly object[],
  inMonths: SQL,
): Promise<void> {
  const windows = sql`jsonb_to_recordset(${JSON.stringify(adoptions)}::jsonb) AS ${ADOPTIONS}`;
  const inWindow = (table: SQL, moment: SQL) => sql`
    ${table}.account_id = ${accountId} AND ${table}.conversation_id = a.conversation_id AND ${table}.dialog_id IS NULL
      AND ${moment} BETWEEN a.since AND a.until
      AND NOT (${moment} = a.since AND EXISTS (SELECT FROM ${events} r WHERE r.account_id = ${accountId}
        AND r.conversation_id = a.conversation_id AND r.name = 'conversation_resolved' AND r.created_at = a.since))`;
  await session.rows(sql`
    WITH waiting AS MATERIALIZED (${waitingIn(accountId, adoptions)}), adopted_messages AS (
      UPDATE messages m SET dialog_id = a.dialog_id FROM ${windows} WHERE ${inWindow(sql`m`, sql`m.created_at`)}
        AND ${inMonths} AND m.id NOT IN (SELECT row_id FROM waiting)
    ), adopted_mentions AS (
      UPDATE mentions n SET dialog_id = a.dialog_id FROM ${windows} WHERE ${inWindow(sql`n`, sql`n.mentioned_at`)}
    )
    UPDATE ${events} e SET dialog_id = a.dialog_id FROM ${windows} WHERE ${inWindow(sql`e`, sql`e.created_at`)}`);
}
