import { sql } from 'drizzle-orm';
import { dialogSettings } from '../../../src/database/tables';
import { createWriteSide } from '../../../src/write-side/service';
import { createTestDatabase, type TestDatabase } from '../../helpers/database';
import { expectStatements, statementsOf } from '../../helpers/statements';
import { accept } from '../commands';
import { moment, openSite, type Site } from './site';

let test_: TestDatabase;
let site: Site;

beforeAll(async () => {
  test_ = await createTestDatabase();
});
afterAll(() => test_?.close());
beforeEach(async () => {
  site = await openSite(test_.database);
});

const MISSED = { kinds: 'missed', reason: 'waited-in-vain' };
const STAYED = { kinds: '', reason: 'stayed' };
const UNKNOWN = { kinds: '', reason: 'presence-not-known' };

/** The visitor comes, waits from second 0, and is seen until 120, in a dialog that is resolved at 300. */
async function waitInVain(inboxId?: number) {
  await site.tell(-10, 'online');
  const { dialog, conversation } = await site.open(0, inboxId);
  for (let second = 5; second <= 120; second += 15) await site.tell(second, 'online');
  return { dialog, conversation };
}

describe('what a record does to the kinds', () => {
  test('a visitor who leaves and is not answered is missed, whether it says so or falls silent', async () => {
    const silent = await waitInVain();
    await site.resolve(silent.conversation, 300);
    expect(await site.kinds(silent.dialog)).toEqual(MISSED);

    site = await openSite(test_.database);
    const told = await waitInVain();
    await site.tell(130, 'offline');
    await site.resolve(told.conversation, 140);
    expect(await site.kinds(told.dialog)).toEqual(MISSED);
  });

  test('one who stays until the resolve is not', async () => {
    const { dialog, conversation } = await waitInVain();
    await site.resolve(conversation, 150);
    expect(await site.kinds(dialog)).toEqual(STAYED);
  });

  test('what is told after the resolve decides again, and what happened after it does not', async () => {
    const { dialog, conversation } = await site.open(0);
    await site.resolve(conversation, 300);
    expect(await site.kinds(dialog)).toEqual(UNKNOWN);
    await site.tell(301, 'online');
    expect(await site.kinds(dialog)).toEqual(UNKNOWN);
    await site.tell(120, 'online');
    expect(await site.kinds(dialog)).toEqual(MISSED);
    await site.tell(290, 'online');
    expect(await site.kinds(dialog)).toEqual(STAYED);
    await site.tell(295, 'offline');
    expect(await site.kinds(dialog)).toEqual(MISSED);
  });

  test('a visit without an inbox is one of all inboxes, and one of another inbox says nothing', async () => {
    const { dialog, conversation } = await site.open(0);
    await site.resolve(conversation, 300);
    await site.tell(120, 'online', { inboxId: site.account.botInbox });
    expect(await site.kinds(dialog)).toEqual(UNKNOWN);
    await site.tell(120, 'online', { inboxId: null });
    expect(await site.kinds(dialog)).toEqual(MISSED);
  });

  test('a channel that knows no presence takes no notice', async () => {
    const { id: accountId, inbox: inboxId } = site.account;
    await test_.database.orm
      .insert(dialogSettings)
      .values({ accountId, inboxId, key: 'presence_capable', value: false, updatedAt: moment(0) });
    const { dialog, conversation } = await waitInVain();
    await site.resolve(conversation, 300);
    expect(await site.kinds(dialog)).toEqual({ kinds: '', reason: 'always-online' });
  });

  test('it is the contact that the conversation has now; of a deleted one, the dialog’s', async () => {
    const { dialog, conversation } = await site.open(0);
    await site.resolve(conversation, 300);
    const other = site.account.contacts[1]!;
    await test_.database.rows(sql`UPDATE conversations SET contact_id = ${other} WHERE id = ${conversation}`);
    await site.tell(120, 'online');
    expect(await site.kinds(dialog)).toEqual(UNKNOWN);
    await site.tell(150, 'online', { contactId: other });
    expect(await site.kinds(dialog)).toEqual(MISSED);
    await test_.database.rows(sql`DELETE FROM conversations WHERE id = ${conversation}`);
    await site.tell(290, 'online');
    expect(await site.kinds(dialog)).toEqual(STAYED);
  });

  test('the grace of the account counts', async () => {
    const { dialog, conversation } = await waitInVain();
    const { id: accountId } = site.account;
    await test_.database.orm
      .insert(dialogSettings)
      .values({ accountId, inboxId: 0, key: 'presence_grace', value: 5, updatedAt: moment(0) });
    await site.resolve(conversation, 130);
    expect(await site.kinds(dialog)).toEqual(MISSED);
    await site.tell(125, 'online');
    expect(await site.kinds(dialog)).toEqual(STAYED);
  });
});

