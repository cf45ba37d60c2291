-- What the host logs by itself: the first response, and each resolve, which a retried job may have written twice.
INSERT INTO events (name, value, account_id, inbox_id, user_id, conversation_id, created_at, updated_at)
SELECT 'first_response', 121, account_id, inbox_id, assignee_id, id, created_at + interval '121.5 s',
  created_at + interval '121.5 s' FROM conversations
UNION ALL
SELECT 'conversation_resolved', 7200, account_id, inbox_id, assignee_id, id, updated_at, updated_at
FROM conversations, generate_series(1, 2) WHERE status = 1
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, '2022-01-11 08:00:00', '2022-01-11 08:00:00';
