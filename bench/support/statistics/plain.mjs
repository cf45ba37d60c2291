/*
 * The same numbers as an analyst would ask the log for them: plain SQL over dialogs, events and messages, with the indexes
 * that are there. $1 account, $2 and $3 the period; of statements by bucket $4 the unit.
 */

const COUNTED = `SELECT * FROM dialogs d WHERE d.account_id = $1 AND NOT EXISTS (SELECT FROM dialog_classifications k
  WHERE k.account_id = d.account_id AND k.dialog_id = d.id AND 'skip' = ANY (k.kinds))`;
const within = (column) => `${column} >= $2::timestamp AND ${column} < $3::timestamp`;
const IS_AGENT = "m.message_type = 1 AND NOT m.private AND m.sender_type = 'User'";
const PERCENTILES = (seconds) => `count(${seconds})::int AS sample, avg(${seconds})::float8 AS mean,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds}) AS median, percentile_cont(0.9) WITHIN GROUP (ORDER BY ${seconds}) AS p90`;
const PARTS = `count(*)::int AS total, (count(*) FILTER (WHERE message_type = 0 AND NOT private))::int AS client,
  (count(*) FILTER (WHERE message_type = 1 AND NOT private AND sender_type = 'User'))::int AS agent,
  (count(*) FILTER (WHERE message_type = 1 AND NOT private AND sender_type IS DISTINCT FROM 'User'))::int AS bot,
  (count(*) FILTER (WHERE message_type = 3 AND NOT private))::int AS template,
  (count(*) FILTER (WHERE message_type = 2 AND NOT private))::int AS activity, (count(*) FILTER (WHERE private))::int AS private`;

/** Dialogs that have anything in the period. */
const LASTING = 'd.created_at < $3::timestamp AND (d.status <> 1 OR d.updated_at >= $2::timestamp)';

const TRANSFERS = `SELECT e.dialog_id, d.created_at AS started_at, e.created_at AS at, e.user_id AS agent_id,
    lag(e.user_id) OVER (PARTITION BY e.dialog_id ORDER BY e.created_at, e.id) AS from_id
  FROM reporting_events e JOIN (${COUNTED}) d ON d.id = e.dialog_id
  WHERE e.account_id = $1 AND e.name = 'conversation_assigned' AND e.user_id IS NOT NULL
    AND (d.status <> 1 OR e.created_at < d.updated_at) AND ${LASTING}`;

const FIRST_RESPONSES = `SELECT DISTINCT ON (d.id) d.id, d.created_at AS started_at, m.sender_id AS agent_id,
    extract(epoch FROM m.created_at - d.created_at)::float8 AS seconds
  FROM (${COUNTED}) d
  JOIN (SELECT dialog_id, min(created_at) AS at FROM messages WHERE account_id = $1 AND message_type = 0 GROUP BY 1) c
    ON c.dialog_id = d.id
  JOIN messages m ON m.account_id = $1 AND m.dialog_id = d.id AND ${IS_AGENT} AND m.created_at > c.at
  WHERE ${within('d.created_at')} ORDER BY d.id, m.created_at, m.id`;

/** Each agent's message ends an island, which the first client's message in it has waited since. */
const REPLIES = `SELECT dialog_id, max(sender_id) FILTER (WHERE is_agent) AS agent_id, max(created_at) FILTER (WHERE is_agent) AS at,
    extract(epoch FROM max(created_at) FILTER (WHERE is_agent) - min(created_at) FILTER (WHERE message_type = 0))::float8 AS seconds
  FROM (SELECT m.*, ${IS_AGENT} AS is_agent, count(*) FILTER (WHERE ${IS_AGENT}) OVER (PARTITION BY m.dialog_id
      ORDER BY m.created_at, m.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS island
    FROM messages m JOIN (${COUNTED}) d ON d.id = m.dialog_id WHERE m.account_id = $1 AND NOT m.private AND ${LASTING}) m
  GROUP BY dialog_id, island HAVING bool_or(is_agent) AND bool_or(message_type = 0)`;

const MESSAGES = `SELECT m.* FROM messages m JOIN (${COUNTED}) d ON d.id = m.dialog_id
  WHERE m.account_id = $1 AND ${within('m.created_at')}`;

const STRETCHES = `SELECT user_id AS agent_id, greatest(at, $2::timestamp) AS held_from,
    least(coalesce(until, resolved_at, clock_timestamp() AT TIME ZONE 'UTC'), $3::timestamp) AS held_to
  FROM (SELECT e.user_id, e.created_at AS at, lead(e.created_at) OVER (PARTITION BY e.dialog_id ORDER BY e.created_at, e.id)
      AS until, CASE WHEN d.status = 1 THEN d.updated_at END AS resolved_at
    FROM reporting_events e JOIN (${COUNTED}) d ON d.id = e.dialog_id
    WHERE e.account_id = $1 AND e.name = 'conversation_assigned' AND (d.status <> 1 OR e.created_at < d.updated_at)
      AND ${LASTING}) e WHERE user_id IS NOT NULL`;

