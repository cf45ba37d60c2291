import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { dialogTables } from '../dialog';
import { type DialogFilter, dialogConditions } from '../dialog-filter';
import type { MeantFilter } from '../waiting-now';
import type { LiveRows } from './live-rows';
import type { SourceDefinition } from './sources';

/** What the derived rows themselves tell of their dialog. */
const TOLD_BY_ROWS: ReadonlySet<string> = new Set([
  ...(['inbox', 'team', 'withoutTeam', 'channelType', 'includeSkipped'] satisfies (keyof DialogFilter)[]),
]);

/** Which rows x of a source are of dialogs that a filter means, skipped ones left out unless it asks for them. */
export function filterCondition(
  filter: DialogFilter,
  source: Pick<SourceDefinition, 'skipped'>,
  accountId: number,
  events: Database['events'],
  live: Pick<LiveRows, 'dialogIds' | 'waitingIds'>,
): SQL {
  if (!Object.keys(filter).every((key) => TOLD_BY_ROWS.has(key))) {
    const conditions = [sql`d.id = x.dialog_id`, ...dialogConditions(meantBy(filter, live), accountId, events)];
    return sql`EXISTS (SELECT FROM ${dialogTables} WHERE ${sql.join(conditions, sql` AND `)})`;
  }
  const conditions = [
    ...(filter.inbox ? [sql`x.inbox_id = ANY(${sql.param(filter.inbox)}::bigint[])`] : []),
    ...(filter.team ? [sql`x.team_id = ANY(${sql.param(filter.team)}::bigint[])`] : []),
    ...(filter.withoutTeam === undefined ? [] : [sql`(x.team_id IS NULL) = ${filter.withoutTeam}`]),
    ...(filter.channelType
      ? [
          sql`x.inbox_id IN (SELECT held.id FROM inboxes held WHERE held.account_id = ${accountId}
            AND held.channel_type = ANY(${sql.param(filter.channelType)}::text[]))`,
        ]
      : []),
    ...(filter.includeSkipped ? [] : [sql.raw(`NOT (${source.skipped})`)]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

function meantBy(
  { waiting: isWaiting, ...others }: DialogFilter,
  { dialogIds: changedIds, waitingIds }: Pick<LiveRows, 'dialogIds' | 'waitingIds'>,
): MeantFilter {
  return isWaiting === undefined ? others : { ...others, waiting: { isWaiting, changedIds, waitingIds } };
}
