import fc from 'fast-check';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../src/instant';
import { CLOSERS, MESSAGE_TYPES, STARTERS, STATUSES } from '../../src/rulebook/words';
import type { Command, PostMessage, StartConversation } from '../../src/write-side/commands';
import type { TestAccount } from '../helpers/account';

/** When a command says it happened, told from the one before it. */
type When =
  | { readonly kind: 'later'; readonly by: number }
  | { readonly kind: 'earlier'; readonly by: number }
  | { readonly kind: 'now' }
  | { readonly kind: 'future' };

/** A command whose conversation is an index into those started, or one of STRANGE_CONVERSATIONS. */
interface Step {
  readonly command: Command;
  readonly when: When;
  readonly times: number;
}

/** A story: conversations are started, then all sorts of commands come, good and bad. */
export interface Scenario {
  readonly starts: readonly { readonly command: StartConversation; readonly when: When }[];
  readonly steps: readonly Step[];
  /** How many commands go into each batch, in turns, where the commands are given in batches. */
  readonly batches: readonly number[];
}

const UNKNOWN_ID = 2_000_000_000;
const BEYOND_INT4 = 3_000_000_000;
const FOREIGN = -1;
const STRANGE_CONVERSATIONS: Readonly<Record<number, number>> = { [-2]: UNKNOWN_ID, [-3]: BEYOND_INT4 };

/** Where a scenario's time begins, before the moment that it is played at. */
const LEAD = 6 * 3600 * MICROSECONDS_PER_SECOND;
const DAY = 24 * 3600 * MICROSECONDS_PER_SECOND;

/** Scenarios in an account; ids of `foreign`, another account, are among its bad input. */
export function scenarios(account: TestAccount, foreign: TestAccount): fc.Arbitrary<Scenario> {
  const agent = fc.constantFrom(...account.agents, account.botUser);
  const team = fc.constantFrom(...account.teams);
  const anyAgent = rarely(fc.constantFrom(foreign.agents[0]!, UNKNOWN_ID, BEYOND_INT4), agent);
  const anyTeam = rarely(fc.constantFrom(foreign.teams[0]!, UNKNOWN_ID), team);
  const conversationId = rarely(fc.constantFrom(FOREIGN, -2, -3), fc.nat(2));

  const start: fc.Arbitrary<StartConversation> = fc.record({
    type: fc.constant('start-conversation' as const),
    inboxId: fc.constantFrom(account.inbox, account.botInbox, account.idleBotInbox),
    contactId: fc.constantFrom(...account.contacts),
    status: fc.constantFrom(...STATUSES),
    assigneeId: fc.option(agent),
    teamId: fc.option(team),
    startedBy: fc.constantFrom(...STARTERS),
    startedOffline: fc.constantFrom(null, true, false),
  });
  const badStart = fc
    .tuple(start, fc.constantFrom('inboxId', 'contactId', 'assigneeId', 'teamId'), fc.boolean())
    .map(([command, part, known]): Command => {
      const strangers = {
        inboxId: foreign.inbox,
        contactId: foreign.contacts[0]!,
        assigneeId: foreign.agents[0]!,
        teamId: foreign.teams[0]!,
      };
      return { ...command, [part]: known ? strangers[part as keyof typeof strangers] : UNKNOWN_ID };
    });
  const closer = fc.option(fc.constantFrom(...CLOSERS), { freq: 2 });
  const setStatus = fc
    .tuple(
      conversationId,
      fc.constantFrom(...STATUSES, 'resolved' as const),
      closer,
      rarely(fc.constant(true), fc.constant(false)),
    )
    .map(([id, status, closedBy, misled]): Command => {
      const known = status === 'resolved' || misled ? closedBy : null;
      return { type: 'set-conversation-status', conversationId: id, status, closedBy: known };
    });
  const assign = fc
    .record(
      { conversationId, agentId: fc.option(anyAgent, { freq: 3 }), teamId: fc.option(anyTeam, { freq: 3 }) },
      { requiredKeys: ['conversationId'] },
    )
    .map((parts): Command => ({ type: 'assign-conversation', ...parts }));
  const accept = fc
    .record({ conversationId, agentId: anyAgent })
    .map((parts): Command => ({ type: 'accept-conversation', ...parts }));
  const mention = fc
    .record({ conversationId, agentId: anyAgent })
    .map((parts): Command => ({ type: 'mention-agent', ...parts }));
  const post = fc
    .tuple(rarely(unlikelyMessages(agent), likelyMessages(anyAgent)), conversationId, contents)
    .map(([message, id, content]): Command => ({ type: 'post-message', conversationId: id, content, ...message }));

  const command = fc.oneof(
    { arbitrary: setStatus, weight: 8 },
    { arbitrary: assign, weight: 7 },
    { arbitrary: accept, weight: 4 },
    { arbitrary: post, weight: 9 },
    { arbitrary: mention, weight: 3 },
    { arbitrary: badStart, weight: 1 },
  );
  return fc.record({
    starts: fc.array(fc.record({ command: start, when: later }), { minLength: 1, maxLength: 3 }),
    steps: fc.array(fc.record({ command, when, times: rarely(fc.constant(2), fc.constant(1)) }), {
      maxLength: 60,
      size: 'max',
    }),
    batches: fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 }),
  });
}

