import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { readHostRows, removeCopies, storeRows } from './rows';
import { inTurn, type Mirror } from './source';
import type { MirroredTable } from './tables';

/** Rows of a step: a statement of some tens of milliseconds at the host. */
export const ROWS_PER_STEP = 2_000;

/** What to compare. */
export interface SweptRange {
  /** Ids above this one. */
  readonly after: number;
  readonly limit?: number;
  /**
   * Leaves conversations alone of which changes wait in the host's outbox: their rows come with those, and a replay
   * meets no row that is ahead of its outbox.
   */
  readonly leavesWaiting?: boolean;
}

/**
 * Makes copies what the host has, of the next rows of a table in the order of ids: new and changed ones are copied, and
 * copies that the host has not are removed. Returns the last id; undefined where the table ends.
 */
export async function sweepStep(
  host: Session,
  log: Session,
  table: MirroredTable,
  { after, limit = ROWS_PER_STEP, leavesWaiting = false }: SweptRange,
): Promise<number | undefined> {
  const isBelow = sql`t.id > ${after}`;
  // What is left alone is read all the same, so that it is not taken for gone.
  const rows = await readHostRows(host, table, isBelow, limit);
  const last = rows.length < limit ? undefined : rows.at(-1)!.id;
  const range = last === undefined ? isBelow : sql`${isBelow} AND t.id <= ${last}`;
  await removeCopies(log, table, range, rows);
  const changes = leavesWaiting && (await isAnyWaiting(host, table, range));
  await storeRows(
    log,
    table,
    changes ? await readHostRows(host, table, sql`${range} AND ${isNotWaiting(table)}`) : rows,
  );
  return last;
}

async function isAnyWaiting(host: Session, table: MirroredTable, range: SQL): Promise<boolean> {
  if (table.following !== 'outbox') return false;
  const rows = await host.rows(sql`
    SELECT FROM ${sql.identifier(table.hostName)} t WHERE ${range} AND NOT ${isNotWaiting(table)} LIMIT 1`);
  return rows.length > 0;
}

function isNotWaiting({ name }: MirroredTable): SQL {
  const conversation = name === 'conversations' ? sql`t.id` : sql`t.conversation_id`;
  return sql`NOT EXISTS (SELECT FROM dialog_outbox o
    WHERE o.account_id = t.account_id AND o.conversation_id = ${conversation})`;
}

/** Compares a table from end to end, step by step. */
export async function sweepTable(
  mirror: Mirror,
  table: MirroredTable,
  signal?: AbortSignal,
  onStep: (last: number) => void = () => {},
): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined && !signal?.aborted; ) {
    const from: number = after;
    after = await inTurn(mirror, (host, log) => sweepStep(host, log, table, { after: from }));
    if (after !== undefined) onStep(after);
  }
}
