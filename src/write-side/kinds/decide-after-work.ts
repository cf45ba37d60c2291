import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import type { Work } from '../work';
import type { GivenIds } from '../write-host';
import { decideKinds } from './decide-kinds';

/** Decides the kinds of the dialogs that a unit of work has touched, after it was written. */
export async function decideKindsOf(
  session: Session,
  events: Database['events'],
  work: Work,
  dialogIds: GivenIds,
): Promise<void> {
  const idOf = (ref: number) => dialogIds.get(ref) ?? ref;
  const changed = new Set([
    ...[...work.dialogs.keys()].map(idOf),
    ...[...work.acceptances, ...work.adoptions].map(({ dialog }) => idOf(dialog)),
  ]);
  const written = new Map<number, Instant>();
  for (const { dialog, at } of [...work.messages, ...work.messageStamps]) {
    const id = dialog === null ? null : idOf(dialog);
    if (id !== null && !changed.has(id)) written.set(id, Math.min(at, written.get(id) ?? at));
  }
  const ids = [...changed, ...(await stillToDecide(session, work.accountId, written))];
  await decideKinds(session, events, work.accountId, ids);
}

/** A message changes nothing more of an unresolved dialog that is chat or offline, and was answered before it. */
async function stillToDecide(
  session: Session,
  accountId: number,
  written: ReadonlyMap<number, Instant>,
): Promise<number[]> {
  if (written.size === 0) return [];
  const moments = [...written.values()].map(formatTimestamp);
  const rows = await session.rows<{ id: number }>(sql`
    SELECT d.id FROM unnest(${sql.param([...written.keys()])}::bigint[], ${sql.param(moments)}::timestamp[]) AS w (id, at)
    JOIN dialogs d ON d.account_id = ${accountId} AND d.id = w.id
    LEFT JOIN dialog_classifications k ON k.account_id = ${accountId} AND k.dialog_id = w.id
    WHERE NOT coalesce(d.status <> 1 AND k.kinds && '{chat,offline}' AND k.answered_at <= w.at, false)`);
  return rows.map(({ id }) => id);
}
