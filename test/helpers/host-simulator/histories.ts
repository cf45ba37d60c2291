import fc from 'fast-check';
import type { Status } from '../../../src/rulebook/words';
import type { HostAccount } from './account';
import type { History, HostTransaction } from './player';
import type { Columns, Statement } from './statements';

/** A history in two parts: what the host did before capture was installed, and since. */
export interface Scenario {
  readonly before: History;
  readonly since: History;
}

/** Conversations that only the second part creates, so that deleting them takes away nothing older than the log. */
const OLD = ['old', 'older'];
const NEW = ['new', 'newer'];

const ALL_STATUSES: readonly Status[] = ['open', 'resolved', 'pending', 'snoozed'];
const MILLISECOND = 1_000;
const SECOND = 1_000_000;

/** Histories as a host's application, its jobs, and people at psql make them. */
export function scenarios(account: HostAccount): fc.Arbitrary<Scenario> {
  return fc.record({
    before: historyOf(
      fc
        .tuple(
          fc.tuple(...OLD.map((name) => creation(account, name))),
          fc.array(moves(account, OLD, false), { maxLength: 4 }),
        )
        .map(([created, moved]) => [...created, ...moved]),
    ),
    since: historyOf(
      fc
        .tuple(
          fc.array(moves(account, OLD, false), { maxLength: 3 }),
          fc.tuple(...NEW.map((name) => creation(account, name))),
          fc.array(moves(account, [...OLD, ...NEW], true), { maxLength: 14, size: 'max' }),
        )
        .map(([early, created, moved]) => [...early, ...created, ...moved]),
    ),
  });
}

function historyOf(transactions: fc.Arbitrary<HostTransaction[]>): fc.Arbitrary<History> {
  return fc.record({
    transactions: transactions,
    choices: fc.array(fc.nat(11), { minLength: 5, maxLength: 40, size: 'max' }),
    gaps: fc.array(
      fc.constantFrom(
        ...[500, 3 * MILLISECOND, 3 * MILLISECOND, 40 * MILLISECOND, SECOND, 20 * SECOND, 59_990 * MILLISECOND],
        ...[61 * SECOND, 3_600 * SECOND],
      ),
      { minLength: 5, maxLength: 30, size: 'max' },
    ),
  });
}

const ticks = fc.nat(12);
const soon = fc.nat(3);
/** The application's clock, not behind for conversations older than the log, whose start it would tell. */
const skewOf = (conversation: string) =>
  OLD.includes(conversation)
    ? fc.constantFrom(0, 0, 2 * MILLISECOND)
    : fc.constantFrom(0, 0, 0, -5 * MILLISECOND, -2 * SECOND, 2 * MILLISECOND);
const attributes = fc.constantFrom(
  null,
  {},
  {},
  { campaign_id: 7 },
  { template_params: { name: 'hello' }, user_id_assigned: 'x' },
);

/** A new conversation; auto-assignment is a second UPDATE in the same transaction, the greeting comes with it. */
function creation(account: HostAccount, conversation: string): fc.Arbitrary<HostTransaction> {
  const { inbox, botInbox } = account;
  return fc
    .record({
      inboxId: fc.constantFrom(inbox, botInbox),
      status: fc.constantFrom<Status>('open', 'pending', 'open', 'resolved', 'snoozed'),
      assigneeId: fc.option(fc.constantFrom(...account.agents), { freq: 2 }),
      teamId: fc.option(fc.constantFrom(...account.teams), { freq: 2 }),
      contactId: fc.constantFrom(...account.contacts),
      campaignId: fc.constantFrom(null, null, null, 9),
      autoAssigned: fc.option(fc.constantFrom(...account.agents), { freq: 2 }),
      message: message(account, conversation),
    })
    .map(
      ({ campaignId, autoAssigned, message: first, ...columns }): HostTransaction => ({
        statements: [
          { do: 'create', conversation, columns, campaignId },
          ...(autoAssigned === null ? [] : [set(conversation, { assigneeId: autoAssigned })]),
          first,
          touch(conversation),
        ],
        ends: 'commit',
      }),
    );
}

