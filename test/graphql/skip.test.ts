import { setTimeout } from 'node:timers/promises';
import { VIEWER_KEPT_MS } from '../../src/tokens/known-viewers';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { storeVisits } from '../helpers/visits';
import { filtered } from './answered';
import { dataOf, opaque, refusalOf, servedApi } from './served';
import { become, moment, reply, say, tell } from './story';

const api = servedApi(serveTestApi);
const SKIP = `mutation ($dialog: ID!, $skip: Boolean!, $reason: String) {
  setDialogSkip(input: { dialog: $dialog, skip: $skip, reason: $reason }) {
    dialog { databaseId kinds skip { at reason by } classification { reasonCode } } } }`;

let account: TestAccount;
let token: string;
let missed: number;
let chat: number;
let conversation: number;

beforeAll(async () => {
  account = await createAccount(api.database);
  token = await api.makeToken(account.id, 'administrator');
});

/** A missed dialog, then a chat, of one conversation. */
beforeEach(async () => {
  const contactId = account.contacts[0]!;
  await api.database.pool.query('DELETE FROM dialog_presence');
  await storeVisits(api.database, account.id, [{ contact: contactId, from: moment(-30), to: moment(90) }]);
  const steps = [
    [0, say()],
    [300, become('resolved')],
    [400, say()],
    [410, reply(account.agents[0]!)],
  ] as const;
  const [told] = await tell(api, account, [{ contactId }, ...steps]);
  [missed, chat] = told!.dialogs as [number, number];
  conversation = told!.conversation;
});

async function setSkip(dialog: number, skip: boolean, reason?: string) {
  return (await dataOf(api.ask(token, SKIP, { dialog, skip, reason }))).setDialogSkip.dialog;
}

async function marksOf(dialog: number) {
  const { rows } = await api.database.pool.query(
    'SELECT skip, reason, token_name, token FROM dialog_skips WHERE dialog_id = $1 ORDER BY at',
    [dialog],
  );
  return rows;
}

test('a mark says who set it, when and why, and adds to the kinds; taken back, it leaves them as they were', async () => {
  const before = new Date().toISOString();
  const set = await setSkip(missed, true, '  a test of ours ');
  expect(set).toEqual({
    ...{ databaseId: String(missed), kinds: ['MISSED', 'SKIP'], classification: { reasonCode: 'waited-in-vain' } },
    skip: { at: expect.any(String), reason: 'a test of ours', by: token.slice(0, 12) },
  });
  expect(set.skip.at > before).toBe(true);
  expect(await setSkip(missed, false)).toEqual({ ...set, kinds: ['MISSED'], skip: null });
  expect(await setSkip(missed, true, 'again')).toMatchObject({ kinds: ['MISSED', 'SKIP'], skip: { reason: 'again' } });
  expect(await marksOf(missed)).toMatchObject([
    { skip: true, reason: 'a test of ours' },
    { skip: false, reason: null },
    { skip: true, reason: 'again' },
  ]);
});

test('the name of the token tells who, where it has one', async () => {
  const prefix = token.slice(0, 12);
  const name = (given: string | null) =>
    api.database.pool.query('UPDATE dialog_api_tokens SET name = $1 WHERE prefix = $2', [given, prefix]);
  await name('Ada of support');
  await setTimeout(VIEWER_KEPT_MS);
  expect((await setSkip(chat, true, 'spam')).skip.by).toBe('Ada of support');
  await name(null);
  expect(await marksOf(chat)).toEqual([{ skip: true, reason: 'spam', token_name: 'Ada of support', token: prefix }]);
});

test('the same mark again changes nothing, nor does taking back what is not there', async () => {
  const set = await setSkip(chat, true, 'spam');
  expect(await setSkip(chat, true, 'another reason')).toEqual(set);
  expect(await setSkip(missed, false)).toMatchObject({ skip: null, kinds: ['MISSED'] });
  expect(await marksOf(chat)).toHaveLength(1);
  expect(await marksOf(missed)).toEqual([]);
});

test('of many at once one mark is kept', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => setSkip(chat, true, `reason ${index}`)));
  expect(await marksOf(chat)).toHaveLength(1);
  expect(new Set(answers.map(({ skip }) => skip.reason)).size).toBe(1);
});

