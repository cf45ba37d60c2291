-- Views for reporting tools, over our own tables only: nothing of ours may stand in the way of the host's changes of its tables.
CREATE VIEW stats_dialogs AS SELECT
  d.account_id AS account_id,
  d.id AS dialog_id,
  d.conversation_id AS conversation_id,
  (ARRAY['OPEN', 'RESOLVED', 'PENDING', 'SNOOZED'])[d.status + 1] AS status,
  d.created_at AS created_at,
  d.updated_at AS updated_at,
  CASE WHEN d.status = 1 THEN d.updated_at END AS resolved_at,
  coalesce(f.resolve_known, true) AS resolved_at_known,
  coalesce(f.replayed OR f.found_at IS NOT NULL, true) AS from_history,
  upper(coalesce(f.started_by, 'visitor')) AS started_by,
  upper(f.closed_by) AS closed_by,
  d.inbox_id AS inbox_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = d.account_id AND known.kind = 'inbox' AND known.id = d.inbox_id) AS inbox_name,
  d.contact_id AS contact_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = d.account_id AND known.kind = 'contact' AND known.id = d.contact_id) AS contact_name,
  d.team_id AS team_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = d.account_id AND known.kind = 'team' AND known.id = d.team_id) AS team_name,
  d.assignee_id AS assignee_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = d.account_id AND known.kind = 'agent' AND known.id = d.assignee_id) AS assignee_name,
  CASE WHEN d.status = 1 AND coalesce(f.resolve_known, true) THEN extract(epoch FROM d.updated_at - d.created_at)::double precision END AS duration_seconds,
  s.wait_seconds AS wait_seconds,
  s.first_response_seconds AS first_response_seconds,
  s.response_after_bot_seconds AS first_response_after_bot_seconds,
  s.handled_seconds AS handled_seconds,
  ARRAY(SELECT upper(kind::text) FROM unnest(k.kinds) AS kind) AS kinds,
  coalesce('chat' = ANY (k.kinds), false) AS is_chat,
  coalesce('offline' = ANY (k.kinds), false) AS is_offline,
  coalesce('missed' = ANY (k.kinds), false) AS is_missed,
  coalesce('bounce' = ANY (k.kinds), false) AS is_bounce,
  coalesce('rejected_invitation' = ANY (k.kinds), false) AS is_rejected_invitation,
  coalesce('skip' = ANY (k.kinds), false) AS is_skip,
  coalesce(k.reason, 'not-decided') AS reason_code,
  coalesce(k.presence_known, false) AS presence_known,
  k.answered_at AS answered_at,
  k.departed_at AS departed_at,
  k.waited_seconds AS waited_seconds,
  coalesce(f.bounce_timeout, 0) AS bounce_timeout_seconds,
  k.departed_assignee_id AS departed_assignee_id,
  k.departed_team_id AS departed_team_id,
  s.transfers AS transfer_count,
  cardinality(s.agent_ids) AS agent_count,
  (s.served -> 'counts' ->> 0)::integer AS messages_total,
  (s.served -> 'counts' ->> 1)::integer AS messages_client,
  (s.served -> 'counts' ->> 2)::integer AS messages_agent,
  (s.served -> 'counts' ->> 3)::integer AS messages_bot,
  (s.served -> 'counts' ->> 4)::integer AS messages_template,
  (s.served -> 'counts' ->> 5)::integer AS messages_activity,
  (s.served -> 'counts' ->> 6)::integer AS messages_private,
  s.dialog_id IS NOT NULL AND NOT EXISTS (SELECT FROM dialog_stale t WHERE t.account_id = d.account_id AND t.dialog_id = d.id) AS is_current
