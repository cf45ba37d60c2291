import type { Client } from 'pg';
import { formatTimestamp, type Instant, wholeSeconds } from '../../src/instant';
import { statusAfterMessage } from '../../src/rulebook/messages';
import { MESSAGE_TYPES, STATUSES, type Status } from '../../src/rulebook/words';
import type { Command, PostMessage } from '../../src/write-side/commands';
import type { TestAccount } from '../helpers/account';

/**
 * Writes a conversation's life to a host's tables as its application does (rules §6): plain SQL that knows nothing of
 * the log, a transaction a statement, at the moments of the commands; the host logs its resolves and first response
 * itself. The database's clock is `host.now`.
 */
export async function playAsHost(client: Client, account: TestAccount, commands: readonly Command[]): Promise<void> {
  let status: Status = 'open';
  let createdAt: Instant = 0;
  let isAnswered = false;
  const statements: string[] = [];
  for (const command of commands) {
    const now = `'${formatTimestamp(command.at!)}'`;
    const add = (...given: string[]) =>
      statements.push(...given.flatMap((statement) => [`SET host.now = ${now}`, 'BEGIN', statement, 'COMMIT']));
    const of = `WHERE id = ${command.conversationId}`;
    const set = (columns: string) => `UPDATE conversations SET ${columns}, updated_at = ${now} ${of}`;
    const become = (after: Status) => {
      add(set(`status = ${STATUSES.indexOf(after)}`));
      status = after;
    };
    const log = (name: string) =>
      add(`INSERT INTO events (name, value, account_id, inbox_id, user_id, conversation_id, created_at, updated_at)
        SELECT '${name}', ${wholeSeconds(command.at!) - wholeSeconds(createdAt)}, account_id, inbox_id, assignee_id, id,
          ${now}, ${now} FROM conversations ${of}`);
    switch (command.type) {
      case 'start-conversation': {
        ({ status } = command);
        createdAt = command.at!;
        add(`INSERT INTO conversations (id, account_id, inbox_id, status, assignee_id, contact_id, created_at, updated_at,
            last_activity_at) VALUES (${command.conversationId}, ${account.id}, ${command.inboxId},
            ${STATUSES.indexOf(status)}, ${command.assigneeId}, ${command.contactId}, ${now}, ${now}, ${now})`);
        break;
      }
      case 'set-conversation-status':
        if (command.status === 'resolved' && status !== 'resolved') {
          become('resolved');
          log('conversation_resolved');
        } else if (command.status !== status) become(command.status);
        break;
      case 'assign-conversation':
        if (command.agentId !== undefined) add(set(`assignee_id = ${command.agentId}`));
        if (command.teamId !== undefined) add(set(`team_id = ${command.teamId}`));
        break;
      case 'post-message': {
        const author = command.messageType === 'incoming' ? 'client' : command.agentId === null ? 'bot' : 'agent';
        const isPublicAnswer = author === 'agent' && !command.private;
        const after = statusAfterMessage(status, { author, private: command.private }, isBotsInbox(account, commands));
        // An agent's message finds the conversation open, a client's opens it.
        if (after && author === 'agent') become(after);
        add(messageSql(command, now, of, account));
        if (after && author === 'client') become(after);
        if (isPublicAnswer && !isAnswered) log('first_response');
        isAnswered ||= isPublicAnswer;
        break;
      }
      case 'mention-agent':
        add(`INSERT INTO mentions (account_id, user_id, conversation_id, mentioned_at, created_at, updated_at)
          VALUES (${account.id}, ${command.agentId}, ${command.conversationId}, ${now}, ${now}, ${now})
          ON CONFLICT (user_id, conversation_id) DO UPDATE SET mentioned_at = excluded.mentioned_at`);
        break;
      default:
        throw new Error(`a host doesn't do this: ${command.type}`);
    }
  }
  await client.query(statements.join(';\n'));
}

function isBotsInbox({ botInbox }: TestAccount, [start]: readonly Command[]): boolean {
  return start!.type === 'start-conversation' && start!.inboxId === botInbox;
}

function messageSql(message: PostMessage, now: string, of: string, { bot, botInbox }: TestAccount): string {
  const { messageType, agentId, content } = message;
  const sender =
    messageType === 'incoming'
      ? `'Contact', contact_id`
      : agentId !== null
        ? `'User', ${agentId}`
        : message.bot
          ? `'AgentBot', CASE WHEN inbox_id = ${botInbox} THEN ${bot} END`
          : 'NULL, NULL';
  return `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, private, sender_type,
      sender_id, created_at, updated_at)
    SELECT '${content}', account_id, inbox_id, id, ${MESSAGE_TYPES.indexOf(messageType)}, ${message.private}, ${sender},
      ${now}, ${now} FROM conversations ${of}`;
}
