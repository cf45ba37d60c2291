import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { findDisagreements } from '../../src/check/run-checks';
import { replayDocuments } from '../../src/demo/documents';
import { fillDemo } from '../../src/demo/fill';
import { MICROSECONDS_PER_SECOND, parseTimestamp } from '../../src/instant';
import type { Command } from '../../src/write-side/commands';
import { replay } from '../../src/write-side/history/replay';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { copyHost, knowable } from './copy-host';

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

const history = fc.record({
  inbox: fc.constantFrom('inbox', 'botInbox', 'idleBotInbox'),
  status: fc.constantFrom('open', 'pending'),
  steps: fc.array(step, { minLength: 0, maxLength: 40 }),
});

/** A dialog's start is knowable where a row tells of it: the status of a resolved conversation is not set by hand. */
function commandsOf(
  account: TestAccount,
  conversationId: number,
  steps: readonly Step[],
  startedAt: number,
): Command[] {
  let at = startedAt;
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

const startsOf = (known: Awaited<ReturnType<typeof knowable>>) =>
  [...known.values()].flatMap(({ dialogs }) => dialogs.map(([start]) => Date.parse(String(start))));

const withoutStarts = (known: Awaited<ReturnType<typeof knowable>>) =>
  [...known].map(([id, { dialogs, rows }]) => ({ id, rows, dialogs: dialogs.map(([, ...rest]) => rest) }));

describe('the same history through commands and through replay', () => {
  let logged: TestDatabase;
  let past: TestDatabase;
  let writeSide: WriteSide;

  beforeEach(async () => {
    [logged, past] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    writeSide = createWriteSide(logged.database);
  });
  afterEach(() => Promise.all([logged.close(), past.close()]));

  it('gives the same dialogs, for random histories whose starts left a row', async () => {
    const account = await createAccount(logged.database);
    const histories = fc.sample(history, { numRuns: 300, seed: Number(process.env.SEED ?? 7) });
    const ids = await writeSide.reserveConversationIds(histories.length);
    const startedAt = parseTimestamp('2023-03-01 10:00:00.000001');
    await writeSide.executeBatch(
      account.id,
      histories.flatMap(({ inbox, status, steps }, place) => [
        {
          ...{
            type: 'start-conversation',
            conversationId: ids[place]!,
            inboxId: account[inbox],
            status,
            at: startedAt,
          },
          ...{ contactId: account.contacts[place % 2]!, assigneeId: null, teamId: null },
          ...{ startedBy: 'visitor', startedOffline: null },
        } as Command,
        ...commandsOf(account, ids[place]!, steps, startedAt),
      ]),
    );
    await copyHost(logged.database, past.database);
    await replay(past.database, { batch: 37 });
    const [expected, found] = [await knowable(logged.database, account.id), await knowable(past.database, account.id)];
    for (const [place, id] of ids.entries()) {
      expect({ history: histories[place], known: found.get(id) }).toEqual({
        history: histories[place],
        known: expected.get(id),
      });
    }
    expect(await findDisagreements(logged.database)).toEqual([]);
    expect(await findDisagreements(past.database)).toEqual([]);
  });

  it('gives the demo the same dialogs, but for the moment before the message of an agent who reopened by hand', async () => {
    const { accountId } = await fillDemo(logged.database, writeSide, { dialogs: 150 });
    expect(await findDisagreements(logged.database)).toEqual([]);
    await copyHost(logged.database, past.database);
    await replay(past.database);
    expect(await findDisagreements(past.database)).toEqual([]);
    const [expected, found] = [await knowable(logged.database, accountId), await knowable(past.database, accountId)];
    expect(withoutStarts(found)).toEqual(withoutStarts(expected));
    const [known, replayed] = [startsOf(expected), startsOf(found)];
    expect(replayed.every((start, place) => Math.abs(start - known[place]!) < 1_000)).toBe(true);
    expect(replayed.filter((start, place) => start === known[place]).length).toBeGreaterThan(140);
  });

  it('finds the dialogs of N’s tables, so far as rows tell of their starts', async () => {
    const { accountId, conversations } = await replayDocuments(logged.database, writeSide);
    await copyHost(logged.database, past.database);
    await replay(past.database);
    const dialogs = (database: TestDatabase['database'], id: number) =>
      database.rows<{ line: string }>(sql`
        SELECT d.created_at || ' ' || CASE WHEN d.status = 1 THEN d.updated_at::text ELSE 'current' END AS line
        FROM dialogs d WHERE d.account_id = ${accountId} AND d.conversation_id = ${id} ORDER BY d.created_at`);
    for (const id of [conversations.threeDialogs, conversations.assignments]) {
      expect(await dialogs(past.database, id)).toEqual(await dialogs(logged.database, id));
    }
    // Created resolved, reopened by hand and with activities alone: N's 11 is known by its end.
    expect((await dialogs(past.database, conversations.conversation150)).map(({ line }) => line)).toEqual([
      '2022-05-26 13:19:40.562111 2022-05-27 13:32:05.94316',
      '2022-05-30 11:25:25.582046 2022-05-30 11:25:25.582046',
      '2022-05-30 11:25:25.589692 current',
    ]);
    expect(await findDisagreements(past.database)).toEqual([]);
  });
});
