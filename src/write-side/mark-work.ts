import type { Session } from '../database/database';
import { markStarted } from '../summaries/marks';
import type { Work } from './work';
import type { GivenIds } from './write-host';

/** Marks the dialogs that a unit of work changed, and `others`, in its transaction. */
export async function markWork(
  session: Session,
  work: Work,
  dialogIds: GivenIds,
  others: readonly number[] = [],
): Promise<void> {
  const refs = [
    ...work.dialogs.keys(),
    ...[...work.events, ...work.messages, ...work.acceptances, ...work.teams].map(({ dialog }) => dialog),
    ...[...work.messageStamps, ...work.eventStamps].map(({ dialog }) => dialog),
    ...work.adoptions.flatMap(({ dialog, from }) => [dialog, from]),
  ];
  const changed = refs.flatMap((ref) => (ref === null ? [] : (dialogIds.get(ref) ?? ref)));
  await markStarted(session, work.accountId, [...changed, ...others], [...dialogIds.values()]);
}