describe('what is stored', () => {
  const sign = (second: number) => ({ onlineFrom: moment(second), lastSignAt: moment(second), hasLeft: false });

  test('tells whether it was new', async () => {
    const told: boolean[] = [];
    for (const second of [0, 0, 15, 0, 15]) told.push(await site.tell(second, 'online'));
    for (const second of [20, 20]) told.push(await site.tell(second, 'offline'));
    expect(told).toEqual([true, false, true, false, false, true, false]);
    expect(await site.intervals()).toEqual({
      page: [{ onlineFrom: moment(0), lastSignAt: moment(20), hasLeft: true, signs: [moment(0), moment(15)] }],
    });
  });

  test('a gap begins a new interval, and so does a quarter of an hour', async () => {
    for (const second of [0, 46, 880, 895, 905]) await site.tell(second, 'online');
    expect(await site.intervals()).toEqual({
      page: [
        { ...sign(0), signs: [moment(0)] },
        { ...sign(46), signs: [moment(46)] },
        { onlineFrom: moment(880), lastSignAt: moment(895), hasLeft: false, signs: [moment(880), moment(895)] },
        { ...sign(905), signs: [moment(905)] },
      ],
    });
  });

  test('without a moment it is now, by the clock of the database', async () => {
    const before = Date.now() * 1000;
    for (const presence of ['online', 'online', 'offline'] as const) await site.tell(0, presence, { at: undefined });
    const [interval] = (await site.intervals()).page!;
    expect(interval!.onlineFrom).toBeGreaterThan(before - 1_000_000);
    expect(interval!.lastSignAt).toBeLessThan(Date.now() * 1000 + 1_000_000);
    expect(interval).toMatchObject({ hasLeft: true, signs: [expect.any(Number), expect.any(Number)] });
  });

  test('a clock that is a little ahead is taken as now', async () => {
    for (const ahead of [0, 3_000_000]) await site.tell(0, 'online', { at: Date.now() * 1000 + ahead });
    const [interval] = (await site.intervals()).page!;
    expect(interval!.lastSignAt).toBeLessThan(Date.now() * 1000 + 1_000_000);
  });
});

describe('a page that is open still costs one statement', () => {
  const beat = (second: number) => statementsOf(() => site.tell(second, 'online'));

  test('without any dialog', async () => {
    await site.tell(0, 'online');
    const { result, statements } = await beat(15);
    expect(result).toBe(true);
    expectStatements(statements, 1);
  });

  test('beside a chat and beside dialogs that have ended', async () => {
    const ended = await waitInVain();
    await site.resolve(ended.conversation, 130);
    const { conversation } = await site.open(140);
    const writeSide = createWriteSide(test_.database);
    await writeSide.execute(site.account.id, accept(conversation, site.account.agents[0]!, { at: moment(140) }));
    await site.tell(135, 'online');
    await site.tell(150, 'online');
    const { result, statements } = await beat(165);
    expect(result).toBe(true);
    expectStatements(statements, 1);
  });

  test('but not beside a dialog that it may change', async () => {
    const { dialog, conversation } = await waitInVain();
    expectStatements((await beat(130)).statements, 8, 14);
    const writeSide = createWriteSide(test_.database);
    await writeSide.execute(site.account.id, accept(conversation, site.account.agents[0]!, { at: moment(200) }));
    // Accepted while the visitor was away; then it comes back.
    expect(await site.kinds(dialog)).toEqual({ kinds: '', reason: 'still-open' });
    await site.tell(210, 'online');
    expect(await site.kinds(dialog)).toEqual({ kinds: 'chat', reason: 'still-open' });
  });
});

describe('what is refused, and nothing is written', () => {
  test.each<[what: string, parts: () => Parameters<Site['tell']>[2], error: object]>([
    ['a contact that is nowhere', () => ({ contactId: 2 ** 40 }), { code: 'NOT_FOUND', argument: 'contact' }],
    ['a contact of another account', () => ({ contactId: stranger }), { code: 'NOT_FOUND', argument: 'contact' }],
    ['an inbox that is nowhere', () => ({ inboxId: 2 ** 40 }), { code: 'NOT_FOUND', argument: 'inbox' }],
    ['no inbox by its id', () => ({ inboxId: 0 }), { code: 'NOT_FOUND', argument: 'inbox' }],
    ['a moment ahead', () => ({ at: (Date.now() + 8000) * 1000 }), { code: 'BAD_USER_INPUT', argument: 'at' }],
    ['no session', () => ({ session: '' }), { code: 'BAD_USER_INPUT', argument: 'session' }],
    ['a long session', () => ({ session: 'é'.repeat(101) }), { code: 'BAD_USER_INPUT', argument: 'session' }],
    ['NUL in a session', () => ({ session: 'a\0b' }), { code: 'BAD_USER_INPUT', argument: 'session' }],
    ['half a surrogate pair', () => ({ session: 'a\ud800' }), { code: 'BAD_USER_INPUT', argument: 'session' }],
  ])('%s', async (_what, parts, error) => {
    await site.tell(0, 'online');
    for (const presence of ['online', 'offline'] as const) {
      await expect(site.tell(15, presence, parts())).rejects.toMatchObject({ name: 'CommandError', ...error });
    }
    expect(Object.values(await site.intervals()).flat()).toHaveLength(1);
  });

  let stranger: number;
  beforeAll(async () => {
    stranger = (await openSite(test_.database)).contact;
  });

  test('a session of a hundred characters is not, whatever is in it', async () => {
    const session = `'; DROP TABLE dialogs; --${'😀'.repeat(75)}`;
    expect(await site.tell(0, 'online', { session })).toBe(true);
    expect(Object.keys(await site.intervals())).toEqual([session]);
  });

  test('a contact that was deleted while its page is open', async () => {
    await site.tell(0, 'online');
    await test_.database.rows(sql`DELETE FROM contacts WHERE id = ${site.contact}`);
    await expect(site.tell(15, 'online')).rejects.toMatchObject({ code: 'NOT_FOUND', argument: 'contact' });
  });
});
