import { toIso } from '../../src/instant';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, opaque, servedApi } from './served';
import { moment } from './story';

const api = servedApi(serveTestApi);
let account: TestAccount;
let token: string;

const iso = (seconds: number) => toIso(moment(seconds));
const EVENTS = 'events { name value agent { databaseId } dialog { databaseId } createdAt }';
const PAYLOAD = `conversation { databaseId status assignee { databaseId } inbox { databaseId } contact { databaseId } createdAt }
  dialog { databaseId status assignee { databaseId } team { databaseId } createdAt resolvedAt closedBy startedBy } ${EVENTS}`;

beforeAll(async () => {
  account = await createAccount(api.database);
  token = await api.makeToken(account.id, 'writer');
});

/** Runs one mutation and gives its payload. */
async function run(mutation: string, input: object, payload = PAYLOAD) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${payload} } }`;
  return (await dataOf(api.ask(token, query, { input }))).done;
}

/** A conversation that began at second 0; its id, and that of its dialog. */
async function start(input: object = {}) {
  const [inbox, contact] = [account.inbox, account.contacts[0]];
  const { conversation, dialog } = await run('startConversation', { inbox, contact, at: iso(0), ...input });
  return { conversation: conversation.databaseId as string, dialog: dialog?.databaseId as string };
}

const one = (id: number | string) => ({ databaseId: String(id) });
const agent = (index: number) => one(account.agents[index]!);
const namesOf = ({ events }: { events: readonly { name: string }[] }) => events.map(({ name }) => name);

describe('startConversation', () => {
  test('answers with the conversation, its first dialog and the events of both', async () => {
    const [inbox, contact, assignee, team] = [
      account.inbox,
      account.contacts[0]!,
      account.agents[0]!,
      account.teams[0]!,
    ];
    const input = {
      ...{ inbox: opaque('Inbox', inbox), contact: opaque('Contact', contact), assignee: opaque('Agent', assignee) },
      ...{ team: opaque('Team', team), status: 'PENDING', startedBy: 'INVITATION', startedOffline: true },
      at: '2024-03-05T12:00:00.25+02:00',
    };
    const { conversation, dialog, events } = await run('startConversation', input);
    const event = { value: 0, agent: one(assignee), dialog: one(dialog.databaseId), createdAt: iso(0.25) };
    expect(conversation).toMatchObject({
      status: 'PENDING',
      assignee: one(assignee),
      inbox: one(inbox),
      contact: one(contact),
    });
    expect(dialog).toMatchObject({ status: 'PENDING', team: one(team), createdAt: iso(0.25), startedBy: 'INVITATION' });
    expect(events).toEqual([
      { ...event, name: 'CONVERSATION_PENDING' },
      { ...event, name: 'CONVERSATION_ASSIGNED' },
    ]);
  });

  test('is open, by the visitor and now unless told otherwise', async () => {
    const payload = await run('startConversation', { inbox: account.inbox, contact: account.contacts[0] });
    expect(payload.dialog).toMatchObject({
      status: 'OPEN',
      assignee: null,
      team: null,
      startedBy: 'VISITOR',
      closedBy: null,
    });
    expect(payload.dialog.createdAt).toBe(payload.conversation.createdAt);
    expect(namesOf(payload)).toEqual(['CONVERSATION_OPEN']);
  });

  test('resolved has no dialog; snoozed has one, without an event', async () => {
    const { conversation, ...resolved } = await run('startConversation', {
      ...{ inbox: account.inbox, contact: account.contacts[0], status: 'RESOLVED' },
    });
    expect([conversation.status, resolved]).toEqual(['RESOLVED', { dialog: null, events: [] }]);
    const snoozed = await run('startConversation', {
      inbox: account.inbox,
      contact: account.contacts[0],
      status: 'SNOOZED',
    });
    expect(snoozed).toMatchObject({ dialog: { status: 'SNOOZED' }, events: [] });
  });
});

test('setConversationStatus ends a dialog and begins the next, and does nothing the second time', async () => {
  const { conversation, dialog } = await start({ assignee: account.agents[0] });
  const resolve = { conversation, status: 'RESOLVED', closedBy: 'AGENT', at: iso(60) };
  const ended = await run('setConversationStatus', resolve);
  expect(ended.conversation.status).toBe('RESOLVED');
  expect(ended.dialog).toMatchObject({ ...one(dialog), status: 'RESOLVED', resolvedAt: iso(60), closedBy: 'AGENT' });
  const event = { name: 'CONVERSATION_RESOLVED', value: 60, agent: agent(0), dialog: one(dialog), createdAt: iso(60) };
  expect(ended.events).toEqual([event]);
  expect(await run('setConversationStatus', resolve)).toEqual({ ...ended, events: [] });

  const next = await run('setConversationStatus', { conversation, status: 'OPEN', at: iso(90.5) });
  expect(next.dialog).toMatchObject({ status: 'OPEN', createdAt: iso(90.5), assignee: agent(0), resolvedAt: null });
  expect(next.dialog.databaseId).not.toBe(dialog);
  expect(namesOf(next)).toEqual(['CONVERSATION_OPEN']);
  const snoozed = await run('setConversationStatus', { conversation, status: 'SNOOZED' });
  expect(snoozed).toMatchObject({ dialog: { status: 'SNOOZED', ...one(next.dialog.databaseId) }, events: [] });
});

test('assignConversation changes the agent, the team or both, and does nothing the second time', async () => {
  const { conversation } = await start({ team: account.teams[0] });
  const assign = (input: object) => run('assignConversation', { conversation, ...input });
  const both = { agent: account.agents[1], team: account.teams[1], at: iso(10) };
  const assigned = await assign(both);
  expect(assigned).toMatchObject({
    conversation: { assignee: agent(1) },
    dialog: { assignee: agent(1), team: one(account.teams[1]!) },
    events: [{ name: 'CONVERSATION_ASSIGNED', value: 10, agent: agent(1), createdAt: iso(10) }],
  });
  expect(await assign(both)).toEqual({ ...assigned, events: [] });
  expect(await assign({ team: null })).toMatchObject({ dialog: { assignee: agent(1), team: null }, events: [] });
  const nobody = await assign({ agent: null });
  expect(nobody).toMatchObject({ conversation: { assignee: null }, dialog: { assignee: null } });
  expect(nobody.events).toMatchObject([{ name: 'CONVERSATION_ASSIGNED', agent: null }]);
  expect(namesOf(await assign({ agent: null }))).toEqual([]);
});

test('acceptConversation assigns who accepts, and does nothing the second time', async () => {
  const { conversation, dialog } = await start({ assignee: account.agents[0] });
  const accept = (index: number, at: number) =>
    run('acceptConversation', { conversation, agent: account.agents[index], at: iso(at) });
  const accepted = await accept(1, 20);
  expect(accepted).toMatchObject({ dialog: { ...one(dialog), assignee: agent(1) }, events: [{ agent: agent(1) }] });
  expect(await accept(1, 20)).toEqual({ ...accepted, events: [] });
  expect(namesOf(await accept(1, 30))).toEqual([]);
  const { dialog: after } = await dataOf(api.ask(token, `{ dialog(id: ${dialog}) { waitSeconds } }`));
  expect(after).toEqual({ waitSeconds: 20 });
});

test('postMessage answers with the message, its dialog and the events', async () => {
  const { conversation, dialog } = await start({ assignee: account.agents[0] });
  const payload = `message { content type private createdAt assignee { databaseId } assigneeKnown senderAgent { databaseId } dialog { databaseId } }
    dialog { databaseId status } ${EVENTS}`;
  const post = (input: object) =>
    run('postMessage', { conversation, type: 'INCOMING', content: 'x', ...input }, payload);
  const content = '  Привіт 👋\n\t"\\u0000" <b>&amp; ';
  const asked = await post({ content, at: iso(5) });
  expect(asked).toEqual({
    message: {
      ...{ content, type: 'INCOMING', private: false, createdAt: iso(5), dialog: one(dialog) },
      ...{ assignee: agent(0), assigneeKnown: true, senderAgent: null },
    },
    dialog: { ...one(dialog), status: 'OPEN' },
    events: [],
  });
  const answered = await post({ type: 'OUTGOING', agent: account.agents[1], at: iso(9) });
  expect(answered.message).toMatchObject({ type: 'OUTGOING', senderAgent: agent(1), assignee: agent(0) });
  expect(answered.events).toMatchObject([{ name: 'FIRST_RESPONSE', value: 9, agent: agent(0), dialog: one(dialog) }]);
  expect(namesOf(await post({ type: 'OUTGOING', agent: account.agents[1] }))).toEqual([]);

  await run('setConversationStatus', { conversation, status: 'RESOLVED' });
  const late = await post({ type: 'OUTGOING', bot: true });
  expect(late).toMatchObject({ message: { dialog: one(dialog) }, dialog: { status: 'RESOLVED' }, events: [] });
  const again = await post({});
  expect(namesOf(again)).toEqual(['CONVERSATION_OPEN']);
  expect(again.message.dialog).toEqual(one(again.dialog.databaseId));
  expect(again.dialog.databaseId).not.toBe(dialog);
});

test('mentionAgent moves the mention when it is made again, into the dialog of that moment', async () => {
  const { conversation, dialog } = await start();
  const mention = (at: number) =>
    run(
      'mentionAgent',
      { conversation, agent: account.agents[2], at: iso(at) },
      'mention { databaseId agent { databaseId } dialog { databaseId } mentionedAt }',
    );
  const first = await mention(1);
  expect(first.mention).toMatchObject({ agent: agent(2), dialog: one(dialog), mentionedAt: iso(1) });
  expect(await mention(1)).toEqual(first);
  await run('setConversationStatus', { conversation, status: 'RESOLVED', at: iso(2) });
  const { dialog: next } = await run('setConversationStatus', { conversation, status: 'OPEN', at: iso(3) });
  const moved = { ...first.mention, dialog: one(next.databaseId), mentionedAt: iso(4) };
  expect(await mention(4)).toEqual({ mention: moved });
  const { before } = await dataOf(api.ask(token, `{ before: dialog(id: ${dialog}) { mentions { databaseId } } }`));
  expect(before).toEqual({ mentions: [] });
});

describe('several mutations in one request', () => {
  test('run one after another, and each answers with what those before it left', async () => {
    const { conversation, dialog } = await start();
    const state = `dialog { databaseId status assignee { databaseId } transferCount messageCounts { total } agents { agent { databaseId } } }
      conversation { status dialogs { totalCount } }`;
    const on = (rest: string) => `(input: { conversation: ${conversation}, ${rest} })`;
    const [a, b] = account.agents as [number, number, number];
    const data = await dataOf(
      api.ask(
        token,
        `mutation {
          first: assignConversation${on(`agent: ${a}`)} { ${state} }
          second: assignConversation${on(`agent: ${b}`)} { ${state} }
          third: postMessage${on(`type: OUTGOING, agent: ${a}, content: "x"`)} { dialog { messageCounts { total } events { totalCount } } }
          fourth: setConversationStatus${on('status: RESOLVED')} { ${state} }
          fifth: setConversationStatus${on('status: OPEN')} { ${state} }
        }`,
      ),
    );
    const told = { ...one(dialog), transferCount: 0, messageCounts: { total: 0 } };
    const agents = [{ agent: agent(0) }, { agent: agent(1) }];
    const open = { status: 'OPEN', dialogs: { totalCount: 1 } };
    expect(data).toMatchObject({
      first: { dialog: { ...told, assignee: agent(0), agents: agents.slice(0, 1) }, conversation: open },
      second: { dialog: { ...told, assignee: agent(1), agents, transferCount: 1 }, conversation: open },
      third: { dialog: { messageCounts: { total: 1 }, events: { totalCount: 4 } } },
      fourth: { dialog: { ...one(dialog), status: 'RESOLVED', transferCount: 1, messageCounts: { total: 1 } } },
      fifth: { dialog: { transferCount: 0, agents: agents.slice(1) }, conversation: { dialogs: { totalCount: 2 } } },
    });
  });

  test('stop at the first that is refused; what went before it stands', async () => {
    const { conversation, dialog } = await start();
    const on = (rest: string) => `(input: { conversation: ${conversation}, ${rest} }) { events { name } }`;
    const { data, errors } = await api.ask(
      token,
      `mutation {
        good: assignConversation${on(`agent: ${account.agents[0]}`)}
        bad: assignConversation${on('agent: 1999999999')}
        never: setConversationStatus${on('status: RESOLVED')}
      }`,
    );
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['bad'], extensions: { code: 'NOT_FOUND', argument: 'agent' } }]);
    const after = await dataOf(api.ask(token, `{ dialog(id: ${dialog}) { status assignee { databaseId } } }`));
    expect(after.dialog).toEqual({ status: 'OPEN', assignee: agent(0) });
  });
});
