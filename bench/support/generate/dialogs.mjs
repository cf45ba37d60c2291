import { BOT_INBOX } from './places.mjs';

const MILLISECONDS_20 = "interval '20 ms'";

/** What is known of dialogs from their stories (rules §5); `classify` decides the same. */
const KINDS = `(CASE story WHEN 'offline' THEN '{offline}' WHEN 'missed' THEN '{missed}' WHEN 'bounce' THEN '{bounce}'
    WHEN 'rejected' THEN '{rejected_invitation}' WHEN 'waiting' THEN '{}' ELSE '{chat}' END)::dialog_kind[]
  || CASE WHEN skipped THEN '{skip}' ELSE '{}' END::dialog_kind[]`;
const REASON = `CASE WHEN story = 'offline' THEN 'started-offline' WHEN NOT ended THEN 'still-open'
  WHEN story = 'rejected' THEN 'invitation-rejected' WHEN story = 'agent' THEN 'started-by-agent'
  WHEN story = 'missed' THEN 'waited-in-vain' WHEN story = 'bounce' THEN 'left-early'
  WHEN inbox <= 2 THEN 'presence-not-known' ELSE 'always-online' END`;
const STARTED_BY = `CASE WHEN story IN ('rejected', 'taken') THEN 'invitation' WHEN story = 'agent' THEN 'agent'
  ELSE 'visitor' END`;
const CLOSED_BY = `CASE WHEN NOT ended THEN NULL WHEN story = 'bot' THEN 'bot' WHEN served THEN 'agent' ELSE 'system' END`;
const SECONDS = (span) => `extract(epoch FROM ${span})::float8`;

/** A visit ends by a leave: a sign of life every 15 seconds until then. */
const PRESENCE = `INSERT INTO dialog_presence (account_id, contact_id, inbox_id, session, online_from, last_sign_at,
    has_left, signs)
  SELECT account, contact, inbox_id, 'page-' || id, s - interval '20 s', departed, true,
    ARRAY(SELECT generate_series(s - interval '20 s', departed, '15 s'))
  FROM bench_dialogs WHERE departed IS NOT NULL`;

const STATEMENTS = {
  contacts: `INSERT INTO contacts (id, name, account_id, created_at, updated_at)
    SELECT contact, 'Contact ' || contact, account, created_at, created_at FROM bench_conversations
    WHERE contact = id ORDER BY id`,
  'contacts of inboxes': `INSERT INTO contact_inboxes (id, contact_id, inbox_id, source_id, created_at, updated_at)
    SELECT id, contact, inbox_id, 'source-' || id, created_at, created_at FROM bench_conversations ORDER BY id`,
  conversations: `INSERT INTO conversations (id, account_id, inbox_id, status, assignee_id, contact_id, contact_inbox_id,
      team_id, created_at, updated_at, last_activity_at)
    SELECT conversation, account, inbox_id, status, CASE WHEN NOT ended THEN a_end END, contact, conversation, team_end,
      conversation_at, e, e FROM bench_dialogs WHERE is_last ORDER BY conversation`,
  dialogs: `INSERT INTO dialogs (id, account_id, inbox_id, status, assignee_id, created_at, updated_at, contact_id,
      team_id, conversation_id)
    SELECT id, account, inbox_id, status, a_end, s, CASE WHEN ended THEN e ELSE greatest(s, handed, t1, t2, t3, t4) END,
      contact, team_end, conversation FROM bench_dialogs ORDER BY id`,
  facts: `INSERT INTO dialog_facts (account_id, dialog_id, started_by, started_offline, started_status,
      started_assignee_id, started_team_id, bot_served, closed_by, presence_capable, agents_online)
    SELECT account, id, ${STARTED_BY}, CASE WHEN story = 'offline' THEN true END,
      CASE WHEN story IN ('bot', 'handover') THEN 2 ELSE 0 END, CASE story WHEN 'agent' THEN a1 END, team1,
      inbox = ${BOT_INBOX}, ${CLOSED_BY}, inbox <= 2, CASE WHEN id % 5 < 3 AND story <> 'offline' THEN true END
    FROM bench_dialogs ORDER BY id`,
  classifications: `INSERT INTO dialog_classifications (account_id, dialog_id, kinds, presence_known, departed_at,
      waited_seconds, departed_assignee_id, departed_team_id, answered_at, answer_wait_seconds, reason, decided_at)
    SELECT account, id, ${KINDS}, departed IS NOT NULL, departed, ${SECONDS('departed - s')},
      CASE WHEN departed IS NOT NULL THEN a1 END, CASE WHEN departed IS NOT NULL THEN team1 END, answered,
      CASE WHEN story <> 'agent' THEN ${SECONDS('answered - coalesce(handed, written, s)')} END, ${REASON}, e
    FROM bench_dialogs ORDER BY id`,
  'changes of teams': `INSERT INTO dialog_teams (account_id, dialog_id, at, team_id)
    SELECT account, id, t2, team2 FROM bench_dialogs WHERE team2 IS NOT NULL ORDER BY id`,
  'skip marks': `INSERT INTO dialog_skips (account_id, dialog_id, at, skip, token, token_name, reason)
    SELECT account, id, e + interval '1 day', true, 'dst_bench', 'bench', 'a test' FROM bench_dialogs WHERE skipped`,
  acceptances: `INSERT INTO dialog_acceptances (account_id, dialog_id, agent_id, accepted_at)
    SELECT account, id, a1, accepted FROM bench_dialogs WHERE accepted IS NOT NULL ORDER BY id`,
  presence: PRESENCE,
  mentions: `INSERT INTO mentions (user_id, conversation_id, account_id, mentioned_at, created_at, updated_at, dialog_id)
    SELECT DISTINCT ON (conversation, agent) agent, conversation, account, at, at, at, id
    FROM bench_dialogs, LATERAL (SELECT first_agent + id % 70 AS agent, base + (e - base) / 2 AS at) m
    WHERE served AND id % 40 = 0 ORDER BY conversation, agent, id DESC`,
};