FROM dialogs d
LEFT JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
LEFT JOIN dialog_classifications k ON k.account_id = d.account_id AND k.dialog_id = d.id
LEFT JOIN dialog_summaries s ON s.account_id = d.account_id AND s.dialog_id = d.id;--> statement-breakpoint
COMMENT ON VIEW stats_dialogs IS 'One row a dialog: one stretch of a conversation, from the moment it leaves resolved until it is resolved.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.account_id IS 'The account of the host.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.dialog_id IS 'The id of the dialog, unique in the whole installation.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.conversation_id IS 'The conversation that it is part of: the id in the host''s table conversations.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.status IS 'The status of the dialog: OPEN, RESOLVED, PENDING or SNOOZED; RESOLVED for good once it ended.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.created_at IS 'When it started; UTC.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.updated_at IS 'When its status, assignee, team, inbox or contact changed last; UTC. Nothing changes it after the resolve.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.resolved_at IS 'When it was resolved; UTC, null while it lasts. Where resolved_at_known is false, the last sign of the dialog.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.resolved_at_known IS 'False where the dialog is known to have ended but nothing tells when.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.from_history IS 'True where the dialog, or a part of it, happened unseen by the log; what is not known of it is left out.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.started_by IS 'Who began it: VISITOR, INVITATION or AGENT.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.closed_by IS 'Who ended it: VISITOR, AGENT, BOT or SYSTEM; null while it lasts, and where nobody said.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.inbox_id IS 'The inbox, now or at the end of the dialog.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.inbox_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.contact_id IS 'The contact, now or at the end of the dialog. The API answers the contact that the conversation has now, which differs after a merge.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.contact_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.team_id IS 'The team, now or at the end of the dialog; null for none.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.team_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.assignee_id IS 'The agent assigned now or at the end of the dialog; null for nobody.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.assignee_name IS 'The last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.duration_seconds IS 'Seconds from the start to the resolve; null while it lasts, and where resolved_at_known is false.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.wait_seconds IS 'Seconds of the unbroken waiting that the first acceptance ended; null where nobody accepted or nobody waited.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.first_response_seconds IS 'Seconds from the start to the first public message of a human agent after a message of the client; null while there is none.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.first_response_after_bot_seconds IS 'The same counted from the first moment that the dialog was open after a bot.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.handled_seconds IS 'Seconds in which somebody was assigned, up to the resolve; null while it lasts.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.kinds IS 'What it is, in order: of CHAT, OFFLINE, MISSED, BOUNCE, REJECTED_INVITATION and SKIP; empty where none fits.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.is_chat IS 'Whether CHAT is among its kinds.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.is_offline IS 'Whether OFFLINE is among its kinds.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.is_missed IS 'Whether MISSED is among its kinds.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.is_bounce IS 'Whether BOUNCE is among its kinds.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.is_rejected_invitation IS 'Whether REJECTED_INVITATION is among its kinds.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.is_skip IS 'Whether SKIP is among its kinds. Reports of the product leave these dialogs out.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.reason_code IS 'Why it has these kinds, as a word that stays the same.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.presence_known IS 'Whether anything told when the visitor was online.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.answered_at IS 'When an agent first accepted it, by an explicit accept or a public message; UTC, null for never.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.departed_at IS 'When the visitor left for good; UTC, null where it did not, and where nobody knows.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.waited_seconds IS 'Seconds of the unbroken waiting for an agent that the departure ended.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.bounce_timeout_seconds IS 'The bounce timeout in force at its start, in seconds.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.departed_assignee_id IS 'The agent assigned at the departure; null for nobody, and without a departure.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.departed_team_id IS 'The team at the departure; null for none, and without a departure.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.transfer_count IS 'How many transfers there were.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.agent_count IS 'How many agents took part.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.messages_total IS 'How many all messages, private notes and system messages included.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.messages_client IS 'How many messages of the client.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.messages_agent IS 'How many public messages of human agents.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.messages_bot IS 'How many public messages of bots.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.messages_template IS 'How many automatic messages, such as greetings.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.messages_activity IS 'How many notices of the system.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.messages_private IS 'How many private notes, whoever wrote them; counted only here.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialogs.is_current IS 'False for some seconds after a change, until the dialog is summarised: wait_seconds, first_response_*, handled_seconds, transfer_count, agent_count and messages_* are then of before it, null for a new dialog.';--> statement-breakpoint
CREATE VIEW stats_dialog_agents AS SELECT
  s.account_id AS account_id,
  s.dialog_id AS dialog_id,
  s.started_at AS dialog_created_at,
  a.place::integer AS position,
  (a.agent ->> 0)::bigint AS agent_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = s.account_id AND known.kind = 'agent' AND known.id = (a.agent ->> 0)::bigint) AS agent_name,
  jsonb_array_length(a.agent -> 1) > 0 AS was_assigned,
  held.seconds AS assigned_seconds,
  timestamp '1970-01-01' + (a.agent #>> '{1,0,0}')::bigint * interval '1 microsecond' AS first_assigned_at,
  coalesce((its.row ->> 3)::integer, 0) AS messages_sent,
  coalesce((its.row ->> 4)::integer, 0) AS messages_sent_while_assigned,
  coalesce((its.row -> 1 ->> 0)::integer, 0) AS while_assigned_total,
  coalesce((its.row -> 1 ->> 1)::integer, 0) AS while_assigned_client,
  coalesce((its.row -> 1 ->> 2)::integer, 0) AS while_assigned_agent,
  coalesce((its.row -> 1 ->> 3)::integer, 0) AS while_assigned_bot,
  coalesce((its.row -> 1 ->> 4)::integer, 0) AS while_assigned_template,
  coalesce((its.row -> 1 ->> 5)::integer, 0) AS while_assigned_activity,
  coalesce((its.row -> 1 ->> 6)::integer, 0) AS while_assigned_private,
  s.inbox_id AS inbox_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = s.account_id AND known.kind = 'inbox' AND known.id = s.inbox_id) AS inbox_name,
  s.team_id AS team_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = s.account_id AND known.kind = 'team' AND known.id = s.team_id) AS team_name,
  'skip' = ANY (s.kinds) AS is_skip
