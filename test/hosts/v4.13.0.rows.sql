-- What the host logs by itself: the first response, and each resolve, which a retried job may have written twice.
INSERT INTO reporting_events (name, value, value_in_business_hours, event_start_time, event_end_time, account_id,
  inbox_id, user_id, conversation_id, created_at, updated_at)
SELECT 'first_response', 121, 60, created_at, created_at + interval '121 s', account_id, inbox_id, assignee_id, id,
  created_at + interval '121.5 s', created_at + interval '121.5 s' FROM conversations
UNION ALL
SELECT 'conversation_resolved', 7200, 3600, created_at, updated_at, account_id, inbox_id, assignee_id, id, updated_at,
  updated_at FROM conversations, generate_series(1, 2) WHERE status = 1
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2022-01-11 08:00:00', '2022-01-11 08:00:00';

-- This version keeps things of its own in the column that the dialog log writes to.
UPDATE messages SET additional_attributes = '{"campaign_id": 7, "template_params": {"name": "hello"}}' WHERE id % 9 = 0;
UPDATE messages SET additional_attributes = NULL WHERE id % 10 = 0;
