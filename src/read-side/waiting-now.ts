import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { waitsNow } from '../summaries/rows';
import { summariseDialogs } from '../summaries/summarise-dialogs';
import type { DialogFilter } from './dialog-filter';
import { MOST_LIVE_DIALOGS, SummariesBehindError } from './statistics/live-rows';

/** What is not in the summaries: the dialogs that changed since they were summarised, and which of them wait. */
export interface ChangedWaiting {
  readonly changedIds: readonly number[];
  readonly waitingIds: readonly number[];
}

/** A filter, with all that is needed to tell which dialogs it means. */
export interface MeantFilter extends Omit<DialogFilter, 'waiting'> {
  readonly waiting?: ChangedWaiting & { readonly isWaiting: boolean };
}

/**
 * A filter as it is meant now: two statements and those of the summaries where it asks who waits, else none. Throws
 * SummariesBehindError where too much changed since it was summarised.
 */
export async function meantFilter(
  database: Session & Pick<Database, 'events'>,
  accountId: number,
  filter: DialogFilter,
): Promise<MeantFilter> {
  const { waiting: isWaiting, ...others } = filter;
  if (isWaiting === undefined) return others;
  const rows = await database.rows<{ id: number }>(sql`
    SELECT DISTINCT d.id FROM dialog_stale t JOIN dialogs d ON d.account_id = t.account_id AND d.id = t.dialog_id
    WHERE t.account_id = ${accountId} AND d.status IN (0, 2) LIMIT ${MOST_LIVE_DIALOGS + 1}`);
  if (rows.length > MOST_LIVE_DIALOGS)
    throw new SummariesBehindError(
      `more than ${MOST_LIVE_DIALOGS} open dialogs of account ${accountId} are not summarised`,
    );
  const changedIds = rows.map(({ id }) => id);
  const dialogs = await summariseDialogs(database, database.events, accountId, changedIds);
  const waitingIds = dialogs.flatMap(({ summary }) => (waitsNow(summary) ? [summary.dialog_id] : []));
  return { ...others, waiting: { isWaiting, changedIds, waitingIds } };
}

/** Whether dialog d waits, or does not: by its summary, else as was found. */
export function waitingCondition(
  { isWaiting, changedIds, waitingIds }: NonNullable<MeantFilter['waiting']>,
  accountId: number,
): SQL[] {
  const unchanged =
    changedIds.length === 0 ? sql`` : sql` AND s.dialog_id NOT IN (SELECT unnest(${sql.param(changedIds)}::bigint[]))`;
  const waits = sql`d.id IN (
    SELECT s.dialog_id FROM dialog_summaries s WHERE s.account_id = ${accountId} AND s.resolved_at IS NULL
      AND s.waiting_since IS NOT NULL${unchanged}
    UNION ALL SELECT unnest(${sql.param(waitingIds)}::bigint[]))`;
  // A dialog that was snoozed or resolved since is among the changed ones, or its summary says so.
  return [isWaiting ? sql`d.status IN (0, 2) AND ${waits}` : sql`NOT (d.status IN (0, 2) AND ${waits})`];
}
