import fc from 'fast-check';
import { type Instant, MICROSECONDS_PER_SECOND, parseTimestamp } from '../../src/instant';
import type { Command, StartConversation } from '../../src/write-side/commands';
import type { TestAccount } from '../helpers/account';

const STARTED_AT = parseTimestamp('2023-03-01 10:00:00.000001');

/** A step of a random history, the seconds after the one before, and who does it. */
const step = fc.record({
  what: fc.constantFrom(
    ...(['client', 'agent', 'note', 'bot', 'activity', 'mention', 'assign', 'nobody', 'team'] as const),
    ...(['open', 'pending', 'snoozed', 'resolve', 'resolve', 'resolve', 'client', 'agent'] as const),
  ),
  after: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 90_000 })),
  who: fc.integer({ min: 0, max: 2 }),
});
type Step = typeof step extends fc.Arbitrary<infer Type> ? Type : never;

/** The life of a conversation. */
export const history = fc.record({
  inbox: fc.constantFrom('inbox', 'botInbox', 'idleBotInbox'),
  status: fc.constantFrom('open', 'pending'),
  assignee: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 2 }),
  steps: fc.array(step, { minLength: 0, maxLength: 40 }),
});
export type History = typeof history extends fc.Arbitrary<infer Type> ? Type : never;

/** A history as commands, each with its moment. */
export function commandsOf(account: TestAccount, conversationId: number, life: History): Command[] {
  const { inbox, status, assignee, steps } = life;
  const start: StartConversation = {
    ...{ type: 'start-conversation', conversationId, inboxId: account[inbox], status, at: STARTED_AT },
    ...{
      contactId: account.contacts[conversationId % 2]!,
      assigneeId: assignee === null ? null : account.agents[assignee]!,
    },
    ...{ teamId: null, startedBy: firstWriter(steps), startedOffline: null },
  };
  return [start, ...stepsOf(account, conversationId, steps)];
}

/** On a captured host who writes first is taken to have begun the dialog (rules §5). */
function firstWriter(steps: readonly Step[]): 'agent' | 'visitor' {
  const first = steps.find(({ what }) => ['client', 'agent', 'resolve'].includes(what));
  return first?.what === 'agent' ? 'agent' : 'visitor';
}

/** A dialog's start is knowable where a row tells of it: the status of a resolved conversation is not set by hand. */
function stepsOf(account: TestAccount, conversationId: number, steps: readonly Step[]): Command[] {
  let at: Instant = STARTED_AT;
  let isResolved = false;
  const commands: Command[] = [];
  for (const { what, after, who } of steps) {
    at += after * MICROSECONDS_PER_SECOND + 17;
    const agentId = account.agents[who]!;
    const on = { conversationId, at };
    const post = { type: 'post-message', ...on, content: what, agentId: null, bot: false, private: false } as const;
    const set = { type: 'set-conversation-status', ...on, closedBy: null } as const;
    if (what === 'client') commands.push({ ...post, messageType: 'incoming' });
    else if (what === 'agent') commands.push({ ...post, messageType: 'outgoing', agentId });
    else if (what === 'note') commands.push({ ...post, messageType: 'outgoing', agentId, private: true });
    else if (what === 'bot') commands.push({ ...post, messageType: 'outgoing', bot: true });
    else if (what === 'activity') commands.push({ ...post, messageType: 'activity' });
    else if (what === 'mention') commands.push({ type: 'mention-agent', ...on, agentId });
    else if (what === 'assign') commands.push({ type: 'assign-conversation', ...on, agentId });
    else if (what === 'nobody') commands.push({ type: 'assign-conversation', ...on, agentId: null });
    else if (what === 'team') commands.push({ type: 'assign-conversation', ...on, teamId: account.teams[who % 2]! });
    else if (what === 'resolve') commands.push({ ...set, status: 'resolved' });
    else if (!isResolved) commands.push({ ...set, status: what });
    if (what === 'resolve') isResolved = true;
    else if (what === 'client' || what === 'agent') isResolved = false;
  }
  return commands;
}
