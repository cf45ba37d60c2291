import { sql } from 'drizzle-orm';
import { type Instant, MICROSECONDS_PER_SECOND, parseTimestamp } from '../../src/instant';
import type { Command } from '../../src/write-side/commands';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { accept, assign, mention, post, setStatus, start } from './commands';
import { readClock } from './read-clock';

const CHANGED_AT = parseTimestamp('2024-03-01 12:00:00');
const MESSAGE_AT = CHANGED_AT + 60 * MICROSECONDS_PER_SECOND;
const BEFORE_CHANGE = CHANGED_AT - 1;
const BEFORE_MESSAGE = MESSAGE_AT - 1;

/** What the commands are told with. */
interface Stage {
  readonly here: TestAccount;
  readonly agent: number;
  /** Changed at CHANGED_AT, last message at MESSAGE_AT. */
  readonly open: number;
  /** Resolved at CHANGED_AT. */
  readonly resolved: number;
  readonly there: TestAccount;
  readonly conversationThere: number;
  readonly future: Instant;
}

type Case = readonly [what: string, command: (stage: Stage) => Command];

const UNKNOWN_IDS = [0, -1, 987_654, 2_147_483_648, Number.MAX_SAFE_INTEGER];

const BAD_INPUT: Readonly<Record<string, readonly Case[]>> = {
  'BAD_USER_INPUT of at': [
    ['a start in the future', ({ here, future }) => start(here, { at: future })],
    ['a status in the future', ({ open, future }) => setStatus(open, 'resolved', { at: future })],
    ['the same status in the future', ({ open, future }) => setStatus(open, 'open', { at: future })],
    ['an assignment in the future', ({ open, agent, future }) => assign(open, { agentId: agent, at: future })],
    ['an acceptance in the future', ({ open, agent, future }) => accept(open, agent, { at: future })],
    ['a message in the future', ({ open, future }) => post(open, { at: future })],
    ['a mention in the future', ({ open, agent, future }) => mention(open, agent, { at: future })],
    ['a status before the last change', ({ open }) => setStatus(open, 'resolved', { at: BEFORE_CHANGE })],
    ['a status before the last message', ({ open }) => setStatus(open, 'resolved', { at: BEFORE_MESSAGE })],
    ['an agent before the last change', ({ open, agent }) => assign(open, { agentId: agent, at: BEFORE_CHANGE })],
    ['an agent before the last message', ({ open, agent }) => assign(open, { agentId: agent, at: BEFORE_MESSAGE })],
    [
      'a team before the last message',
      ({ open, here }) => assign(open, { teamId: here.teams[0]!, at: BEFORE_MESSAGE }),
    ],
    [
      'an acceptance that assigns before the last message',
      ({ open, agent }) => accept(open, agent, { at: BEFORE_MESSAGE }),
    ],
    ['a message before the last change', ({ open }) => post(open, { at: BEFORE_CHANGE })],
    ['a message that re-opens before the last change', ({ resolved }) => post(resolved, { at: BEFORE_CHANGE })],
    ['a mention before the last change', ({ open, agent }) => mention(open, agent, { at: BEFORE_CHANGE })],
    ['a time of another era', ({ open }) => post(open, { at: -8e15 })],
  ],
  'BAD_USER_INPUT of closedBy': [
    ['a closer of an open conversation', ({ open }) => setStatus(open, 'pending', { closedBy: 'agent' })],
    ['a closer of one re-opened', ({ resolved }) => setStatus(resolved, 'open', { closedBy: 'visitor' })],
  ],
  'BAD_USER_INPUT of agent': [
    ['an assignment of neither agent nor team', ({ open }) => assign(open, {})],
    ['an outgoing message of nobody', ({ open }) => post(open, { messageType: 'outgoing' })],
    ['one of agent and bot', ({ open, agent }) => post(open, { messageType: 'outgoing', agentId: agent, bot: true })],
    ['a client’s message of an agent', ({ open, agent }) => post(open, { agentId: agent })],
    ['a system message of an agent', ({ open, agent }) => post(open, { messageType: 'activity', agentId: agent })],
    ['an automatic message of an agent', ({ open, agent }) => post(open, { messageType: 'template', agentId: agent })],
  ],
  'BAD_USER_INPUT of bot': [
    ['a client’s message of the bot', ({ open }) => post(open, { bot: true })],
    ['a system message of the bot', ({ open }) => post(open, { messageType: 'activity', bot: true })],
    ['an automatic message of the bot', ({ open }) => post(open, { messageType: 'template', bot: true })],
  ],
  'BAD_USER_INPUT of private': [
    ['a private message of the client', ({ open }) => post(open, { private: true })],
    ['a private system message', ({ open }) => post(open, { messageType: 'activity', private: true })],
    ['a private automatic message', ({ open }) => post(open, { messageType: 'template', private: true })],
  ],
  'BAD_USER_INPUT of content': [
    ['no text', ({ open }) => post(open, { content: '' })],
    ['150,001 characters', ({ open }) => post(open, { content: 'я'.repeat(150_001) })],
    ['1 MB', ({ open }) => post(open, { content: 'x'.repeat(1_048_576) })],
    ['NUL', ({ open }) => post(open, { content: 'be\0fore' })],
    ['half of an emoji', ({ open }) => post(open, { content: '👋'.slice(0, 1) })],
    ['the other half', ({ resolved }) => post(resolved, { content: `${'👋'.slice(1)} hello` })],
  ],
  'NOT_FOUND of inbox': [
    ...unknown('inbox', (id, { here }) => start(here, { inboxId: id })),
    ['another account’s inbox', ({ here, there }) => start(here, { inboxId: there.inbox })],
  ],
  'NOT_FOUND of contact': [
    ...unknown('contact', (id, { here }) => start(here, { contactId: id })),
    ['another account’s contact', ({ here, there }) => start(here, { contactId: there.contacts[0]! })],
  ],
  'NOT_FOUND of assignee': [
    ...unknown('assignee', (id, { here }) => start(here, { assigneeId: id })),
    ['another account’s agent', ({ here, there }) => start(here, { assigneeId: there.agents[0]! })],
  ],
  'NOT_FOUND of team': [
    ...unknown('team at the start', (id, { here }) => start(here, { teamId: id })),
    ...unknown('team', (id, { open }) => assign(open, { teamId: id })),
    ['another account’s team', ({ open, there }) => assign(open, { teamId: there.teams[0]! })],
  ],
  'NOT_FOUND of agent': [
    ...unknown('new agent', (id, { open }) => assign(open, { agentId: id })),
    ...unknown('accepting agent', (id, { open }) => accept(open, id)),
    ...unknown('writing agent', (id, { open }) => post(open, { messageType: 'outgoing', agentId: id })),
    ...unknown('mentioned agent', (id, { open }) => mention(open, id)),
    ['another account’s agent, assigned', ({ open, there }) => assign(open, { agentId: there.agents[0]! })],
    ['another account’s agent, accepting', ({ open, there }) => accept(open, there.agents[0]!)],
    ['another account’s agent, mentioned', ({ open, there }) => mention(open, there.agents[0]!)],
    [
      'another account’s agent, writing',
      ({ open, there }) => post(open, { messageType: 'outgoing', agentId: there.agents[0]! }),
    ],
  ],
  'NOT_FOUND of conversation': [
    ...unknown('conversation', (id) => setStatus(id, 'resolved')),
    ['another account’s, resolved', ({ conversationThere }) => setStatus(conversationThere, 'resolved')],
    ['another account’s, the same status', ({ conversationThere }) => setStatus(conversationThere, 'open')],
    ['another account’s, assigned', ({ conversationThere, agent }) => assign(conversationThere, { agentId: agent })],
    ['another account’s, accepted', ({ conversationThere, agent }) => accept(conversationThere, agent)],
    ['another account’s, written to', ({ conversationThere }) => post(conversationThere)],
    ['another account’s, with a mention', ({ conversationThere, agent }) => mention(conversationThere, agent)],
  ],
  'CONFLICT of conversation': [
    ['an acceptance of a resolved conversation', ({ resolved, agent }) => accept(resolved, agent)],
  ],
};

