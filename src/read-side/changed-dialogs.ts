import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { type DialogRecord, type DialogRow, dialogColumns, dialogOf, dialogTables } from './dialog';
import { type DialogFilter, dialogConditions } from './dialog-filter';
import { meantFilter } from './waiting-now';

/** Dialogs that changed, and the cursor after them. */
export interface DialogChangesRecord {
  readonly cursor: string;
  readonly dialogs: readonly DialogRecord[];
}

/** Those of some dialogs of an account that match a filter, by id: one statement and those of the filter, none where there are none. */
export async function dialogsAmong(
  database: Database,
  accountId: number,
  filter: DialogFilter,
  ids: readonly number[],
): Promise<DialogRecord[]> {
  if (ids.length === 0) return [];
  const meant = await meantFilter(database, accountId, filter);
  const conditions = dialogConditions(meant, accountId, database.events);
  const rows = await database.rows<DialogRow>(sql`
    SELECT ${dialogColumns} FROM ${dialogTables}
    WHERE d.id = ANY(${sql.param(ids)}::bigint[]) AND ${sql.join(conditions, sql` AND `)} ORDER BY d.id`);
  return rows.map(dialogOf);
}
