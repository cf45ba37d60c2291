import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, opaque, refusalOf, servedApi } from './served';
import { become, moment, say, type Told, tell } from './story';

const api = servedApi(serveTestApi);
let account: TestAccount;
let told: Told;
let resolved: Told;
let token: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  [told, resolved] = (await tell(api, account, [{}, [60, say()]], [{}, [60, become('resolved')]])) as [Told, Told];
  token = await api.makeToken(account.id, 'writer');
});

/** Runs a mutation with an input, on the open conversation unless another is named. */
function mutate(mutation: string, input: object) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
  return api.ask(token, query, { input });
}
const post = (input: object) => mutate('postMessage', { conversation: told.conversation, type: 'INCOMING', ...input });
const change = (input: object) =>
  mutate('setConversationStatus', { conversation: told.conversation, status: 'SNOOZED', ...input });
const assign = (input: object) => mutate('assignConversation', { conversation: told.conversation, ...input });

const iso = (seconds: number) => new Date(moment(seconds) / 1000).toISOString();
const inOneHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('a refused command names the argument and writes nothing', () => {
  test.each<[what: string, run: () => ReturnType<typeof post>, code: string, argument: string]>([
    ['a text of 1 MB', () => post({ content: 'x'.repeat(1_000_000) }), 'BAD_USER_INPUT', 'content'],
    [
      'a text that is one character too long',
      () => post({ content: 'x'.repeat(150_001) }),
      'BAD_USER_INPUT',
      'content',
    ],
    ['an empty text', () => post({ content: '' }), 'BAD_USER_INPUT', 'content'],
    ['a NUL in the text', () => post({ content: 'a\0b' }), 'BAD_USER_INPUT', 'content'],
    ['the first half of a surrogate pair', () => post({ content: 'a\ud800' }), 'BAD_USER_INPUT', 'content'],
    ['the second half of one', () => post({ content: '\udc00a' }), 'BAD_USER_INPUT', 'content'],
    [
      'an agent who writes as the client',
      () => post({ content: 'x', agent: account.agents[0] }),
      'BAD_USER_INPUT',
      'agent',
    ],
    ['a bot that writes as the client', () => post({ content: 'x', bot: true }), 'BAD_USER_INPUT', 'bot'],
    ['a private note of the client', () => post({ content: 'x', private: true }), 'BAD_USER_INPUT', 'private'],
    ['a message of nobody', () => post({ content: 'x', type: 'OUTGOING' }), 'BAD_USER_INPUT', 'agent'],
    [
      'a message of two',
      () => post({ content: 'x', type: 'OUTGOING', bot: true, agent: account.agents[0] }),
      'BAD_USER_INPUT',
      'agent',
    ],
    ['a message in the future', () => post({ content: 'x', at: inOneHour() }), 'BAD_USER_INPUT', 'at'],
    ['a message before the beginning', () => post({ content: 'x', at: iso(-1) }), 'BAD_USER_INPUT', 'at'],
    ['a change in the future', () => change({ at: inOneHour() }), 'BAD_USER_INPUT', 'at'],
    ['a change in a far future', () => change({ at: '2199-12-31T23:59:59.999999Z' }), 'BAD_USER_INPUT', 'at'],
    ['a change before the last message', () => change({ at: iso(59) }), 'BAD_USER_INPUT', 'at'],
    ['who closed what is not closed', () => change({ closedBy: 'AGENT' }), 'BAD_USER_INPUT', 'closedBy'],
    ['an assignment of nothing', () => assign({}), 'BAD_USER_INPUT', 'agent'],
    ['an agent that is no id', () => assign({ agent: 'Agent 1' }), 'BAD_USER_INPUT', 'agent'],
    ['an agent that is an empty id', () => assign({ agent: '' }), 'BAD_USER_INPUT', 'agent'],
    [
      'an agent with the id of a team',
      () => assign({ agent: opaque('Team', account.teams[0]!) }),
      'BAD_USER_INPUT',
      'agent',
    ],
    [
      'a team with the id of an agent',
      () => assign({ team: opaque('Agent', account.agents[0]!) }),
      'BAD_USER_INPUT',
      'team',
    ],
    ['an agent beyond all numbers', () => assign({ agent: '9'.repeat(400) }), 'NOT_FOUND', 'agent'],
    ['an agent beyond 64 bits', () => assign({ agent: '9223372036854775808' }), 'NOT_FOUND', 'agent'],
    ['an agent beyond 32 bits', () => assign({ agent: '4294967297' }), 'NOT_FOUND', 'agent'],
    ['a negative id', () => assign({ agent: '-1' }), 'BAD_USER_INPUT', 'agent'],
    [
      'a conversation with the id of its dialog',
      () => change({ conversation: opaque('Dialog', told.dialog) }),
      'BAD_USER_INPUT',
      'conversation',
    ],
    ['a conversation beyond all numbers', () => change({ conversation: '9'.repeat(30) }), 'NOT_FOUND', 'conversation'],
    [
      'to accept what is resolved',
      () => mutate('acceptConversation', { conversation: resolved.conversation, agent: account.agents[0] }),
      'CONFLICT',
      'conversation',
    ],
    [
      'an inbox with the id of a contact',
      () => mutate('startConversation', { inbox: opaque('Contact', 1), contact: 1 }),
      'BAD_USER_INPUT',
      'inbox',
    ],
    [
      'a start in the future',
      () => mutate('startConversation', { inbox: account.inbox, contact: account.contacts[0], at: inOneHour() }),
      'BAD_USER_INPUT',
      'at',
    ],
  ])('%s', async (_, run, code, argument) => {
    const before = await everything();
    expect(await refusalOf(run())).toEqual({ code, argument });
    expect(await everything()).toEqual(before);
  });

  test('a conversation that was deleted meanwhile', async () => {
    const [gone] = await tell(api, account, [{}]);
    await api.database.pool.query('DELETE FROM conversations WHERE id = $1', [gone!.conversation]);
    const refusal = { code: 'NOT_FOUND', argument: 'conversation' };
    expect(await refusalOf(change({ conversation: gone!.conversation }))).toEqual(refusal);
    expect(await refusalOf(post({ conversation: gone!.conversation, content: 'x' }))).toEqual(refusal);
  });
});

