import type { Database } from '../../../src/database/database';
import { createToken, type NewToken } from '../../../src/tokens/tokens';
import { type Story, say, tell } from '../../graphql/story';
import type { TestAccount } from '../../helpers/account';
import type { Ids } from './operations';
import type { Tokens } from './requests';

/** Tokens of every scope: none but the sacrificed account's may change anything. */
export async function makeTokens(
  database: Database,
  [one, other]: readonly [number, number],
  sacrificed: TestAccount,
): Promise<Tokens> {
  const make = (accountId: number, role: NewToken['role'], scope: Partial<NewToken> = {}) =>
    createToken(database, { accountId, role, contents: role !== 'presence', name: null, expiresIn: null, ...scope });
  const { rows } = await database.pool.query<{ inbox: number; team: number; empty: number }>(
    `WITH made AS (INSERT INTO inboxes (account_id, name, channel_id, channel_type, created_at, updated_at)
      VALUES ($1, 'Without dialogs', 0, 'Channel::Api', now(), now()) RETURNING id)
    SELECT min(d.inbox_id)::int AS inbox, min(d.team_id)::int AS team, (SELECT id::int FROM made) AS empty
    FROM dialogs d WHERE d.account_id = $1`,
    [one],
  );
  const { inbox, team, empty } = rows[0]!;
  return {
    harmless: [
      ...Array(3).fill(await make(one, 'reader')),
      await make(one, 'reader', { contents: false }),
      await make(one, 'reader', { inboxIds: [inbox] }),
      await make(one, 'reader', { teamIds: [team] }),
      // What it names lies outside of its limits, whatever it is.
      await make(one, 'writer', { inboxIds: [empty] }),
      await make(one, 'presence', { contents: false }),
      await make(other, 'reader'),
    ],
    sacrificed: [await make(sacrificed.id, 'writer'), await make(sacrificed.id, 'administrator')],
    idsOfSacrificed: await sacrifice(database, sacrificed),
  };
}

const TABLES = {
  ...{ Dialog: 'dialogs', Conversation: 'conversations', Agent: 'users', Contact: 'contacts', Inbox: 'inboxes' },
  ...{ Team: 'teams', Message: 'messages', Event: 'events', Mention: 'mentions', Account: 'accounts' },
};

const idsOf = (type: string, ids: readonly unknown[]) =>
  ids.flatMap((id) => [String(id), Buffer.from(`${type}:${id}`).toString('base64url')]);

/** Ids of some rows of each type, of all accounts. */
export async function someIds(database: Database): Promise<Ids> {
  const found = await Promise.all(
    Object.entries(TABLES).map(async ([type, table]) => {
      const { rows } = await database.pool.query(`(SELECT id FROM ${table} ORDER BY id LIMIT 15)
        UNION (SELECT id FROM ${table} ORDER BY id DESC LIMIT 15)`);
      return [
        type,
        idsOf(
          type,
          rows.map(({ id }) => id),
        ),
      ] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** Makes an account with some conversations, and gives the ids of what it has. */
async function sacrifice(database: Database, account: TestAccount): Promise<Ids> {
  const [agent] = account.agents as [number];
  const stories = Array.from(
    { length: 6 },
    (_, index): Story => [{ assigneeId: index % 2 ? agent : null }, [1, say()]],
  );
  const told = await tell({ database }, account, ...stories);
  const of = { Agent: account.agents, Contact: account.contacts, Inbox: [account.inbox, account.botInbox] };
  const ids = {
    ...{ ...of, Team: account.teams },
    ...{ Conversation: told.map(({ conversation }) => conversation), Dialog: told.map(({ dialog }) => dialog) },
  };
  return Object.fromEntries(Object.entries(ids).map(([type, own]) => [type, idsOf(type, own)]));
}
