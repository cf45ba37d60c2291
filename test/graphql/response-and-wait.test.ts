import { setSetting } from '../../src/account-settings/store';
import { type Case, casesByHand } from './by-hand';
import { accept, assign, become, reply, say } from './story';

const { api, account, answerOf } = casesByHand();

describe('first response and wait', () => {
  test.each<[name: string, story: Case, response: number | null, wait: number | null]>([
    ['count from the start', ({ A }) => [{}, [1, say()], [30, reply(A)]], 30, 30],
    ['are null while nobody answers', () => [{}, [1, say()], [2, say('activity')]], null, null],
    [
      'leave out a private note',
      ({ A }) => [{}, [1, say()], [9, say('outgoing', { agentId: A, private: true })], [40, reply(A)]],
      40,
      40,
    ],
    ['leave out a user who is set as a bot', ({ A, bot }) => [{}, [1, say()], [9, reply(bot)], [40, reply(A)]], 40, 40],
    ['leave out automatic messages', ({ A }) => [{}, [1, say()], [2, say('template')], [40, reply(A)]], 40, 40],
    [
      'with a bot first: the wait begins when the bot hands over',
      ({ A, account }) => [
        { inboxId: account.botInbox, status: 'pending' },
        ...[[1, say()] as const, [2, say('outgoing', { bot: true })] as const, [60, become('open')] as const],
        [90, reply(A)],
      ],
      90,
      30,
    ],
    [
      'with a bot in between: its time breaks the wait',
      ({ A, account }) => [
        { inboxId: account.botInbox },
        ...[[1, say()] as const, [20, become('pending')] as const, [50, become('open')] as const],
        [90, reply(A)],
      ],
      90,
      40,
    ],
    [
      'pending with a bot that is switched off is waiting',
      ({ A, account }) => [
        { inboxId: account.idleBotInbox, status: 'pending' },
        [1, say()],
        [60, become('open')],
        [90, reply(A)],
      ],
      90,
      90,
    ],
    [
      'pending without a bot is waiting',
      ({ A }) => [{ status: 'pending' }, [1, say()], [9, become('open')], [50, reply(A)]],
      50,
      50,
    ],
    [
      'a snooze keeps waiting',
      ({ A }) => [{}, [1, say()], [9, become('snoozed')], [40, become('open')], [50, reply(A)]],
      50,
      50,
    ],
    [
      'an explicit accept ends the wait, not the response',
      ({ A }) => [{}, [1, say()], [20, accept(A)], [60, reply(A)]],
      60,
      20,
    ],
    ['an accept alone is no response', ({ A }) => [{}, [1, say()], [20, accept(A)]], null, 20],
    ['an assignment is neither', ({ A }) => [{}, [1, say()], [20, assign(A)]], null, null],
    [
      'a message before the client wrote ends the wait, but is no response',
      ({ A }) => [{}, [10, reply(A)], [20, say()], [30, reply(A)]],
      30,
      10,
    ],
    [
      'where the agent began and wrote, nobody waited',
      ({ A }) => [{ startedBy: 'agent', assigneeId: A }, [0, reply(A)], [100, say()], [150, reply(A)]],
      150,
      null,
    ],
    [
      'where the agent began and the client never wrote, both are null',
      ({ A }) => [{ startedBy: 'agent' }, [0, reply(A)], [9, reply(A)]],
      null,
      null,
    ],
    [
      'where an invitation began, the wait begins with the client',
      ({ A }) => [{ startedBy: 'invitation' }, [0, say('template')], [30, say()], [50, reply(A)]],
      50,
      20,
    ],
    [
      'of a later dialog count from its own start',
      ({ A }) => [{}, [1, say()], [5, reply(A)], [100, become('resolved')], [200, say()], [230, reply(A)]],
      30,
      30,
    ],
    [
      'where an agent reopens by writing, the client has not been waiting',
      ({ A }) => [{}, [1, say()], [100, become('resolved')], [200, reply(A)], [210, say()], [230, reply(A)]],
      30,
      null,
    ],
  ])('%s', async (_, story, firstResponseSeconds, waitSeconds) => {
    const answer = await answerOf(story, 'firstResponseSeconds waitSeconds');
    expect(answer).toEqual({ firstResponseSeconds, waitSeconds });
  });
});

describe('users who are set as bots', () => {
  const FIELDS = `messageCounts { total client agent bot } firstResponseSeconds
    agents { agent { name isBot } messagesSent whileAssigned { agent bot } }
    messagesByAgent { agent { name } sent whileAssigned { total agent bot } }`;

  test('send as bots do, and keep a row of their own', async () => {
    const answer = await answerOf(
      ({ A, bot }) => [{ assigneeId: A }, [1, say()], [2, reply(bot)], [3, reply(A)]],
      FIELDS,
    );
    expect(answer).toEqual({
      messageCounts: { total: 3, client: 1, agent: 1, bot: 1 },
      firstResponseSeconds: 3,
      agents: [
        { agent: { name: 'Agent 1', isBot: false }, messagesSent: 1, whileAssigned: { agent: 1, bot: 1 } },
        { agent: { name: 'Agent 3', isBot: true }, messagesSent: 1, whileAssigned: { agent: 0, bot: 0 } },
      ],
      messagesByAgent: [
        { agent: { name: 'Agent 1' }, sent: 1, whileAssigned: { total: 3, agent: 1, bot: 1 } },
        { agent: { name: 'Agent 3' }, sent: 1, whileAssigned: { total: 0, agent: 0, bot: 0 } },
      ],
    });
  });

  test('of one inbox are bots there, and people elsewhere', async () => {
    const { id: accountId, inbox, idleBotInbox, agents } = account();
    await setSetting(api.database, { accountId, inboxId: idleBotInbox }, 'bot_users', [agents[1]]);
    const counts = async (inboxId: number) =>
      (await answerOf(({ B, bot }) => [{ inboxId }, [1, say()], [2, reply(B)], [3, reply(bot)]], FIELDS)).messageCounts;
    expect(await counts(idleBotInbox)).toEqual({ total: 3, client: 1, agent: 0, bot: 2 });
    expect(await counts(inbox)).toEqual({ total: 3, client: 1, agent: 1, bot: 1 });
  });
});
