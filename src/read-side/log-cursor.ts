import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { formatTimestamp } from '../instant';
import type { MomentKey } from './moment-pages';

/** Rows of dialogs that may be many and large. */
export interface LogOfDialogs<Row, Item> {
  /** Selects those of dialog `k.id`. */
  ofDialog(accountId: number): SQL;
  /** `created_at` and `id` by their full names. */
  readonly order: SQL;
  readonly itemOf: (row: Row) => Item;
  /** How many characters an item has beside what all have. */
  readonly sizeOf: (item: Item) => number;
}

const FEWEST = 10;
const MOST = 500;

/** How many rows are read at once; kept from one group of dialogs to the next. */
export interface Pace {
  rows: number;
}

export const SLOWLY: Readonly<Pace> = { rows: FEWEST };

/** About so many characters are held at once. */
const CHARACTERS = 2_000_000;

/**
 * The rows of dialogs, each dialog's by time and then id, in the order of the dialogs; of the first dialog only those
 * behind a key. By a cursor of the transaction that the session is in: as many rows at once as are not
 * too much text, judged by those before.
 */
export async function* logOfDialogs<Row, Item>(
  session: Session,
  accountId: number,
  log: LogOfDialogs<Row, Item>,
  dialogIds: readonly number[],
  { after, pace }: { readonly after?: MomentKey | undefined; readonly pace: Pace },
): AsyncGenerator<Item[]> {
  const behind = after
    ? sql` AND (k.place > 1 OR (${log.order}) > (${formatTimestamp(after.at)}::timestamp, ${after.id}::bigint))`
    : sql``;
  await session.rows(sql`DECLARE dialog_log NO SCROLL CURSOR FOR
    SELECT its.* FROM unnest(${sql.param(dialogIds)}::bigint[]) WITH ORDINALITY AS k (id, place)
    CROSS JOIN LATERAL (${log.ofDialog(accountId)}${behind} ORDER BY ${log.order}) its
    ORDER BY k.place, its.created_at, its.id`);
  for (;;) {
    const atOnce = pace.rows;
    const rows = await session.rows<Row>(sql`FETCH ${sql.raw(String(atOnce))} FROM dialog_log`);
    const items = rows.map(log.itemOf);
    if (items.length > 0) {
      const size = items.reduce((sum, item) => sum + log.sizeOf(item), 0) / items.length;
      pace.rows = Math.max(FEWEST, Math.min(MOST, atOnce * 10, Math.floor(CHARACTERS / Math.max(1, size))));
      yield items;
    }
    if (items.length < atOnce) break;
  }
  await session.rows(sql`CLOSE dialog_log`);
}
