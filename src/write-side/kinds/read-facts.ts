import { sql } from 'drizzle-orm';
import { type BotUsersRow, botUserIdsOf } from '../../account-settings/bot-users';
import type { Database, Session } from '../../database/database';
import { type Instant, MICROSECONDS_PER_SECOND, readTimestamp } from '../../instant';
import { groupBy } from '../../read-side/group';
import { type AssignmentEvent, assignmentsOf } from '../../rulebook/assignments';
import type { DialogFacts } from '../../rulebook/kinds';
import { onlineStretches, type PresenceInterval } from '../../rulebook/presence';
import { type Closer, STATUSES, type Starter } from '../../rulebook/words';

/** A moment in JSON: `2022-05-27T13:19:40.562111`. */
type JsonMoment = string;

interface FactsRow {
  id: number;
  inbox_id: number;
  status: number;
  created_at: Instant;
  updated_at: Instant;
  team_id: number | null;
  started_by: Starter;
  started_offline: boolean | null;
  started_status: number | null;
  started_assignee_id: number | null;
  started_team_id: number | null;
  found_at: Instant | null;
  bot_served: boolean;
  closed_by: Closer | null;
  bounce_timeout: number;
  presence_capable: boolean;
  agents_online: boolean | null;
  presence_removed_at: Instant | null;
  skipped: boolean;
  now: Instant;
  grace: number;
  events: { id: number; name: string; at: JsonMoment; user_id: number | null }[];
  teams: { at: JsonMoment; team_id: number | null }[];
  acceptances: { at: JsonMoment; agent_id: number }[];
  agent_messages: { at: JsonMoment; agent_id: number }[];
  client_messages: JsonMoment[];
  presence: PresenceRow[];
  bot_users: BotUsersRow[];
}

interface PresenceRow {
  inbox_id: number;
  session: string;
  online_from: JsonMoment;
  last_sign_at: JsonMoment;
  has_left: boolean;
  signs: JsonMoment[];
}

/** Rules §5; the account's setting `presence_grace` says otherwise. Seconds. */
const DEFAULT_PRESENCE_GRACE = 45;

/** How long after a sign of life visitors of an account count as online, in seconds. */
export function presenceGrace(accountId: number) {
  return sql`coalesce((SELECT s.value FROM dialog_settings s WHERE s.account_id = ${accountId} AND s.inbox_id = 0
    AND s.key = 'presence_grace')::text::int, ${DEFAULT_PRESENCE_GRACE})`;
}

/** The facts of a dialog, and what to know of them. */
export interface ReadFacts extends DialogFacts {
  /** Whether the status that it began with is one of them. */
  readonly startedStatusKnown: boolean;
  /** When those of its visitor's presence were removed; null where they are all there. */
  readonly presenceRemovedAt: Instant | null;
}

/**
 * Reads what the kinds of dialogs of an account are decided from, by dialog: one statement. Each is looked up by its
 * key: a planner that has not yet seen how many dialogs there are would compare all of them with all facts.
 */
