import fc from 'fast-check';
import { inboxes } from '../../src/database/tables';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { conversationList, dialogsList, momentList, namedList, ORDERS } from './lists';
import { refusalOf, servedApi } from './served';
import { assign, become, moment, type Step, type Story, say, tell } from './story';
import type { List, PageArguments } from './walk';

const api = servedApi(serveTestApi);
const MANY = 101;
const lists = new Map<string, List>();
/** The cursor of the first item of each, once it was asked for. */
const cursors = new Map<string, Promise<string>>();
const BY_NAME = ['agents', 'inboxes', 'teams'] as const;
const BY_TIME = ['events', 'messages'] as const;
const BOTH_WAYS = ['dialogs', 'dialogs of a conversation', ...BY_NAME];
/** All lists whose cursors differ. */
const UNLIKE = [...ORDERS.map(({ name }) => name), ...BY_NAME, ...BY_TIME];

beforeAll(async () => {
  const account = await createAccount(api.database, { agents: MANY, teams: MANY });
  const token = await api.makeToken(account.id, 'reader');
  const stamps = { createdAt: moment(0), updatedAt: moment(0) };
  const more = Array.from({ length: MANY }, (_, channelId) => ({ name: 'one of many', channelId, ...stamps }));
  await api.database.orm.insert(inboxes).values(more.map((inbox) => ({ ...inbox, accountId: account.id })));
  const [told] = await tell(api, account, longStory(account));
  for (const { name, orderBy } of ORDERS) lists.set(name, dialogsList(api, token, orderBy));
  lists.set('dialogs', lists.get('CREATED_AT DESC')!);
  lists.set('dialogs of a conversation', conversationList(api, token, told!.conversation, ORDERS[0]!.orderBy));
  for (const kind of BY_NAME) lists.set(kind, namedList(api, token, kind));
  for (const kind of BY_TIME) lists.set(kind, momentList(api, token, told!.dialog, kind));
});

describe.each([...BOTH_WAYS, ...BY_TIME])('%s', (name) => {
  const sizeOf = async (args: PageArguments) => (await lists.get(name)!.page(args)).nodes.length;
  const refused = (args: PageArguments) => refusalOf(lists.get(name)!.ask(args));

  test('come fifty at a time unless told, and a hundred at most', async () => {
    expect(await sizeOf({})).toBe(50);
    expect(await sizeOf({ first: null, after: null, last: null, before: null })).toBe(50);
    expect(await sizeOf({ first: 100 })).toBe(100);
    expect(await refused({ first: 101 })).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' });
    expect(await refused({ first: -1 })).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' });
    expect(await refused({ first: 2_147_483_647 })).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' });
  });

  test('come as none when none is asked for', async () => {
    const { nodes, edges, pageInfo } = await lists.get(name)!.page({ first: 0 });
    expect({ nodes, edges }).toEqual({ nodes: [], edges: [] });
    expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null });
  });

  test('refuse cursors that are none', async () => {
    for (const after of [
      '',
      ' ',
      'x',
      '\0',
      '💥',
      '\ud800',
      'AAAA',
      '[]',
      'W10',
      'bnVsbA',
      'e30',
      'x'.repeat(100_000),
    ]) {
      expect(await refused({ after })).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
    }
  });
});

describe.each(BOTH_WAYS)('%s backward', (name) => {
  test('have the same limits', async () => {
    const list = lists.get(name)!;
    const refused = (args: PageArguments) => refusalOf(list.ask(args));
    expect((await list.page({ last: 100 })).nodes).toHaveLength(100);
    expect(await refused({ last: 101 })).toEqual({ code: 'BAD_USER_INPUT', argument: 'last' });
    expect(await refused({ last: -1 })).toEqual({ code: 'BAD_USER_INPUT', argument: 'last' });
    expect(await refused({ first: 1, last: 1 })).toEqual({ code: 'BAD_USER_INPUT', argument: 'last' });
    expect(await refused({ last: 1, before: 'x' })).toEqual({ code: 'BAD_USER_INPUT', argument: 'before' });
    expect((await list.page({ last: 0 })).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });
});

test.each(UNLIKE)('%s refuse the cursors of all other lists and orders', async (name) => {
  const others = await Promise.all(UNLIKE.filter((other) => other !== name).map((other) => cursorOf(other)));
  for (const after of others) {
    expect(await refusalOf(lists.get(name)!.ask({ after }))).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
  }
});

test.each([
  ['CREATED_AT DESC', '[null,1] [1] [] ["1","1"] [1.5,1] [-1e17,1] [1,-1] [1,9007199254740992] [1e308,1] [{},1]'],
  ['RESOLVED_AT ASC', '[1,null] [null,null] [null,-1] ["infinity",1] [1e308,1]'],
  ['agents', '[1,1] ["a\\u0000",1] ["\\u0000",1] ["a",-1] ["a",1e308] ["a"] [null,1] [["a"],1]'],
  ['events', '[1,null] ["1","1"] [-1e17,1] [1e308,1] [1,9007199254740992]'],
])('%s refuse cursors with a place that no row has', async (name, places) => {
  for (const place of places.split(' ')) {
    const after = await forged(name, JSON.parse(place));
    expect(await refusalOf(lists.get(name)!.ask({ after }))).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
  }
});

test('no invented place in a list is a fault: it is a place, or it is refused', async () => {
  const part = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.maxSafeInteger(), fc.double(), fc.string({ unit: 'binary' }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...UNLIKE), fc.array(part, { maxLength: 3 }), async (name, place) => {
      const { errors } = await lists.get(name)!.ask({ first: 1, after: await forged(name, place) });
      for (const { extensions } of errors ?? [])
        expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
    }),
    {
      numRuns: 100,
      examples: [
        ['agents', ['\ud800', 1]],
        ['RESOLVED_AT DESC', [2 ** 53 - 1, 2 ** 53 - 1]],
      ],
    },
  );
});

/** One conversation whose first dialog has many events and messages, and that has many dialogs. */
function longStory({ agents }: TestAccount): Story {
  const busy = agents.flatMap((agent): Step[] => [
    [1, assign(agent)],
    [1, say('activity')],
  ]);
  const reopened = agents.flatMap((): Step[] => [
    [2, become('resolved')],
    [2, become('open')],
  ]);
  return [{}, ...busy, ...reopened];
}

function cursorOf(name: string): Promise<string> {
  const cursor = cursors.get(name) ?? firstCursor(lists.get(name)!);
  cursors.set(name, cursor);
  return cursor;
}

async function firstCursor(list: List): Promise<string> {
  return (await list.page({ first: 1 })).pageInfo.endCursor!;
}

/** A cursor of the list as the API writes them, but with another place in it. */
async function forged(name: string, place: readonly unknown[]): Promise<string> {
  const [list] = JSON.parse(Buffer.from(await cursorOf(name), 'base64url').toString());
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url');
}