test('a skipped dialog goes on: its other kinds follow what happens', async () => {
  const [told] = await tell(api, account, [{ contactId: account.contacts[1]! }, [1, say()]]);
  expect(await setSkip(told!.dialog, true, 'spam')).toMatchObject({ kinds: ['SKIP'] });
  const input = { conversation: told!.conversation, type: 'OUTGOING', content: 'hello', agent: account.agents[0] };
  const post = 'mutation ($input: PostMessageInput!) { postMessage(input: $input) { dialog { kinds } } }';
  const { postMessage } = await dataOf(api.ask(token, post, { input }));
  expect(postMessage.dialog.kinds).toEqual(['CHAT', 'SKIP']);
});

test.each<[what: string, variables: Record<string, unknown>, refusal: Record<string, string>]>([
  ['no reason', { skip: true }, { code: 'BAD_USER_INPUT', argument: 'reason' }],
  ['an empty reason', { skip: true, reason: ' \n' }, { code: 'BAD_USER_INPUT', argument: 'reason' }],
  ['a long reason', { skip: true, reason: 'x'.repeat(1001) }, { code: 'BAD_USER_INPUT', argument: 'reason' }],
  ['no text', { skip: true, reason: 'a\0b' }, { code: 'BAD_USER_INPUT', argument: 'reason' }],
  [
    'a dialog that nobody has',
    { dialog: '1999999999', skip: true, reason: 'x' },
    { code: 'NOT_FOUND', argument: 'dialog' },
  ],
  [
    'the id of something else',
    { dialog: opaque('Agent', 1), skip: false },
    { code: 'BAD_USER_INPUT', argument: 'dialog' },
  ],
])('is refused: %s', async (_, variables, refusal) => {
  expect(await refusalOf(api.ask(token, SKIP, { dialog: chat, ...variables }))).toMatchObject(refusal);
  expect(await marksOf(chat)).toEqual([]);
});

test('a long reason of 1000 characters, some of two code units, is taken', async () => {
  expect((await setSkip(chat, true, '👍'.repeat(1000))).skip.reason).toHaveLength(2000);
});

test('only administrators set marks, each of their own account', async () => {
  const ask = async (accountId: number, role: 'reader' | 'writer' | 'administrator') =>
    refusalOf(api.ask(await api.makeToken(accountId, role), SKIP, { dialog: chat, skip: true, reason: 'x' }));
  expect(await ask(account.id, 'reader')).toMatchObject({ code: 'FORBIDDEN' });
  expect(await ask(account.id, 'writer')).toMatchObject({ code: 'FORBIDDEN' });
  const other = await createAccount(api.database);
  expect(await ask(other.id, 'administrator')).toMatchObject({ code: 'NOT_FOUND', argument: 'dialog' });
  expect(await marksOf(chat)).toEqual([]);
});

test('skipped dialogs leave lists, counts, conversations and statistics unless asked for', async () => {
  await setSkip(missed, true, 'spam');
  const ids = [String(missed), String(chat)];
  const listed = async (filter: object) =>
    (await filtered(api, token, { conversation: [conversation], ...filter })).ids;
  for (const [filter, expected] of [
    [{}, [ids[1]]],
    [{ includeSkipped: false }, [ids[1]]],
    [{ includeSkipped: true }, ids],
    [{ kind: ['SKIP'] }, [ids[0]]],
    [{ kind: ['MISSED'] }, []],
    [{ kind: ['MISSED'], includeSkipped: true }, [ids[0]]],
    [{ kind: ['SKIP', 'CHAT'] }, ids],
    [{ kind: ['CHAT'] }, [ids[1]]],
  ] as const) {
    expect(await listed(filter)).toEqual(expected);
    const query = `query ($filter: DialogFilter!, $ever: PeriodInput!, $id: ID!) {
      dialogs(filter: $filter) { totalCount } statistics(period: $ever, filter: $filter) { started }
      conversation(id: $id) { dialogs(filter: $filter) { totalCount nodes { databaseId } } } }`;
    const variables = {
      filter: { conversation: [conversation], ...filter },
      ever: { from: '2024-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' },
      id: conversation,
    };
    const answer = await dataOf(api.ask(token, query, variables));
    expect(answer.dialogs.totalCount).toBe(expected.length);
    expect(answer.statistics.started).toBe(expected.length);
    expect(answer.conversation.dialogs.totalCount).toBe(expected.length);
    expect(answer.conversation.dialogs.nodes).toHaveLength(expected.length);
  }
  // By its id it is there still: whoever looks for it can take the mark back.
  expect((await dataOf(api.ask(token, `{ dialog(id: ${missed}) { kinds } }`))).dialog.kinds).toEqual([
    'MISSED',
    'SKIP',
  ]);
});
