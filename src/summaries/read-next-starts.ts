import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import { groupBy } from '../read-side/group';
import type { ReadDialog } from './read-dialogs';

/** When a dialog of a contact began. */
interface Start {
  readonly contact_id: number;
  readonly id: number;
  readonly at: Instant;
}

/**
 * For resolved dialogs, when their contact's first dialog from the resolve on began: one statement, which reads each
 * contact's once, each by its key: an anti-join would read all conversations. The contact's dialogs are those of the conversations that it has now, and of those that the host
 * deleted those that name it.
 */
export async function readNextStarts(
  session: Session,
  accountId: number,
  dialogs: readonly ReadDialog[],
): Promise<(dialog: ReadDialog) => Instant | null> {
  const since = new Map<number, Instant>();
  for (const { contactId, dialog } of dialogs) {
    if (contactId === null || dialog.resolvedAt === null) continue;
    since.set(contactId, Math.min(dialog.resolvedAt, since.get(contactId) ?? dialog.resolvedAt));
  }
  const rows = since.size === 0 ? [] : await readStarts(session, accountId, since);
  const startsOf = groupBy(rows, (row) => row.contact_id);
  return ({ contactId, dialog }) => {
    const { resolvedAt } = dialog;
    if (contactId === null || resolvedAt === null) return null;
    const starts = startsOf.get(contactId) ?? [];
    const next = starts.slice(firstFrom(starts, resolvedAt)).find(({ at, id }) => {
      return at > dialog.startedAt || (at === dialog.startedAt && id > dialog.id);
    });
    return next?.at ?? null;
  };
}

function readStarts(session: Session, accountId: number, since: ReadonlyMap<number, Instant>): Promise<Start[]> {
  const moments = [...since.values()].map(formatTimestamp);
  return session.rows<Start>(sql`
    WITH c AS MATERIALIZED (SELECT * FROM
      unnest(${sql.param([...since.keys()])}::bigint[], ${sql.param(moments)}::timestamp[]) AS c (contact_id, since))
    SELECT contact_id, id, at FROM (
      SELECT c.contact_id, d.id, d.created_at AS at FROM c
      CROSS JOIN LATERAL (SELECT o.id FROM conversations o
        WHERE o.account_id = ${accountId} AND o.contact_id = c.contact_id OFFSET 0) o
      CROSS JOIN LATERAL (SELECT d.id, d.created_at FROM dialogs d
        WHERE d.account_id = ${accountId} AND d.conversation_id = o.id OFFSET 0) d
      WHERE d.created_at >= c.since
      UNION ALL
      SELECT c.contact_id, d.id, d.created_at FROM c
      CROSS JOIN LATERAL (SELECT d.id, d.conversation_id, d.created_at FROM dialogs d
        WHERE d.account_id = ${accountId} AND d.contact_id = c.contact_id OFFSET 0) d
      WHERE d.created_at >= c.since AND (SELECT true FROM conversations o WHERE o.account_id = ${accountId} AND o.id = d.conversation_id
        AND o.contact_id IS NOT NULL LIMIT 1) IS NULL) starts
    ORDER BY at, id`);
}

/** The place of the first start at a moment or later. */
function firstFrom(starts: readonly Start[], moment: Instant): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]!.at < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
