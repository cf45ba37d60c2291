import { sql } from 'drizzle-orm';
import { formatTimestamp } from '../../instant';
import { dayAndTime } from '../../statistics/calendar';
import { TooMuchAskedError } from '../too-much-asked';
import { derivedRows } from './derived-rows';
import { filterCondition } from './filter-condition';
import type { StatisticsHandle } from './handle';
import { SOURCES } from './sources';
import { rate } from './totals';

/** How many dialogs agents had at once. */
export interface ConcurrencyRecord {
  /** Over the time with at least one; null where there was none. */
  readonly mean: number | null;
  readonly most: number;
}

/** Longer periods, by the zone's calendar, are refused. */
const MOST_DAYS = 92;

interface AgentRow {
  agent: number;
  most: number;
  /** Seconds of dialogs, and of the agent's time with at least one. */
  assigned: number;
  busy: number;
}

const NONE: ConcurrencyRecord = { mean: null, most: 0 };

const loaded = new WeakMap<StatisticsHandle, Promise<AgentRow[]>>();

/** Of all agents: the mean over the time of each with at least one, and the most that one of them had. */
export async function concurrency(handle: StatisticsHandle): Promise<ConcurrencyRecord> {
  const rows = await agentRows(handle);
  const sum = (column: 'assigned' | 'busy') => rows.reduce((all, row) => all + row[column], 0);
  return { mean: rate(sum('assigned'), sum('busy')), most: rows.reduce((most, row) => Math.max(most, row.most), 0) };
}

/** Of one agent; of nobody (null) none. */
export async function concurrencyOfAgent(handle: StatisticsHandle, agentId: number | null): Promise<ConcurrencyRecord> {
  const row = (await agentRows(handle)).find(({ agent }) => agent === agentId);
  return row ? { mean: rate(row.assigned, row.busy), most: row.most } : NONE;
}

/** Of each agent with anything, once for all fields of a handle. Throws TooMuchAskedError for a longer period. */
function agentRows(handle: StatisticsHandle): Promise<AgentRow[]> {
  const rows = loaded.get(handle) ?? readAgentRows(handle);
  loaded.set(handle, rows);
  return rows;
}

/** Steps through the moments at which the number of an agent's dialogs changes, all changes of a moment as one: one statement. */
async function readAgentRows(handle: StatisticsHandle): Promise<AgentRow[]> {
  refuseLong(handle);
  const { accountId, filter, database, period } = handle;
  const live = await handle.liveRows();
  const within = { from: period.from, to: Math.min(period.to, handle.now) };
  if (within.from >= within.to) return [];
  const its = SOURCES.ASSIGNMENTS;
  const [from, to] = [sql`${formatTimestamp(within.from)}::timestamp`, sql`${formatTimestamp(within.to)}::timestamp`];
  return database.rows<AgentRow>(sql`
    WITH held AS (
      SELECT x.holder_id AS agent, greatest(x.held_from, ${from}) AS f, least(x.held_to, ${to}) AS t
      FROM (${derivedRows(live, accountId, its.table, its.times, [within])}) x
      WHERE ${sql.raw(its.where!)} AND ${filterCondition(filter, its, accountId, database.events, live)}
    ), changes AS (
      SELECT agent, at, sum(change) AS change FROM (
        SELECT agent, f AS at, 1 AS change FROM held WHERE f < t UNION ALL SELECT agent, t, -1 FROM held WHERE f < t) c
      GROUP BY agent, at
    ), steps AS (
      SELECT agent, sum(change) OVER its AS dialogs, extract(epoch FROM lead(at) OVER its - at)::float8 AS seconds
      FROM changes WINDOW its AS (PARTITION BY agent ORDER BY at)
    )
    SELECT agent, max(dialogs)::int AS most, sum(dialogs * seconds)::float8 AS assigned,
      coalesce(sum(seconds) FILTER (WHERE dialogs > 0), 0) AS busy
    FROM steps GROUP BY agent`);
}

function refuseLong({ period, zone }: StatisticsHandle): void {
  const [first, last] = [dayAndTime(zone, period.from), dayAndTime(zone, period.to)];
  const days = last.day - first.day;
  if (days < MOST_DAYS || (days === MOST_DAYS && last.time <= first.time)) return;
  throw new TooMuchAskedError(
    'period',
    `longer than ${MOST_DAYS} days, the most for concurrency; ask for a part of it`,
  );
}
