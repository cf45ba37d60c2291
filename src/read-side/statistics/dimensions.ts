import { type SQL, sql } from 'drizzle-orm';
import { hourOfWeek } from '../hour-condition';
import type { MeasureDefinition } from './measures';
import { SOURCES } from './sources';

/** What rows are grouped by in SQL: the contract's dimensions but CHANNEL, which is read by inbox, and some of our own. */
export type Dimension =
  | 'AGENT'
  | 'TEAM'
  | 'INBOX'
  | 'KIND'
  /** Who had a dialog when the visitor left; of STARTED only. */
  | 'DEPARTED_AGENT'
  | 'DEPARTED_TEAM'
  /** 0 is Monday 0:00 to 1:00 by the clock of the ranges' zone, 167 is Sunday's last hour. */
  | 'HOUR_OF_WEEK';

/** The id of an agent, team or inbox, a kind, or the number of an hour; null is nobody or none. */
export type GroupKey = number | string | null;

/** How a statement groups: what it joins to x, the key, and for each measure which joined rows are its own. */
export interface Grouping {
  readonly join: SQL;
  readonly key: SQL;
  roleOf(measure: MeasureDefinition): SQL | undefined;
}

const ALL_ROWS = { join: sql``, roleOf: () => undefined };

/** The grouping of a statement over the measures of one source; `local` is the zone's clock at the row's moment. */
export function groupingOf(
  by: Dimension | null,
  measures: readonly MeasureDefinition[],
  accountId: number,
  local: SQL,
): Grouping {
  switch (by) {
    case null:
      return { ...ALL_ROWS, key: sql`NULL` };
    case 'AGENT':
      return byAgent(measures);
    case 'KIND':
      return byKind(measures[0]!, accountId);
    case 'HOUR_OF_WEEK':
      return {
        ...ALL_ROWS,
        key: hourOfWeek(local),
      };
    default:
      return { ...ALL_ROWS, key: COLUMNS[by] };
  }
}

const COLUMNS = {
  TEAM: sql`x.team_id`,
  INBOX: sql`x.inbox_id`,
  DEPARTED_AGENT: sql`x.departed_assignee_id`,
  DEPARTED_TEAM: sql`x.departed_team_id`,
};

/** Measures of one source may be of different agents: then each row is joined to all of them, and each has its role. */
function byAgent(measures: readonly MeasureDefinition[]): Grouping {
  const agentOf = ({ agent, source }: MeasureDefinition) => agent ?? SOURCES[source].agent;
  const roles = [...new Set(measures.map(agentOf))];
  const agents = roles.map((agent, role) => sql.raw(`SELECT ${agent} AS agent, ${role} AS role`));
  return {
    join: sql`CROSS JOIN LATERAL (${sql.join(agents, sql` UNION ALL `)}) g`,
    key: sql`g.agent`,
    roleOf: (measure) => (roles.length === 1 ? undefined : sql.raw(`g.role = ${roles.indexOf(agentOf(measure))}`)),
  };
}

function byKind({ source }: MeasureDefinition, accountId: number): Grouping {
  const { kinds } = SOURCES[source];
  const known = sql`JOIN dialog_classifications k ON k.account_id = ${accountId} AND k.dialog_id = x.dialog_id`;
  return {
    join: sql`${kinds ? sql`` : known} CROSS JOIN LATERAL unnest(${sql.raw(kinds ?? 'k.kinds')}) AS g (kind)`,
    key: sql`g.kind::text`,
    roleOf: () => undefined,
  };
}
