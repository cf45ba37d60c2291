import { useReplayedDocuments } from './replayed';
import { columns, table } from './table';

describe('events 37-46: three dialogs of conversation 14', () => {
  const replayed = useReplayedDocuments();
  const readEvents = () => replayed.events(replayed.documents.conversations.threeDialogs);

  test('are the rows of N §1, which knows of no assignments yet', async () => {
    const events = (await readEvents()).filter((event) => event.name !== 'conversation_assigned');

    expect(columns(events, 'all but', ['value', 'dialog_id'])).toEqual(table`
      name                  | account_id | inbox_id | user_id | conversation_id | created_at                 | updated_at
      conversation_pending  | 1          | 1        |         | 14              | 2021-12-21 14:01:17.238795 | 2021-12-21 14:01:17.238795
      conversation_open     | 1          | 1        |         | 14              | 2021-12-21 14:01:19.238795 | 2021-12-21 14:01:19.238795
      first_response        | 1          | 1        |         | 14              | 2021-12-21 14:02:19.238795 | 2021-12-21 14:02:19.238795
      conversation_resolved | 1          | 1        | 1       | 14              | 2021-12-21 14:03:36.943296 | 2021-12-21 14:03:36.943296
      conversation_pending  | 1          | 1        |         | 14              | 2021-12-21 14:03:49.943296 | 2021-12-21 14:03:49.943296
      conversation_open     | 1          | 1        |         | 14              | 2021-12-21 14:03:50.943296 | 2021-12-21 14:03:50.943296
      conversation_resolved | 1          | 1        | 1       | 14              | 2021-12-21 14:04:37.468712 | 2021-12-21 14:04:37.468712
      conversation_pending  | 1          | 1        |         | 14              | 2021-12-21 14:04:38.468712 | 2021-12-21 14:04:38.468712
      conversation_open     | 1          | 1        |         | 14              | 2021-12-21 14:04:39.468712 | 2021-12-21 14:04:39.468712
      conversation_resolved | 1          | 1        | 1       | 14              | 2021-12-21 14:04:47.316342 | 2021-12-21 14:04:47.316342
    `);
  });

  test('have the dialog_id of N §3', async () => {
    const named = ['first_response', 'conversation_resolved'];
    const events = (await readEvents()).filter((event) => named.includes(event.name!));

    expect(columns(events, 'all but', ['value'])).toEqual(table`
      name                  | account_id | inbox_id | user_id | conversation_id | dialog_id | created_at                 | updated_at
      first_response        | 1          | 1        |         | 14              | 1         | 2021-12-21 14:02:19.238795 | 2021-12-21 14:02:19.238795
      conversation_resolved | 1          | 1        | 1       | 14              | 1         | 2021-12-21 14:03:36.943296 | 2021-12-21 14:03:36.943296
      conversation_resolved | 1          | 1        | 1       | 14              | 2         | 2021-12-21 14:04:37.468712 | 2021-12-21 14:04:37.468712
      conversation_resolved | 1          | 1        | 1       | 14              | 3         | 2021-12-21 14:04:47.316342 | 2021-12-21 14:04:47.316342
    `);
  });

  test('grow in value, and lie among the assignments that N §2 adds', async () => {
    expect(columns(await readEvents(), 'only', ['name', 'value', 'user_id', 'dialog_id', 'created_at'])).toEqual(table`
      name                  | value | user_id | dialog_id | created_at
      conversation_pending  | 0     |         | 1         | 2021-12-21 14:01:17.238795
      conversation_open     | 2     |         | 1         | 2021-12-21 14:01:19.238795
      first_response        | 62    |         | 1         | 2021-12-21 14:02:19.238795
      conversation_assigned | 63    | 1       | 1         | 2021-12-21 14:02:20.238795
      conversation_resolved | 139   | 1       | 1         | 2021-12-21 14:03:36.943296
      conversation_assigned | 140   |         | 1         | 2021-12-21 14:03:37.943296
      conversation_pending  | 152   |         | 2         | 2021-12-21 14:03:49.943296
      conversation_open     | 153   |         | 2         | 2021-12-21 14:03:50.943296
      conversation_assigned | 154   | 1       | 2         | 2021-12-21 14:03:51.943296
      conversation_resolved | 200   | 1       | 2         | 2021-12-21 14:04:37.468712
      conversation_assigned | 200   |         | 2         | 2021-12-21 14:04:37.968712
      conversation_pending  | 201   |         | 3         | 2021-12-21 14:04:38.468712
      conversation_open     | 202   |         | 3         | 2021-12-21 14:04:39.468712
      conversation_assigned | 203   | 1       | 3         | 2021-12-21 14:04:40.468712
      conversation_resolved | 210   | 1       | 3         | 2021-12-21 14:04:47.316342
    `);
  });
});
