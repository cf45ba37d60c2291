import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import type { Instant } from '../instant';
import type { LogOfDialogs } from './log-cursor';
import { type MomentKey, type MomentPageRequest, momentPages } from './moment-pages';
import type { Page } from './page';
import { isPartOfSeen, type Visibility } from './visibility';

/** A row of the event table. */
export interface EventRecord extends MomentKey {
  readonly kind: 'Event';
  readonly name: string;
  readonly value: number | null;
  readonly userId: number | null;
  readonly dialogId: number | null;
}

interface EventRow {
  id: number;
  name: string | null;
  value: number | null;
  user_id: number | null;
  dialog_id: number | null;
  created_at: Instant;
}

const columns = sql`e.id, e.name, e.value, e.user_id, e.dialog_id, e.created_at`;

function eventOf(row: EventRow): EventRecord {
  const { id, name, value, user_id: userId, dialog_id: dialogId, created_at: at } = row;
  return { kind: 'Event', id, name: name ?? '', value, userId, dialogId, at };
}

/** The events with these ids that the account has and the caller sees. */
export async function eventsById(
  database: Database,
  visibility: Visibility,
  ids: readonly number[],
): Promise<Map<number, EventRecord>> {
  const rows = await database.rows<EventRow>(sql`
    SELECT ${columns} FROM ${database.events} e
    WHERE e.account_id = ${visibility.accountId} AND e.id = ANY(${sql.param(ids)}::bigint[])
      AND ${isPartOfSeen(visibility, sql`e`)}`);
  return new Map(rows.map((row) => [row.id, eventOf(row)]));
}

/** The same page of the events of each of several dialogs, by time and then id: one statement. */
export function eventPagesOfDialogs(
  database: Database,
  accountId: number,
  request: MomentPageRequest,
  dialogIds: readonly number[],
): Promise<Map<number, Page<EventRecord>>> {
  const rows = sql`SELECT ${columns} FROM ${database.events} e WHERE ${ofDialog(accountId)}`;
  return momentPages(database, rows, sql`e.created_at, e.id`, request, dialogIds, eventOf);
}

/** How many events each of several dialogs has: one statement. */
export async function countEventsOfDialogs(
  database: Database,
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await database.rows<{ dialog_id: number; events: number }>(sql`
    SELECT e.dialog_id, count(*) AS events FROM ${database.events} e
    WHERE e.account_id = ${accountId} AND e.dialog_id = ANY(${sql.param(dialogIds)}::bigint[]) GROUP BY 1`);
  return new Map(rows.map((row) => [row.dialog_id, row.events]));
}

/** The events of dialogs, for a cursor over them. */
export function eventLog({ events }: Database): LogOfDialogs<EventRow, EventRecord> {
  return {
    ofDialog: (accountId) => sql`SELECT ${columns} FROM ${events} e WHERE ${ofDialog(accountId)}`,
    ...{ order: sql`e.created_at, e.id`, itemOf: eventOf, sizeOf: () => 0 },
  };
}

function ofDialog(accountId: number): SQL {
  return sql`e.account_id = ${accountId} AND e.dialog_id = k.id`;
}
