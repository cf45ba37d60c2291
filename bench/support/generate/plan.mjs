import { AGENTS, BOT_INBOX, INBOXES, TEAMS } from './places.mjs';

/** About so many dialogs a conversation: contacts return for years. */
const DIALOGS_PER_CONVERSATION = 5;
/** No dialog begins sooner after the one before it, so that no visit reaches from one to the next. */
const BREAK = "interval '75 minutes'";

/** A random number in [0, 1) of a row: the same for the same seed, row and salt, in whatever order rows are made. */
function rollFunctions(seed) {
  return [
    `CREATE FUNCTION bench_roll(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT ((hashint8extended(n, ${seed * 1000}::bigint + salt) >> 11) & 9007199254740991)::float8 / 9007199254740992 $$`,
    `CREATE FUNCTION bench_normal(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT sqrt(-2 * ln(1 - bench_roll(n, salt))) * cos(2 * pi() * bench_roll(n, salt + 1)) $$`,
  ];
}

/** When dialogs begin: by the hour and the weekday of a contact centre in Kyiv, numbered in the order of time. */
const starts = ({ dialogs, from, until }) => `
  CREATE UNLOGGED TABLE bench_starts AS
  WITH hours AS (
    SELECT hour, (CASE WHEN extract(hour FROM place) BETWEEN 9 AND 11 THEN 10 WHEN extract(hour FROM place) = 8 THEN 6
        WHEN extract(hour FROM place) BETWEEN 12 AND 17 THEN 8 WHEN extract(hour FROM place) BETWEEN 18 AND 21 THEN 4
        ELSE 0.5 END * CASE extract(isodow FROM place) WHEN 1 THEN 1.2 WHEN 6 THEN 0.5 WHEN 7 THEN 0.35 ELSE 1 END) AS weight
    FROM generate_series('${from}'::timestamp, '${until}'::timestamp - interval '1 hour', '1 hour') hour,
      LATERAL (SELECT hour AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Kyiv' AS place) p
  ), shares AS (
    SELECT hour, sum(weight) OVER (ORDER BY hour) / sum(weight) OVER () AS upto FROM hours
  ), counts AS (
    SELECT hour, round(upto * ${dialogs})::int AS upto,
      round(coalesce(lag(upto) OVER (ORDER BY hour), 0) * ${dialogs})::int AS before FROM shares
  )
  SELECT id, hour + (id - before - bench_roll(id, 1)) / (upto - before) * interval '59 minutes 59 s' AS s
  FROM counts, generate_series(before + 1, upto) id`;

/** How long each would last, and of which conversation it is; one that would overlap begins a conversation of its own. */
const lengths = ({ dialogs }) => `
  CREATE UNLOGGED TABLE bench_lengths AS
  SELECT id, s, e, CASE WHEN s < max(e) OVER (PARTITION BY key ORDER BY s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      + ${BREAK} THEN ${dialogs} + id ELSE key END AS key
  FROM (SELECT id, s, s + make_interval(secs => 300 + least(28800, exp(6.9 + 0.9 * bench_normal(id, 2)))) AS e,
      floor(bench_roll(id, 4) * ${Math.ceil(dialogs / DIALOGS_PER_CONVERSATION)})::bigint AS key FROM bench_starts) d`;

/** Every seventh conversation is another one of the contact before, in another inbox. */
const conversations = ({ accounts, largest }) => `
  CREATE UNLOGGED TABLE bench_conversations AS
  WITH numbered AS (
    SELECT row_number() OVER (ORDER BY min(s), key) AS id, key, min(s) AS created_at FROM bench_lengths GROUP BY key
  )
  SELECT n.id, key, created_at, account, n.id - (n.id % 7 = 0)::int AS contact, inbox,
    (account - 1) * ${INBOXES} + inbox AS inbox_id
  FROM numbered n, LATERAL (SELECT CASE WHEN bench_roll((id - 1) / 7, 90) < ${largest / 100} THEN 1
        ELSE 1 + ((id - 1) / 7) % ${accounts} END AS account,
      bench_roll(id - (id % 7 = 0)::int, 5) AS roll) a,
    LATERAL (SELECT CASE WHEN roll < 0.35 THEN 1 WHEN roll < 0.55 THEN 2 WHEN roll < 0.75 THEN 3 WHEN roll < 0.9 THEN 4
      ELSE 5 END AS preferred) p,
    LATERAL (SELECT CASE WHEN id % 7 = 0 THEN 1 + preferred % ${INBOXES} ELSE preferred END AS inbox) i`;

