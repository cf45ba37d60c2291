import { formatTimestamp, type Instant } from '../../../src/instant';
import { MESSAGE_TYPES, type MessageType, STATUSES, type Status } from '../../../src/rulebook/words';
import type { HostAccount } from './account';

/** The columns of a conversation that a host changes and we follow. */
export interface Columns {
  readonly status: Status;
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly inboxId: number;
  readonly contactId: number;
}

/** Which conversations of the account a bulk statement takes; those with every value named. */
export type Where = Partial<Columns>;

/**
 * A statement that the host's application, one of its jobs or a hand at psql runs. `conversation` is a name within the
 * history: the host gives ids.
 */
export type Statement =
  | {
      readonly do: 'create';
      readonly conversation: string;
      readonly columns: Columns;
      readonly campaignId: number | null;
    }
  /** With `from` only where the status is that one. */
  | {
      readonly do: 'set';
      readonly conversation: string;
      readonly columns: Partial<Columns>;
      readonly from?: readonly Status[];
    }
  /** Other columns, as hosts do two to four times a message. */
  | { readonly do: 'touch'; readonly conversation: string }
  | {
      readonly do: 'write';
      readonly conversation: string;
      readonly type: MessageType;
      readonly private: boolean;
      readonly sender: 'Contact' | 'AgentBot' | null | { readonly agentId: number };
      /** How far the application's clock, by which it stamps its rows, is ahead of the database's; microseconds. */
      readonly skew: number;
      /** What the host keeps in `additional_attributes`, where it has the column. */
      readonly attributes: Readonly<Record<string, unknown>> | null;
    }
  | { readonly do: 'mention'; readonly conversation: string; readonly userId: number }
  | { readonly do: 'log'; readonly conversation: string; readonly name: 'conversation_resolved' | 'first_response' }
  | { readonly do: 'set-all'; readonly where: Where; readonly columns: Partial<Columns> }
  | { readonly do: 'delete-all'; readonly where: Where & { readonly conversation?: string } };

/** What a statement is run with. */
export interface Run {
  readonly account: HostAccount;
  readonly events: 'events' | 'reporting_events';
  /** Whether `messages.additional_attributes` is the host's own. */
  readonly hasAttributes: boolean;
  readonly now: Instant;
  readonly idOf: (conversation: string) => number;
}

/** The SQL of a statement; the last of its statements returns the id of a row that it inserts. */
export function sqlOf(statement: Statement, run: Run): string {
  const now = literal(run.now);
  const { id: accountId } = run.account;
  switch (statement.do) {
    case 'create': {
      const { status, assigneeId, teamId, inboxId, contactId } = statement.columns;
      return `INSERT INTO conversations (account_id, inbox_id, status, assignee_id, team_id, contact_id, campaign_id,
          created_at, updated_at, last_activity_at)
        VALUES (${accountId}, ${inboxId}, ${STATUSES.indexOf(status)}, ${assigneeId}, ${teamId}, ${contactId},
          ${statement.campaignId}, ${now}, ${now}, ${now}) RETURNING id`;
    }
    case 'set': {
      const from = statement.from?.map((status) => STATUSES.indexOf(status));
      return `UPDATE conversations SET ${assignments(statement.columns)}, updated_at = ${now}
        WHERE id = ${run.idOf(statement.conversation)} ${from ? `AND status IN (${from.join(', ')})` : ''}`;
    }
    case 'touch':
      return `UPDATE conversations SET last_activity_at = ${now}, updated_at = ${now}
        WHERE id = ${run.idOf(statement.conversation)}`;
    case 'write':
      return messageSql(statement, run);
    case 'mention':
      return `INSERT INTO mentions (account_id, user_id, conversation_id, mentioned_at, created_at, updated_at)
        SELECT account_id, ${statement.userId}, id, ${now}, ${now}, ${now}
        FROM conversations WHERE id = ${run.idOf(statement.conversation)}
        ON CONFLICT (user_id, conversation_id)
        DO UPDATE SET mentioned_at = excluded.mentioned_at, updated_at = excluded.updated_at`;
    case 'log':
      return `INSERT INTO ${run.events} (name, value, account_id, inbox_id, user_id, conversation_id, created_at, updated_at)
        SELECT '${statement.name}', 7, account_id, inbox_id, assignee_id, id, ${now}, ${now}
        FROM conversations WHERE id = ${run.idOf(statement.conversation)} RETURNING id`;
    case 'set-all':
      return `UPDATE conversations SET ${assignments(statement.columns)}, updated_at = ${now}
        WHERE account_id = ${accountId} ${conditions(statement.where)}`;
    case 'delete-all': {
      const { conversation, ...where } = statement.where;
      const named = conversation === undefined ? '' : `AND id = ${run.idOf(conversation)}`;
      const doomed = `SELECT id FROM conversations WHERE account_id = ${accountId} ${conditions(where)} ${named}`;
      return `DELETE FROM messages WHERE conversation_id IN (${doomed});
        DELETE FROM mentions WHERE conversation_id IN (${doomed});
        DELETE FROM conversations WHERE id IN (${doomed})`;
    }
  }
}

/** A moment as SQL. */
export function literal(instant: Instant): string {
  return `'${formatTimestamp(instant)}'`;
}

function messageSql(message: Extract<Statement, { do: 'write' }>, run: Run): string {
  const { sender, type } = message;
  const at = literal(run.now + message.skew);
  const senderType = sender === null ? null : typeof sender === 'string' ? sender : 'User';
  const senderId = sender !== null && typeof sender === 'object' ? sender.agentId : 'NULL';
  const attributes = run.hasAttributes ? ', additional_attributes' : '';
  const itsAttributes = message.attributes === null ? 'NULL' : `'${JSON.stringify(message.attributes)}'`;
  return `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, private, sender_type,
      sender_id, created_at, updated_at ${attributes})
    SELECT 'hello', account_id, inbox_id, id, ${MESSAGE_TYPES.indexOf(type)}, ${message.private},
      ${senderType === null ? 'NULL' : `'${senderType}'`}, ${senderId}, ${at}, ${at}
      ${run.hasAttributes ? `, ${itsAttributes}` : ''}
    FROM conversations WHERE id = ${run.idOf(message.conversation)} RETURNING id`;
}

const NAMES = {
  status: 'status',
  assigneeId: 'assignee_id',
  teamId: 'team_id',
  inboxId: 'inbox_id',
  contactId: 'contact_id',
} as const;

function assignments(columns: Partial<Columns>): string {
  return namesIn(columns)
    .map((name) => `${NAMES[name]} = ${valueIn(columns, name)}`)
    .join(', ');
}

function conditions(where: Where): string {
  return namesIn(where)
    .map((name) => `AND ${NAMES[name]} IS NOT DISTINCT FROM ${valueIn(where, name)}`)
    .join(' ');
}

function namesIn(columns: Partial<Columns>): (keyof Columns)[] {
  return Object.keys(columns) as (keyof Columns)[];
}

function valueIn(columns: Partial<Columns>, name: keyof Columns): number | null {
  const value = columns[name] ?? null;
  return typeof value === 'string' ? STATUSES.indexOf(value) : value;
}
