import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Work } from './work';

/**
 * Keeps the names of the agents, contacts, inboxes and teams that the work's dialogs name, so that they stay readable
 * when the host deletes them (rules §2). Writes only what is new or renamed, in one order, so that units of work
 * don't wait for each other. The name of an erased contact stays away, whatever the host still holds.
 */
export async function keepKnownNames(session: Session, work: Work): Promise<void> {
  const columns = [...work.dialogs.values()].map((dialog) => dialog.columns);
  const agents = [
    ...columns.map(({ assigneeId }) => assigneeId),
    ...work.events.map(({ userId }) => userId),
    ...work.messages.map(({ senderType, senderId }) => (senderType === 'User' ? senderId : null)),
    ...[...work.mentions.values()].map(({ userId }) => userId),
  ];
  const contacts = columns.map(({ contactId }) => contactId);
  const inboxes = columns.map(({ inboxId }) => inboxId);
  const teams = columns.map(({ teamId }) => teamId);
  if ([...agents, ...contacts, ...inboxes, ...teams].every((id) => id === null)) return;
  await session.rows(sql`
    INSERT INTO dialog_known_names (account_id, kind, id, name)
    SELECT ${work.accountId}, seen.kind, seen.id, seen.name FROM (
      SELECT 'agent' AS kind, id, name FROM users WHERE id = ANY(${ids(agents)})
      UNION ALL
      SELECT 'contact', id, name FROM contacts WHERE account_id = ${work.accountId} AND id = ANY(${ids(contacts)})
      UNION ALL
      SELECT 'inbox', id, name FROM inboxes WHERE account_id = ${work.accountId} AND id = ANY(${ids(inboxes)})
      UNION ALL
      SELECT 'team', id, name FROM teams WHERE account_id = ${work.accountId} AND id = ANY(${ids(teams)})
    ) seen
    WHERE NOT EXISTS (SELECT FROM dialog_known_names known WHERE known.account_id = ${work.accountId}
      AND known.kind = seen.kind AND known.id = seen.id
      AND (known.name IS NOT DISTINCT FROM seen.name OR known.erased_at IS NOT NULL))
    ORDER BY seen.kind, seen.id
    ON CONFLICT (account_id, kind, id) DO UPDATE SET name = excluded.name WHERE dialog_known_names.erased_at IS NULL`);
}

function ids(values: readonly (number | null)[]) {
  return sql`${sql.param([...new Set(values.filter((value) => value !== null))])}::bigint[]`;
}
