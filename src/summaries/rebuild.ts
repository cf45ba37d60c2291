import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { rollAllSettledDays } from '../rollups/settled-days';
import { inSnapshot, refreshDialogs, retryingRefresh } from './refresh';
import { DERIVED_TABLES, type DerivedTable } from './rows';
import { dropRows } from './write-rows';

/** How far a rebuild is, in dialogs; of those that `ofDialogs` counts some may have come since. */
export interface RebuildProgress {
  readonly dialogs: number;
  readonly ofDialogs: number;
}

export interface RebuildOptions {
  /** One account; all unless given. */
  readonly accountId?: number | undefined;
  /** Told after every batch. */
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Ends the rebuild after the batches under way. */
  readonly signal?: AbortSignal;
}

/** What a rebuild did. */
export interface RebuildReport extends RebuildProgress {
  /** Dialogs that are not there, whose rows it took away. */
  readonly orphans: number;
}

const DIALOGS_PER_BATCH = 2_000;

/** Batches under way at once: while one is written, the next one is computed. */
const BATCHES_AT_ONCE = 2;

/** A planner that takes the tables for empty chooses plans that read all of them. */
const DIALOGS_PER_ANALYZE = 50_000;

interface Batch {
  readonly accountId: number;
  readonly ids: readonly number[];
}

/**
 * Makes all derived rows anew, by account and oldest dialog first, each batch in a transaction of its own, while the API,
 * the worker and all writers go on, and takes their marks away, and the rows of dialogs that are not there. Interrupted,
 * it has done a part, which is right; another begins anew.
 */
export async function rebuild(database: Database, options: RebuildOptions = {}): Promise<RebuildReport> {
  const { accountId, onProgress = () => {}, signal } = options;
  const sum = { dialogs: 0, ofDialogs: await countDialogs(database, accountId), orphans: 0 };
  let isFailed = false;
  let analyzedAt = 0;
  const isStopped = () => isFailed || signal?.aborted === true;
  const batches = batchesOf(database, 'dialogs', 'id', accountId, isStopped);
  const work = async () => {
    for (let batch = await batches.next(); !batch.done; batch = await batches.next()) {
      const { accountId: account, ids } = batch.value;
      await retryingRefresh(() =>
        inSnapshot(database, (session) => refreshDialogs(session, database.events, account, ids)),
      );
      sum.dialogs += ids.length;
      if (sum.dialogs >= analyzedAt + DIALOGS_PER_ANALYZE) {
        analyzedAt = sum.dialogs;
        await database.rows(sql`ANALYZE ${sql.raw(DERIVED_TABLES.join(', '))}`);
      }
      onProgress({ ...sum });
    }
  };
  const failing = () =>
    work().catch((error: unknown) => {
      isFailed = true;
      throw error;
    });
  const ended = await Promise.allSettled(Array.from({ length: BATCHES_AT_ONCE }, failing));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  const orphans = isStopped() ? 0 : await dropOrphans(database, accountId, isStopped);
  await rollAllSettledDays(database, { accountId, signal });
  return { ...sum, orphans };
}

async function dropOrphans(
  database: Database,
  accountId: number | undefined,
  isStopped: () => boolean,
): Promise<number> {
  let orphans = 0;
  for (const table of DERIVED_TABLES) {
    for await (const { accountId: account, ids } of batchesOf(database, table, 'dialog_id', accountId, isStopped)) {
      const gone = await database.rows<{ id: number }>(sql`
        SELECT k.id FROM unnest(${sql.param(ids)}::bigint[]) AS k (id) WHERE NOT EXISTS (
          SELECT FROM dialogs d WHERE d.account_id = ${account} AND d.id = k.id)`);
      if (gone.length === 0) continue;
      const goneIds = gone.map(({ id }) => id);
      await retryingRefresh(() => database.transaction((session) => dropRows(session, account, goneIds)));
      orphans += gone.length;
    }
  }
  return orphans;
}

/** The ids of dialogs in a table, by account and id; each id once. */
async function* batchesOf(
  database: Database,
  table: 'dialogs' | DerivedTable,
  column: 'id' | 'dialog_id',
  ofAccount: number | undefined,
  isStopped: () => boolean,
): AsyncGenerator<Batch> {
  const [from, id] = [sql.raw(table), sql.raw(column)];
  let [account, after] = [ofAccount ?? 0, 0];
  while (!isStopped()) {
    const rows = await database.rows<{ account_id: number; id: number }>(sql`
      SELECT DISTINCT account_id, ${id} AS id FROM ${from}
      WHERE ${ofAccount === undefined ? sql`(account_id, ${id}) > (${account}, ${after})` : sql`account_id = ${ofAccount} AND ${id} > ${after}`}
      ORDER BY account_id, ${id} LIMIT ${DIALOGS_PER_BATCH}`);
    if (rows.length === 0) return;
    account = rows[0]!.account_id;
    const ids = rows.filter((row) => row.account_id === account).map((row) => row.id);
    after = ids.at(-1)!;
    yield { accountId: account, ids };
  }
}

async function countDialogs(database: Database, accountId: number | undefined): Promise<number> {
  const ofAccount = accountId === undefined ? sql`` : sql`WHERE account_id = ${accountId}`;
  const [row] = await database.rows<{ dialogs: number }>(sql`SELECT count(*) AS dialogs FROM dialogs ${ofAccount}`);
  return row!.dialogs;
}