/** The commands of a scenario that is played at the moment `now`, in conversations with these ids. */
export function commandsOf(
  { starts, steps }: Scenario,
  conversationIds: readonly number[],
  foreignConversationId: number,
  now: Instant,
): Command[] {
  let clock = now - LEAD;
  const at = (moment: When): { at?: Instant } => {
    if (moment.kind === 'now') return {};
    if (moment.kind === 'future') return { at: now + DAY };
    if (moment.kind === 'earlier') return { at: clock - moment.by };
    clock += moment.by;
    return { at: clock };
  };
  const idOf = (index: number) => {
    if (index === FOREIGN) return foreignConversationId;
    return STRANGE_CONVERSATIONS[index] ?? conversationIds[index % conversationIds.length]!;
  };
  return [
    ...starts.map(({ command, when: moment }, index) => ({
      ...command,
      ...at(moment),
      conversationId: conversationIds[index]!,
    })),
    ...steps.flatMap(({ command, when: moment, times }): Command[] => {
      const timed: Command = { ...command, ...at(moment) };
      const placed =
        timed.type === 'start-conversation' ? timed : { ...timed, conversationId: idOf(timed.conversationId) };
      return Array<Command>(times).fill(placed);
    }),
  ];
}

function rarely<Value>(rare: fc.Arbitrary<Value>, usual: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: rare, weight: 1 });
}

const lengths = fc.constantFrom(0, 0, 1, 999_999, 1_000_000, 60_000_000);
const later = lengths.map((by): When => ({ kind: 'later', by }));
const earlier = lengths.map((by): When => ({ kind: 'earlier', by }));
const when = fc.oneof(
  { arbitrary: later, weight: 80 },
  { arbitrary: earlier, weight: 14 },
  { arbitrary: fc.constantFrom<When>({ kind: 'now' }, { kind: 'future' }), weight: 2 },
);

const contents = rarely(
  fc.constantFrom('', 'a\0b', 'half \ud83d', 'x'.repeat(150_000), 'x'.repeat(150_001)),
  fc.constantFrom('hello', 'привіт', 'it\'s 👋 \\ "quoted" {a,b} NULL'),
);

type MessageParts = Pick<PostMessage, 'messageType' | 'agentId' | 'bot' | 'private'>;

function likelyMessages(agent: fc.Arbitrary<number>): fc.Arbitrary<MessageParts> {
  const none = { agentId: null, bot: false, private: false };
  return fc.oneof(
    fc.constant<MessageParts>({ ...none, messageType: 'incoming' }),
    agent.map((agentId): MessageParts => ({ ...none, messageType: 'outgoing', agentId })),
    agent.map((agentId): MessageParts => ({ ...none, messageType: 'outgoing', agentId, private: true })),
    fc.constantFrom<MessageParts>(
      { ...none, messageType: 'outgoing', bot: true },
      { ...none, messageType: 'activity' },
      { ...none, messageType: 'template' },
    ),
  );
}

function unlikelyMessages(agent: fc.Arbitrary<number>): fc.Arbitrary<MessageParts> {
  return fc.record({
    messageType: fc.constantFrom(...MESSAGE_TYPES),
    agentId: fc.option(agent, { freq: 2 }),
    bot: fc.boolean(),
    private: fc.boolean(),
  });
}
