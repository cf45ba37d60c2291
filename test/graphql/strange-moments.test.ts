import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';
import { reply, say, type Told, tell } from './story';

/** A host's rows may say moments that no calendar has: one of them must not hide all others. */
const api = servedApi(serveTestApi);
const QUERY = `query ($dialog: ID!, $after: String) { dialog(id: $dialog) {
  conversation { createdAt dialogs { nodes { id } } }
  events { nodes { createdAt } }
  mentions { mentionedAt }
  messages(first: 1, after: $after) { nodes { createdAt content } pageInfo { hasNextPage endCursor } }
} }`;

test.each([
  ['-infinity', '0001-01-01T00:00:00.000000Z', false],
  ['0044-03-15 12:00:00 BC', '0001-01-01T00:00:00.000000Z', false],
  ['1969-07-20 20:17:40', '1969-07-20T20:17:40.000000Z', true],
  ['12022-01-01 00:00:00', '9999-12-31T23:59:59.000000Z', false],
  ['infinity', '9999-12-31T23:59:59.000000Z', true],
])('%s of a host is told as %s, and pages come to an end', async (text, told, isExact) => {
  const account = await createAccount(api.database);
  const [story] = (await tell(api, account, [{}, [1, say()], [2, reply(account.agents[0]!)]])) as [Told];
  const { conversation, dialog } = story;
  const { pool } = api.database;
  await pool.query('UPDATE conversations SET created_at = $2 WHERE id = $1', [conversation, text]);
  await pool.query('UPDATE messages SET created_at = $2 WHERE conversation_id = $1', [conversation, text]);
  const token = await api.makeToken(account.id, 'reader');
  const first = await dataOf(api.ask(token, QUERY, { dialog }));
  expect(first.dialog.conversation.createdAt).toBe(told);
  const after = first.dialog.messages.pageInfo.endCursor;
  const second = await dataOf(api.ask(token, QUERY, { dialog, after }));
  const pages = [first, second].map((page) => page.dialog.messages);
  expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
  expect(pages[0].nodes).toEqual([{ createdAt: told, content: 'a text of incoming' }]);
  // Of moments that are told alike, the second may be passed over.
  expect(pages[1].nodes.length).toBe(isExact ? 1 : 0);
});
