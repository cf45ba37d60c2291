import { useReplayedDocuments } from './replayed';
import { columns, table } from './table';

describe('messages 55-69 of conversation 150: dialogs 10 and 11', () => {
  const replayed = useReplayedDocuments();
  const readMessages = () => replayed.messages(replayed.documents.conversations.conversation150);

  test('are the rows of N §3: 61-64, after the resolve, in the old dialog', async () => {
    expect(columns(await readMessages(), 'all but', ['user_id_assigned'])).toEqual(table`
      content                                                               | account_id | inbox_id | conversation_id | dialog_id | message_type | created_at
      привіт                                                                | 1          | 1        | 150             | 10        | 0            | 2022-05-27 13:19:40.562111
      Hello. Thank you for contacting us!                                   | 1          | 1        | 150             | 10        | 1            | 2022-05-27 13:19:40.664271
      Розмову знову відкрито support@novait.com.ua                          | 1          | 1        | 150             | 10        | 2            | 2022-05-27 13:19:40.680704
      agent 1                                                               | 1          | 1        | 150             | 10        | 0            | 2022-05-27 13:20:35.454528
      support@novait.com.ua призначив Presales Admin відповідальним         | 1          | 1        | 150             | 10        | 2            | 2022-05-27 13:20:35.55088
      You have been connected to the operator, please wait for his message. | 1          | 1        | 150             | 10        | 1            | 2022-05-27 13:20:35.602503
      Розмова була відмічена як вирішена Presales Admin                     | 1          | 1        | 150             | 10        | 2            | 2022-05-27 13:32:05.94316
      Conversation closed. Have a nice day!                                 | 1          | 1        | 150             | 10        | 1            | 2022-05-27 13:32:05.976011
      Відповідальний знятий з support@novait.com.ua                         | 1          | 1        | 150             | 10        | 2            | 2022-05-27 13:32:06.047386
      support@novait.com.ua виключив з support team                         | 1          | 1        | 150             | 10        | 2            | 2022-05-27 13:32:06.10829
      Розмову знову відкрито Presales Admin                                 | 1          | 1        | 150             | 11        | 2            | 2022-05-27 13:32:10.94169
      Conversation was snoozed by Presales Admin                            | 1          | 1        | 150             | 11        | 2            | 2022-05-27 13:32:27.353528
      Розмову знову відкрито Presales Admin                                 | 1          | 1        | 150             | 11        | 2            | 2022-05-27 13:32:54.251232
      Розмова була відмічена як вирішена Presales Admin                     | 1          | 1        | 150             | 11        | 2            | 2022-05-30 11:25:25.582046
      Conversation closed. Have a nice day!                                 | 1          | 1        | 150             | 11        | 1            | 2022-05-30 11:25:25.589692
    `);
  });

  test('name the assigned agent of N §4: nobody for 55-58 and 63-64, agent 3 for 59-62', async () => {
    const rowsOfSection4 = (await readMessages()).slice(0, 10);

    expect(
      columns(rowsOfSection4, 'only', ['content', 'user_id_assigned', 'message_type', 'created_at']),
    ).toEqual(table`
      content                                                               | user_id_assigned | message_type | created_at
      привіт                                                                |                  | 0            | 2022-05-27 13:19:40.562111
      Hello. Thank you for contacting us!                                   |                  | 1            | 2022-05-27 13:19:40.664271
      Розмову знову відкрито support@novait.com.ua                          |                  | 2            | 2022-05-27 13:19:40.680704
      agent 1                                                               |                  | 0            | 2022-05-27 13:20:35.454528
      support@novait.com.ua призначив Presales Admin відповідальним         | 3                | 2            | 2022-05-27 13:20:35.55088
      You have been connected to the operator, please wait for his message. | 3                | 1            | 2022-05-27 13:20:35.602503
      Розмова була відмічена як вирішена Presales Admin                     | 3                | 2            | 2022-05-27 13:32:05.94316
      Conversation closed. Have a nice day!                                 | 3                | 1            | 2022-05-27 13:32:05.976011
      Відповідальний знятий з support@novait.com.ua                         |                  | 2            | 2022-05-27 13:32:06.047386
      support@novait.com.ua виключив з support team                         |                  | 2            | 2022-05-27 13:32:06.10829
    `);
  });

  test('name nobody in dialog 11, which nobody was assigned to', async () => {
    const rowsOfDialog11 = (await readMessages()).slice(10);

    expect(rowsOfDialog11.map((message) => message.user_id_assigned)).toEqual([null, null, null, null, null]);
  });

  test('go with events of both dialogs, none for the snooze', async () => {
    const events = await replayed.events(replayed.documents.conversations.conversation150);

    expect(columns(events, 'only', ['name', 'user_id', 'dialog_id', 'created_at'])).toEqual(table`
      name                  | user_id | dialog_id | created_at
      conversation_pending  |         | 10        | 2022-05-27 13:19:40.562111
      conversation_open     |         | 10        | 2022-05-27 13:19:40.680704
      conversation_assigned | 3       | 10        | 2022-05-27 13:20:35.55088
      conversation_resolved | 3       | 10        | 2022-05-27 13:32:05.94316
      conversation_assigned |         | 10        | 2022-05-27 13:32:06.047386
      conversation_open     |         | 11        | 2022-05-27 13:32:10.94169
      conversation_open     |         | 11        | 2022-05-27 13:32:54.251232
      conversation_resolved |         | 11        | 2022-05-30 11:25:25.582046
      conversation_open     |         | 45        | 2022-05-31 09:10:00
    `);
  });
});
