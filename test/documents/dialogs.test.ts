import { useReplayedDocuments } from './replayed';
import { columns, table } from './table';

describe('dialogs: one row each, as the conversation was at the resolve', () => {
  const replayed = useReplayedDocuments();

  test('three of conversation 14, each still of the agent who was unassigned after it', async () => {
    expect(await replayed.dialogs(replayed.documents.conversations.threeDialogs)).toEqual(table`
      id | account_id | inbox_id | status | assignee_id | created_at                 | updated_at                 | contact     | team | conversation_id
      1  | 1          | 1        | 1      | 1           | 2021-12-21 14:01:17.238795 | 2021-12-21 14:03:36.943296 | the contact |      | 14
      2  | 1          | 1        | 1      | 1           | 2021-12-21 14:03:49.943296 | 2021-12-21 14:04:37.468712 | the contact |      | 14
      3  | 1          | 1        | 1      | 1           | 2021-12-21 14:04:38.468712 | 2021-12-21 14:04:47.316342 | the contact |      | 14
    `);
  });

  test('10 keeps agent 3 and the team that were taken off after the resolve; 11 had neither', async () => {
    expect(await replayed.dialogs(replayed.documents.conversations.conversation150)).toEqual(table`
      id | account_id | inbox_id | status | assignee_id | created_at                 | updated_at                 | contact     | team    | conversation_id
      10 | 1          | 1        | 1      | 3           | 2022-05-27 13:19:40.562111 | 2022-05-27 13:32:05.94316  | the contact | support | 150
      11 | 1          | 1        | 1      |             | 2022-05-27 13:32:10.94169  | 2022-05-30 11:25:25.582046 | the contact |         | 150
      45 | 1          | 1        | 0      |             | 2022-05-31 09:10:00        | 2022-05-31 09:10:00        | the contact |         | 150
    `);
  });

  test('are frozen: changes of a resolved conversation are logged, and leave the row as it was', async () => {
    const { writeSide, documents } = replayed;
    const conversationId = documents.conversations.threeDialogs;
    const before = await replayed.dialogs(conversationId);
    const logged = (await replayed.events(conversationId)).length;

    const { accountId, agents, supportTeamId } = documents;
    await writeSide.execute(accountId, { type: 'assign-conversation', conversationId, agentId: agents[2] });
    await writeSide.execute(accountId, { type: 'assign-conversation', conversationId, teamId: supportTeamId });
    await writeSide.execute(accountId, { type: 'assign-conversation', conversationId, agentId: null, teamId: null });

    expect(await replayed.dialogs(conversationId)).toEqual(before);
    const events = (await replayed.events(conversationId)).slice(logged);
    expect(columns(events, 'only', ['name', 'user_id', 'dialog_id'])).toEqual(table`
      name                  | user_id | dialog_id
      conversation_assigned | 2       | 3
      conversation_assigned |         | 3
    `);
  });
});