FROM dialog_summaries s
CROSS JOIN LATERAL jsonb_array_elements(s.served -> 'agents') WITH ORDINALITY AS a (agent, place)
LEFT JOIN LATERAL (SELECT row FROM jsonb_array_elements(s.served -> 'by') AS row WHERE row -> 0 = a.agent -> 0) its ON true
CROSS JOIN LATERAL (
  SELECT coalesce(sum(coalesce((stretch ->> 1)::bigint, (extract(epoch FROM now()) * 1000000)::bigint) - (stretch ->> 0)::bigint), 0)::double precision
    / 1000000 AS seconds
  FROM jsonb_array_elements(a.agent -> 1) AS stretch) held;--> statement-breakpoint
COMMENT ON VIEW stats_dialog_agents IS 'One row a dialog and agent who took part in it: was assigned at some time, or wrote a public message.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.account_id IS 'The account of the host.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.dialog_id IS 'The dialog: dialog_id of stats_dialogs.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.dialog_created_at IS 'When the dialog started; UTC.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.position IS '1 for the agent who appeared first in the dialog, and so on.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.agent_id IS 'The agent: the id in the host''s table users.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.agent_name IS 'The last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.was_assigned IS 'Whether the agent was assigned at some time; false for one who only wrote.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.assigned_seconds IS 'Seconds in which the agent was assigned; what lasts counts until now.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.first_assigned_at IS 'When the agent was assigned first; UTC, null for one who only wrote.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.messages_sent IS 'Public messages that the agent sent in this dialog, whoever was assigned.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.messages_sent_while_assigned IS 'Public messages that the agent sent while being assigned itself.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.while_assigned_total IS 'What came while the agent was assigned: all messages, private notes and system messages included.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.while_assigned_client IS 'What came while the agent was assigned: messages of the client.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.while_assigned_agent IS 'What came while the agent was assigned: public messages of human agents.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.while_assigned_bot IS 'What came while the agent was assigned: public messages of bots.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.while_assigned_template IS 'What came while the agent was assigned: automatic messages, such as greetings.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.while_assigned_activity IS 'What came while the agent was assigned: notices of the system.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.while_assigned_private IS 'What came while the agent was assigned: private notes, whoever wrote them; counted only here.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.inbox_id IS 'The inbox of the dialog.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.inbox_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.team_id IS 'The team of the dialog; null for none.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.team_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_dialog_agents.is_skip IS 'Whether the dialog is marked SKIP.';--> statement-breakpoint
CREATE VIEW stats_transfers AS SELECT
  t.account_id AS account_id,
  t.dialog_id AS dialog_id,
  t.number AS number,
  t.at AS at,
  t.from_agent_id AS from_agent_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = t.account_id AND known.kind = 'agent' AND known.id = t.from_agent_id) AS from_agent_name,
  t.to_agent_id AS to_agent_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = t.account_id AND known.kind = 'agent' AND known.id = t.to_agent_id) AS to_agent_name,
  t.via_queue AS via_queue,
  t.inbox_id AS inbox_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = t.account_id AND known.kind = 'inbox' AND known.id = t.inbox_id) AS inbox_name,
  t.team_id AS team_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = t.account_id AND known.kind = 'team' AND known.id = t.team_id) AS team_name,
  t.skipped AS is_skip