/**
 * What becomes of each dialog (`story`): chat; offline (by the form, answered later); missed, bounce (the visitor left);
 * rejected and taken (of invitations); agent (began it); bot (stayed with it), handover (to agents); waiting (unresolved).
 */
const stories = ({ unresolved }) => `
  CREATE UNLOGGED TABLE bench_stories AS
  WITH placed AS (
    SELECT l.id, s, e, c.id AS conversation, c.created_at AS conversation_at, account, contact, inbox, inbox_id,
      lead(l.id) OVER w IS NULL AS is_last, bench_roll(l.id, 6) AS roll
    FROM bench_lengths l JOIN bench_conversations c USING (key) WINDOW w AS (PARTITION BY c.id ORDER BY s)
  ), open AS (
    SELECT id FROM placed WHERE is_last ORDER BY s DESC LIMIT ${unresolved}
  ), told AS (
    SELECT p.*, o.id IS NULL AS ended, CASE
      WHEN inbox = ${BOT_INBOX} THEN CASE WHEN roll < 0.35 THEN 'bot' WHEN roll < 0.38 THEN 'agent' ELSE 'handover' END
      WHEN o.id IS NOT NULL THEN CASE WHEN roll < 0.25 THEN 'waiting' ELSE 'chat' END
      WHEN inbox > 2 THEN CASE WHEN roll < 0.03 THEN 'agent' ELSE 'chat' END
      WHEN roll < 0.04 THEN 'offline' WHEN roll < 0.07 THEN 'missed' WHEN roll < 0.1 THEN 'bounce'
      WHEN roll < 0.12 THEN 'rejected' WHEN roll < 0.14 THEN 'taken' WHEN roll < 0.17 THEN 'agent' ELSE 'chat' END AS story
    FROM placed p LEFT JOIN open o USING (id)
  )
  SELECT t.*, story IN ('chat', 'offline', 'taken', 'agent', 'handover') AS served FROM told t`;

/** The agent behind another one: any but that one, of the same account. */
const other = (agent, salt) =>
  `first_agent + (${agent} - first_agent + 1 + floor(bench_roll(id, ${salt}) * ${AGENTS - 1})::int) % ${AGENTS}`;

/** The team of an agent. */
const teamOf = (agent) => `(account - 1) * ${TEAMS} + 1 + (${agent} - first_agent + 1) % ${TEAMS}`;

/**
 * Who does what when. Up to four agents a1 to a4 are assigned at t1 to t4, with nobody from q2 to q4 on in between; the
 * bot hands over at `handed`, the client of an agent or an invitation writes at `written`, leaves at `departed`; after
 * `base` the messages follow each other evenly up to the end.
 */
