import type { Database } from '../database/database';
import { dialogSkips } from '../database/tables';
import type { Instant } from '../instant';
import { decideKinds } from '../write-side/kinds/decide-kinds';

/** Who has marked dialogs of the demo. No such token exists: the marks are of the past. */
const MARKED_BY = { token: 'demo', tokenName: 'Quality desk' } as const;

/** Marks dialogs of the demo as not to be counted, at the moments of their story. */
export async function skipDialogs(
  database: Database,
  accountId: number,
  marks: readonly { readonly dialogId: number; readonly at: Instant; readonly reason: string }[],
): Promise<void> {
  if (marks.length === 0) return;
  await database.transaction(async (session) => {
    await session.orm
      .insert(dialogSkips)
      .values(marks.map((mark) => ({ ...mark, ...MARKED_BY, accountId, skip: true })));
    await decideKinds(
      session,
      database.events,
      accountId,
      marks.map(({ dialogId }) => dialogId),
    );
  });
}
