import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { KnownKind } from './known';
import { isWithin, seesAll, type Visibility } from './visibility';

/**
 * Whether what `id` names is seen: an inbox or a team within the limits; an agent who is a member of one of the inboxes,
 * and of one of the teams; a contact with a dialog or a conversation within the limits.
 */
const SEEN: Readonly<Record<KnownKind, (visibility: Visibility, id: SQL) => SQL>> = {
  inbox: ({ inboxIds }, id) => isAmong(id, inboxIds),
  team: ({ teamIds }, id) => isAmong(id, teamIds),
  agent: ({ inboxIds, teamIds }, id) => {
    const inboxes = sql`EXISTS (SELECT FROM inbox_members its WHERE its.user_id = ${id} AND ${isAmong(sql`its.inbox_id`, inboxIds)})`;
    const teams = sql`EXISTS (SELECT FROM team_members its WHERE its.user_id = ${id} AND ${isAmong(sql`its.team_id`, teamIds)})`;
    return sql`${inboxIds === null ? sql`true` : inboxes} AND ${teamIds === null ? sql`true` : teams}`;
  },
  contact: (visibility, id) => {
    const { accountId } = visibility;
    return sql`EXISTS (SELECT FROM conversations held WHERE held.account_id = ${accountId} AND held.contact_id = ${id}
        AND (${isWithin(visibility, sql`held`)} OR EXISTS (SELECT FROM dialogs its WHERE its.account_id = ${accountId}
          AND its.conversation_id = held.id AND ${isWithin(visibility, sql`its`)})))
      OR EXISTS (SELECT FROM dialogs its WHERE its.account_id = ${accountId} AND its.contact_id = ${id}
        AND ${isWithin(visibility, sql`its`)})`;
  },
};

/** The condition that what `id` names is seen, for a statement that has it. */
export function isSeen(visibility: Visibility, kind: KnownKind, id: SQL): SQL {
  return seesAll(visibility) ? sql`true` : sql`(${SEEN[kind](visibility, id)})`;
}

/** Of these ids, whether each is seen: no statement for who sees all, else one. */
export async function seenOf(
  session: Session,
  visibility: Visibility,
  kind: KnownKind,
  ids: readonly number[],
): Promise<Map<number, boolean>> {
  if (seesAll(visibility)) return new Map(ids.map((id) => [id, true]));
  const rows = await session.rows<{ id: number }>(sql`
    SELECT k.id FROM unnest(${sql.param(ids)}::bigint[]) AS k (id) WHERE ${isSeen(visibility, kind, sql`k.id`)}`);
  return new Map(rows.map(({ id }) => [id, true]));
}

function isAmong(id: SQL, ids: readonly number[] | null): SQL {
  return ids === null ? sql`true` : sql`${id} = ANY(${sql.param(ids)}::bigint[])`;
}