function unknown(what: string, command: (id: number, stage: Stage) => Command): Case[] {
  return UNKNOWN_IDS.map((id) => [`${what} ${id}`, (stage) => command(id, stage)]);
}

describe('bad input is refused with a stable code, and nothing is written', () => {
  let test_: TestDatabase;
  let writeSide: WriteSide;
  let stage: Stage;
  let before: string;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    writeSide = createWriteSide(test_.database);
    stage = await setStage();
    before = await readAllRows();
  });
  afterAll(() => test_.close());

  for (const [refusal, cases] of Object.entries(BAD_INPUT)) {
    const [code, argument] = refusal.split(' of ');

    test.each(cases)(`${refusal}: %s`, async (_, command) => {
      const outcome = writeSide.execute(stage.here.id, command(stage));

      await expect(outcome).rejects.toMatchObject({ name: 'CommandError', code, argument });
      expect(await readAllRows()).toBe(before);
    });

    test.each(cases)(`${refusal}, in a batch behind a good command: %s`, async (_, command) => {
      const outcome = writeSide.executeBatch(stage.here.id, [post(stage.open), command(stage), post(stage.open)]);

      await expect(outcome).rejects.toMatchObject({ name: 'CommandError', code });
      expect(await readAllRows()).toBe(before);
    });
  }

  test('BAD_USER_INPUT of at: a status before the last message but one that the same batch wrote', async () => {
    const { here, open } = stage;
    const outcome = writeSide.executeBatch(here.id, [
      post(open, { at: MESSAGE_AT + 10 }),
      post(open, { at: MESSAGE_AT + 5 }),
      setStatus(open, 'resolved', { at: MESSAGE_AT + 7 }),
    ]);

    await expect(outcome).rejects.toMatchObject({ code: 'BAD_USER_INPUT', argument: 'at' });
    expect(await readAllRows()).toBe(before);
  });

  async function setStage(): Promise<Stage> {
    const { database } = test_;
    const here = await createAccount(database);
    const there = await createAccount(database);
    const at = CHANGED_AT;
    const { conversationId: open } = await writeSide.execute(here.id, start(here, { at }));
    await writeSide.execute(here.id, post(open, { at: MESSAGE_AT }));
    const { conversationId: resolved } = await writeSide.execute(here.id, start(here, { at: at - 1 }));
    await writeSide.execute(here.id, setStatus(resolved, 'resolved', { at }));
    const { conversationId: conversationThere } = await writeSide.execute(there.id, start(there, { at }));
    const future = (await readClock(database)) + 3600 * MICROSECONDS_PER_SECOND;
    return { here, agent: here.agents[0]!, open, resolved, there, conversationThere, future };
  }

  /** A digest of every row of every table. */
  async function readAllRows(): Promise<string> {
    const { database } = test_;
    const tables = await database.rows<{ name: string }>(
      sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const digests = tables.map(
      ({ name }) => sql`(SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM ${sql.identifier(name)} t)`,
    );
    const [row] = await database.rows<{ digest: string }>(
      sql`SELECT concat_ws(' ', ${sql.join(digests, sql`, `)}) AS digest`,
    );
    return row!.digest;
  }
});

