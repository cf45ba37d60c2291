import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { forgetTouchedDays } from '../rollups/forget-days';
import { insertColumns } from './insert-columns';
import type { DialogRows, HoldingRow, MessageFactRow } from './rows';

/** Rows of one statement: a dialog may have any number of messages. */
const ROWS_PER_STATEMENT = 50_000;

const OF_DIALOG = { dialog_id: 'bigint', inbox_id: 'bigint', team_id: 'bigint', skipped: 'boolean' };
const MESSAGE_FACT: Readonly<Record<Exclude<keyof MessageFactRow, 'account_id'>, string>> = {
  ...{ ...OF_DIALOG, at: 'timestamp', part: 'text', assignee_id: 'bigint', sender_id: 'bigint' },
  reply_seconds: 'float8',
};
const HOLDING: Readonly<Record<Exclude<keyof HoldingRow, 'account_id'>, string>> = {
  ...{ ...OF_DIALOG, holder: 'text', holder_id: 'bigint', held_from: 'timestamp', held_to: 'timestamp' },
};

/**
 * Puts rows in the place of those that dialogs of an account have in the derived tables. Returns the
 * dialogs that had none.
 */
export async function replaceRows(
  session: Session,
  accountId: number,
  ids: readonly number[],
  dialogs: readonly DialogRows[],
): Promise<number[]> {
  const had = await dropRows(session, accountId, ids, dialogs);
  const fixed = { account_id: accountId };
  for (const rows of slices(dialogs.flatMap(({ messages }) => messages)))
    await session.rows(insertColumns('dialog_message_facts', fixed, MESSAGE_FACT, rows));
  for (const rows of slices(dialogs.flatMap(({ holdings }) => holdings)))
    await session.rows(insertColumns('dialog_holdings', fixed, HOLDING, rows));
  const transfers = dialogs.flatMap((dialog) => dialog.transfers);
  for (const rows of slices(transfers)) await insertJson(session, 'dialog_transfers', rows);
  const summaries = dialogs.map(({ summary }) => summary);
  for (const rows of slices(summaries)) await insertJson(session, 'dialog_summaries', rows);
  return summaries.map(({ dialog_id }) => dialog_id).filter((id) => !had.has(id));
}

/**
 * Takes away the rows of dialogs of an account, and what was rolled up of them and changes by what replaces them. Returns
 * the dialogs that had any.
 */
export async function dropRows(
  session: Session,
  accountId: number,
  ids: readonly number[],
  replacedBy: readonly DialogRows[] = [],
): Promise<Set<number>> {
  await forgetTouchedDays(session, accountId, ids, replacedBy);
  const its = sql`account_id = ${accountId} AND dialog_id = ANY(${sql.param(ids)}::bigint[])`;
  const gone = await session.rows<{ dialog_id: number }>(sql`
    WITH messages AS (DELETE FROM dialog_message_facts WHERE ${its}),
      transfers AS (DELETE FROM dialog_transfers WHERE ${its}),
      holdings AS (DELETE FROM dialog_holdings WHERE ${its})
    DELETE FROM dialog_summaries WHERE ${its} RETURNING dialog_id`);
  return new Set(gone.map((row) => row.dialog_id));
}

function insertJson(session: Session, table: string, rows: readonly object[]): Promise<unknown> {
  const name = sql.raw(table);
  const columns = sql.raw(Object.keys(rows[0]!).join(', '));
  return session.rows(sql`
    INSERT INTO ${name} (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::${name}, ${JSON.stringify(rows)}::json)`);
}

/** None where there are no rows. */
function* slices<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT)
    yield rows.slice(start, start + ROWS_PER_STATEMENT);
}
