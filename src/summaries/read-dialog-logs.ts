import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import type { Instant } from '../instant';
import { botUserIds } from '../read-side/account-by-id';
import { groupBy } from '../read-side/group';
import { type DialogLog, UNDECIDED } from './dialog-log';
import { readDialogs } from './read-dialogs';
import { readMessages } from './read-messages';
import { readNextStarts } from './read-next-starts';
import { ofEach, readTimelines } from './read-timelines';

/**
 * Reads what dialogs of an account are summarised from, by id; those that the account has not are left out. The same
 * few statements whatever their number, each of which looks the dialogs up one by one: a planner that has not yet seen
 * how many there are would read all of the account.
 */
export async function readDialogLogs(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
): Promise<Map<number, DialogLog>> {
  const dialogs = await readDialogs(session, accountId, ids);
  const nextOfContact = await readNextStarts(session, accountId, dialogs);
  const timelines = await readTimelines(session, events, accountId, ids);
  const messages = await readMessages(session, accountId, ids);
  const acceptances = await readAcceptances(session, accountId, ids);
  const teams = await readTeams(session, accountId, ids);
  const botsOf = botsByInbox(await botUserIds(session, accountId));
  return new Map(
    dialogs.map((read) => {
      const { dialog, decided, nextOfConversationAt } = read;
      return [
        dialog.id,
        {
          ...{ dialog, decided: decided ?? UNDECIDED, nextOfConversationAt, nextOfContactAt: nextOfContact(read) },
          events: timelines.get(dialog.id) ?? [],
          messages: messages.get(dialog.id) ?? [],
          acceptances: acceptances.get(dialog.id) ?? [],
          teams: teams.get(dialog.id) ?? [],
          botUserIds: botsOf(dialog.inboxId),
        },
      ];
    }),
  );
}

function botsByInbox(botsOf: (inboxId: number) => ReadonlySet<number>) {
  const known = new Map<number, ReadonlySet<number>>();
  return (inboxId: number) => {
    const bots = known.get(inboxId) ?? botsOf(inboxId);
    known.set(inboxId, bots);
    return bots;
  };
}

async function readAcceptances(session: Session, accountId: number, ids: readonly number[]) {
  const rows = await session.rows<{ dialog_id: number; agentId: number; at: Instant }>(sql`
    SELECT k.id AS dialog_id, a.agent_id AS "agentId", a.accepted_at AS at FROM ${ofEach(ids)}
    CROSS JOIN LATERAL (SELECT * FROM dialog_acceptances a
      WHERE a.account_id = ${accountId} AND a.dialog_id = k.id OFFSET 0) a
    ORDER BY a.accepted_at, a.agent_id`);
  return groupBy(rows, (row) => row.dialog_id);
}

async function readTeams(session: Session, accountId: number, ids: readonly number[]) {
  const rows = await session.rows<{ dialog_id: number; at: Instant; teamId: number | null }>(sql`
    SELECT k.id AS dialog_id, t.at, t.team_id AS "teamId" FROM ${ofEach(ids)}
    CROSS JOIN LATERAL (SELECT * FROM dialog_teams t
      WHERE t.account_id = ${accountId} AND t.dialog_id = k.id OFFSET 0) t
    ORDER BY t.at`);
  return groupBy(rows, (row) => row.dialog_id);
}
