import { useReplayedDocuments } from './replayed';
import { columns, table } from './table';

describe('events 38-42: conversation 14 is assigned to agent 1, to agent 2, to nobody', () => {
  const replayed = useReplayedDocuments();
  const readEvents = () => replayed.events(replayed.documents.conversations.assignments);

  test('are the rows of N §2, behind the opening', async () => {
    const [opened, ...events] = await readEvents();

    expect(opened).toMatchObject({ name: 'conversation_open', user_id: null });
    expect(columns(events, 'all but', ['value', 'dialog_id'])).toEqual(table`
      name                  | account_id | inbox_id | user_id | conversation_id | created_at                 | updated_at
      first_response        | 1          | 1        |         | 14              | 2021-12-21 14:02:19.238795 | 2021-12-21 14:02:19.238795
      conversation_assigned | 1          | 1        | 1       | 14              | 2021-12-21 14:02:20.238795 | 2021-12-21 14:02:20.238795
      conversation_assigned | 1          | 1        | 2       | 14              | 2021-12-21 14:02:21.238795 | 2021-12-21 14:02:21.238795
      conversation_assigned | 1          | 1        |         | 14              | 2021-12-21 14:03:30.238795 | 2021-12-21 14:03:30.238795
      conversation_resolved | 1          | 1        |         | 14              | 2021-12-21 14:03:36.943296 | 2021-12-21 14:03:36.943296
    `);
  });

  test('have the value 0 at the first response, as in N', async () => {
    const events = await readEvents();

    expect(events.map((event) => event.value)).toEqual(['0', '0', '1', '2', '71', '77']);
  });

  test('all belong to one dialog, which keeps that nobody was assigned at the end', async () => {
    const events = await readEvents();

    expect(new Set(events.map((event) => event.dialog_id))).toEqual(new Set(['1']));
    expect(await replayed.dialogs(replayed.documents.conversations.assignments)).toEqual(table`
      id | account_id | inbox_id | status | assignee_id | created_at                 | updated_at                 | contact     | team | conversation_id
      1  | 1          | 1        | 1      |             | 2021-12-21 14:02:19.138795 | 2021-12-21 14:03:36.943296 | the contact |      | 14
    `);
  });

  test('make one transfer', async () => {
    const assignees = (await readEvents())
      .filter((event) => event.name === 'conversation_assigned' && event.user_id !== null)
      .map((event) => event.user_id);
    const transfers = assignees.filter((agent, index) => index > 0 && agent !== assignees[index - 1]);

    expect(transfers).toEqual(['2']);
  });
});
