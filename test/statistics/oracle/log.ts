import type { Database } from '../../../src/database/database';

/*
 * The log of one account as its tables hold it, in arrays. Moments are whole microseconds since 1970, ids are numbers.
 */

export interface DialogRow {
  readonly id: number;
  readonly inboxId: number;
  readonly teamId: number | null;
  readonly assigneeId: number | null;
  readonly conversationId: number;
  /** The contact that the conversation has now; without a conversation the one that the dialog knew last. */
  readonly contactId: number | null;
  readonly status: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly startedBy: string;
  readonly startedStatus: number;
  readonly startedAssigneeId: number | null;
  readonly startedTeamId: number | null;
  readonly botServed: boolean;
  readonly resolveKnown: boolean;
  readonly kinds: readonly string[];
  readonly departedAssigneeId: number | null;
  readonly departedTeamId: number | null;
}

export interface EventRow {
  readonly id: number;
  readonly dialogId: number;
  readonly name: string;
  readonly userId: number | null;
  readonly at: number;
}

export interface MessageRow {
  readonly id: number;
  readonly dialogId: number;
  /** 0 incoming, 1 outgoing, 2 activity, 3 template. */
  readonly type: number;
  readonly isPrivate: boolean;
  readonly senderType: string | null;
  readonly senderId: number | null;
  readonly assigneeId: number | null;
  readonly at: number;
}

export interface AcceptanceRow {
  readonly dialogId: number;
  readonly agentId: number;
  readonly at: number;
}

export interface TeamRow {
  readonly dialogId: number;
  readonly teamId: number | null;
  readonly at: number;
}

/** A day of a week, 0 is Sunday; closed, open all day, or open in [opens, closes) minutes of the day. */
export interface WorkingDayRow {
  readonly inboxId: number;
  readonly day: number;
  readonly closedAllDay: boolean;
  readonly openAllDay: boolean;
  readonly opens: number;
  readonly closes: number;
}

export interface InboxRow {
  readonly id: number;
  readonly name: string;
  readonly channelType: string | null;
  readonly worksByHours: boolean;
  readonly timeZone: string;
}

/** All that the statistics of an account depend on. */
export interface Log {
  readonly dialogs: readonly DialogRow[];
  readonly events: readonly EventRow[];
  readonly messages: readonly MessageRow[];
  readonly acceptances: readonly AcceptanceRow[];
  readonly teams: readonly TeamRow[];
  readonly inboxes: readonly InboxRow[];
  readonly workingDays: readonly WorkingDayRow[];
  readonly botUserIds: readonly number[];
}

/** Reads the log of an account, table by table. */
export async function readLog({ pool }: Database, accountId: number): Promise<Log> {
  const read = async <Row>(statement: string) => {
    const { rows } = await pool.query<{ row: Row }>(`SELECT to_json(r) AS row FROM (${statement}) r`, [accountId]);
    return rows.map(({ row }) => row);
  };
  const at = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`;
  const [bots] = await read<{ ids: number[] }>(
    `SELECT value AS ids FROM dialog_settings WHERE account_id = $1 AND key = 'bot_users' AND inbox_id = 0`,
  );
  return {
    botUserIds: bots?.ids ?? [],
    dialogs: await read(`
      SELECT d.id, d.inbox_id AS "inboxId", d.team_id AS "teamId", d.assignee_id AS "assigneeId",
        d.conversation_id AS "conversationId", d.status, ${at('d.created_at')} AS "startedAt",
        CASE WHEN c.id IS NULL THEN d.contact_id ELSE c.contact_id END AS "contactId",
        ${at('d.updated_at')} AS "updatedAt", started_by AS "startedBy", started_status AS "startedStatus",
        started_assignee_id AS "startedAssigneeId", started_team_id AS "startedTeamId", bot_served AS "botServed",
        resolve_known AS "resolveKnown", kinds, departed_assignee_id AS "departedAssigneeId",
        departed_team_id AS "departedTeamId"
      FROM dialogs d JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
      JOIN dialog_classifications k ON k.account_id = d.account_id AND k.dialog_id = d.id
      LEFT JOIN conversations c ON c.id = d.conversation_id AND c.account_id = d.account_id
      WHERE d.account_id = $1 ORDER BY d.id`),
    events: await read(`
      SELECT id, dialog_id AS "dialogId", name, user_id AS "userId", ${at('created_at')} AS at
      FROM events WHERE account_id = $1 AND dialog_id IS NOT NULL ORDER BY created_at, id`),
    messages: await read(`
      SELECT id, dialog_id AS "dialogId", message_type AS type, private AS "isPrivate", sender_type AS "senderType",
        sender_id AS "senderId", nullif(additional_attributes->>'user_id_assigned', '')::bigint AS "assigneeId",
        ${at('created_at')} AS at
      FROM messages WHERE account_id = $1 AND dialog_id IS NOT NULL ORDER BY created_at, id`),
    acceptances: await read(`
      SELECT dialog_id AS "dialogId", agent_id AS "agentId", ${at('accepted_at')} AS at
      FROM dialog_acceptances WHERE account_id = $1 ORDER BY accepted_at`),
    teams: await read(`
      SELECT dialog_id AS "dialogId", team_id AS "teamId", ${at('at')} AS at
      FROM dialog_teams WHERE account_id = $1 ORDER BY at`),
    inboxes: await read(`
      SELECT id, name, channel_type AS "channelType", working_hours_enabled AS "worksByHours", timezone AS "timeZone"
      FROM inboxes WHERE account_id = $1 ORDER BY id`),
    workingDays: await read(`
      SELECT inbox_id AS "inboxId", day_of_week AS day, closed_all_day AS "closedAllDay",
        open_all_day AS "openAllDay", open_hour * 60 + open_minutes AS opens, close_hour * 60 + close_minutes AS closes
      FROM working_hours WHERE account_id = $1`),
  };
}
