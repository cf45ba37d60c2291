import { createClient } from 'graphql-sse';
import { connectDatabase } from '../../src/database/database';
import { DEFAULT_STREAM_LIMITS } from '../../src/live/limits';
import type { Command } from '../../src/write-side/commands';
import { createWriteSide } from '../../src/write-side/service';
import { opaque, servedApi } from '../graphql/served';
import { become, moment, say, type Told, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';
import { closeStreams, type StreamEvent, subscribe } from './subscribe';

const QUICK = { streamLimits: { ...DEFAULT_STREAM_LIMITS, interval: 50 } };
const api = servedApi(() => serveTestApi({ api: QUICK }));
/** Another server on the same database. */
const other = servedApi(async () => {
  const database = await connectDatabase(api.databaseUrl);
  return serveTestApi({ given: { database, url: api.databaseUrl, close: () => database.close() }, api: QUICK });
});
afterEach(closeStreams);

const LIVE = 'subscription { live { open pending } }';
const CHANGES = `subscription ($dialog: ID, $after: String, $filter: DialogFilter) {
  dialogChanges(dialog: $dialog, after: $after, filter: $filter) { cursor dialogs { databaseId status } }
}`;

/** An account with one open dialog, and a token for it. */
async function oneDialog(): Promise<{ account: TestAccount; told: Told; token: string }> {
  const account = await createAccount(api.database);
  const [told] = await tell(api, account, [{}]);
  return { account, told: told!, token: await api.makeToken(account.id, 'writer') };
}

/** Carries out a deed by one of the servers. */
function carryOut({ database }: Pick<TestApi, 'database'>, accountId: number, command: Command) {
  return createWriteSide(database).execute(accountId, command);
}

/** The statuses that an event tells, by dialog. */
const told = (event: StreamEvent | undefined) =>
  (event!.data.data.dialogChanges.dialogs as Record<string, string>[]).map(({ databaseId, status }) => [
    databaseId,
    status,
  ]);

test('what one server writes reaches the subscribers of the other: numbers and dialogs', async () => {
  const { account, told: it, token } = await oneDialog();
  const numbers = await subscribe(other, token, LIVE);
  expect(numbers.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(await numbers.next()).toMatchObject({ event: 'next', data: { data: { live: { open: 1, pending: 0 } } } });
  const all = await subscribe(other, token, CHANGES);
  expect(told(await all.next())).toEqual([]);
  const one = await subscribe(other, token, CHANGES, { dialog: opaque('Dialog', it.dialog) });
  expect(told(await one.next())).toEqual([[String(it.dialog), 'OPEN']]);

  await carryOut(api, account.id, become('pending')(it.conversation, moment(10)));
  expect(told(await all.next())).toEqual([[String(it.dialog), 'PENDING']]);
  expect(told(await one.next())).toEqual([[String(it.dialog), 'PENDING']]);
  await numbers.until(({ data }) => data.data.live.pending === 1);

  const [another] = await tell(api, account, [{ seconds: 20 }]);
  expect(told(await all.next())).toContainEqual([String(another!.dialog), 'OPEN']);
  await carryOut(api, account.id, become('resolved', 'agent')(it.conversation, moment(30)));
  await one.until((event) => JSON.stringify(told(event)) === JSON.stringify([[String(it.dialog), 'RESOLVED']]));
});

test('a message of the client is a change of its dialog; what is of another account is none', async () => {
  const { account, told: it, token } = await oneDialog();
  const foreign = await oneDialog();
  const one = await subscribe(api, token, CHANGES);
  await one.next();
  await carryOut(api, foreign.account.id, say()(foreign.told.conversation, moment(10)));
  await carryOut(api, account.id, say()(it.conversation, moment(10)));
  expect(told(await one.next())).toEqual([[String(it.dialog), 'OPEN']]);
});

test('a client of the protocol is served: next, errors before the stream, and complete', async () => {
  const { token } = await oneDialog();
  const client = createClient({
    url: `${api.url}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  for await (const { data } of client.iterate({ query: LIVE })) {
    expect(data).toEqual({ live: { open: 1, pending: 0 } });
    break;
  }
  const once = [];
  for await (const { data } of client.iterate({ query: '{ viewer { role } }' })) once.push(data);
  expect(once).toEqual([{ viewer: { role: 'WRITER' } }]);
  await expect(async () => {
    for await (const _ of client.iterate({ query: 'subscription { nothing }' }));
  }).rejects.toMatchObject({ message: expect.stringMatching(/400/) });
  client.dispose();
});

test('a stream may be asked for by GET, and no mutation', async () => {
  const { told: it, token } = await oneDialog();
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
  const get = (query: string, variables = {}) =>
    fetch(`${api.url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`, { headers });
  const answered = await get(CHANGES, { dialog: opaque('Dialog', it.dialog) });
  expect(answered.status).toBe(200);
  const { value } = await answered.body!.getReader().read();
  expect(new TextDecoder().decode(value)).toMatch(/^event: next\ndata: \{"data":\{"dialogChanges":.*\}\n\n$/);
  const refused = await get('mutation { __typename }');
  expect([refused.status, await refused.json()]).toMatchObject([
    405,
    { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
  ]);
});

test.each([
  ['subscription { nothing }', {}, 400, 'GRAPHQL_VALIDATION_FAILED', /Cannot query field/],
  ['subscription {', {}, 400, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
  [
    'subscription { live { open } more: live { open } }',
    {},
    400,
    'GRAPHQL_VALIDATION_FAILED',
    /only one top level field/,
  ],
  [CHANGES, { dialog: opaque('Dialog', 1_999_999_999) }, 404, 'NOT_FOUND', /no such dialog/],
  [CHANGES, { after: 'x' }, 400, 'BAD_USER_INPUT', /is no cursor/],
  [CHANGES, { after: cursor('100:90:') }, 400, 'BAD_USER_INPUT', /cursor of another list/],
  [CHANGES, { after: cursor('3:9223372036854775807:') }, 410, 'CURSOR_EXPIRED', /no longer kept/],
  [CHANGES, { filter: { inbox: [] } }, 400, 'BAD_USER_INPUT', /empty list/],
])('before the stream an error is plain JSON: %s %j', async (query, variables, status, code, message) => {
  const { token } = await oneDialog();
  const { response } = await refusedBy(token, query, variables);
  expect(response).toMatchObject({
    status,
    body: { errors: [{ message: expect.stringMatching(message), extensions: { code } }] },
  });
});

test('without a token, and as a plain request, the refusal says what is right', async () => {
  const { token } = await oneDialog();
  const { response } = await refusedBy('dlg_nothing', LIVE, {});
  expect(response).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
  const plain = await api.ask(token, LIVE);
  expect(plain).toMatchObject({
    status: 406,
    errors: [{ message: expect.stringContaining('"Accept: text/event-stream"'), extensions: { code: 'BAD_REQUEST' } }],
  });
});

function cursor(seen: string): string {
  return Buffer.from(JSON.stringify(['changes of dialogs', seen])).toString('base64url');
}

async function refusedBy(token: string, query: string, variables: Record<string, unknown>) {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return { response: { status: response.status, body: await response.json() } };
}

test('a limited token is told of what lies within its limits only, by id as well', async () => {
  const account = await createAccount(api.database);
  const [within, outside] = await tell(api, account, [{}], [{ inboxId: account.botInbox }]);
  const token = await api.makeToken(account.id, 'reader', { inboxIds: [account.inbox] });
  const { response } = await refusedBy(token, CHANGES, { dialog: opaque('Dialog', outside!.dialog) });
  expect(response).toMatchObject({ status: 404, body: { errors: [{ extensions: { code: 'NOT_FOUND' } }] } });
  const all = await subscribe(api, token, CHANGES);
  const numbers = await subscribe(api, token, LIVE);
  await all.next();
  expect(await numbers.next()).toMatchObject({ data: { data: { live: { open: 1 } } } });
  await carryOut(api, account.id, say()(outside!.conversation, moment(10)));
  await carryOut(api, account.id, become('pending')(within!.conversation, moment(10)));
  expect(told(await all.next())).toEqual([[String(within!.dialog), 'PENDING']]);
});

test('a token that is revoked is told so within seconds, and its stream is complete', async () => {
  const { account, token } = await oneDialog();
  const stream = await subscribe(api, token, CHANGES);
  await stream.next();
  await api.database.pool.query('UPDATE dialog_api_tokens SET revoked_at = now() WHERE account_id = $1', [account.id]);
  expect(await stream.next()).toMatchObject({
    event: 'next',
    data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  });
  expect(await stream.next()).toEqual({ event: 'complete', data: undefined });
  expect(await stream.next()).toBeUndefined();
});
