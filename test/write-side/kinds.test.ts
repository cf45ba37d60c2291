import { decideKinds } from '../../src/write-side/kinds/decide-kinds';
import { accept, assign, post, setStatus } from './commands';
import { keptKinds } from './kept-kinds';

const { its, at, execute, begin, replied, visit, keptOf } = keptKinds();

describe('after each command the kinds are current', () => {
  test('chat with the first answer, the others at the resolve', async () => {
    const { conversation, dialog } = await begin();
    expect(await keptOf(dialog)).toMatchObject({ kinds: [], answered: null, reason: 'still-open' });
    await execute(post(conversation, at(1)));
    await execute(assign(conversation, { agentId: its.account.agents[0]!, ...at(5) }));
    expect(await keptOf(dialog)).toMatchObject({ kinds: [], answered: null, wait: null });
    await execute(replied(conversation, 20));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: 20, wait: 20, reason: 'still-open' });
    await execute(setStatus(conversation, 'resolved', at(30)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: 20, reason: 'presence-not-known' });
  });

  test('a bot makes it a chat, and an agent of the bot no answer', async () => {
    const { conversation, dialog } = await begin({ inboxId: its.account.botInbox, status: 'pending' });
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: null });
    await execute(post(conversation, { messageType: 'outgoing', agentId: its.account.botUser, ...at(3) }));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: null });
    await execute(setStatus(conversation, 'open', at(10)));
    await execute(replied(conversation, 25));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: 25, wait: 15 });
  });

  test('an explicit accept answers, and so does taking the conversation', async () => {
    const { conversation, dialog } = await begin();
    await execute(accept(conversation, its.account.agents[0]!, at(12)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: 12, wait: 12 });
  });

  test('what began offline stays it, and tells when it was answered while it lasts', async () => {
    const { conversation, dialog } = await begin({ startedOffline: true });
    await execute(post(conversation, at(1)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['offline'], answered: null, reason: 'started-offline' });
    await execute(replied(conversation, 40));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['offline'], answered: 40 });
    await execute(setStatus(conversation, 'resolved', at(50)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['offline'], answered: 40, reason: 'started-offline' });
  });

  test('a message told late, of before the acceptance, is the answer', async () => {
    const { conversation, dialog } = await begin({ assigneeId: its.account.agents[0]! });
    await execute(accept(conversation, its.account.agents[0]!, at(30)));
    expect(await keptOf(dialog)).toMatchObject({ answered: 30 });
    await execute(replied(conversation, 10));
    expect(await keptOf(dialog)).toMatchObject({ answered: 10, wait: 10 });
  });

  test("an invitation's wait begins with the client's first message, however late it is told", async () => {
    const { conversation, dialog } = await begin({ startedBy: 'invitation', assigneeId: its.account.agents[0]! });
    await execute(post(conversation, at(20)));
    await execute(accept(conversation, its.account.agents[0]!, at(30)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: 30, wait: 10 });
    await execute(post(conversation, at(5)));
    expect(await keptOf(dialog)).toMatchObject({ answered: 30, wait: 25 });
  });

  test('messages after the resolve change nothing', async () => {
    const { conversation, dialog } = await begin({ startedBy: 'invitation' });
    await execute(setStatus(conversation, 'resolved', at(60)));
    const before = await keptOf(dialog);
    await execute(post(conversation, { messageType: 'activity', ...at(61) }));
    await execute(post(conversation, { messageType: 'outgoing', bot: false, agentId: its.account.botUser, ...at(62) }));
    expect(before).toMatchObject({ kinds: ['rejected_invitation'], reason: 'invitation-rejected' });
    expect(await keptOf(dialog)).toEqual(before);
  });

  test('the next dialog of the conversation has its own', async () => {
    const { conversation, dialog } = await begin();
    await execute(replied(conversation, 5));
    await execute(setStatus(conversation, 'resolved', at(60)));
    const { dialogId } = await execute(post(conversation, at(70)));
    expect(await keptOf(dialogId!)).toMatchObject({ kinds: [], answered: null });
    expect(await keptOf(dialog)).toMatchObject({ kinds: ['chat'], answered: 5 });
  });

  test('with no agent online at the start nobody is missed, though it did not start offline', async () => {
    await visit(100);
    const { conversation, dialog } = await begin({ startedOffline: false });
    await its.test.database.pool.query('UPDATE dialog_facts SET agents_online = false WHERE dialog_id = $1', [dialog]);
    await execute(setStatus(conversation, 'resolved', at(200)));
    expect(await keptOf(dialog)).toMatchObject({ kinds: [], reason: 'no-agent-online', departed: 100 });
  });
});

test('what says the same already is not written again', async () => {
  const { conversation, dialog } = await begin();
  await execute(accept(conversation, its.account.agents[1]!, at(3)));
  const version = async () =>
    (
      await its.test.database.pool.query('SELECT xmin, decided_at FROM dialog_classifications WHERE dialog_id = $1', [
        dialog,
      ])
    ).rows;
  const before = await version();
  await execute(post(conversation, at(4)));
  await its.test.database.transaction((session) =>
    decideKinds(session, its.test.database.events, its.account.id, [dialog, dialog]),
  );
  expect(await version()).toEqual(before);
});