const dialogs = ({ dialogs: count, messagesPerDialog }) => `
  CREATE UNLOGGED TABLE bench_dialogs AS
  WITH waits AS (
    SELECT *, e - s AS length, (account - 1) * ${AGENTS} + 1 AS first_agent, least(greatest(2,
        exp(3.9 + 0.9 * bench_normal(id, 7))), 0.3 * extract(epoch FROM e - s)::float8) * interval '1 s' AS wait,
      CASE WHEN served AND bench_roll(id, 9) < 0.2257 THEN 1 + (bench_roll(id, 10) > 0.75)::int
        + (bench_roll(id, 10) > 0.95)::int ELSE 0 END AS transfers
    FROM bench_stories
  ), starts AS (
    SELECT *, first_agent + floor(${AGENTS} * power(bench_roll(id, 11), 1.2))::int AS a1,
      CASE story WHEN 'handover' THEN s + interval '15 s' + 0.1 * bench_roll(id, 12) * length END AS handed,
      CASE WHEN story IN ('taken', 'agent') THEN s + interval '5 s' + 0.1 * bench_roll(id, 12) * length END AS written,
      CASE story WHEN 'missed' THEN s + (61 + 179 * bench_roll(id, 12)) * interval '1 s'
        WHEN 'bounce' THEN s + (5 + 50 * bench_roll(id, 12)) * interval '1 s' END AS departed
    FROM waits
  ), agents AS (
    SELECT *, ${other('a1', 13)} AS a2_, CASE WHEN served AND story <> 'agent' THEN coalesce(handed, written, s) + wait END AS first
    FROM starts
  ), more_agents AS (
    SELECT *, ${other('a2_', 14)} AS a3_, coalesce(first, written) AS base,
      CASE WHEN story = 'agent' THEN s WHEN served THEN first - wait * (0.4 + 0.5 * bench_roll(id, 16))
        WHEN story = 'missed' AND bench_roll(id, 16) < 0.5 THEN s + interval '5 s' END AS t1 FROM agents
  ), steps AS (
    SELECT *, ${other('a3_', 15)} AS a4_, (e - base) / nullif(transfers, 0) AS step FROM more_agents
  ), turns AS (
    SELECT *, base + step * (0.25 + 0.5 * bench_roll(id, 17)) AS t2,
      CASE WHEN transfers > 1 THEN base + step * (1.25 + 0.5 * bench_roll(id, 18)) END AS t3,
      CASE WHEN transfers > 2 THEN base + step * (2.25 + 0.5 * bench_roll(id, 19)) END AS t4 FROM steps
  ), told AS (
    SELECT *, CASE WHEN t1 IS NOT NULL THEN a1 END AS held_by, CASE WHEN t2 IS NOT NULL THEN a2_ END AS a2,
      CASE WHEN t3 IS NOT NULL THEN a3_ END AS a3, CASE WHEN t4 IS NOT NULL THEN a4_ END AS a4,
      CASE WHEN bench_roll(id, 20) < 0.3 THEN t2 - step * 0.2 END AS q2,
      CASE WHEN bench_roll(id, 21) < 0.3 THEN t3 - step * 0.2 END AS q3,
      CASE WHEN bench_roll(id, 22) < 0.3 THEN t4 - step * 0.2 END AS q4,
      CASE WHEN bench_roll(id, 23) < 0.9 THEN ${teamOf('a1')} END AS team1,
      CASE WHEN t2 IS NOT NULL AND bench_roll(id, 24) < 0.5 THEN ${teamOf('a2_')} END AS team2,
      CASE WHEN story IN ('chat', 'handover', 'taken') AND bench_roll(id, 25) < 0.1 THEN t1 + (first - t1) / 2 END AS accepted,
      CASE WHEN served THEN CASE story WHEN 'handover' THEN 5 WHEN 'agent' THEN 2 ELSE 3 END
        WHEN story = 'bot' THEN 4 + 2 * (bench_roll(id, 26) < 0.5)::int WHEN story = 'rejected' THEN 1
        WHEN story = 'waiting' THEN 2 ELSE 2 + (bench_roll(id, 26) < 0.5)::int END AS opening,
      CASE WHEN served THEN 0.3 - 0.7 * ln(1 - bench_roll(id, 27)) ELSE 0 END AS talk,
      served AND id = min(id) FILTER (WHERE served) OVER (PARTITION BY conversation) AS is_first_response,
      ended AND bench_roll(id, 28) < 0.0005 AS skipped
    FROM turns
  ), pace AS (
    SELECT (${count * messagesPerDialog} - sum(opening)) / sum(talk) AS per_talk FROM told
  )
  SELECT id, s, e, ended, conversation, conversation_at, account, contact, inbox, inbox_id, first_agent, story, served, base,
    handed, written, departed, first, accepted, held_by AS a1, a2, a3, a4, coalesce(a4, a3, a2, held_by) AS a_end,
    t1, t2, t3, t4, q2, q3, q4, team1, nullif(team2, team1) AS team2, coalesce(team2, team1) AS team_end, opening,
    is_last, is_first_response, skipped, opening + least(50, greatest(0, round(talk * per_talk)::int)) AS messages,
    CASE WHEN ended THEN 1 WHEN story = 'bot' THEN 2 WHEN story = 'chat' AND roll < 0.3 THEN 3 ELSE 0 END AS status,
    coalesce(accepted, first, CASE story WHEN 'agent' THEN s + interval '20 ms' END) AS answered
  FROM told, pace`;

/**
 * Plans every dialog of the data set in the table `bench_dialogs`, which all rows are then made from, and every
 * conversation in `bench_conversations`. `tell` is told each step.
 */
export async function makePlan(client, options, tell) {
  for (const statement of rollFunctions(options.seed)) await client.query(statement);
  const steps = { starts, lengths, conversations, stories, dialogs };
  for (const [name, statement] of Object.entries(steps)) {
    await client.query(statement(options));
    await client.query(`ANALYZE bench_${name}`);
    tell(`plan: ${name}`);
  }
  await client.query('ALTER TABLE bench_dialogs ADD PRIMARY KEY (id)');
}

export async function dropPlan(client) {
  await client.query('DROP TABLE bench_starts, bench_lengths, bench_conversations, bench_stories, bench_dialogs');
  await client.query('DROP FUNCTION bench_normal, bench_roll');
}
