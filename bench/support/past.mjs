import { eventTableOf } from './host.mjs';

/** Two dialogs resolved of seven messages each, and in a third of the conversations a third one, open. */
export const MESSAGES_PER_CONVERSATION = 14 + 7 / 3;

/** Fills a host with the past of so many conversations, in two accounts, by columns that all versions have. */
export async function makePast(client, version, conversations) {
  await client.query('SET synchronous_commit = off');
  await client.query(`INSERT INTO contacts (name, email, account_id, created_at, updated_at)
    SELECT 'Contact ' || n, 'past' || n || '@example.test', 1 + n % 2, now(), now()
    FROM generate_series(1, ${conversations}) n`);
  await client.query(`INSERT INTO conversations (account_id, inbox_id, status, assignee_id, contact_id, created_at,
      updated_at, last_activity_at)
    SELECT 1 + n % 2, 1 + n % 4, CASE WHEN n % 3 = 0 THEN 0 ELSE 1 END, CASE WHEN n % 3 = 0 THEN 1 + n % 6 END, 40 + n,
      at, at + interval '3 days', at + interval '3 days'
    FROM generate_series(1, ${conversations}) n,
      LATERAL (SELECT '2023-01-01'::timestamp + n * interval '7 minutes' AS at) t ORDER BY n`);
  // Client, activity, agent, client, agent, note, activity: a day later again. Written in the order of time.
  await client.query(`INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, private,
      content_type, sender_type, sender_id, created_at, updated_at)
    SELECT 'Message ' || k || ' of ' || id || ' lorem ipsum dolor sit amet', account_id, inbox_id, id,
      (ARRAY[0, 2, 1, 0, 1, 1, 2])[1 + k % 7], k % 7 = 5, 0,
      (ARRAY['Contact', NULL, 'User', 'Contact', 'User', 'User', NULL])[1 + k % 7],
      CASE WHEN k % 7 IN (0, 3) THEN contact_id WHEN k % 7 IN (2, 4, 5) THEN 1 + (id + k) % 6 END, at, at
    FROM (SELECT c.*, k, c.created_at + (k / 7) * interval '1 day' + (k % 7) * interval '97.000123 s' AS at
      FROM conversations c, generate_series(0, 20) k WHERE k < 14 OR c.status = 0) m ORDER BY at`);
  const event = (name, at) =>
    `SELECT '${name}', 200, account_id, inbox_id, 1 + id % 6, id, ${at}, ${at} FROM conversations`;
  await client.query(`INSERT INTO ${eventTableOf(version)} (name, value, account_id, inbox_id, user_id, conversation_id,
      created_at, updated_at)
    ${event('first_response', "created_at + interval '200 s'")}
    UNION ALL ${event('conversation_resolved', "created_at + d * interval '1 day' + interval '590 s'")},
      generate_series(0, 1) d`);
  await client.query(`INSERT INTO mentions (user_id, conversation_id, account_id, mentioned_at, created_at, updated_at)
    SELECT 1 + id % 6, id, account_id, created_at + interval '300 s', created_at, created_at
    FROM conversations WHERE id % 7 = 0`);
  await client.query('VACUUM ANALYZE');
}
