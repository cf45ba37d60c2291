import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import { groupBy } from './group';
import { type Page, type PageRequest, pageOf, rowsToRead } from './page';

/** The place of a row in a list by time and then id. */
export interface MomentKey {
  readonly at: Instant;
  readonly id: number;
}

/** A page forward in a list by time. */
export type MomentPageRequest = PageRequest<MomentKey> & { readonly backward: false };

/**
 * The same page of the rows of each of several dialogs: one statement, which reads no more rows than the pages hold.
 * `rows` selects those of dialog `k.id`, with `created_at` and
 * `id`; `order` is these two by their full names.
 */
export async function momentPages<Row extends { dialog_id: number | null }, Item>(
  session: Session,
  rows: SQL,
  order: SQL,
  request: MomentPageRequest,
  dialogIds: readonly number[],
  itemOf: (row: Row) => Item,
): Promise<Map<number, Page<Item>>> {
  const { after } = request;
  const behind = after ? sql` AND (${order}) > (${formatTimestamp(after.at)}::timestamp, ${after.id}::bigint)` : sql``;
  const read = await session.rows<Row>(sql`
    SELECT page.* FROM unnest(${sql.param(dialogIds)}::bigint[]) WITH ORDINALITY AS k (id, place)
    CROSS JOIN LATERAL (${rows}${behind} ORDER BY ${order} LIMIT ${rowsToRead(request)}) page
    ORDER BY k.place, page.created_at, page.id`);
  const byDialog = groupBy(read, (row) => row.dialog_id);
  return new Map(dialogIds.map((id) => [id, pageOf((byDialog.get(id) ?? []).map(itemOf), request)]));
}
