import type { Client } from 'pg';

/** The ids of an account of a host and of what belongs to it. */
export interface HostAccount {
  readonly id: number;
  /** No bot serves it. */
  readonly inbox: number;
  /** An agent bot is active in it. */
  readonly botInbox: number;
  readonly agents: readonly number[];
  readonly teams: readonly number[];
  readonly contacts: readonly number[];
}

const AT = "'2022-01-01 00:00:00'";

/** Makes an account with two inboxes, three agents, two teams and two contacts, as any version of the host has them. */
export async function createHostAccount(client: Pick<Client, 'query'>): Promise<HostAccount> {
  const ids = async (statement: string) => {
    const { rows } = await client.query<{ id: string }>(`${statement} RETURNING id`);
    return rows.map((row) => Number(row.id));
  };
  const [id] = await ids(`INSERT INTO accounts (name, created_at, updated_at) VALUES ('Account', ${AT}, ${AT})`);
  const agents = await ids(`INSERT INTO users (name, uid, created_at, updated_at)
    SELECT 'Agent ' || n, gen_random_uuid()::text, ${AT}, ${AT} FROM generate_series(1, 3) n`);
  await client.query(`INSERT INTO account_users (account_id, user_id, created_at, updated_at)
    SELECT ${id}, unnest(ARRAY[${agents}]), ${AT}, ${AT}`);
  const [inbox, botInbox] =
    await ids(`INSERT INTO inboxes (channel_id, account_id, name, channel_type, created_at, updated_at)
    SELECT 1, ${id}, 'Inbox ' || n, 'Channel::WebWidget', ${AT}, ${AT} FROM generate_series(1, 2) n`);
  const [bot] = await ids(`INSERT INTO agent_bots (name, account_id, created_at, updated_at)
    VALUES ('Bot', ${id}, ${AT}, ${AT})`);
  await client.query(`INSERT INTO agent_bot_inboxes (inbox_id, agent_bot_id, account_id, created_at, updated_at)
    VALUES (${botInbox}, ${bot}, ${id}, ${AT}, ${AT})`);
  const teams = await ids(`INSERT INTO teams (name, account_id, created_at, updated_at)
    SELECT 'team ' || n, ${id}, ${AT}, ${AT} FROM generate_series(1, 2) n`);
  const contacts = await ids(`INSERT INTO contacts (name, account_id, created_at, updated_at)
    SELECT 'Contact ' || n, ${id}, ${AT}, ${AT} FROM generate_series(1, 2) n`);
  return { id: id!, inbox: inbox!, botInbox: botInbox!, agents, teams, contacts };
}