const TOTALS = {
  dialogs: `SELECT (count(*) FILTER (WHERE ${within('created_at')}))::int AS started,
    (count(*) FILTER (WHERE status = 1 AND ${within('updated_at')}))::int AS resolved FROM (${COUNTED}) d WHERE ${LASTING}`,
  kinds: `SELECT kind, count(*)::int AS dialogs FROM (${COUNTED}) d
    JOIN dialog_classifications k ON k.account_id = d.account_id AND k.dialog_id = d.id, unnest(k.kinds) AS kind
    WHERE ${within('d.created_at')} GROUP BY 1`,
  transfers: `SELECT (count(*) FILTER (WHERE ${within('at')}))::int AS transfers,
    (count(DISTINCT dialog_id) FILTER (WHERE ${within('started_at')}))::int AS dialogs FROM (${TRANSFERS}) t
    WHERE from_id <> agent_id`,
  messages: `SELECT ${PARTS} FROM (${MESSAGES}) m`,
  firstResponse: `SELECT ${PERCENTILES('seconds')} FROM (${FIRST_RESPONSES}) r`,
  reply: `SELECT ${PERCENTILES('seconds')} FROM (${REPLIES}) r WHERE ${within('at')}`,
};

const bucket = (column) => `date_trunc($4, ${column} AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Kyiv') AS bucket`;
const OVER_TIME = {
  started: `SELECT ${bucket('d.created_at')}, count(*)::int AS started,
    (count(*) FILTER (WHERE 'missed' = ANY (k.kinds)))::int AS missed,
    (count(*) FILTER (WHERE 'bounce' = ANY (k.kinds)))::int AS bounced
    FROM (${COUNTED}) d LEFT JOIN dialog_classifications k ON k.account_id = d.account_id AND k.dialog_id = d.id
    WHERE ${within('d.created_at')} GROUP BY 1 ORDER BY 1`,
  resolved: `SELECT ${bucket('updated_at')}, count(*)::int AS resolved FROM (${COUNTED}) d
    WHERE status = 1 AND ${within('updated_at')} GROUP BY 1 ORDER BY 1`,
  transfers: `SELECT ${bucket('at')}, count(*)::int AS transfers FROM (${TRANSFERS}) t
    WHERE from_id <> agent_id AND ${within('at')} GROUP BY 1 ORDER BY 1`,
  messages: `SELECT ${bucket('m.created_at')}, ${PARTS} FROM (${MESSAGES}) m GROUP BY 1 ORDER BY 1`,
  firstResponse: `SELECT ${bucket('started_at')}, avg(seconds) AS mean FROM (${FIRST_RESPONSES}) r GROUP BY 1 ORDER BY 1`,
};

const BY_AGENT = {
  dialogs: `SELECT agent_id, count(*)::int AS dialogs FROM (
    SELECT d.id, e.user_id AS agent_id FROM (${COUNTED}) d JOIN reporting_events e ON e.account_id = $1 AND e.dialog_id = d.id
      AND e.name = 'conversation_assigned' AND e.user_id IS NOT NULL WHERE ${within('d.created_at')}
    UNION SELECT d.id, m.sender_id FROM (${COUNTED}) d JOIN messages m ON m.account_id = $1 AND m.dialog_id = d.id
      AND ${IS_AGENT} WHERE ${within('d.created_at')}) p GROUP BY 1`,
  transfersIn: `SELECT agent_id, count(*)::int AS transfers FROM (${TRANSFERS}) t WHERE from_id <> agent_id AND ${within('at')}
    GROUP BY 1`,
  transfersOut: `SELECT from_id AS agent_id, count(*)::int AS transfers FROM (${TRANSFERS}) t
    WHERE from_id <> agent_id AND ${within('at')} GROUP BY 1`,
  messagesSent: `SELECT sender_id AS agent_id, count(*)::int AS sent FROM (${MESSAGES}) m WHERE ${IS_AGENT} GROUP BY 1`,
  whileAssigned: `SELECT (additional_attributes ->> 'user_id_assigned')::bigint AS agent_id, ${PARTS} FROM (${MESSAGES}) m
    GROUP BY 1`,
  assignedSeconds: `SELECT agent_id, sum(extract(epoch FROM held_to - held_from))::float8 AS seconds FROM (${STRETCHES}) s
    WHERE held_to > held_from GROUP BY 1`,
  firstResponse: `SELECT agent_id, ${PERCENTILES('seconds')} FROM (${FIRST_RESPONSES}) r GROUP BY 1`,
  reply: `SELECT agent_id, ${PERCENTILES('seconds')} FROM (${REPLIES}) r WHERE ${within('at')} GROUP BY 1`,
};

const STATEMENTS = { totals: TOTALS, 'over time': OVER_TIME, 'by agent': BY_AGENT };

/** Runs the statements of a group one after the other. Returns their rows by name and how long all took, in ms. */
export async function askPlainly(client, group, { from, to }, unit) {
  const given = [1, from, to].map((value) => (typeof value === 'string' ? value.replace('Z', '') : value));
  const answers = {};
  const began = performance.now();
  for (const [name, text] of Object.entries(STATEMENTS[group])) {
    const { rows } = await client.query(text, group === 'over time' ? [...given, unit] : given);
    answers[name] = rows;
  }
  return { answers, milliseconds: performance.now() - began };
}
