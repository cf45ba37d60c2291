-- A page of dialogs with transfers, agents and counts, from the log alone. $1 account, ($2, $3) the place behind which
WITH page AS MATERIALIZED (
  SELECT d.id, d.status, d.created_at, CASE WHEN d.status = 1 THEN d.updated_at END AS resolved_at, f.started_assignee_id
  FROM dialogs d JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
  WHERE d.account_id = $1 AND (d.created_at, d.id) < ($2::timestamp, $3::bigint)
    AND NOT EXISTS (SELECT FROM dialog_classifications k
      WHERE k.account_id = d.account_id AND k.dialog_id = d.id AND 'skip' = ANY (k.kinds))
  ORDER BY d.created_at DESC, d.id DESC LIMIT 101
), dialog AS MATERIALIZED (
  SELECT * FROM page ORDER BY created_at DESC, id DESC LIMIT 100
), assigned AS (
  SELECT id AS dialog_id, resolved_at, created_at AS at, 0 AS event_id, started_assignee_id AS agent_id FROM dialog
  UNION ALL
  SELECT d.id, d.resolved_at, e.created_at, e.id, e.user_id
  FROM dialog d JOIN reporting_events e ON e.account_id = $1 AND e.dialog_id = d.id AND e.name = 'conversation_assigned'
    AND (d.resolved_at IS NULL OR e.created_at < d.resolved_at)
), changes AS (
  SELECT dialog_id, agent_id, at, event_id, lead(at, 1, resolved_at) OVER w AS until, lag(agent_id) OVER w AS before,
    count(agent_id) OVER w AS holders
  FROM (SELECT *, lag(agent_id) OVER w AS before, lag(event_id) OVER w AS previous FROM assigned
    WINDOW w AS (PARTITION BY dialog_id ORDER BY at, event_id)) a
  WHERE previous IS NULL OR agent_id IS DISTINCT FROM before
  WINDOW w AS (PARTITION BY dialog_id ORDER BY at, event_id)
), stretches AS (
  SELECT *, lag(agent_id) OVER (PARTITION BY dialog_id ORDER BY holders) AS from_id FROM changes WHERE agent_id IS NOT NULL
), transfers AS (
  SELECT dialog_id, count(*) AS number, json_agg(json_build_object('number', number, 'at', at,
    'from', json_build_object('databaseId', from_id::text, 'name', f.name),
    'to', json_build_object('databaseId', agent_id::text, 'name', t.name), 'viaQueue', before IS NULL) ORDER BY number) AS made
  FROM (SELECT dialog_id, from_id, agent_id, before, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
      row_number() OVER (PARTITION BY dialog_id ORDER BY holders) AS number
    FROM stretches WHERE from_id <> agent_id) s
  JOIN users f ON f.id = from_id JOIN users t ON t.id = agent_id GROUP BY dialog_id
), tallies AS MATERIALIZED (
  SELECT m.dialog_id, (m.additional_attributes ->> 'user_id_assigned')::bigint AS assignee_id,
    CASE WHEN m.message_type = 1 AND NOT m.private AND m.sender_type = 'User' THEN m.sender_id END AS sender_id,
    min(m.created_at) AS first_at, count(*) AS total,
    count(*) FILTER (WHERE m.message_type = 0 AND NOT m.private) AS client,
    count(*) FILTER (WHERE m.message_type = 1 AND NOT m.private AND m.sender_type = 'User') AS agent,
    count(*) FILTER (WHERE m.message_type = 1 AND NOT m.private AND m.sender_type IS DISTINCT FROM 'User') AS bot,
    count(*) FILTER (WHERE m.message_type = 3 AND NOT m.private) AS template,
    count(*) FILTER (WHERE m.message_type = 2 AND NOT m.private) AS activity, count(*) FILTER (WHERE m.private) AS private
  FROM dialog d JOIN messages m ON m.account_id = $1 AND m.dialog_id = d.id GROUP BY 1, 2, 3
), counts AS (
  SELECT dialog_id, json_build_object('total', sum(total), 'client', sum(client), 'agent', sum(agent), 'bot', sum(bot),
    'template', sum(template), 'activity', sum(activity), 'private', sum(private)) AS counted
  FROM tallies GROUP BY dialog_id
), assigned_counts AS (
  SELECT dialog_id, assignee_id AS agent_id, json_build_object('total', sum(total), 'client', sum(client), 'agent', sum(agent),
    'bot', sum(bot), 'template', sum(template), 'activity', sum(activity), 'private', sum(private)) AS counted
  FROM tallies WHERE assignee_id IS NOT NULL GROUP BY dialog_id, assignee_id
), holders AS (
  SELECT dialog_id, agent_id, min(at) AS first_at, sum(seconds) AS seconds,
    json_agg(json_build_object('from', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'to', to_char(until, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'seconds', seconds) ORDER BY at) AS assignments
  FROM (SELECT *, extract(epoch FROM coalesce(until, clock_timestamp() AT TIME ZONE 'UTC') - at)::float8 AS seconds
    FROM stretches) s GROUP BY dialog_id, agent_id
), senders AS (
  SELECT dialog_id, sender_id AS agent_id, min(first_at) AS first_at, sum(total) AS sent
  FROM tallies WHERE sender_id IS NOT NULL GROUP BY dialog_id, sender_id
), agents AS (
  SELECT dialog_id, json_agg(json_build_object('agent', json_build_object('databaseId', agent_id::text, 'name', u.name),
    'wasAssigned', h.assignments IS NOT NULL, 'assignments', coalesce(h.assignments, '[]'),
    'assignedSeconds', coalesce(h.seconds, 0), 'messagesSent', coalesce(s.sent, 0),
    'whileAssigned', coalesce(a.counted, '{"total":0,"client":0,"agent":0,"bot":0,"template":0,"activity":0,"private":0}'))
    ORDER BY least(h.first_at, s.first_at), agent_id) AS served
  FROM holders h FULL JOIN senders s USING (dialog_id, agent_id) LEFT JOIN assigned_counts a USING (dialog_id, agent_id)
  JOIN users u ON u.id = agent_id GROUP BY dialog_id
)
SELECT json_build_object('data', json_build_object('dialogs', json_build_object(
  'nodes', coalesce(json_agg(json_build_object('databaseId', d.id::text,
    'status', (ARRAY['OPEN', 'RESOLVED', 'PENDING', 'SNOOZED'])[1 + d.status],
    'createdAt', to_char(d.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'resolvedAt', to_char(d.resolved_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'transferCount', coalesce(t.number, 0), 'transfers', coalesce(t.made, '[]'), 'agents', coalesce(a.served, '[]'),
    'messageCounts', coalesce(c.counted, '{"total":0,"client":0,"agent":0,"bot":0,"template":0,"activity":0,"private":0}'))
    ORDER BY d.created_at DESC, d.id DESC), '[]'),
  'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 100 FROM page),
    'endCursor', (SELECT created_at || ' ' || id FROM dialog ORDER BY created_at, id LIMIT 1)))))::text AS answer
FROM dialog d LEFT JOIN transfers t ON t.dialog_id = d.id LEFT JOIN agents a ON a.dialog_id = d.id
  LEFT JOIN counts c ON c.dialog_id = d.id
