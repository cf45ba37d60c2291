/** What each account has. Inboxes by their number: 1 and 2 websites, 3 (with a bot) and 4 Telegram, 5 WhatsApp. */
export const AGENTS = 70;
export const INBOXES = 5;
export const TEAMS = 4;
export const BOT_INBOX = 3;

const CHANNELS = ['WebWidget', 'WebWidget', 'Telegram', 'Telegram', 'Whatsapp'];
const AT = "'2020-01-01 08:00:00'";

/** Accounts with their agents, teams, inboxes and a bot, as a host has them; ids run on from account to account. */
export async function makePlaces(client, { accounts }) {
  const each = (count) => `generate_series(0, ${accounts - 1}) a, generate_series(1, ${count}) n`;
  const statements = [
    `INSERT INTO accounts (name, created_at, updated_at)
     SELECT 'Contact centre ' || n, ${AT}, ${AT} FROM generate_series(1, ${accounts}) n`,
    `INSERT INTO users (id, name, email, uid, created_at, updated_at)
     SELECT a * ${AGENTS} + n, 'Agent ' || a * ${AGENTS} + n, email, email, ${AT}, ${AT}
     FROM ${each(AGENTS)}, LATERAL (SELECT 'agent' || a * ${AGENTS} + n || '@example.test' AS email) e`,
    `INSERT INTO account_users (account_id, user_id, role, availability, created_at, updated_at)
     SELECT 1 + a, a * ${AGENTS} + n, (n = 1)::int, (n % 3 = 0)::int, ${AT}, ${AT} FROM ${each(AGENTS)}`,
    `INSERT INTO teams (id, name, account_id, created_at, updated_at)
     SELECT a * ${TEAMS} + n, 'team ' || n, 1 + a, ${AT}, ${AT} FROM ${each(TEAMS)}`,
    `INSERT INTO team_members (team_id, user_id, created_at, updated_at)
     SELECT a * ${TEAMS} + 1 + n % ${TEAMS}, a * ${AGENTS} + n, ${AT}, ${AT} FROM ${each(AGENTS)}`,
    `INSERT INTO inboxes (id, channel_id, account_id, name, channel_type, timezone, working_hours_enabled,
       created_at, updated_at)
     SELECT a * ${INBOXES} + n, a * ${INBOXES} + n, 1 + a, 'Inbox ' || n,
       'Channel::' || (ARRAY[${CHANNELS.map((name) => `'${name}'`)}])[n], 'Europe/Kyiv', n <= 2, ${AT}, ${AT}
     FROM ${each(INBOXES)}`,
    `INSERT INTO working_hours (inbox_id, account_id, day_of_week, closed_all_day, open_hour, open_minutes, close_hour,
       close_minutes, created_at, updated_at)
     SELECT id, account_id, day, day IN (0, 6), 8, 0, 20, 0, ${AT}, ${AT} FROM inboxes, generate_series(0, 6) day`,
    `INSERT INTO inbox_members (user_id, inbox_id, created_at, updated_at)
     SELECT user_id, i.id, ${AT}, ${AT} FROM account_users JOIN inboxes i USING (account_id)`,
    `INSERT INTO agent_bots (id, name, account_id, created_at, updated_at)
     SELECT id, 'Helper', id, ${AT}, ${AT} FROM accounts`,
    `INSERT INTO agent_bot_inboxes (inbox_id, agent_bot_id, account_id, created_at, updated_at)
     SELECT (id - 1) * ${INBOXES} + ${BOT_INBOX}, id, id, ${AT}, ${AT} FROM accounts`,
    ...['users', 'teams', 'inboxes', 'agent_bots'].map(sequenceBehind),
  ];
  for (const statement of statements) await client.query(statement);
}

/** After rows with ids of their own. */
export function sequenceBehind(table) {
  return `SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`;
}
