import { refreshBatch } from '../../src/summaries/refresh';
import { startTestApi } from '../helpers/api';
import { statementsOf } from '../helpers/statements';
import { dataOf, servedApi } from './served';

const COUNTS = 'total client agent bot template activity private';
/** Lengths of what lasts grow with the clock, and are left out. */
const PAGE = `{ dialogs(first: 100) { nodes { id transferCount transfers { number at viaQueue from { id } to { name } }
  agents { agent { id name } wasAssigned assignments { from to } messagesSent messagesSentWhileAssigned whileAssigned { ${COUNTS} } }
  messagesByAgent { agent { id } whileAssigned { ${COUNTS} } assigneeUnknown sent } messageCounts { ${COUNTS} } } } }`;

const api = servedApi(() => startTestApi(60));

async function page() {
  const { result, statements } = await statementsOf(() => dataOf(api.ask(api.token, PAGE)));
  return { answer: result, readsMessages: statements.some((text) => text.includes('FROM messages')) };
}

test('a page answers the same from the log, as it was summarised, and of both', async () => {
  const before = await page();
  while ((await refreshBatch(api.database)).dialogs > 0);
  const summarised = await page();
  await api.database.pool.query(
    'INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM dialogs WHERE id % 3 = 0',
  );
  const both = await page();
  expect(before.answer.dialogs.nodes.length).toBeGreaterThan(50);
  expect([summarised.answer, both.answer]).toEqual([before.answer, before.answer]);
  expect([before, summarised, both].map(({ readsMessages }) => readsMessages)).toEqual([true, false, true]);
});

test('what a command changes is answered at once', async () => {
  while ((await refreshBatch(api.database)).dialogs > 0);
  const query = '{ dialogs(first: 1) { nodes { conversation { databaseId } messageCounts { total } } } }';
  const [dialog] = (await dataOf(api.ask(api.token, query))).dialogs.nodes;
  await dataOf(
    api.ask(
      api.token,
      'mutation ($id: ID!) { postMessage(input: { conversation: $id, type: INCOMING, content: "!" }) { message { id } } }',
      {
        id: dialog.conversation.databaseId,
      },
    ),
  );
  const [after] = (await dataOf(api.ask(api.token, query))).dialogs.nodes;
  expect(after.messageCounts.total).toBe(dialog.messageCounts.total + 1);
});
