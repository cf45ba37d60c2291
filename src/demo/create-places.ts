import type { Session } from '../database/database';
import {
  accounts,
  accountUsers,
  agentBotInboxes,
  agentBots,
  inboxes,
  inboxMembers,
  teamMembers,
  teams,
} from '../database/tables';
import type { Instant } from '../instant';
import { createUsers } from './create-users';
import { isOnShift } from './kyiv-time';
import { AGENTS, BOT, INBOXES, TEAMS } from './places';

/** The ids of what the demo's account consists of, by the places in the lists of ./places. */
export interface Places {
  readonly accountId: number;
  readonly agents: readonly number[];
  readonly teams: readonly number[];
  readonly inboxes: readonly number[];
}

const ROLES = { agent: 0, administrator: 1 } as const;
const AVAILABILITY = { online: 0, offline: 1 } as const;
const ACTIVE = 0;

/** Makes the account with its agents, teams, inboxes and bot. Whose shift it is at `until` is online, and so is an administrator. */
export async function createPlaces(
  session: Session,
  { name, createdAt, until }: { readonly name: string; readonly createdAt: Instant; readonly until: Instant },
): Promise<Places> {
  const { orm } = session;
  const stamps = { createdAt, updatedAt: createdAt };
  const [account] = await orm
    .insert(accounts)
    .values({ name, ...stamps })
    .returning({ id: accounts.id });
  const accountId = account!.id;
  const people = AGENTS.map((agent, place) => ({
    name: agent.name,
    email: `agent${place + 1}@account${accountId}.example.com`,
  }));
  const agentIds = await createUsers(session, people, createdAt);
  await orm.insert(accountUsers).values(
    AGENTS.map(({ administrator, shift }, agent) => ({
      ...{ accountId, userId: agentIds[agent]!, ...stamps },
      role: administrator ? ROLES.administrator : ROLES.agent,
      availability: administrator || isOnShift(shift, until) ? AVAILABILITY.online : AVAILABILITY.offline,
    })),
  );
  const teamIds = idsOf(
    await orm
      .insert(teams)
      .values(TEAMS.map((team) => ({ name: team, accountId, ...stamps })))
      .returning({ id: teams.id }),
  );
  const members = AGENTS.map(({ team }, agent) => ({ teamId: teamIds[team]!, userId: agentIds[agent]!, ...stamps }));
  await orm.insert(teamMembers).values(members);
  const inboxIds = await createInboxes(session, accountId, agentIds, stamps);
  return { accountId, agents: agentIds, teams: teamIds, inboxes: inboxIds };
}

async function createInboxes(
  { orm }: Session,
  accountId: number,
  agentIds: readonly number[],
  stamps: { createdAt: Instant; updatedAt: Instant },
): Promise<number[]> {
  const rows = INBOXES.map(({ name, channelType }, place) => ({ name, channelType, channelId: place + 1 }));
  const inboxIds = idsOf(
    await orm
      .insert(inboxes)
      .values(rows.map((row) => ({ ...row, accountId, ...stamps })))
      .returning({ id: inboxes.id }),
  );
  const members = INBOXES.flatMap(({ agents }, inbox) =>
    agents.map((agent) => ({ inboxId: inboxIds[inbox]!, userId: agentIds[agent]!, ...stamps })),
  );
  await orm.insert(inboxMembers).values(members);
  const [bot] = await orm
    .insert(agentBots)
    .values({ name: BOT, accountId, ...stamps })
    .returning({ id: agentBots.id });
  const served = inboxIds.filter((_, inbox) => INBOXES[inbox]!.bot);
  await orm
    .insert(agentBotInboxes)
    .values(served.map((inboxId) => ({ inboxId, agentBotId: bot!.id, accountId, status: ACTIVE, ...stamps })));
  return inboxIds;
}

function idsOf(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id);
}