/** Writes everything but events and messages: the host's conversations, and the log's dialogs with what belongs to them. */
export async function makeDialogs(client, tell) {
  for (const [name, statement] of Object.entries(STATEMENTS)) {
    const { rowCount } = await client.query(statement);
    tell(`${name}: ${rowCount.toLocaleString('en')}`);
  }
}

/** Who is assigned at a moment of a dialog; the host unassigns two seconds after the resolve. */
const assignedAt = (at) => `CASE WHEN ${at} >= t4 THEN a4 WHEN ${at} >= q4 THEN NULL WHEN ${at} >= t3 THEN a3
  WHEN ${at} >= q3 THEN NULL WHEN ${at} >= t2 THEN a2 WHEN ${at} >= q2 THEN NULL WHEN ${at} >= t1 THEN a1 END`;

/** The events of a range of dialogs, in the order of time; of one moment the status first. */
export const EVENTS = `
  INSERT INTO reporting_events (name, value, account_id, inbox_id, user_id, conversation_id, created_at, updated_at,
    event_start_time, event_end_time, dialog_id)
  SELECT name, floor(extract(epoch FROM at)) - floor(extract(epoch FROM conversation_at)), account, inbox_id, agent,
    conversation, at, at, conversation_at, at, id
  FROM bench_dialogs, LATERAL (VALUES
    (1, 'conversation_pending', CASE WHEN story IN ('bot', 'handover') THEN s END, NULL::int),
    (2, 'conversation_open', CASE WHEN story <> 'bot' THEN coalesce(handed, s) END, CASE story WHEN 'agent' THEN a1 END),
    (3, 'conversation_assigned', t1, a1), (4, 'conversation_assigned', q2, NULL), (5, 'conversation_assigned', t2, a2),
    (6, 'conversation_assigned', q3, NULL), (7, 'conversation_assigned', t3, a3), (8, 'conversation_assigned', q4, NULL),
    (9, 'conversation_assigned', t4, a4),
    (10, 'first_response', CASE WHEN is_first_response THEN coalesce(first, s + ${MILLISECONDS_20}) + interval '50 ms' END, a1),
    (11, 'conversation_resolved', CASE WHEN ended THEN e + interval '200 ms' END, a_end),
    (12, 'conversation_assigned', CASE WHEN ended AND a_end IS NOT NULL THEN e + interval '2 s' END, NULL)
  ) v (place, name, at, agent)
  WHERE at IS NOT NULL AND id > $1 AND id <= $2 ORDER BY at, id, place`;

