import { sql } from 'drizzle-orm';
import { type Instant, secondsBetween } from '../../instant';
import type { DialogFilter } from '../dialog-filter';
import { groupBy } from '../group';
import { filterCondition } from './filter-condition';
import type { StatisticsSource } from './handle';
import { SOURCES } from './sources';
import { unresolvedRows } from './unresolved-rows';

/** Unresolved dialogs that have the same agent, team and inbox. */
interface LivePlace {
  readonly agent: number | null;
  readonly team: number | null;
  readonly inbox: number;
  readonly open: number;
  readonly pending: number;
  readonly snoozed: number;
  readonly waiting: number;
  /** Since when the longest of them waits. */
  readonly since: Instant | null;
}

/** How unresolved dialogs stand. */
export interface Standing {
  readonly open: number;
  readonly pending: number;
  readonly snoozed: number;
  readonly waiting: number;
  readonly longestWaitSeconds: number | null;
  readonly unassigned: number;
}

/** How those of an agent, a team or an inbox stand; null is nobody or none. */
export interface GroupStanding extends Standing {
  readonly id: number | null;
  /** What was asked of, all groups. */
  readonly filter: DialogFilter;
}

/** How the unresolved dialogs stand at a moment, all that is told of it read by one statement. */
export interface LiveHandle {
  readonly filter: DialogFilter;
  at(): Promise<Instant>;
  all(): Promise<Standing>;
  by(group: 'agent' | 'team' | 'inbox'): Promise<GroupStanding[]>;
}

/** A handle: runs nothing until something of it is asked for. */
export function liveHandle(source: StatisticsSource, filter: DialogFilter): LiveHandle {
  let read: Promise<LivePlace[]> | undefined;
  const places = () => {
    read ??= readPlaces(source, filter);
    return read;
  };
  return {
    filter,
    async at() {
      await places();
      return source.now;
    },
    all: async () => standingOf(await places(), source.now),
    async by(group) {
      const groups = [...groupBy(await places(), (place) => place[group])];
      return groups
        .map(([id, own]) => ({ id, filter, ...standingOf(own, source.now) }))
        .sort((a, b) => b.open - a.open || (a.id ?? 0) - (b.id ?? 0));
    },
  };
}

/** A snoozed dialog keeps its side of the queue, but nobody is expected to answer it now. */
async function readPlaces(source: StatisticsSource, filter: DialogFilter): Promise<LivePlace[]> {
  const { accountId, database } = source;
  const live = await source.liveRows();
  return database.rows<LivePlace>(sql`
    SELECT x.assignee_id AS agent, x.team_id AS team, x.inbox_id AS inbox,
      count(*) FILTER (WHERE x.status = 0) AS open, count(*) FILTER (WHERE x.status = 2) AS pending,
      count(*) FILTER (WHERE x.status = 3) AS snoozed,
      count(x.waiting_since) FILTER (WHERE x.status <> 3) AS waiting,
      min(x.waiting_since) FILTER (WHERE x.status <> 3) AS since
    FROM (${unresolvedRows(live, accountId)}) x
    WHERE ${filterCondition(filter, SOURCES.STARTED, accountId, database.events, live)} GROUP BY 1, 2, 3`);
}

function standingOf(places: readonly LivePlace[], now: Instant): Standing {
  const sum = (column: 'open' | 'pending' | 'snoozed' | 'waiting', of = places) =>
    of.reduce((all, place) => all + place[column], 0);
  const since = places.flatMap((place) => place.since ?? []);
  const nobodys = places.filter(({ agent }) => agent === null);
  return {
    ...{ open: sum('open'), pending: sum('pending'), snoozed: sum('snoozed'), waiting: sum('waiting') },
    longestWaitSeconds:
      since.length === 0
        ? null
        : Math.max(
            0,
            secondsBetween(
              since.reduce((a, b) => Math.min(a, b)),
              now,
            ),
          ),
    unassigned: sum('open', nobodys) + sum('pending', nobodys) + sum('snoozed', nobodys),
  };
}
