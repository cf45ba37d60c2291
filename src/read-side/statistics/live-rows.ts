import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { readUsableSpans } from '../../rollups/rolled-spans';
import { NOTHING_ROLLED, type RolledSpans } from '../../statistics/pieces';
import { DERIVED_TABLES, type DerivedTable, ROWS_OF, waitsNow } from '../../summaries/rows';
import { summariseDialogs } from '../../summaries/summarise-dialogs';

/** The rows of the dialogs that changed since they were summarised: what they would be in the derived tables now. */
export interface LiveRows {
  readonly dialogIds: readonly number[];
  /** Those of them whose clients wait now. */
  readonly waitingIds: readonly number[];
  /** Of each table a JSON array, as `jsonb_populate_recordset` reads it. */
  readonly json: Readonly<Record<DerivedTable, string>>;
  /** All dialogs of the account are among them: nothing of the tables is read. */
  readonly isEverything: boolean;
  /** The days and months whose rollups are right with them: nothing where everything is read from the log. */
  readonly rolled: RolledSpans;
}

/** How live rows are loaded. */
export interface LiveOptions {
  /** Takes every dialog of the account as changed: the way by the log alone, for tests. */
  readonly everythingLive?: boolean;
  /** Reads nothing that is rolled up: for tests. */
  readonly withoutRollups?: boolean;
}

/** The rows of more changed dialogs than these (some 60 MB with ten messages each) are not held for one request. */
export const MOST_LIVE_DIALOGS = 20_000;

/** More dialogs changed since they were summarised than one request summarises itself. */
export class SummariesBehindError extends Error {
  override readonly name = 'SummariesBehindError';
}

/** Dialogs whose objects are held at once; of the others only the JSON is. */
const DIALOGS_AT_ONCE = 1000;

/**
 * Summarises what changed in an account since it was summarised, as the database (in a query: its snapshot) has it now.
 * Throws SummariesBehindError where that is too much.
 */
export async function loadLiveRows(
  database: Database,
  accountId: number,
  { everythingLive = false, withoutRollups = everythingLive }: LiveOptions = {},
): Promise<LiveRows> {
  const dialogIds = await changedDialogs(database, accountId, everythingLive);
  if (dialogIds.length > MOST_LIVE_DIALOGS) {
    throw new SummariesBehindError(`more than ${MOST_LIVE_DIALOGS} dialogs of account ${accountId} are not summarised`);
  }
  const parts: Record<DerivedTable, string[]> = {
    ...{ dialog_summaries: [], dialog_message_facts: [], dialog_transfers: [], dialog_holdings: [] },
  };
  const waitingIds: number[] = [];
  for (let start = 0; start < dialogIds.length; start += DIALOGS_AT_ONCE) {
    const some = dialogIds.slice(start, start + DIALOGS_AT_ONCE);
    const dialogs = await summariseDialogs(database, database.events, accountId, some);
    waitingIds.push(...dialogs.flatMap(({ summary }) => (waitsNow(summary) ? [summary.dialog_id] : [])));
    for (const table of DERIVED_TABLES) parts[table].push(...dialogs.flatMap(ROWS_OF[table]).map(asJson));
  }
  const json = Object.fromEntries(DERIVED_TABLES.map((table) => [table, `[${parts[table].join(',')}]`]));
  const rows = { dialogIds, waitingIds, json: json as LiveRows['json'], isEverything: everythingLive };
  return { ...rows, rolled: withoutRollups ? NOTHING_ROLLED : await readUsableSpans(database, accountId, rows) };
}

async function changedDialogs(database: Database, accountId: number, all: boolean): Promise<number[]> {
  const rows = await database.rows<{ id: number }>(
    all
      ? sql`SELECT id FROM dialogs WHERE account_id = ${accountId} LIMIT ${MOST_LIVE_DIALOGS + 1}`
      : sql`SELECT DISTINCT dialog_id AS id FROM dialog_stale WHERE account_id = ${accountId}
          LIMIT ${MOST_LIVE_DIALOGS + 1}`,
  );
  return rows.map(({ id }) => id);
}

/** Columns without a value are null without being named; no statistic reads what pages of dialogs show. */
function asJson(row: object): string {
  return JSON.stringify(row, (key, value) => (value === null || key === 'served' ? undefined : value));
}
