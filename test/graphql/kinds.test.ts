import { setSetting } from '../../src/account-settings/store';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { storeVisits, type Visit } from '../helpers/visits';
import { closed, type People, ROWS, type Stay } from './kind-stories';
import { dataOf, servedApi } from './served';
import { assign, moment, reply, type Story, say, tell } from './story';

const api = servedApi(serveTestApi);
const CLASSIFIED = `kinds classification { presenceKnown departedAt waitedSeconds bounceTimeoutSeconds
  departedAssignee { databaseId } departedTeam { databaseId } reason reasonCode }`;
const NOTHING = { presenceKnown: true, departedAt: null, waitedSeconds: null, bounceTimeoutSeconds: 60 };
const NOBODY = { departedAssignee: null, departedTeam: null };

let account: TestAccount;
let token: string;
let contacts: number[];

beforeAll(async () => {
  account = await createAccount(api.database, { agents: 2, contacts: 60 });
  contacts = [...account.contacts];
  token = await api.makeToken(account.id, 'reader');
  await setSetting(api.database, { accountId: account.id, inboxId: account.idleBotInbox }, 'presence_capable', false);
});

/** What the API answers of the dialog of a story, whose contact has no other. */
async function answerOf(stays: readonly Stay[], story: (people: People) => Story, inbox?: number) {
  const contact = contacts.pop()!;
  const visits = stays.map(([from, to, leaves], index): Visit => {
    const moments = { from: moment(from), to: moment(to) };
    return { contact, session: `page ${index}`, inbox: inbox ?? 0, leaves: leaves !== 'vanishes', ...moments };
  });
  await storeVisits(api.database, account.id, visits);
  const [A, B] = account.agents as [number, number];
  const [beginning, ...steps] = story({ A, B, account });
  const [told] = await tell(api, account, [{ contactId: contact, ...beginning }, ...steps]);
  const { dialog } = await dataOf(api.ask(token, `{ dialog(id: ${told!.dialog}) { ${CLASSIFIED} } }`));
  const { reason, ...classification } = dialog.classification;
  return { kinds: dialog.kinds, ...classification, sentence: reason };
}

test.each(ROWS)('%s', async (reasonCode, stays, story, answer) => {
  const { sentence, ...expected } = { ...NOTHING, ...NOBODY, reasonCode, ...answer } as Record<string, unknown>;
  const { sentence: told, ...answered } = await answerOf(stays, story);
  expect(answered).toEqual(expected);
  expect(told).toEqual(sentence ?? expect.stringMatching(/^[A-Z].+\.$/));
});

test('the agent and the team are those at the departure, not at the resolve', async () => {
  const answered = await answerOf([[-30, 90]], ({ A, B, account: { teams } }) => [
    { teamId: teams[0]! },
    ...[[0, say()] as const, [50, assign(A, teams[1]!)] as const, [91, assign(B, teams[0]!)] as const],
    closed(),
  ]);
  expect(answered).toMatchObject({
    ...{ kinds: ['MISSED'], reasonCode: 'waited-in-vain' },
    departedAssignee: { databaseId: String(account.agents[0]) },
    departedTeam: { databaseId: String(account.teams[1]) },
  });
});

test('the presence of another inbox, contact or account says nothing', async () => {
  expect(await answerOf([[-30, 90]], () => [{}, [0, say()], closed()], account.botInbox)).toMatchObject({
    kinds: [],
    presenceKnown: false,
  });
  const other = await createAccount(api.database);
  const contact = contacts.at(-1)!;
  await storeVisits(api.database, other.id, [{ contact, from: moment(-30), to: moment(90) }]);
  expect(await answerOf([], () => [{}, [0, say()], closed()])).toMatchObject({ kinds: [], presenceKnown: false });
});

test('each dialog of a conversation has kinds of its own', async () => {
  const contactId = contacts.pop()!;
  await storeVisits(api.database, account.id, [{ contact: contactId, from: moment(-30), to: moment(90) }]);
  const steps = [[0, say()], closed(), [1000, say()], [1010, reply(account.agents[0]!)]] as const;
  const [told] = await tell(api, account, [{ contactId }, ...steps]);
  const query = `{ conversation(id: ${told!.conversation}) { dialogs(orderBy: { field: CREATED_AT, direction: ASC }) {
    nodes { kinds classification { presenceKnown } } } } }`;
  expect((await dataOf(api.ask(token, query))).conversation.dialogs.nodes).toEqual([
    { kinds: ['MISSED'], classification: { presenceKnown: true } },
    { kinds: ['CHAT'], classification: { presenceKnown: false } },
  ]);
});

test('a dialog from before the kinds were decided says so', async () => {
  const [told] = await tell(api, account, [{}, [0, say()], closed()]);
  await api.database.pool.query('DELETE FROM dialog_classifications WHERE dialog_id = $1', [told!.dialog]);
  const { dialog } = await dataOf(api.ask(token, `{ dialog(id: ${told!.dialog}) { ${CLASSIFIED} skip { by } } }`));
  expect(dialog).toEqual({
    ...{ kinds: [], skip: null },
    classification: {
      ...{ ...NOTHING, ...NOBODY, presenceKnown: false, reasonCode: 'not-decided' },
      reason: expect.stringMatching(/^Nothing was decided yet/),
    },
  });
});