describe('a value that its type has not', () => {
  test.each([
    ['without an offset', '2024-03-05T10:00:00'],
    ['on 30 February', '2024-02-30T10:00:00Z'],
    ['on 29 February of no leap year', '2023-02-29T10:00:00Z'],
    ['in a leap second', '2016-12-31T23:59:60Z'],
    ['at 24 o’clock', '2024-03-05T24:00:00Z'],
    ['in nanoseconds', '2024-03-05T10:00:00.123456789Z'],
    ['without a time', '2024-03-05'],
    ['before 1970', '1969-12-31T23:59:59Z'],
    ['in the year 10000', '+010000-01-01T00:00:00Z'],
    ['in words', 'yesterday'],
    ['in no words', ''],
    ['in other digits', '２０２４-03-05T10:00:00Z'],
    ['as a number', 1_709_632_800],
    ['as a list', ['2024-03-05T10:00:00Z']],
  ])('a moment %s', async (_, at) => {
    const answer = await change({ at });
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([
      { message: expect.stringMatching(/"input\.at"/), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('a moment written into the query', async () => {
    const at = (text: string) =>
      api.ask(
        token,
        `mutation { setConversationStatus(input: { conversation: ${told.conversation}, status: OPEN, at: ${text} }) { events { id } } }`,
      );
    for (const bad of ['"2024-02-30T00:00:00Z"', '"2024-03-05T10:00:00"', '5', 'null5', '[]', '{}']) {
      const { status, errors } = await at(bad);
      expect(status).toBe(400);
      expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    }
    expect(await dataOf(at('"2024-03-05T13:00:00.5+03:00"'))).toEqual({ setConversationStatus: { events: [] } });
  });

  test.each([
    ['a status', () => change({ status: 'CLOSED' })],
    ['a status in small letters', () => change({ status: 'open' })],
    ['no status', () => mutate('setConversationStatus', { conversation: told.conversation })],
    ['no conversation', () => change({ conversation: null })],
    ['a conversation that is an object', () => change({ conversation: { id: 1 } })],
    ['a conversation that is a fraction', () => change({ conversation: 1.5 })],
    ['a text that is a number', () => post({ content: 5 })],
    ['an argument that is none', () => change({ force: true })],
  ])('%s', async (_, run) => {
    const { status, errors } = await run();
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

test('a text counts by characters, as it is: 150,000 of any kind are stored', async () => {
  const content = '👋'.repeat(150_000);
  const query = `mutation ($input: PostMessageInput!) { postMessage(input: $input) { message { content } } }`;
  const input = { conversation: told.conversation, type: 'INCOMING', content };
  const { errors, data } = await api.ask(token, query, { input });
  expect(errors).toBeUndefined();
  expect(data.postMessage.message.content === content).toBe(true);
});

/** All that the account's conversations and their log hold. */
async function everything(): Promise<unknown> {
  const { rows } = await api.database.pool.query(
    `SELECT (SELECT json_agg(c) FROM conversations c) AS conversations, (SELECT json_agg(d) FROM dialogs d) AS dialogs,
      (SELECT json_agg(e) FROM events e) AS events, (SELECT count(*) FROM messages) AS messages`,
  );
  return rows;
}

describe('a filter that can match nothing is refused by its field', () => {
  const zone = { timeZone: 'Europe/Kyiv' };
  test.each<[filter: object, argument: string]>([
    [{ hourOfWeek: { ...zone, weekday: 0, hour: 1 } }, 'filter.hourOfWeek.weekday'],
    [{ hourOfWeek: { ...zone, weekday: 8, hour: 1 } }, 'filter.hourOfWeek.weekday'],
    [{ hourOfWeek: { ...zone, weekday: 1, hour: 24 } }, 'filter.hourOfWeek.hour'],
    [{ and: [{ hourOfWeek: { ...zone, weekday: 1, hour: -1 } }] }, 'filter.and.hourOfWeek.hour'],
    [{ transfer: { from: [] } }, 'filter.transfer.from'],
    [{ transfer: { toTeam: ['Ada'] } }, 'filter.transfer.toTeam'],
    [{ transfer: { at: { from: iso(1), to: iso(0) } } }, 'filter.transfer.at'],
    [{ and: [{ transfer: { to: [] } }] }, 'filter.and.transfer.to'],
  ])('%j', async (filter, argument) => {
    const query = 'query ($filter: DialogFilter) { dialogs(filter: $filter) { totalCount } }';
    expect(await refusalOf(api.ask(token, query, { filter }))).toEqual({ code: 'BAD_USER_INPUT', argument });
  });

  test('of no zone', async () => {
    const filter = { hourOfWeek: { weekday: 1, hour: 1, timeZone: '+02:00' } };
    const { errors } = await api.ask(token, 'query ($f: DialogFilter) { live(filter: $f) { open } }', { f: filter });
    expect(errors![0].message).toContain('give an IANA name');
  });
});
