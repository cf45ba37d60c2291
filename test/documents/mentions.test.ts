import { useReplayedDocuments } from './replayed';
import { columns, table } from './table';

describe('mentions 1-5: five conversations', () => {
  const replayed = useReplayedDocuments();

  test('are the rows of N §3', async () => {
    const mentions = await replayed.mentions();

    expect(columns(mentions, 'all but', ['created_at', 'updated_at'])).toEqual(table`
      user_id | conversation_id | dialog_id | account_id | mentioned_at
      17      | 121             | 15        | 1          | 2022-03-23 13:01:58.631574
      11      | 117             | 18        | 1          | 2022-03-25 14:23:44.26567
      11      | 127             | 20        | 1          | 2022-03-25 14:26:11.146527
      15      | 128             | 29        | 1          | 2022-03-29 11:30:24.643345
      11      | 150             | 45        | 1          | 2022-05-31 09:11:13.451296
    `);
  });

  test('4, made again in the next dialog, moved there and kept when it was created', async () => {
    const [mention] = (await replayed.mentions()).filter((row) => row.conversation_id === '128');

    expect(mention).toMatchObject({
      dialog_id: '29',
      mentioned_at: '2022-03-29 11:30:24.643345',
      created_at: '2022-03-29 11:30:02.958278',
      updated_at: '2022-03-29 11:30:24.643345',
    });
  });

  test('made once were created and updated when they were made', async () => {
    const once = (await replayed.mentions()).filter((row) => row.conversation_id !== '128');

    expect(once).toHaveLength(4);
    for (const mention of once) {
      expect(mention).toMatchObject({ created_at: mention.mentioned_at, updated_at: mention.mentioned_at });
    }
  });
});