describe('input at the edge of the bad is taken', () => {
  let test_: TestDatabase;
  let writeSide: WriteSide;
  let account: TestAccount;
  let conversationId: number;
  const at = CHANGED_AT;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    writeSide = createWriteSide(test_.database);
    account = await createAccount(test_.database);
    ({ conversationId } = await writeSide.execute(account.id, start(account, { at })));
    await writeSide.execute(account.id, post(conversationId, { at: MESSAGE_AT }));
  });
  afterAll(() => test_.close());

  test('150,000 characters, of any alphabet', async () => {
    const content = 'я'.repeat(150_000);
    const { messageId } = await writeSide.execute(account.id, post(conversationId, { content }));

    const [message] = await test_.database.rows(sql`SELECT content FROM messages WHERE id = ${messageId}`);
    expect(message).toEqual({ content });
  });

  test('a message before the last message, at the time of the last change', async () => {
    const { messageId } = await writeSide.execute(account.id, post(conversationId, { at }));

    const [message] = await test_.database.rows(sql`SELECT created_at FROM messages WHERE id = ${messageId}`);
    expect(message).toEqual({ created_at: at });
  });

  test('the same status, assignee and team again, at any time of the past', async () => {
    const long = at - 3600 * MICROSECONDS_PER_SECOND;
    const again = [
      setStatus(conversationId, 'open', { at: long }),
      assign(conversationId, { agentId: null, teamId: null, at: long }),
    ];

    for (const command of again) expect(await writeSide.execute(account.id, command)).toMatchObject({ events: [] });
  });
});