/** What happens in one of the conversations named, or to all. */
function moves(account: HostAccount, names: readonly string[], anything: boolean): fc.Arbitrary<HostTransaction> {
  const conversation = fc.constantFrom(...names);
  const usual = conversation.chain((name) =>
    fc.oneof(
      { arbitrary: clientWrites(account, name), weight: 6 },
      { arbitrary: agentWrites(account, name), weight: 4 },
      { arbitrary: resolves(account, name), weight: 6 },
      { arbitrary: changes(account, name), weight: 8 },
      { arbitrary: alone(message(account, name)), weight: 2 },
      { arbitrary: fc.constant(committed([mention(account.agents[0]!, name)])), weight: 1 },
    ),
  );
  const inBulk: HostTransaction[] = [
    committed([{ do: 'set-all', where: { status: 'resolved' }, columns: { assigneeId: null } }]),
    committed([{ do: 'set-all', where: { status: 'open' }, columns: { status: 'resolved' } }]),
    committed([{ do: 'set-all', where: {}, columns: { teamId: account.teams[0]! } }]),
    committed([
      { do: 'set-all', where: { contactId: account.contacts[0]! }, columns: { contactId: account.contacts[1]! } },
    ]),
  ];
  const deletion = fc
    .constantFrom(...NEW)
    .map((name) => committed([{ do: 'delete-all', where: { conversation: name } }]));
  const move = anything
    ? fc.oneof(
        { arbitrary: usual, weight: 30 },
        { arbitrary: fc.constantFrom(...inBulk), weight: 3 },
        { arbitrary: deletion, weight: 1 },
      )
    : usual;
  return fc.tuple(move, fc.nat(19), fc.nat(3), fc.nat(3)).map(([made, fate, from, length]) => {
    if (fate === 0) return { ...made, ends: 'rollback' };
    const to = Math.min(from + length, made.statements.length);
    return fate < 3 && from < to ? { ...made, undone: [from, to] } : made;
  });
}

/** The message's transaction commits first, then another sets the status; not for a muted contact. */
function clientWrites(account: HostAccount, conversation: string): fc.Arbitrary<HostTransaction> {
  return fc
    .record({
      skew: skewOf(conversation),
      attributes,
      muted: fc.nat(6).map((n) => n === 0),
      wakesTo: fc.constantFrom<Status>('open', 'pending'),
      ticks: soon,
      assigned: fc.option(fc.constantFrom(...account.agents), { freq: 1 }),
      late: ticks,
    })
    .map(({ skew, attributes, muted, wakesTo, ticks, assigned, late }): HostTransaction => {
      const message: Statement = {
        ...{ do: 'write', conversation, type: 'incoming', private: false, sender: 'Contact', skew, attributes },
      };
      const woken = set(conversation, { status: wakesTo }, ['resolved', 'snoozed']);
      const reopen = committed(
        [woken, ...(assigned === null ? [] : [set(conversation, { assigneeId: assigned })])],
        [{ ticks: late, transaction: committed([activity(conversation)]) }],
      );
      return committed(
        [message, touch(conversation), touch(conversation)],
        muted ? [] : [{ ticks, transaction: reopen }],
      );
    });
}

/** A public answer with its `first_response`, or a note whose mention comes two queue hops later, and repeatedly. */
function agentWrites(account: HostAccount, conversation: string): fc.Arbitrary<HostTransaction> {
  return fc
    .record({
      agentId: fc.constantFrom(...account.agents),
      note: fc.boolean(),
      skew: skewOf(conversation),
      attributes,
      hops: fc.tuple(ticks, ticks),
      mentioned: fc.constantFrom(...account.agents),
      times: fc.constantFrom(1, 1, 2),
    })
    .map(({ agentId, note, skew, attributes, hops, mentioned, times }): HostTransaction => {
      const answer: Statement = {
        ...{ do: 'write', conversation, type: 'outgoing', private: note, sender: { agentId }, skew, attributes },
      };
      const job = committed([
        note ? mention(mentioned, conversation) : { do: 'log', conversation, name: 'first_response' },
      ]);
      const later = hops.slice(0, times).map((hop) => ({ ticks: hop, transaction: job }));
      return committed([answer, touch(conversation)], later);
    });
}

