import { sql } from 'drizzle-orm';
import type { Instant } from '../../instant';
import { filterCondition } from './filter-condition';
import { type StatisticsHandle, statisticsHandle } from './handle';
import { SOURCES } from './sources';
import { totals } from './totals';
import { unresolvedRows } from './unresolved-rows';

/** After all that dialogs can tell of. */
const END: Instant = Date.UTC(2200, 0, 1) * 1000;

/**
 * How many dialogs were open at a moment: started before it, and not resolved before it. Counted back from what is
 * unresolved now, by what was resolved since and what started since: a dialog is never resolved before its start. Three
 * statements, which read little where the moment is near or what came after it is rolled up.
 */
export async function backlogAt(handle: StatisticsHandle, at: Instant): Promise<number> {
  const { zone, filter, workingHours } = handle;
  const since = statisticsHandle(handle, {
    period: { from: at, to: END },
    zone,
    filter,
    workingHours,
    compareTo: null,
  });
  const [unresolved, [started, resolved]] = await Promise.all([
    countUnresolved(handle),
    totals(since, 'started', 'resolved'),
  ]);
  return unresolved - started! + resolved!;
}

async function countUnresolved(handle: StatisticsHandle): Promise<number> {
  const { accountId, filter, database } = handle;
  const live = await handle.liveRows();
  const [row] = await database.rows<{ dialogs: number }>(sql`
    SELECT count(*) AS dialogs FROM (${unresolvedRows(live, accountId)}) x
    WHERE ${filterCondition(filter, SOURCES.STARTED, accountId, database.events, live)}`);
  return row!.dialogs;
}
