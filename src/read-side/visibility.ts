import { type SQL, sql } from 'drizzle-orm';
import type { DialogFilter } from './dialog-filter';

/**
 * What a caller may see: its account, and where limits are set only the dialogs that lie within all of them. It goes
 * with each lookup by id; lists and statistics of dialogs take it as a part of their filter, by `narrowed`.
 */
export interface Visibility {
  readonly accountId: number;
  /** The inboxes of which it sees dialogs; null for all, empty for none. */
  readonly inboxIds: readonly number[] | null;
  /** The teams whose dialogs it sees, and then none without a team; null for all. */
  readonly teamIds: readonly number[] | null;
}

/** Whether nothing of the account is hidden. */
export function seesAll({ inboxIds, teamIds }: Visibility): boolean {
  return inboxIds === null && teamIds === null;
}

/** A filter that also holds the limits: what it named outside of them matches nothing. */
export function narrowed(filter: DialogFilter, { inboxIds, teamIds }: Visibility): DialogFilter {
  return {
    ...filter,
    ...(inboxIds === null ? {} : { inbox: common(inboxIds, filter.inbox) }),
    ...(teamIds === null ? {} : { team: common(teamIds, filter.team) }),
  };
}

function common(limit: readonly number[], asked: readonly number[] | undefined): readonly number[] {
  return asked === undefined ? limit : asked.filter((id) => limit.includes(id));
}

/** Whether a row with `inbox_id` and `team_id`, a dialog or a conversation, lies within the limits. */
export function isWithin({ inboxIds, teamIds }: Visibility, row: SQL): SQL {
  const limits = [
    ...(inboxIds === null ? [] : [sql`${row}.inbox_id = ANY(${sql.param(inboxIds)}::bigint[])`]),
    ...(teamIds === null ? [] : [sql`${row}.team_id = ANY(${sql.param(teamIds)}::bigint[])`]),
  ];
  return limits.length === 0 ? sql`true` : sql`(${sql.join(limits, sql` AND `)})`;
}

/**
 * Whether a row of a dialog (`dialog_id`, `conversation_id`) is seen: its dialog lies within the limits; of a row without
 * a dialog, its conversation as it is now.
 */
export function isPartOfSeen(visibility: Visibility, row: SQL): SQL {
  if (seesAll(visibility)) return sql`true`;
  const { accountId } = visibility;
  return sql`(EXISTS (SELECT FROM dialogs its WHERE its.account_id = ${accountId} AND its.id = ${row}.dialog_id
      AND ${isWithin(visibility, sql`its`)})
    OR ${row}.dialog_id IS NULL AND EXISTS (SELECT FROM conversations its WHERE its.account_id = ${accountId}
      AND its.id = ${row}.conversation_id AND ${isWithin(visibility, sql`its`)}))`;
}
