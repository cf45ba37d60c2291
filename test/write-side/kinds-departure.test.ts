import { classifyRange } from '../../src/write-side/kinds/classify-range';
import { decideKinds } from '../../src/write-side/kinds/decide-kinds';
import { assign, setStatus } from './commands';
import { keptKinds } from './kept-kinds';

const { its, at, execute, begin, visit, keptOf } = keptKinds();

describe('the team at the departure', () => {
  beforeEach(() => {
    return visit(100);
  });

  test.each<
    [name: string, started: number | null, changes: [seconds: number, team: number | null][], expected: number | null]
  >([
    ['the one it started with', 0, [], 0],
    ['none', null, [], null],
    [
      'the last one before',
      0,
      [
        [50, 1],
        [90, 0],
        [100, 1],
      ],
      1,
    ],
    ['not one after', 0, [[100.5, 1]], 0],
    ['none once it was taken away', 0, [[50, null]], null],
    ['with the agent in one command', null, [[50, 1]], 1],
  ])('is %s', async (_, started, changes, expected) => {
    const team = (place: number | null) => (place === null ? null : its.account.teams[place]!);
    const { conversation, dialog } = await begin({ teamId: team(started) });
    for (const [seconds, place] of changes) {
      await execute(assign(conversation, { agentId: its.account.agents[0]!, teamId: team(place), ...at(seconds) }));
    }
    await execute(setStatus(conversation, 'resolved', at(200)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['missed'], departed: 100, team: team(expected) });
  });

  test('of changes at one moment, in a batch and after it, the last holds', async () => {
    const { conversation, dialog } = await begin();
    const [first, second] = its.account.teams as [number, number];
    const change = (teamId: number | null) => assign(conversation, { teamId, ...at(20) });
    await its.writeSide.executeBatch(its.account.id, [change(first), change(second), change(null)]);
    await execute(change(second));
    await execute(setStatus(conversation, 'resolved', at(200)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['missed'], team: second });
  });
});

test('merged contacts: the presence of both counts, and a missed dialog stays one', async () => {
  const [contact, into] = its.account.contacts as [number, number];
  await visit(100);
  const { conversation, dialog } = await begin({ contactId: contact });
  await execute(setStatus(conversation, 'resolved', at(200)));
  await its.test.database.pool.query('UPDATE conversations SET contact_id = $1 WHERE id = $2', [into, conversation]);
  await its.test.database.pool.query('DELETE FROM contacts WHERE id = $1', [contact]);
  await classifyRange(its.test.database, { accountId: its.account.id }, { onChange: () => {}, onProgress: () => {} });
  expect(await keptOf(dialog)).toMatchObject({ kinds: ['missed'], departed: 100 });
});

test('of a deleted conversation the kinds are decided from what is left', async () => {
  await visit(100);
  const { conversation, dialog } = await begin();
  await execute(setStatus(conversation, 'resolved', at(200)));
  await its.test.database.pool.query('DELETE FROM conversations WHERE id = $1', [conversation]);
  const decided = await its.test.database.transaction((session) =>
    decideKinds(session, its.test.database.events, its.account.id, [dialog]),
  );
  expect(decided).toEqual([]);
  expect(await keptOf(dialog)).toMatchObject({ kinds: ['missed'] });
});