FROM dialog_transfers t;--> statement-breakpoint
COMMENT ON VIEW stats_transfers IS 'One row a transfer: a dialog passed from one agent to a different one.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.account_id IS 'The account of the host.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.dialog_id IS 'The dialog: dialog_id of stats_dialogs.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.number IS '1 for the first transfer of the dialog, and so on.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.at IS 'When the new agent was assigned; UTC.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.from_agent_id IS 'The agent assigned before, last of all before any stretch of nobody.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.from_agent_name IS 'The last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.to_agent_id IS 'The agent assigned by the transfer.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.to_agent_name IS 'The last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.via_queue IS 'True when nobody was assigned in between: the dialog went back to the queue first.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.inbox_id IS 'The inbox of the dialog.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.inbox_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.team_id IS 'The team of the dialog; null for none.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.team_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_transfers.is_skip IS 'Whether the dialog is marked SKIP.';--> statement-breakpoint
CREATE VIEW stats_messages AS SELECT
  m.account_id AS account_id,
  m.dialog_id AS dialog_id,
  m.at AS created_at,
  m.part AS author,
  m.assignee_id AS assignee_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = m.account_id AND known.kind = 'agent' AND known.id = m.assignee_id) AS assignee_name,
  m.sender_id AS sender_agent_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = m.account_id AND known.kind = 'agent' AND known.id = m.sender_id) AS sender_agent_name,
  m.reply_seconds AS reply_seconds,
  m.inbox_id AS inbox_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = m.account_id AND known.kind = 'inbox' AND known.id = m.inbox_id) AS inbox_name,
  m.team_id AS team_id,
  (SELECT known.name FROM dialog_known_names known WHERE known.account_id = m.account_id AND known.kind = 'team' AND known.id = m.team_id) AS team_name,
  m.skipped AS is_skip
FROM dialog_message_facts m;--> statement-breakpoint
COMMENT ON VIEW stats_messages IS 'One row a message of a dialog, without what it says.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.account_id IS 'The account of the host.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.dialog_id IS 'The dialog: dialog_id of stats_dialogs.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.created_at IS 'When it was sent; UTC.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.author IS 'What it counts as: client, agent, bot, template, activity, or private for every private note.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.assignee_id IS 'The agent assigned when it came; null for nobody, and where it was never logged.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.assignee_name IS 'The last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.sender_agent_id IS 'The agent who sent it, of public ones; null for messages of clients, bots of the host and the system.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.sender_agent_name IS 'The last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.reply_seconds IS 'Of an agent''s message that ended a client''s waiting for a reply, how long that was, in seconds.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.inbox_id IS 'The inbox of the dialog.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.inbox_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.team_id IS 'The team of the dialog; null for none.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.team_name IS 'Its last known name.';--> statement-breakpoint
COMMENT ON COLUMN stats_messages.is_skip IS 'Whether the dialog is marked SKIP.';