/** One UPDATE; what follows comes as jobs, late, in no sure order, and sometimes twice. */
function resolves(account: HostAccount, conversation: string): fc.Arbitrary<HostTransaction> {
  return fc
    .record({
      columns: fc.constantFrom<Partial<Columns>>(
        { status: 'resolved' },
        { status: 'resolved' },
        { status: 'resolved', assigneeId: null },
        { status: 'resolved', assigneeId: account.agents[0]!, teamId: account.teams[0]! },
      ),
      unassigns: fc.boolean(),
      delays: fc.tuple(ticks, ticks, ticks, ticks, ticks),
      logged: fc.constantFrom(0, 1, 1, 1, 2),
    })
    .map(({ columns, unassigns, delays, logged }): HostTransaction => {
      const jobs: Statement[] = [
        activity(conversation),
        bot(conversation),
        ...(unassigns ? [set(conversation, { assigneeId: null })] : []),
        ...Array<Statement>(logged).fill({ do: 'log', conversation, name: 'conversation_resolved' }),
      ];
      return committed(
        [set(conversation, columns)],
        jobs.map((job, index) => ({ ticks: delays[index]!, transaction: committed([job]) })),
      );
    });
}

/** Any other change, by an agent, a cron or a hand: of one column, of several, of none; many in one transaction. */
function changes(account: HostAccount, conversation: string): fc.Arbitrary<HostTransaction> {
  const columns = fc.record(
    {
      status: fc.constantFrom(...ALL_STATUSES),
      assigneeId: fc.option(fc.constantFrom(...account.agents), { freq: 3 }),
      teamId: fc.option(fc.constantFrom(...account.teams), { freq: 3 }),
      contactId: fc.constantFrom(...account.contacts),
      inboxId: fc.constantFrom(account.inbox, account.inbox, account.botInbox),
    },
    { requiredKeys: [] },
  );
  const some = columns.filter((given) => Object.keys(given).length > 0);
  const statement = fc.oneof(
    { arbitrary: some.map((given): Statement => set(conversation, given)), weight: 6 },
    { arbitrary: message(account, conversation), weight: 2 },
    { arbitrary: fc.constant(set(conversation, { status: 'open' }, ['snoozed'])), weight: 1 },
    { arbitrary: fc.constantFrom(...account.agents).map((agent) => mention(agent, conversation)), weight: 1 },
  );
  return fc.array(statement, { minLength: 1, maxLength: 4 }).map((statements) => committed(statements));
}

function message(account: HostAccount, conversation: string): fc.Arbitrary<Statement> {
  const common = { do: 'write', conversation, private: false } as const;
  return fc
    .tuple(
      fc.constantFrom(
        { ...common, type: 'incoming' as const, sender: 'Contact' as const },
        { ...common, type: 'outgoing' as const, sender: { agentId: account.agents[0]! } },
        { ...common, type: 'outgoing' as const, sender: 'AgentBot' as const },
        { ...common, type: 'template' as const, sender: null },
        { ...common, type: 'activity' as const, sender: null },
      ),
      skewOf(conversation),
      attributes,
    )
    .map(([kind, ahead, kept]) => ({ ...kind, skew: ahead, attributes: kept }));
}

function alone(statement: fc.Arbitrary<Statement>): fc.Arbitrary<HostTransaction> {
  return statement.map((only) => committed([only]));
}

/** A transaction that commits, and what follows. */
export function committed(statements: readonly Statement[], then: HostTransaction['then'] = []): HostTransaction {
  return { statements, ends: 'commit', then };
}

/** An UPDATE of a conversation's row; with `from` only where it has one of these statuses. */
export function set(conversation: string, columns: Partial<Columns>, from?: readonly Status[]): Statement {
  return { do: 'set', conversation, columns, ...(from ? { from } : {}) };
}

function touch(conversation: string): Statement {
  return { do: 'touch', conversation };
}

function mention(userId: number, conversation: string): Statement {
  return { do: 'mention', conversation, userId };
}

function activity(conversation: string): Statement {
  return { do: 'write', conversation, type: 'activity', private: false, sender: null, skew: 0, attributes: {} };
}

function bot(conversation: string): Statement {
  return { do: 'write', conversation, type: 'outgoing', private: false, sender: 'AgentBot', skew: 0, attributes: {} };
}
