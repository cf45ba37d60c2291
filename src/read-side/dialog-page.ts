import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import { type DialogRecord, type DialogRow, dialogColumns, dialogOf, dialogTables } from './dialog';
import { type DialogFilter, dialogConditions } from './dialog-filter';
import { groupBy } from './group';
import { type Page, type PageRequest, pageOf, rowsToRead } from './page';
import { type MeantFilter, meantFilter } from './waiting-now';

export type DialogOrderField = 'CREATED_AT' | 'RESOLVED_AT' | 'UPDATED_AT';

/** An order of dialogs; equal values go by id, the same way. */
export interface DialogOrder {
  readonly field: DialogOrderField;
  readonly direction: 'ASC' | 'DESC';
}

/** A dialog's place in an order. A null moment is that of dialogs not resolved: later than all. */
export interface DialogKey {
  readonly at: Instant | null;
  readonly id: number;
}

/** Which dialogs, in which order, and which part of them. */
export interface DialogPageRequest extends PageRequest<DialogKey> {
  readonly filter: DialogFilter;
  readonly order: DialogOrder;
}

const SORTED_BY: Readonly<Record<DialogOrderField, SQL>> = {
  CREATED_AT: sql`d.created_at`,
  UPDATED_AT: sql`d.updated_at`,
  RESOLVED_AT: sql`(CASE WHEN d.status = 1 THEN d.updated_at ELSE 'infinity'::timestamp END)`,
};

/** The place of a dialog in an order, for its cursor. */
export function dialogKey(dialog: DialogRecord, { field }: DialogOrder): DialogKey {
  const at = { CREATED_AT: dialog.createdAt, UPDATED_AT: dialog.updatedAt, RESOLVED_AT: dialog.resolvedAt }[field];
  return { at, id: dialog.id };
}

/** A page of the account's dialogs: one statement. */
export async function dialogPage(
  database: Database,
  accountId: number,
  request: DialogPageRequest,
): Promise<Page<DialogRecord>> {
  const filter = await meantFilter(database, accountId, request.filter);
  const rows = await database.rows<DialogRow>(pageStatement(database, accountId, request, filter, []));
  return pageOf(rows.map(dialogOf), request);
}

/** The same page of each of several conversations, by their ids: one statement whatever their number. */
export async function dialogPagesOfConversations(
  database: Database,
  accountId: number,
  request: DialogPageRequest,
  conversationIds: readonly number[],
): Promise<Map<number, Page<DialogRecord>>> {
  const filter = await meantFilter(database, accountId, request.filter);
  const ofConversation = pageStatement(database, accountId, request, filter, [sql`d.conversation_id = k.id`]);
  const rows = await database.rows<DialogRow>(sql`
    SELECT page.* FROM unnest(${sql.param(conversationIds)}::bigint[]) WITH ORDINALITY AS k (id, place)
    CROSS JOIN LATERAL (${ofConversation}) page ORDER BY k.place, ${pageOrder(request)}`);
  const byConversation = groupBy(rows, (row) => row.conversation_id);
  return new Map(conversationIds.map((id) => [id, pageOf((byConversation.get(id) ?? []).map(dialogOf), request)]));
}

/** How many dialogs a filter matches: all of the account's, or of each of several conversations, by their ids. */
export async function countDialogs(database: Database, accountId: number, filter: DialogFilter): Promise<number> {
  const meant = await meantFilter(database, accountId, filter);
  const conditions = sql.join(dialogConditions(meant, accountId, database.events), sql` AND `);
  const [row] = await database.rows<{ dialogs: number }>(
    sql`SELECT count(*) AS dialogs FROM ${dialogTables} WHERE ${conditions}`,
  );
  return row!.dialogs;
}

export async function countDialogsOfConversations(
  database: Database,
  accountId: number,
  filter: DialogFilter,
  conversationIds: readonly number[],
): Promise<Map<number, number>> {
  const meant = await meantFilter(database, accountId, filter);
  const conditions = sql.join(dialogConditions(meant, accountId, database.events), sql` AND `);
  const rows = await database.rows<{ conversation_id: number; dialogs: number }>(sql`
    SELECT d.conversation_id, count(*) AS dialogs FROM ${dialogTables}
    WHERE ${conditions} AND d.conversation_id = ANY(${sql.param(conversationIds)}::bigint[]) GROUP BY 1`);
  const counts = new Map(rows.map((row) => [row.conversation_id, row.dialogs]));
  return new Map(conversationIds.map((id) => [id, counts.get(id) ?? 0]));
}

/** The rows of a page, with `sorted_by`; its limit is written out, for the planner to see that few rows are read. */
export function pageStatement(
  database: Database,
  accountId: number,
  request: Omit<DialogPageRequest, 'filter'>,
  filter: MeantFilter,
  more: readonly SQL[],
): SQL {
  const conditions = [...more, ...dialogConditions(filter, accountId, database.events), ...bounds(request)];
  const { field } = request.order;
  const direction = directionOf(request);
  return sql`SELECT ${dialogColumns}, ${SORTED_BY[field]} AS sorted_by FROM ${dialogTables}
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY ${SORTED_BY[field]} ${direction}, d.id ${direction} LIMIT ${sql.raw(String(rowsToRead(request)))}`;
}

/** The order in which the page's rows are read, for a statement around it. */
export function pageOrder(request: DialogPageRequest): SQL {
  const direction = directionOf(request);
  return sql`page.sorted_by ${direction}, page.id ${direction}`;
}

function directionOf({ order, backward }: Omit<DialogPageRequest, 'filter'>): SQL {
  return (order.direction === 'ASC') === backward ? sql`DESC` : sql`ASC`;
}

function bounds({ order, after, before }: Omit<DialogPageRequest, 'filter'>): SQL[] {
  const place = sql`(${SORTED_BY[order.field]}, d.id)`;
  const key = ({ at, id }: DialogKey) =>
    sql`(${at === null ? 'infinity' : formatTimestamp(at)}::timestamp, ${id}::bigint)`;
  const [behind, ahead] = order.direction === 'ASC' ? [sql`>`, sql`<`] : [sql`<`, sql`>`];
  return [
    ...(after ? [sql`${place} ${behind} ${key(after)}`] : []),
    ...(before ? [sql`${place} ${ahead} ${key(before)}`] : []),
  ];
}
