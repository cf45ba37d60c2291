-- What PostGraphile is given to answer the same page from the log: computed columns, as its documentation recommends.
DROP SCHEMA IF EXISTS bench_graphile CASCADE;
CREATE SCHEMA bench_graphile;

CREATE VIEW bench_graphile.dialog AS
SELECT d.id, d.status, d.created_at, CASE WHEN d.status = 1 THEN d.updated_at END AS resolved_at, f.started_assignee_id
FROM public.dialogs d JOIN public.dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
WHERE d.account_id = 1 AND NOT EXISTS (SELECT FROM public.dialog_classifications k
  WHERE k.account_id = d.account_id AND k.dialog_id = d.id AND 'skip' = ANY (k.kinds));

CREATE FUNCTION bench_graphile.page(after_at timestamp, after_id bigint) RETURNS SETOF bench_graphile.dialog
LANGUAGE sql STABLE AS $$
  SELECT * FROM bench_graphile.dialog d WHERE (d.created_at, d.id) < (after_at, after_id)
  ORDER BY d.created_at DESC, d.id DESC
$$;

CREATE TYPE bench_graphile.message_count AS (
  total int, client int, agent int, bot int, template int, activity int, private int
);

CREATE FUNCTION bench_graphile.dialog_message_counts(d bench_graphile.dialog) RETURNS bench_graphile.message_count
LANGUAGE sql STABLE AS $$
  SELECT count(*)::int, (count(*) FILTER (WHERE m.message_type = 0 AND NOT m.private))::int,
    (count(*) FILTER (WHERE m.message_type = 1 AND NOT m.private AND m.sender_type = 'User'))::int,
    (count(*) FILTER (WHERE m.message_type = 1 AND NOT m.private AND m.sender_type IS DISTINCT FROM 'User'))::int,
    (count(*) FILTER (WHERE m.message_type = 3 AND NOT m.private))::int,
    (count(*) FILTER (WHERE m.message_type = 2 AND NOT m.private))::int, (count(*) FILTER (WHERE m.private))::int
  FROM public.messages m WHERE m.account_id = 1 AND m.dialog_id = d.id
$$;

-- The stretches of a dialog: who was assigned from when to when, and who before.
CREATE TYPE bench_graphile.stretch AS (
  agent_id bigint, held_from timestamp, held_to timestamp, from_id bigint, via_queue boolean
);
COMMENT ON TYPE bench_graphile.stretch IS '@omit';

CREATE FUNCTION bench_graphile.stretches_of(id bigint, created_at timestamp, resolved_at timestamp, started_assignee_id bigint)
RETURNS SETOF bench_graphile.stretch LANGUAGE sql STABLE AS $$
  WITH assigned AS (
    SELECT created_at AS at, 0 AS event_id, started_assignee_id AS agent_id
    UNION ALL
    SELECT e.created_at, e.id, e.user_id FROM public.reporting_events e
    WHERE e.account_id = 1 AND e.dialog_id = stretches_of.id AND e.name = 'conversation_assigned'
      AND (stretches_of.resolved_at IS NULL OR e.created_at < stretches_of.resolved_at)
  ), changes AS (
    SELECT agent_id, at, lead(at, 1, stretches_of.resolved_at) OVER w AS until, lag(agent_id) OVER w AS before, event_id
    FROM (SELECT *, lag(agent_id) OVER w AS previous, row_number() OVER w AS place FROM assigned
      WINDOW w AS (ORDER BY at, event_id)) a
    WHERE place = 1 OR agent_id IS DISTINCT FROM previous WINDOW w AS (ORDER BY at, event_id)
  )
  SELECT agent_id, at, until, lag(agent_id) OVER (ORDER BY at, event_id), before IS NULL FROM changes WHERE agent_id IS NOT NULL
$$;
COMMENT ON FUNCTION bench_graphile.stretches_of IS '@omit';

CREATE TYPE bench_graphile.transfer AS (
  number int, at timestamp, from_id bigint, from_name text, to_id bigint, to_name text, via_queue boolean
);

CREATE FUNCTION bench_graphile.dialog_transfers(d bench_graphile.dialog) RETURNS SETOF bench_graphile.transfer
LANGUAGE sql STABLE AS $$
  SELECT (row_number() OVER (ORDER BY held_from))::int, held_from, from_id, f.name::text, agent_id, t.name::text, via_queue
  FROM bench_graphile.stretches_of(d.id, d.created_at, d.resolved_at, d.started_assignee_id)
  JOIN public.users f ON f.id = from_id JOIN public.users t ON t.id = agent_id
  WHERE from_id <> agent_id ORDER BY held_from
$$;

CREATE TYPE bench_graphile.dialog_agent AS (
  agent_id bigint, name text, was_assigned boolean, assignments json, assigned_seconds float8, messages_sent int,
  while_assigned bench_graphile.message_count
);

CREATE FUNCTION bench_graphile.dialog_agents(d bench_graphile.dialog) RETURNS SETOF bench_graphile.dialog_agent
LANGUAGE sql STABLE AS $$
  WITH tallies AS (
    SELECT (m.additional_attributes ->> 'user_id_assigned')::bigint AS assignee_id,
      CASE WHEN m.message_type = 1 AND NOT m.private AND m.sender_type = 'User' THEN m.sender_id END AS sender_id,
      min(m.created_at) AS first_at, count(*) AS total, count(*) FILTER (WHERE m.message_type = 0 AND NOT m.private) AS client,
      count(*) FILTER (WHERE m.message_type = 1 AND NOT m.private AND m.sender_type = 'User') AS agent,
      count(*) FILTER (WHERE m.message_type = 1 AND NOT m.private AND m.sender_type IS DISTINCT FROM 'User') AS bot,
      count(*) FILTER (WHERE m.message_type = 3 AND NOT m.private) AS template,
      count(*) FILTER (WHERE m.message_type = 2 AND NOT m.private) AS activity, count(*) FILTER (WHERE m.private) AS private
    FROM public.messages m WHERE m.account_id = 1 AND m.dialog_id = d.id GROUP BY 1, 2
  ), holders AS (
    SELECT agent_id, min(held_from) AS first_at, sum(seconds) AS seconds,
      json_agg(json_build_object('from', held_from, 'to', held_to, 'seconds', seconds) ORDER BY held_from) AS assignments
    FROM (SELECT *, extract(epoch FROM coalesce(held_to, clock_timestamp() AT TIME ZONE 'UTC') - held_from)::float8 AS seconds
      FROM bench_graphile.stretches_of(d.id, d.created_at, d.resolved_at, d.started_assignee_id)) s GROUP BY agent_id
  ), senders AS (
    SELECT sender_id AS agent_id, min(first_at) AS first_at, sum(total)::int AS sent FROM tallies
    WHERE sender_id IS NOT NULL GROUP BY 1
  ), counts AS (
    SELECT assignee_id AS agent_id, ROW(sum(total), sum(client), sum(agent), sum(bot), sum(template), sum(activity),
      sum(private))::bench_graphile.message_count AS counted FROM tallies GROUP BY 1
  )
  SELECT agent_id, u.name::text, h.assignments IS NOT NULL, coalesce(h.assignments, '[]'), coalesce(h.seconds, 0),
    coalesce(s.sent, 0), coalesce(c.counted, ROW(0, 0, 0, 0, 0, 0, 0)::bench_graphile.message_count)
  FROM holders h FULL JOIN senders s USING (agent_id) LEFT JOIN counts c USING (agent_id) JOIN public.users u ON u.id = agent_id
  ORDER BY least(h.first_at, s.first_at), agent_id
$$;
