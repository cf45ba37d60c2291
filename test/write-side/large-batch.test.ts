import { sql } from 'drizzle-orm';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount } from '../helpers/account';
import { createTestDatabase } from '../helpers/database';
import { assign, mention, post, setStatus, start } from './commands';

const CONVERSATIONS = 2_500;

test('a batch of many thousand commands answers each with the ids of its own rows', async () => {
  const { database, close } = await createTestDatabase();
  const writeSide = createWriteSide(database);
  const account = await createAccount(database);
  const [agentId] = account.agents as [number];
  const ids = await writeSide.reserveConversationIds(CONVERSATIONS);

  const started = await writeSide.executeBatch(account.id, [
    ...ids.map((conversationId) => start(account, { conversationId })),
    ...ids.map((id) => assign(id, { agentId })),
  ]);
  const written = await writeSide.executeBatch(account.id, [
    ...ids.map((id) => post(id, { content: `to ${id}` })),
    ...ids.map((id) => mention(id, agentId)),
    ...ids.map((id) => setStatus(id, 'resolved')),
    ...ids.map((id) => post(id, { content: `to ${id} again` })),
  ]);

  const told = [...started, ...written];
  const events = told.flatMap(({ conversationId, events: logged }) =>
    logged.map(({ id, name, dialogId }) => ({ id, name, dialog_id: dialogId, conversation_id: conversationId })),
  );
  expect(events).toHaveLength(4 * CONVERSATIONS);
  expect(
    await database.rows(sql`SELECT id, name, dialog_id, conversation_id FROM ${database.events} ORDER BY id`),
  ).toEqual(events);
  const messages = told.flatMap(({ conversationId, dialogId, messageId: id }) =>
    id === null ? [] : { id, dialog_id: dialogId, conversation_id: conversationId },
  );
  expect(await database.rows(sql`SELECT id, dialog_id, conversation_id FROM messages ORDER BY id`)).toEqual(messages);
  const [misplaced] = await database.rows<{ count: number }>(sql`
    SELECT count(*) FROM messages WHERE content NOT LIKE 'to ' || conversation_id || '%'`);
  expect(misplaced!.count).toBe(0);
  const mentions = told.flatMap(({ conversationId, dialogId, mentionId: id }) =>
    id === null ? [] : { id, dialog_id: dialogId, conversation_id: conversationId },
  );
  expect(await database.rows(sql`SELECT id, dialog_id, conversation_id FROM mentions ORDER BY id`)).toEqual(mentions);
  await close();
});