export async function readDialogFacts(
  session: Session,
  events: Database['events'],
  accountId: number,
  dialogIds: readonly number[],
): Promise<Map<number, ReadFacts>> {
  const its = (table: string) => sql.raw(`${table}.account_id = ${accountId} AND ${table}.dialog_id = d.id`);
  // A host's row may be of `infinity`, or of before Christ: it tells nothing of the order of a dialog.
  const isMoment = (table: string) => sql.raw(`${table}.created_at BETWEEN '1900-01-01' AND '9999-12-31'`);
  const rows = await session.rows<FactsRow>(sql`
    SELECT d.id, d.inbox_id, d.status, d.created_at, d.updated_at, d.team_id, f.started_by, f.started_offline,
      f.started_status, f.started_assignee_id, f.started_team_id, f.found_at, f.bot_served, f.closed_by, f.bounce_timeout,
      f.presence_capable, f.agents_online, f.presence_removed_at, clock_timestamp() AT TIME ZONE 'UTC' AS now,
      ${presenceGrace(accountId)} AS grace,
      coalesce((SELECT s.skip FROM dialog_skips s WHERE ${its('s')} ORDER BY s.at DESC LIMIT 1), false) AS skipped,
      (SELECT coalesce(json_agg(json_build_object('id', e.id, 'name', e.name, 'at', e.created_at, 'user_id', e.user_id)
          ORDER BY e.created_at, e.id), '[]') FROM ${events} e WHERE ${its('e')} AND ${isMoment('e')} AND e.name IN
          ('conversation_pending', 'conversation_open', 'conversation_assigned', 'conversation_resolved')) AS events,
      (SELECT coalesce(json_agg(json_build_object('at', t.at, 'team_id', t.team_id) ORDER BY t.at), '[]')
        FROM dialog_teams t WHERE ${its('t')}) AS teams,
      (SELECT coalesce(json_agg(json_build_object('at', a.accepted_at, 'agent_id', a.agent_id) ORDER BY a.accepted_at), '[]')
        FROM dialog_acceptances a WHERE ${its('a')}) AS acceptances,
      written.agent_messages, written.client_messages,
      (SELECT coalesce(json_agg(json_build_object('inbox_id', p.inbox_id, 'session', p.session, 'online_from', p.online_from,
          'last_sign_at', p.last_sign_at, 'has_left', p.has_left, 'signs', p.signs)), '[]')
        FROM dialog_presence p WHERE f.presence_capable AND p.account_id = ${accountId}
          AND p.contact_id IN (c.contact_id, d.contact_id) AND p.inbox_id IN (0, d.inbox_id)
          AND p.last_sign_at >= d.created_at - interval '1 hour'
          AND (d.status <> 1 OR p.online_from <= d.updated_at)) AS presence,
      (SELECT coalesce(json_agg(json_build_object('inbox_id', s.inbox_id, 'value', s.value)), '[]')
        FROM dialog_settings s WHERE s.account_id = ${accountId} AND s.key = 'bot_users') AS bot_users
    FROM unnest(${sql.param(dialogIds)}::bigint[]) AS k (id)
    CROSS JOIN LATERAL (SELECT * FROM dialogs d WHERE d.account_id = ${accountId} AND d.id = k.id OFFSET 0) d
    CROSS JOIN LATERAL (SELECT * FROM dialog_facts f
      WHERE f.account_id = ${accountId} AND f.dialog_id = k.id OFFSET 0) f
    LEFT JOIN conversations c ON c.account_id = ${accountId} AND c.id = d.conversation_id
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('at', m.created_at, 'agent_id', m.sender_id) ORDER BY m.created_at, m.id)
          FILTER (WHERE m.message_type = 1), '[]') AS agent_messages,
        coalesce(json_agg(m.created_at ORDER BY m.created_at, m.id) FILTER (WHERE m.message_type = 0), '[]') AS client_messages
      FROM messages m WHERE ${its('m')} AND ${isMoment('m')} AND m.private IS NOT TRUE
        AND (m.message_type = 0 OR m.message_type = 1 AND m.sender_type = 'User')) written`);
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

const STATUS_OF: Readonly<Record<string, readonly ('pending' | 'open')[]>> = {
  conversation_pending: ['pending'],
  conversation_open: ['open'],
};

function factsOf(row: FactsRow): ReadFacts {
  const startedAt = row.created_at;
  const resolvedAt = STATUSES[row.status] === 'resolved' ? row.updated_at : null;
  const timeline = row.events.map(({ at, user_id: userId, ...event }) => ({
    ...event,
    userId,
    at: readTimestamp(at),
  }));
  const bots = botUserIdsOf(row.bot_users)(row.inbox_id);
  const acts = (each: readonly { at: JsonMoment; agent_id: number }[]) =>
    each.map(({ at, agent_id: agentId }) => ({ at: readTimestamp(at), agentId }));
  const clientMessages = row.client_messages.map(readTimestamp);
  const sessions = [...groupBy(row.presence, (each) => `${each.inbox_id} ${each.session}`).values()];
  const grace = row.grace * MICROSECONDS_PER_SECOND;
  const asOf = { startedAt, asOf: resolvedAt ?? row.now };
  return {
    ...{ startedAt, resolvedAt, startedBy: row.started_by, closedBy: row.closed_by, skipped: row.skipped },
    // Of a dialog older than the log the status of its start is not known: open is what says least.
    startedStatusKnown: row.started_status !== null,
    startedStatus: row.started_status === null ? 'open' : STATUSES[row.started_status]!,
    ...{ botServes: row.bot_served, startedOffline: row.started_offline },
    ...{ agentsOnline: row.agents_online, presenceCapable: row.presence_capable },
    presenceRemovedAt: row.presence_removed_at,
    bounceTimeoutSeconds: row.bounce_timeout,
    statuses: timeline.flatMap(({ name, at }) => STATUS_OF[name]?.map((status) => ({ at, status })) ?? []),
    assignments: assignmentsOf(
      { startedAt, resolvedAt, startedAssigneeId: row.started_assignee_id, foundAt: row.found_at },
      timeline satisfies readonly AssignmentEvent[],
    ),
    teams: [
      { at: startedAt, teamId: row.started_team_id },
      ...row.teams.map(({ at, team_id: teamId }) => ({ at: readTimestamp(at), teamId })),
    ],
    acceptances: acts(row.acceptances),
    agentMessages: acts(row.agent_messages).filter(({ agentId }) => !bots.has(agentId)),
    clientMessages,
    online: onlineStretches(
      sessions.map((rows) => rows.map(intervalOf)),
      clientMessages,
      asOf,
      grace,
    ),
  };
}

/** An interval as its row has it. */
export function intervalOf(row: Omit<PresenceRow, 'inbox_id' | 'session'>): PresenceInterval {
  return {
    onlineFrom: readTimestamp(row.online_from),
    lastSignAt: readTimestamp(row.last_sign_at),
    hasLeft: row.has_left,
    signs: row.signs.map(readTimestamp),
  };
}
