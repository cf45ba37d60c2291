import type { Database } from '../../src/database/database';
import * as tables from '../../src/database/tables';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../src/instant';
import { STATUSES, type Status } from '../../src/rulebook/words';
import type { SecondsDialog } from '../rulebook/kinds-model';
import type { TestAccount } from './account';
import { storeSessions, type ToldSession } from './visits';

/** A dialog to write as rows, with what the model of the kinds does not ask about. */
export interface DialogRows extends SecondsDialog {
  readonly startedAt: Instant;
  readonly inboxId: number;
  readonly teamId: number | null;
}

type Row<Table extends { $inferInsert: object }> = Table['$inferInsert'];

/**
 * Writes resolved dialogs as the log holds them, each of a conversation and a contact of its own, and decides nothing.
 * Agents 1, 2 and 3 are the account's first ones. Returns their ids, in the order given.
 */
export async function writeDialogRows(
  database: Database,
  account: TestAccount,
  dialogs: readonly DialogRows[],
): Promise<number[]> {
  const { orm } = database;
  const stamps = dialogs.map((dialog) => stampsOf(account, dialog));
  const named = stamps.map((stamp, index) => ({ ...stamp, name: `Visitor ${index}` }));
  const contacts = await orm.insert(tables.contacts).values(named).returning();
  const columns = dialogs.map((dialog, index) => ({
    ...{ ...stamps[index]!, inboxId: dialog.inboxId, teamId: dialog.teamId, contactId: contacts[index]!.id },
    ...{ assigneeId: agentOf(account, dialog.assignments.at(-1)!.agentId), status: numberOf('resolved') },
  }));
  const numbered = columns.map((row) => ({ ...row, displayId: 0 }));
  const conversations = await orm.insert(tables.conversations).values(numbered).returning();
  const held = columns.map((row, index) => ({ ...row, conversationId: conversations[index]!.id }));
  const made = await orm.insert(tables.dialogs).values(held).returning();
  const all = dialogs.map((dialog, index) => partsOf(account, dialog, made[index]!));
  await orm.insert(tables.dialogFacts).values(all.map(({ facts }) => facts));
  for (const [table, rows] of [
    [tables.events, all.flatMap(({ events }) => events)],
    [tables.messages, all.flatMap(({ messages }) => messages)],
    [tables.dialogAcceptances, all.flatMap(({ acceptances }) => acceptances)],
    [tables.dialogSkips, all.flatMap(({ skips }) => skips)],
  ] as const) {
    if (rows.length > 0) await orm.insert(table).values(rows as never);
  }
  const sessions = all.flatMap(({ sessions: told }) => told);
  await storeSessions(database, account.id, sessions);
  return made.map(({ id }) => id);
}

const numberOf = (status: Status) => STATUSES.indexOf(status);

function agentOf(account: TestAccount, number: number | null): number | null {
  return number === null ? null : account.agents[number - 1]!;
}

function stampsOf({ id: accountId }: TestAccount, { startedAt, resolvedAt }: DialogRows) {
  const updatedAt = startedAt + resolvedAt! * MICROSECONDS_PER_SECOND;
  return { accountId, createdAt: startedAt, updatedAt };
}

function partsOf(account: TestAccount, dialog: DialogRows, made: typeof tables.dialogs.$inferSelect) {
  const { id: accountId } = account;
  const { id: dialogId, conversationId, inboxId } = made;
  const momentOf = (second: number) => dialog.startedAt + second * MICROSECONDS_PER_SECOND;
  const rowAt = (second: number) => {
    const at = momentOf(second);
    return { accountId, conversationId, inboxId, dialogId, createdAt: at, updatedAt: at };
  };
  return {
    facts: {
      ...{ accountId, dialogId, startedBy: dialog.startedBy, startedOffline: dialog.startedOffline },
      ...{ startedStatus: numberOf(dialog.startedStatus), startedTeamId: dialog.teamId },
      ...{ startedAssigneeId: agentOf(account, dialog.assignments[0]!.agentId), botServed: dialog.botServes },
      ...{ closedBy: dialog.closedBy, bounceTimeout: dialog.timeout },
      ...{ presenceCapable: dialog.presenceCapable, agentsOnline: dialog.agentsOnline },
    } satisfies Row<typeof tables.dialogFacts>,
    events: eventsOf(dialog).map(({ at, name, agent }) => ({ ...rowAt(at), name, userId: agentOf(account, agent) })),
    messages: [
      ...dialog.clientMessages.map((at) => ({ ...rowAt(at), messageType: 0, senderType: 'Contact', senderId: 1 })),
      ...dialog.agentMessages.map(({ at, agentId }) => ({
        ...{ ...rowAt(at), messageType: 1, senderType: 'User', senderId: agentOf(account, agentId) },
      })),
    ],
    acceptances: dialog.acceptances.map(({ at, agentId }) => ({
      ...{ accountId, dialogId, acceptedAt: momentOf(at), agentId: agentOf(account, agentId) },
    })),
    skips: dialog.skipped ? [{ accountId, dialogId, at: dialog.startedAt, skip: true, token: 'dst_abcdefgh' }] : [],
    sessions: dialog.sessions.map(
      (told, number): ToldSession => ({
        ...{ contact: made.contactId!, inbox: number === 0 ? 0 : inboxId, session: 'page' },
        facts: told.map(({ at, leave }) => ({ at: momentOf(at), presence: leave ? 'offline' : 'online' })),
      }),
    ),
  };
}

/** In their order; at one moment the status comes first, and the resolve last. */
function eventsOf({ startedStatus, assignments, statuses, resolvedAt }: DialogRows) {
  const [start, ...changes] = assignments;
  const first = { at: 0, name: `conversation_${startedStatus}`, agent: start!.agentId };
  return [
    ...(startedStatus === 'snoozed' ? [] : [first]),
    ...[
      ...statuses.map(({ at, status }) => ({ at, name: `conversation_${status}`, agent: null })),
      ...changes.map(({ at, agentId: agent }) => ({ at, name: 'conversation_assigned', agent })),
      { at: resolvedAt!, name: 'conversation_resolved', agent: null },
    ].sort((a, b) => a.at - b.at),
  ];
}
