import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import type { DialogRef } from '../../rulebook/state';
import { markStarted } from '../../summaries/marks';
import { decideKinds } from '../kinds/decide-kinds';
import { readStartFacts } from '../kinds/start-facts';
import { keepKnownNames } from '../known-names';
import { stampRows } from '../stamp-rows';
import type { DialogWork, Work } from '../work';
import { type GivenIds, statusNumber } from '../write-host';
import { insertDialogRows, updateDialogs } from '../write-log';
import type { FollowedPast } from './follow-past';
import type { PastDialog } from './stretch';

/** What was written. */
export interface Written {
  /** Dialogs made. */
  readonly dialogs: number;
  /** Messages, mentions and events that were given their dialog. */
  readonly rows: number;
  /** The messages among them. */
  readonly messages: number;
}

/**
 * Writes what the rulebook said of the past, so far as the past can be known: dialogs and the rows' dialogs. Not the
 * events of changes, which exist as rows or whose moment nobody knows; nor who was assigned when a message was sent: the
 * key stays absent, which readers take as not known (rules §3). Nothing is left to adopt, for every row was followed.
 */
export async function writePast(
  session: Session,
  events: Database['events'],
  work: Work,
  pasts: readonly FollowedPast[],
): Promise<Written> {
  const dialogs = [...work.dialogs.values()];
  const changed = dialogs.filter(({ started }) => !started);
  await updateDialogs(session, work.accountId, changed);
  const made = dialogs.filter(({ started }) => started);
  const dialogIds = await insertDialogRows(session, work.accountId, made, new Map());
  const told = new Map(pasts.flatMap((past) => [...past.told]));
  await insertFacts(session, work.accountId, made, told, dialogIds);
  await markChanged(session, work.accountId, changed, told);
  // Out of the work: `stampRows` would also say who was assigned, and look up what is known here.
  const messages = work.messageStamps.splice(0).map(({ messageId: id, dialog }) => ({ id, dialog: dialog! }));
  const resolves = new Map(pasts.flatMap((past) => [...past.resolveEvents]));
  const logged = work.eventStamps
    .splice(0)
    .map(({ eventId: id, dialog }) => ({ id, dialog: resolves.get(id) ?? dialog! }));
  await stampById(session, sql`messages`, work.accountId, messages, dialogIds);
  await stampById(session, sql`${events}`, work.accountId, logged, dialogIds);
  await stampRows(session, events, work, dialogIds);
  const idOf = (ref: DialogRef) => dialogIds.get(ref) ?? ref;
  const touched = dialogs.map(({ ref }) => idOf(ref));
  await decideKinds(session, events, work.accountId, touched);
  const given = [...messages, ...logged].map(({ dialog }) => idOf(dialog));
  await markStarted(session, work.accountId, [...touched, ...given], [...dialogIds.values()]);
  await keepKnownNames(session, work);
  const rows = messages.length + logged.length + work.mentionStamps.length;
  return { dialogs: made.length, rows, messages: messages.length };
}

/** Of a dialog that goes on it is known who is assigned now: from then on its assignments are logged. */
async function insertFacts(
  session: Session,
  accountId: number,
  dialogs: readonly DialogWork[],
  told: ReadonlyMap<DialogRef, PastDialog>,
  dialogIds: GivenIds,
): Promise<void> {
  if (dialogs.length === 0) return;
  const inboxIds = dialogs.map(({ columns }) => columns.inboxId);
  const factsAtStart = await readStartFacts(session, accountId, inboxIds);
  const facts = dialogs.map(({ ref, started, columns }) => {
    const { bounceTimeout, presenceCapable } = factsAtStart(columns.inboxId, started!.at);
    const { startedStatus, resolveKnown } = told.get(ref)!;
    const isFound = columns.status !== 'resolved';
    return {
      ...{ dialog_id: dialogIds.get(ref), started_by: started!.by, bot_served: started!.botServed, is_found: isFound },
      ...{ started_status: startedStatus && statusNumber(startedStatus), resolve_known: resolveKnown },
      started_assignee_id: isFound ? columns.assigneeId : null,
      ...{ bounce_timeout: bounceTimeout, presence_capable: presenceCapable },
    };
  });
  await session.rows(sql`
    INSERT INTO dialog_facts (account_id, dialog_id, started_by, started_status, bot_served, started_assignee_id,
      found_at, resolve_known, bounce_timeout, presence_capable, replayed)
    SELECT ${accountId}, dialog_id, started_by, started_status, bot_served, started_assignee_id,
      CASE WHEN is_found THEN clock_timestamp() AT TIME ZONE 'UTC' END, resolve_known, bounce_timeout,
      presence_capable, true
    FROM jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) AS v (dialog_id bigint, started_by text,
      started_status int, bot_served boolean, started_assignee_id bigint, is_found boolean, resolve_known boolean,
      bounce_timeout int, presence_capable boolean)`);
}

/** The log missed a part of these dialogs, which nothing but the rows of now tells of. */
async function markChanged(
  session: Session,
  accountId: number,
  dialogs: readonly DialogWork[],
  told: ReadonlyMap<DialogRef, PastDialog>,
): Promise<void> {
  if (dialogs.length === 0) return;
  const ids = dialogs.map(({ ref }) => ref);
  const resolveKnown = ids.map((ref) => told.get(ref)!.resolveKnown);
  await session.rows(sql`
    UPDATE dialog_facts f SET replayed = true, resolve_known = v.resolve_known
    FROM unnest(${sql.param(ids)}::bigint[], ${sql.param(resolveKnown)}::boolean[]) AS v (id, resolve_known)
    WHERE f.account_id = ${accountId} AND f.dialog_id = v.id`);
}

async function stampById(
  session: Session,
  table: SQL,
  accountId: number,
  stamps: readonly { readonly id: number; readonly dialog: DialogRef }[],
  dialogIds: GivenIds,
): Promise<void> {
  if (stamps.length === 0) return;
  const ids = stamps.map(({ id }) => id);
  const ofDialogs = stamps.map(({ dialog }) => dialogIds.get(dialog) ?? dialog);
  await session.rows(sql`
    UPDATE ${table} t SET dialog_id = v.dialog_id
    FROM unnest(${sql.param(ids)}::bigint[], ${sql.param(ofDialogs)}::bigint[]) AS v (id, dialog_id)
    WHERE t.account_id = ${accountId} AND t.id = v.id`);
}
