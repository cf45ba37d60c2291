import { toIso } from '../../src/instant';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';
import { moment } from './story';

const api = servedApi(serveTestApi);
let account: TestAccount;
let token: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  token = await api.makeToken(account.id, 'writer');
});

const at = (second: number) => `at: "${toIso(moment(second))}"`;
const run = (command: string) => dataOf(api.ask(token, `mutation { done: ${command} }`));

/** A client who writes at once, in an inbox; gives the conversation's id. */
async function begin(inbox: number, status: string): Promise<string> {
  const input = `inbox: ${inbox}, contact: ${account.contacts[0]}, status: ${status}, ${at(0)}`;
  const { done } = await run(`startConversation(input: { ${input} }) { conversation { databaseId } }`);
  const conversation = done.conversation.databaseId;
  await run(
    `postMessage(input: { conversation: ${conversation}, type: INCOMING, content: "hi", ${at(1)} }) { message { id } }`,
  );
  return conversation;
}

async function answered(conversation: string, second: number) {
  const input = `conversation: ${conversation}, type: OUTGOING, agent: ${account.agents[0]}, content: "hi", ${at(second)}`;
  const { done } = await run(
    `postMessage(input: { ${input} }) { dialog { firstResponseSeconds firstResponseAfterBotSeconds } }`,
  );
  return done.dialog;
}

test('the response after a bot counts from the hand-over', async () => {
  const conversation = await begin(account.botInbox, 'PENDING');
  await run(
    `setConversationStatus(input: { conversation: ${conversation}, status: OPEN, ${at(10)} }) { dialog { id } }`,
  );
  expect(await answered(conversation, 25)).toEqual({ firstResponseSeconds: 25, firstResponseAfterBotSeconds: 15 });
});

test('without a bot before it there is none', async () => {
  expect(await answered(await begin(account.inbox, 'OPEN'), 25)).toEqual({
    firstResponseSeconds: 25,
    firstResponseAfterBotSeconds: null,
  });
});

test('a mention that comes late does not move back', async () => {
  const conversation = await begin(account.inbox, 'OPEN');
  const mention = (second: number) =>
    run(
      `mentionAgent(input: { conversation: ${conversation}, agent: ${account.agents[0]}, ${at(second)} }) { mention { mentionedAt } }`,
    );
  await mention(10);
  expect((await mention(5)).done.mention.mentionedAt).toBe(toIso(moment(10)));
  expect((await mention(12)).done.mention.mentionedAt).toBe(toIso(moment(12)));
});
