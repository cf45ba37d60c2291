import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';

/**
 * Makes users; returns their ids in the same order. A host's own table has a unique `uid` beside the columns that ours
 * has: where it is there, it is filled as the host does, with the address.
 */
export async function createUsers(
  session: Session,
  people: readonly { readonly name: string; readonly email: string }[],
  at: Instant,
): Promise<number[]> {
  const [host] = await session.rows<{ has_uid: boolean }>(sql`
    SELECT EXISTS (SELECT FROM pg_attribute
      WHERE attrelid = to_regclass('users') AND attname = 'uid' AND NOT attisdropped) AS has_uid`);
  const [column, value] = host!.has_uid ? [sql`, uid`, sql`, email`] : [sql``, sql``];
  const names = sql.param(people.map(({ name }) => name));
  const emails = sql.param(people.map(({ email }) => email));
  const moment = formatTimestamp(at);
  const rows = await session.rows<{ id: number }>(sql`
    INSERT INTO users (name, email, created_at, updated_at${column})
    SELECT name, email, ${moment}, ${moment}${value}
    FROM unnest(${names}::text[], ${emails}::text[]) WITH ORDINALITY AS person (name, email, place)
    ORDER BY place
    RETURNING id`);
  return rows.map(({ id }) => id);
}
