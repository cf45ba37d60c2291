import { sql } from 'drizzle-orm';
import { transferTeams } from '../transfer-condition';
import { derivedRows } from './derived-rows';
import { filterCondition } from './filter-condition';
import type { StatisticsHandle } from './handle';
import { SOURCES } from './sources';

/** Between whom transfers are counted. */
export type TransferFlowBy = 'AGENT' | 'TEAM';

/** The transfers from one agent to another, or from one team to another or the same; a team is null for none. */
export interface TransferFlowRecord {
  readonly handle: StatisticsHandle;
  readonly by: TransferFlowBy;
  readonly fromId: number | null;
  readonly toId: number | null;
  readonly transfers: number;
  /** Those that have any of them. */
  readonly dialogs: number;
}

/** The pairs between which most transfers of a period are, at most so many, most first: one statement. */
export async function transferFlows(
  handle: StatisticsHandle,
  by: TransferFlowBy,
  most: number,
): Promise<TransferFlowRecord[]> {
  const { accountId, filter, database, period } = handle;
  if (period.from >= period.to) return [];
  const live = await handle.liveRows();
  const its = SOURCES.TRANSFERS;
  const { from, to } =
    by === 'AGENT' ? { from: sql`x.from_agent_id`, to: sql`x.to_agent_id` } : transferTeams(accountId, database.events);
  const rows = await database.rows<
    Pick<TransferFlowRecord, 'transfers' | 'dialogs'> & Record<'f' | 't', number | null>
  >(sql`
    SELECT ${from} AS f, ${to} AS t, count(*) AS transfers, count(DISTINCT x.dialog_id) AS dialogs
    FROM (${derivedRows(live, accountId, its.table, its.times, [period])}) x
    WHERE ${filterCondition(filter, its, accountId, database.events, live)}
    GROUP BY 1, 2 ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST LIMIT ${most}`);
  return rows.map(({ f: fromId, t: toId, transfers, dialogs }) => ({ handle, by, fromId, toId, transfers, dialogs }));
}
