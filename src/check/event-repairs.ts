import { sql } from 'drizzle-orm';
import type { Repair } from './disagreement';
import { locked } from './repairs';

/** What is logged twice happened once. */
export const dropDoubles: Repair = async (database, accountId, found) => {
  const ids = found.flatMap(({ rowIds }) => rowIds);
  await locked(database, accountId, found, (session) =>
    session.rows(sql`
      DELETE FROM ${database.events} WHERE account_id = ${accountId} AND id = ANY(${sql.param(ids)}::bigint[])`),
  );
  return `took ${ids.length} repeated events away`;
};

/** The value follows from the event's moment and the conversation's creation. */
export const countValueAgain: Repair = async (database, accountId, found) => {
  const ids = found.flatMap(({ rowIds }) => rowIds);
  await locked(database, accountId, found, (session) =>
    session.rows(sql`
      UPDATE ${database.events} e
      SET value = floor(extract(epoch FROM e.created_at)) - floor(extract(epoch FROM c.created_at)) FROM conversations c
      WHERE e.account_id = ${accountId} AND e.id = ANY(${sql.param(ids)}::bigint[])
        AND c.account_id = e.account_id AND c.id = e.conversation_id`),
  );
  return `counted the values of ${ids.length} events again`;
};
