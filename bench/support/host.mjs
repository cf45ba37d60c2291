import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './dist.mjs';

export const HOST_VERSIONS = ['v2.2.1', 'v4.13.0'];

export function eventTableOf(version) {
  return version === 'v2.2.1' ? 'events' : 'reporting_events';
}

/** Makes a host with its accounts, agents and inboxes, and no conversation yet. */
export async function makeHost(client, version) {
  for (const file of [`${version}.sql`, 'rows.sql', `${version}.rows.sql`]) {
    await client.query(readFileSync(path.join(ROOT, 'test/hosts', file), 'utf8'));
  }
  await client.query(`TRUNCATE conversations, messages, mentions, ${eventTableOf(version)} RESTART IDENTITY`);
}

/** Conversations of some days, spread over the accounts, with four messages each; the first third is resolved. */
export async function fillHost(client, { accounts, conversations }) {
  await client.query(`INSERT INTO accounts (name, created_at, updated_at)
    SELECT 'Account ' || n, now(), now() FROM generate_series(3, ${accounts}) n`);
  await client.query(`INSERT INTO conversations (account_id, inbox_id, status, contact_id, created_at, updated_at)
    SELECT 1 + n % ${accounts}, 1 + n % 4, (ARRAY[1, 0, 2])[1 + n % 3], 1 + n % 40, now() - interval '9 days', now()
    FROM generate_series(1, ${conversations}) n`);
  await client.query(`INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, sender_type,
      sender_id, created_at, updated_at)
    SELECT 'What is the state of my order?', account_id, inbox_id, id, k % 2, (ARRAY['Contact', 'User'])[1 + k % 2], 1,
      now() - interval '8 days', now()
    FROM conversations, generate_series(0, 3) k`);
}

const UTC = "clock_timestamp() AT TIME ZONE 'UTC'";
const update = (columns) => `UPDATE conversations SET ${columns}, updated_at = ${UTC} WHERE id = $1`;

/** The statements of a host's application by name, each of one conversation; most take a value as well. */
export function hostStatements(version) {
  return {
    message: `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, sender_type,
        sender_id, created_at, updated_at)
      SELECT 'What is the state of my order?', account_id, inbox_id, id, $2::int,
        (ARRAY['Contact', 'User'])[1 + $2::int], 1, ${UTC}, ${UTC} FROM conversations WHERE id = $1`,
    activity: update(`last_activity_at = ${UTC}`),
    seen: update(`agent_last_seen_at = ${UTC}`),
    status: update('status = $2::int'),
    assignee: update('assignee_id = $2::int'),
    event: `INSERT INTO ${eventTableOf(version)} (name, value, account_id, inbox_id, user_id, conversation_id,
        created_at, updated_at)
      SELECT $2::text, 60, account_id, inbox_id, assignee_id, id, ${UTC}, ${UTC} FROM conversations WHERE id = $1`,
    mention: `INSERT INTO mentions (user_id, conversation_id, account_id, mentioned_at, created_at, updated_at)
      SELECT $2::int, id, account_id, ${UTC}, ${UTC}, ${UTC} FROM conversations WHERE id = $1
      ON CONFLICT (user_id, conversation_id) DO UPDATE SET mentioned_at = excluded.mentioned_at`,
  };
}

/** The statements of which none is captured: they change columns that the log doesn't follow. */
export const NOT_CAPTURED = new Set(['activity', 'seen']);

/**
 * What a host's application does around one message, as transactions of statements: the message with an update of its
 * conversation, up to two more updates of other columns, and every tenth message or so a dialog is opened, assigned and
 * resolved, with its events.
 */
export function turn(random, conversations) {
  const id = 1 + Math.floor(random() * conversations);
  const statement = (name, ...values) => ({ name, values: [id, ...values] });
  const agent = () => 1 + Math.floor(random() * 6);
  const transactions = [[statement('message', random() < 0.5 ? 0 : 1), statement('activity')], [statement('seen')]];
  if (random() < 0.5) transactions.push([statement('activity')]);
  if (random() < 0.1) transactions.push([statement('status', 0)]);
  if (random() < 0.15) transactions.push([statement('assignee', agent())]);
  if (random() < 0.05) transactions.push([statement('event', 'first_response')]);
  if (random() < 0.02) transactions.push([statement('mention', agent())]);
  if (random() < 0.1) transactions.push([statement('status', 1)], [statement('event', 'conversation_resolved')]);
  return transactions;
}
