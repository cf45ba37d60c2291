import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import { dialogTables } from '../dialog';
import { type DialogFilter, dialogConditions } from '../dialog-filter';

/** The dialogs of an account that started in a period, [from, to), and match a filter. */
export interface StartedDialogs {
  readonly accountId: number;
  readonly period: { readonly from: Instant; readonly to: Instant };
  readonly filter: DialogFilter;
}

/** Tables and conditions of a statement about them: `dialogTables`, and the classification as k. */
export function startedConditions(
  database: Database,
  { accountId, period, filter }: StartedDialogs,
): { tables: SQL; where: SQL } {
  const inPeriod = sql`d.created_at >= ${formatTimestamp(period.from)} AND d.created_at < ${formatTimestamp(period.to)}`;
  return {
    tables: sql`${dialogTables}
      LEFT JOIN dialog_classifications k ON k.account_id = d.account_id AND k.dialog_id = d.id`,
    where: sql.join([inPeriod, ...dialogConditions(filter, accountId, database.events)], sql` AND `),
  };
}
