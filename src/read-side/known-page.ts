import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { type KnownRecord, TYPES } from './known';
import { type Page, type PageRequest, pageOf, rowsToRead } from './page';
import { isSeen } from './seen';
import type { Visibility } from './visibility';

/** The kinds that are listed for an account. */
export type ListedKind = 'agent' | 'inbox' | 'team';

/** The place of an item in a list by name. */
export interface NameKey {
  readonly name: string;
  readonly id: number;
}

const OF_ACCOUNT: Readonly<Record<ListedKind, (accountId: number) => SQL>> = {
  agent: (accountId) => sql`SELECT u.id, u.name, NULL AS channel_type FROM account_users au
    JOIN users u ON u.id = au.user_id WHERE au.account_id = ${accountId}`,
  inbox: (accountId) => sql`SELECT id, name, channel_type FROM inboxes WHERE account_id = ${accountId}`,
  team: (accountId) => sql`SELECT id, name, NULL AS channel_type FROM teams WHERE account_id = ${accountId}`,
};

/** What the host has of a kind and the caller sees. */
function listed(visibility: Visibility, kind: ListedKind): SQL {
  return sql`SELECT * FROM (${OF_ACCOUNT[kind](visibility.accountId)}) a WHERE ${isSeen(visibility, kind, sql`a.id`)}`;
}

/** A page of what the host has of a kind, by name and then id: one statement. */
export async function knownPage(
  session: Session,
  visibility: Visibility,
  kind: ListedKind,
  request: PageRequest<NameKey>,
): Promise<Page<KnownRecord>> {
  const { after, before, backward } = request;
  const key = ({ name, id }: NameKey) => sql`(${name}::text, ${id}::bigint)`;
  const conditions = [
    ...(after ? [sql`(l.name, l.id) > ${key(after)}`] : []),
    ...(before ? [sql`(l.name, l.id) < ${key(before)}`] : []),
  ];
  const direction = backward ? sql`DESC` : sql`ASC`;
  const rows = await session.rows<{ id: number; name: string; channel_type: string | null }>(sql`
    SELECT l.id, l.name, l.channel_type FROM (${listed(visibility, kind)}) l
    ${conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``}
    ORDER BY l.name ${direction}, l.id ${direction} LIMIT ${rowsToRead(request)}`);
  const items = rows.map(({ id, name, channel_type: channelType }) => ({
    ...{ kind: TYPES[kind], id, name, channelType, isDeleted: false, isKnown: true },
  }));
  return pageOf(items, request);
}

/** How many the host has of a kind in an account. */
export async function countKnown(session: Session, visibility: Visibility, kind: ListedKind): Promise<number> {
  const [row] = await session.rows<{ items: number }>(
    sql`SELECT count(*) AS items FROM (${listed(visibility, kind)}) l`,
  );
  return row!.items;
}
