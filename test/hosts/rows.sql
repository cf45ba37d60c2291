-- Rows in every table that the dialog log has to do with, by columns that all versions of the host have. Account 1 has
-- the inboxes, agents, contacts and conversations with an even number, account 2 the odd ones.
INSERT INTO accounts (name, created_at, updated_at)
SELECT 'Account ' || n, '2021-12-01 08:00:00.000001', '2021-12-01 08:00:00.000001' FROM generate_series(1, 2) n;

INSERT INTO users (name, email, uid, created_at, updated_at)
SELECT 'Agent ' || n, 'agent' || n || '@example.test', 'agent' || n || '@example.test',
  '2021-12-01 09:00:00'::timestamp + n * interval '1.000001 s', '2021-12-02 09:00:00' FROM generate_series(1, 6) n;

INSERT INTO account_users (account_id, user_id, role, created_at, updated_at)
SELECT 1 + n % 2, n, CASE WHEN n < 3 THEN 1 ELSE 0 END, '2021-12-01 09:00:00', '2021-12-01 09:00:00'
FROM generate_series(1, 6) n;

INSERT INTO channel_web_widgets (website_url, account_id, website_token, created_at, updated_at)
SELECT 'https://example.test/' || n, n, 'widget' || n, '2021-12-01 09:10:00', '2021-12-01 09:10:00'
FROM generate_series(1, 2) n;

INSERT INTO inboxes (channel_id, account_id, name, channel_type, created_at, updated_at)
SELECT 1 + n / 2, 1 + n % 2, 'Inbox ' || n, CASE WHEN n < 3 THEN 'Channel::WebWidget' ELSE 'Channel::Telegram' END,
  '2021-12-01 09:10:00', '2021-12-01 09:10:00' FROM generate_series(1, 4) n;

INSERT INTO inbox_members (user_id, inbox_id, created_at, updated_at)
SELECT u, i, '2021-12-01 09:11:00', '2021-12-01 09:11:00' FROM generate_series(1, 6) u, generate_series(1, 4) i
WHERE u % 2 = i % 2;

INSERT INTO agent_bots (name, account_id, created_at, updated_at)
VALUES ('Helper', 1, '2021-12-01 09:12:00', '2021-12-01 09:12:00');

INSERT INTO agent_bot_inboxes (inbox_id, agent_bot_id, account_id, created_at, updated_at)
VALUES (2, 1, 1, '2021-12-01 09:12:00', '2021-12-01 09:12:00');

INSERT INTO teams (name, account_id, created_at, updated_at)
SELECT 'team ' || n, n, '2021-12-01 09:13:00', '2021-12-01 09:13:00' FROM generate_series(1, 2) n;

INSERT INTO team_members (team_id, user_id, created_at, updated_at)
SELECT 1 + n % 2, n, '2021-12-01 09:13:00', '2021-12-01 09:13:00' FROM generate_series(1, 6) n;

INSERT INTO contacts (name, email, account_id, created_at, updated_at)
SELECT CASE WHEN n % 5 > 0 THEN 'Contact ' || n END, 'contact' || n || '@example.test', 1 + n % 2,
  '2022-01-10 10:00:00'::timestamp + n * interval '61.000001 s', '2022-01-10 12:00:00' FROM generate_series(1, 40) n;

INSERT INTO contact_inboxes (contact_id, inbox_id, source_id, created_at, updated_at)
SELECT n, 1 + (n - 1) % 4, 'source ' || n, '2022-01-10 10:00:00', '2022-01-10 10:00:00' FROM generate_series(1, 40) n;

-- Open, resolved, pending and snoozed ones, every fourth with nobody assigned.
INSERT INTO conversations (account_id, inbox_id, status, assignee_id, contact_id, contact_inbox_id, team_id,
  additional_attributes, created_at, updated_at, last_activity_at)
SELECT 1 + n % 2, 1 + (n - 1) % 4, n / 10, CASE WHEN n % 4 > 0 THEN 1 + (n - 1) % 6 END, n, n, CASE WHEN n % 3 = 0 THEN 1 + n % 2 END,
  jsonb_build_object('referer', 'https://example.test/' || n), at, at + interval '2 h', at + interval '2 h'
FROM generate_series(1, 39) n, LATERAL (SELECT '2022-01-11 08:00:00'::timestamp + n * interval '3661.123457 s' AS at) t;

-- A client's message, an agent's answer, an activity, an automatic message and a note, again and again.
INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, private, content_type,
  content_attributes, sender_type, sender_id, created_at, updated_at)
SELECT 'Message ' || k || ' of ' || c.id || ': їжак', c.account_id, c.inbox_id, c.id, (ARRAY[0, 1, 2, 3, 1])[1 + k % 5], k % 5 = 4, 0,
  CASE WHEN k % 2 = 0 THEN '{}' ELSE '"{\"in_reply_to\":1}"' END::json,
  CASE k % 5 WHEN 0 THEN 'Contact' WHEN 1 THEN 'User' WHEN 4 THEN 'User' END,
  CASE WHEN k % 5 = 0 THEN c.contact_id WHEN k % 5 IN (1, 4) THEN 1 + (c.id + 2 * k - 1) % 6 END, at, at
FROM conversations c, generate_series(0, 9) k, LATERAL (SELECT c.created_at + k * interval '121.000007 s' AS at) t;

INSERT INTO mentions (user_id, conversation_id, account_id, mentioned_at, created_at, updated_at)
SELECT 1 + (id - 1) % 6, id, account_id, created_at + interval '90.000003 s', created_at, updated_at
FROM conversations WHERE id % 3 = 0;
