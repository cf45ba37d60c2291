import { toIso } from '../../src/instant';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, opaque, refusalOf, servedApi } from './served';

const api = servedApi(serveTestApi);
let account: TestAccount;
let stranger: TestAccount;
let writer: string;
let administrator: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  stranger = await createAccount(api.database);
  writer = await api.makeToken(account.id, 'writer');
  administrator = await api.makeToken(account.id, 'administrator');
});

/** A moment so many seconds ago. */
const ago = (seconds: number) => toIso((Date.now() - seconds * 1000) * 1000);

describe('recordVisitorPresence', () => {
  const RECORD =
    'mutation ($input: RecordVisitorPresenceInput!) { done: recordVisitorPresence(input: $input) { recorded } }';
  const record = (input: object, token = writer) =>
    api.ask(token, RECORD, {
      input: { contact: account.contacts[0], inbox: account.inbox, session: 'page', presence: 'ONLINE', ...input },
    });

  test('tells whether anything was new', async () => {
    const input = {
      contact: opaque('Contact', account.contacts[1]!),
      inbox: opaque('Inbox', account.inbox),
      at: ago(60),
    };
    expect(await dataOf(record(input))).toEqual({ done: { recorded: true } });
    expect(await dataOf(record(input))).toEqual({ done: { recorded: false } });
    expect(await dataOf(record({ ...input, at: undefined }))).toEqual({ done: { recorded: true } });
    expect(await dataOf(record({ ...input, inbox: null }))).toEqual({ done: { recorded: true } });
    expect(await dataOf(record({ ...input, presence: 'OFFLINE' }))).toEqual({ done: { recorded: true } });
  });

  test('decides again what a dialog is, within the same request', async () => {
    const KINDS = 'dialog { kinds classification { presenceKnown departedAt reasonCode } }';
    const { started } = await dataOf(
      api.ask(
        writer,
        'mutation ($input: StartConversationInput!) { started: startConversation(input: $input) { conversation { databaseId } } }',
        { input: { inbox: account.inbox, contact: account.contacts[0], at: ago(600) } },
      ),
    );
    const conversation = started.conversation.databaseId;
    const left = ago(400);
    const query = `mutation ($resolve: SetConversationStatusInput!, $seen: RecordVisitorPresenceInput!) {
      before: setConversationStatus(input: $resolve) { ${KINDS} }
      recordVisitorPresence(input: $seen) { recorded }
      after: setConversationStatus(input: $resolve) { ${KINDS} }
    }`;
    const { before, after } = await dataOf(
      api.ask(writer, query, {
        resolve: { conversation, status: 'RESOLVED', at: ago(300) },
        seen: { contact: account.contacts[0], session: 'page', presence: 'OFFLINE', at: left },
      }),
    );
    expect(before.dialog).toEqual({
      kinds: [],
      classification: { presenceKnown: false, departedAt: null, reasonCode: 'presence-not-known' },
    });
    expect(after.dialog).toEqual({
      kinds: ['MISSED'],
      classification: { presenceKnown: true, departedAt: left, reasonCode: 'waited-in-vain' },
    });
  });

  test.each<[what: string, input: () => object, refusal: object]>([
    [
      'a contact of another account',
      () => ({ contact: stranger.contacts[0] }),
      { code: 'NOT_FOUND', argument: 'contact' },
    ],
    ['an inbox of another account', () => ({ inbox: stranger.inbox }), { code: 'NOT_FOUND', argument: 'inbox' }],
    ['an inbox beyond all ids', () => ({ inbox: '9'.repeat(30) }), { code: 'NOT_FOUND', argument: 'inbox' }],
    ['no id', () => ({ contact: 'Ada' }), { code: 'BAD_USER_INPUT', argument: 'contact' }],
    ['the future', () => ({ at: ago(-3600) }), { code: 'BAD_USER_INPUT', argument: 'at' }],
    ['no session', () => ({ session: '' }), { code: 'BAD_USER_INPUT', argument: 'session' }],
    ['a long session', () => ({ session: 'x'.repeat(101) }), { code: 'BAD_USER_INPUT', argument: 'session' }],
  ])('refuses %s', async (_what, input, refusal) => {
    expect(await refusalOf(record(input()))).toEqual(refusal);
  });

  test('needs WRITER', async () => {
    const reader = await api.makeToken(account.id, 'reader');
    expect(await refusalOf(record({}, reader))).toEqual({ code: 'FORBIDDEN' });
  });
});

describe('setBounceTimeout', () => {
  const SET =
    'mutation ($input: SetBounceTimeoutInput!) { done: setBounceTimeout(input: $input) { bounceTimeoutSeconds } }';
  const set = (input: object, token = administrator) => api.ask(token, SET, { input });
  const START = `mutation ($input: StartConversationInput!) {
    startConversation(input: $input) { dialog { classification { bounceTimeoutSeconds } } } }`;
  const inForce = async () => {
    const input = { inbox: account.inbox, contact: account.contacts[0] };
    const { startConversation } = await dataOf(api.ask(writer, START, { input }));
    return startConversation.dialog.classification.bounceTimeoutSeconds;
  };

  test('an inbox’s own goes before the account’s, and without either it is a minute', async () => {
    const { inbox } = account;
    const steps: [input: object, answer: number, newDialog: number][] = [
      [{ seconds: null }, 60, 60],
      [{ seconds: 90 }, 90, 90],
      [{ inbox, seconds: 0 }, 0, 0],
      [{ seconds: 86_400 }, 86_400, 0],
      [{ inbox: opaque('Inbox', inbox) }, 86_400, 86_400],
      [{}, 60, 60],
    ];
    for (const [input, bounceTimeoutSeconds, newDialog] of steps) {
      expect(await dataOf(set(input))).toEqual({ done: { bounceTimeoutSeconds } });
      expect(await inForce()).toBe(newDialog);
    }
  });

  test.each<[what: string, input: () => object, refusal: object]>([
    [
      'an inbox of another account',
      () => ({ inbox: stranger.inbox, seconds: 5 }),
      { code: 'NOT_FOUND', argument: 'inbox' },
    ],
    [
      'an inbox that is nowhere',
      () => ({ inbox: '999999999999', seconds: null }),
      { code: 'NOT_FOUND', argument: 'inbox' },
    ],
    ['an inbox beyond all ids', () => ({ inbox: '9'.repeat(30) }), { code: 'NOT_FOUND', argument: 'inbox' }],
    ['less than none', () => ({ seconds: -1 }), { code: 'BAD_USER_INPUT', argument: 'seconds' }],
    ['more than a day', () => ({ seconds: 86_401 }), { code: 'BAD_USER_INPUT', argument: 'seconds' }],
  ])('refuses %s', async (_what, input, refusal) => {
    expect(await refusalOf(set(input()))).toEqual(refusal);
  });

  test('needs ADMINISTRATOR', async () => {
    expect(await refusalOf(set({ seconds: 5 }, writer))).toEqual({ code: 'FORBIDDEN' });
  });
});
