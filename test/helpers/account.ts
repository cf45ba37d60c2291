import type { Database } from '../../src/database/database';
import {
  accounts,
  accountUsers,
  agentBotInboxes,
  agentBots,
  contacts,
  dialogSettings,
  inboxes,
  teams,
  users,
} from '../../src/database/tables';
import { type Instant, parseTimestamp } from '../../src/instant';

/** How much of an account to make. */
export interface AccountSize {
  readonly agents?: number;
  readonly teams?: number;
  readonly contacts?: number;
}

/** The ids of an account and of what belongs to it. */
export interface TestAccount {
  readonly id: number;
  /** No bot serves it. */
  readonly inbox: number;
  /** `bot` serves it. */
  readonly botInbox: number;
  /** `bot` belongs to it, but is switched off. */
  readonly idleBotInbox: number;
  readonly bot: number;
  /** Human agents. */
  readonly agents: readonly number[];
  /** A user who is set as a bot in the account's settings. */
  readonly botUser: number;
  readonly teams: readonly number[];
  readonly contacts: readonly number[];
}

const ACTIVE = 0;
const INACTIVE = 1;

let made = 0;

/** Makes an account with three inboxes, an agent bot, a user set as a bot, and agents, teams and contacts. */
export async function createAccount(
  { orm }: Database,
  { agents = 3, teams: teamCount = 2, contacts: contactCount = 2 }: AccountSize = {},
): Promise<TestAccount> {
  made += 1;
  const at = stamps(parseTimestamp('2020-01-01 00:00:00'));
  const [account] = await orm
    .insert(accounts)
    .values({ name: `Account ${made}`, ...at })
    .returning();
  const accountId = account!.id;

  const userIds = await ids(
    orm
      .insert(users)
      .values(numbered(agents + 1, (number) => ({ name: `Agent ${number}`, ...at })))
      .returning(),
  );
  await orm.insert(accountUsers).values(userIds.map((userId) => ({ accountId, userId, ...at })));
  const botUser = userIds.pop()!;
  await orm
    .insert(dialogSettings)
    .values({ accountId, inboxId: 0, key: 'bot_users', value: [botUser], updatedAt: at.updatedAt });

  const [inbox, botInbox, idleBotInbox] = await ids(
    orm
      .insert(inboxes)
      .values(
        ['Plain', 'With bot', 'With idle bot'].map((name, channelId) => ({
          accountId,
          name,
          channelId,
          channelType: 'Channel::WebWidget',
          ...at,
        })),
      )
      .returning(),
  );
  const [bot] = await ids(
    orm
      .insert(agentBots)
      .values({ name: 'Bot', accountId, ...at })
      .returning(),
  );
  await orm.insert(agentBotInboxes).values([
    { inboxId: botInbox!, agentBotId: bot!, accountId, status: ACTIVE, ...at },
    { inboxId: idleBotInbox!, agentBotId: bot!, accountId, status: INACTIVE, ...at },
  ]);

  const teamIds = await ids(
    orm
      .insert(teams)
      .values(numbered(teamCount, (number) => ({ name: `team ${number}`, accountId, ...at })))
      .returning(),
  );
  const contactIds = await ids(
    orm
      .insert(contacts)
      .values(numbered(contactCount, (number) => ({ name: `Contact ${number}`, accountId, ...at })))
      .returning(),
  );

  return {
    id: accountId,
    inbox: inbox!,
    botInbox: botInbox!,
    idleBotInbox: idleBotInbox!,
    bot: bot!,
    agents: userIds,
    botUser,
    teams: teamIds,
    contacts: contactIds,
  };
}

function stamps(at: Instant) {
  return { createdAt: at, updatedAt: at };
}

function numbered<Row>(count: number, row: (number: number) => Row): Row[] {
  return Array.from({ length: count }, (_, index) => row(index + 1));
}

async function ids(inserted: PromiseLike<{ id: number }[]>): Promise<number[]> {
  return (await inserted).map((row) => row.id);
}