const SENTENCES = [
  'Good day, I would like to know where my order is',
  'One moment please, I am looking it up for you',
  'It was sent yesterday by the courier service and should arrive within two working days',
  'Thank you',
  'Could you tell me the number of the order and the phone number that it was made with?',
  'The payment did not go through, and the card was charged twice; what can be done about it?',
  'We have passed your question to the department in charge and will write to you as soon as there is an answer',
  'Yes',
].map((sentence) => `'${sentence}'`);

/** c client, a agent, n note of an agent, b bot, t automatic, v activity: of each message by its place in the dialog. */
const AUTHOR = `CASE
  WHEN place >= opening THEN CASE WHEN place = messages - 1 AND ended AND roll2 < 0.5 THEN 'v' WHEN roll < 0.45 THEN 'c'
    WHEN roll < 0.9 THEN 'a' WHEN roll < 0.94 THEN 'n' ELSE 'v' END
  WHEN story = 'bot' THEN CASE WHEN place % 2 = 0 THEN 'c' ELSE 'b' END
  ELSE substr(CASE story WHEN 'handover' THEN 'cbcva' WHEN 'agent' THEN 'ac' WHEN 'taken' THEN 'tca'
    WHEN 'rejected' THEN 't' WHEN 'waiting' THEN 'cc' WHEN 'chat' THEN 'cva' WHEN 'offline' THEN 'cva' ELSE 'ctc' END,
    place + 1, 1) END`;

/** Hosts commit the message that begins another dialog a moment before the change of the status. */
const MOMENT = `CASE
  WHEN place >= opening THEN CASE WHEN author = 'v' AND place = messages - 1 AND ended AND roll2 < 0.5
    THEN e + interval '400 ms' ELSE base + (e - base) * ((place - opening + 0.15 + 0.7 * roll3) / (messages - opening)) END
  WHEN place = 0 THEN s + CASE WHEN author = 'c' AND conversation_at < s THEN -1 ELSE 1 END * ${MILLISECONDS_20}
  WHEN story = 'bot' THEN s + (e - s) * ((place + 0.2) / (messages + 0.5))
  WHEN departed IS NOT NULL THEN CASE place WHEN 1 THEN s + interval '1 s' ELSE s + (departed - s) / 2 END
  WHEN story = 'waiting' THEN s + interval '30 s'
  WHEN place = opening - 1 THEN coalesce(first, written)
  WHEN author = 'v' THEN t1 + interval '300 ms'
  WHEN author = 'b' THEN s + interval '2 s'
  WHEN story = 'handover' THEN s + (handed - s) * 0.6
  ELSE written END`;

/** The messages of a range of dialogs, in the order of time. */
export const MESSAGES = `
  INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at, private,
    sender_type, sender_id, dialog_id, additional_attributes)
  SELECT (ARRAY[${SENTENCES}])[1 + floor(8 * roll3)::int] || ' (' || id || '.' || place || ')', account, inbox_id,
    conversation, CASE author WHEN 'c' THEN 0 WHEN 'v' THEN 2 WHEN 't' THEN 3 ELSE 1 END, at, at, author = 'n',
    CASE author WHEN 'c' THEN 'Contact' WHEN 'a' THEN 'User' WHEN 'n' THEN 'User' WHEN 'b' THEN 'AgentBot' END,
    CASE author WHEN 'c' THEN contact WHEN 'b' THEN account
      WHEN 'a' THEN CASE WHEN roll3 < 0.03 AND place >= opening THEN first_agent + id % 70 ELSE coalesce(assigned, a1) END
      WHEN 'n' THEN coalesce(assigned, a1) END,
    id, jsonb_build_object('user_id_assigned', assigned::text)
  FROM (
    SELECT m.*, ${assignedAt('at')} AS assigned FROM (
      SELECT w.*, ${MOMENT} AS at FROM (
        SELECT r.*, ${AUTHOR} AS author FROM (
          SELECT b.*, place, bench_roll(id * 64 + place, 31) AS roll, bench_roll(id * 64 + place, 32) AS roll2,
            bench_roll(id * 64 + place, 33) AS roll3
          FROM bench_dialogs b, generate_series(0, messages - 1) place WHERE id > $1 AND id <= $2
        ) r
      ) w
    ) m
  ) n ORDER BY at, id, place`;
