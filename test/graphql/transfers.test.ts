import { toIso } from '../../src/instant';
import { type Case, casesByHand } from './by-hand';
import { dataOf } from './served';
import { assign, become, moment } from './story';

const { api, account, answerOf } = casesByHand();
const LETTERS: Readonly<Record<string, string>> = { 'Agent 1': 'A', 'Agent 2': 'B' };

describe('transfers', () => {
  test.each<[name: string, story: Case, transfers: string[]]>([
    ['A, B is one', ({ A, B }) => [{ assigneeId: A }, [10, assign(B)]], ['A to B']],
    ['nobody, A is none', ({ A }) => [{}, [10, assign(A)]], []],
    ['A, nobody is none', ({ A }) => [{ assigneeId: A }, [10, assign(null)]], []],
    [
      'A, nobody, B is one by the queue',
      ({ A, B }) => [{}, [1, assign(A)], [2, assign(null)], [3, assign(B)]],
      ['A to B by the queue'],
    ],
    ['A, nobody, A is none', ({ A }) => [{}, [1, assign(A)], [2, assign(null)], [3, assign(A)]], []],
    ['A, B, A is two', ({ A, B }) => [{}, [1, assign(A)], [2, assign(B)], [3, assign(A)]], ['A to B', 'B to A']],
    [
      'A, nobody, B, A is two, one of them by the queue',
      ({ A, B }) => [{ assigneeId: A }, [1, assign(null)], [2, assign(B)], [3, assign(A)]],
      ['A to B by the queue', 'B to A'],
    ],
    [
      'after the resolve, assignments are none',
      ({ A, B }) => [{ assigneeId: A }, [1, become('resolved')], [2, assign(null)], [3, assign(B)]],
      [],
    ],
    [
      'at the moment of the resolve but before it, an assignment counts',
      ({ A, B }) => [{ assigneeId: A }, [5, assign(B)], [5, become('resolved')]],
      ['A to B'],
    ],
    [
      'at the moment of the resolve but after it, it does not',
      ({ A, B }) => [{ assigneeId: A }, [5, become('resolved')], [5, assign(B)]],
      [],
    ],
    [
      'from the dialog before there is none: the next begins with the agent that the conversation has',
      ({ A, B }) => [{ assigneeId: A }, [1, become('resolved')], [2, assign(B)], [3, become('open')], [4, assign(B)]],
      [],
    ],
    [
      'a snooze that begins a dialog keeps the agent that it began with',
      ({ A, B }) => [{ status: 'resolved', assigneeId: A }, [1, become('snoozed')], [2, assign(B)]],
      ['A to B'],
    ],
  ])('%s', async (_, story, transfers) => {
    const answer = await answerOf(story, 'transferCount transfers { number from { name } to { name } viaQueue }');
    const told = answer.transfers.map(
      // biome-ignore lint/suspicious/noExplicitAny: a transfer as asked for.
      ({ from, to, viaQueue }: any) => `${LETTERS[from.name]} to ${LETTERS[to.name]}${viaQueue ? ' by the queue' : ''}`,
    );
    expect(told).toEqual(transfers);
    expect(answer.transferCount).toBe(transfers.length);
    expect(answer.transfers.map(({ number }: { number: number }) => number)).toEqual(transfers.map((_, i) => i + 1));
  });
});

interface Passed {
  readonly fromTeam: { readonly name: string } | null;
  readonly toTeam: { readonly name: string } | null;
}

describe('teams of transfers', () => {
  test.each<[name: string, story: Case, teams: string[]]>([
    ['none where nobody told of any', ({ A, B }) => [{ assigneeId: A }, [5, assign(B)]], ['none to none']],
    [
      'the same where the dialog stayed with its team',
      ({ A, B, account: { teams } }) => [{ assigneeId: A, teamId: teams[0]! }, [5, assign(B)]],
      ['team 1 to team 1'],
    ],
    [
      'changed with the agent, then taken away, which the transfer before does not tell',
      ({ A, B, account: { teams } }) => [
        ...([{ assigneeId: A, teamId: teams[0]! }, [5, assign(B, teams[1]!)], [8, assign(A, null)]] as const),
      ],
      ['team 1 to team 2', 'team 2 to none'],
    ],
    [
      'by the queue, the one that the first agent left it with',
      ({ A, B, account: { teams } }) => [
        ...([{ assigneeId: A, teamId: teams[0]! }, [3, assign(null, teams[1]!)], [5, assign(B)]] as const),
      ],
      ['team 1 to team 2'],
    ],
  ])('%s', async (_, story, teams) => {
    const fields = 'databaseId transfers { fromTeam { databaseId name } toTeam { databaseId name } }';
    const { databaseId, transfers } = await answerOf(story, fields);
    expect(
      transfers.map(({ fromTeam, toTeam }: Passed) => `${fromTeam?.name ?? 'none'} to ${toTeam?.name ?? 'none'}`),
    ).toEqual(teams);
    for (const { fromTeam, toTeam } of transfers) {
      const transfer = {
        ...(fromTeam ? { fromTeam: [fromTeam.databaseId] } : { withoutFromTeam: true }),
        ...(toTeam ? { toTeam: [toTeam.databaseId] } : { withoutToTeam: true }),
      };
      const token = await api.makeToken(account().id, 'reader');
      const query = 'query ($filter: DialogFilter) { dialogs(filter: $filter) { nodes { databaseId } } }';
      const { dialogs } = await dataOf(api.ask(token, query, { filter: { transfer } }));
      expect(dialogs.nodes).toContainEqual({ databaseId });
    }
  });
});

describe('stretches', () => {
  test('end with the next assignment or the resolve, whatever is assigned after it', async () => {
    const { agents } = await answerOf(
      ({ A, B }) => [
        { assigneeId: A },
        [2.5, assign(B)],
        [10, become('resolved')],
        [20, assign(null)],
        [30, assign(A)],
      ],
      'agents { agent { name } assignedSeconds assignments { from to seconds } }',
    );
    const stretch = (from: number, to: number) => ({
      from: toIso(moment(from)),
      to: toIso(moment(to)),
      seconds: to - from,
    });
    expect(agents).toEqual([
      { agent: { name: 'Agent 1' }, assignedSeconds: 2.5, assignments: [stretch(0, 2.5)] },
      { agent: { name: 'Agent 2' }, assignedSeconds: 7.5, assignments: [stretch(2.5, 10)] },
    ]);
  });

  test('of nothing are there too: assigned and resolved at one moment', async () => {
    const { agents } = await answerOf(
      ({ B }) => [{}, [5, assign(B)], [5, become('resolved')]],
      'agents { wasAssigned assignedSeconds assignments { seconds } }',
    );
    expect(agents).toEqual([{ wasAssigned: true, assignedSeconds: 0, assignments: [{ seconds: 0 }] }]);
  });

  test('that last have no end, and count until now', async () => {
    const { agents } = await answerOf(
      ({ A }) => [{ assigneeId: A }],
      'agents { assignedSeconds assignments { to seconds } }',
    );
    expect(agents).toEqual([
      { assignedSeconds: agents[0].assignments[0].seconds, assignments: [{ to: null, seconds: expect.any(Number) }] },
    ]);
    const secondsUntilNow = Date.now() / 1000 - moment(0) / 1e6;
    expect(secondsUntilNow - agents[0].assignedSeconds).toBeGreaterThanOrEqual(-1);
    expect(secondsUntilNow - agents[0].assignedSeconds).toBeLessThan(600);
  });
});
