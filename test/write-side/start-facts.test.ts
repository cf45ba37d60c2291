import { removeSetting, setSetting } from '../../src/account-settings/store';
import { accountUsers, inboxes, inboxMembers } from '../../src/database/tables';
import { MICROSECONDS_PER_SECOND, parseTimestamp } from '../../src/instant';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { post, setStatus, start } from './commands';
import { readClock } from './read-clock';

const [ONLINE, OFFLINE, BUSY] = [0, 1, 2];
const AT = { createdAt: parseTimestamp('2020-01-01 00:00:00'), updatedAt: parseTimestamp('2020-01-01 00:00:00') };

let test_: TestDatabase;
let writeSide: WriteSide;
let account: TestAccount;

beforeAll(async () => {
  test_ = await createTestDatabase();
  writeSide = createWriteSide(test_.database);
});
afterAll(() => test_.close());
beforeEach(async () => {
  account = await createAccount(test_.database);
});

/** What is remembered of the last dialog of a command, and its kinds. */
async function begun(command: Parameters<WriteSide['execute']>[1]) {
  const { dialogId } = await writeSide.execute(account.id, command);
  return factsOf(dialogId!);
}

async function factsOf(dialogId: number) {
  const { rows } = await test_.database.pool.query(
    `SELECT f.bounce_timeout AS timeout, f.presence_capable AS capable, f.agents_online AS online,
       f.started_offline AS offline, k.kinds::text[] AS kinds, f.dialog_id AS id
     FROM dialog_facts f JOIN dialog_classifications k USING (account_id, dialog_id) WHERE f.dialog_id = $1`,
    [dialogId],
  );
  return rows[0];
}

describe('the bounce timeout of a dialog', () => {
  const set = (inboxId: number, seconds: number) =>
    setSetting(test_.database, { accountId: account.id, inboxId }, 'bounce_timeout', seconds);
  const timeoutIn = async (inboxId: number) => (await begun(start(account, { inboxId }))).timeout;

  test("is 60 s, else the account's, else the inbox's; another account's says nothing", async () => {
    const { inbox, botInbox } = account;
    expect(await timeoutIn(inbox)).toBe(60);
    await set(0, 90);
    await set(inbox, 0);
    expect([await timeoutIn(inbox), await timeoutIn(botInbox)]).toEqual([0, 90]);
    await removeSetting(test_.database, { accountId: account.id, inboxId: inbox }, 'bounce_timeout');
    expect(await timeoutIn(inbox)).toBe(90);
    account = await createAccount(test_.database);
    expect(await timeoutIn(account.inbox)).toBe(60);
  });

  test('is the one in force at its start, whatever is set later', async () => {
    const { id, dialogId, conversationId } = {
      id: account.id,
      ...(await writeSide.execute(account.id, start(account))),
    };
    await set(0, 5);
    await writeSide.execute(id, setStatus(conversationId, 'resolved'));
    expect(await factsOf(dialogId!)).toMatchObject({ timeout: 60 });
    expect(await begun(post(conversationId))).toMatchObject({ timeout: 5 });
  });
});

describe('whether the channel knows presence', () => {
  const channel = async (channelType: string) => {
    const rows = { accountId: account.id, name: channelType, channelId: 1, channelType, ...AT };
    const [inbox] = await test_.database.orm.insert(inboxes).values(rows).returning();
    return inbox!.id;
  };
  const isCapable = async (inboxId: number) => (await begun(start(account, { inboxId }))).capable;
  const set = (inboxId: number, value: boolean) =>
    setSetting(test_.database, { accountId: account.id, inboxId }, 'presence_capable', value);

  test('web widgets do, others do not', async () => {
    expect(await isCapable(account.inbox)).toBe(true);
    for (const other of ['Channel::Telegram', 'Channel::Whatsapp', 'Channel::Api', 'Channel::Email']) {
      expect(await isCapable(await channel(other))).toBe(false);
    }
  });

  test('unless a setting of the inbox, else of the account, says otherwise; for dialogs from then on', async () => {
    const api = await channel('Channel::Api');
    const before = await begun(start(account));
    await set(account.inbox, false);
    await set(api, true);
    expect([await isCapable(account.inbox), await isCapable(api)]).toEqual([false, true]);
    await set(0, false);
    expect([await isCapable(account.botInbox), await isCapable(api)]).toEqual([false, true]);
    expect(await factsOf(before.id)).toMatchObject({ capable: true });
  });
});

describe('agents online, and starting offline', () => {
  /** Makes the account's agents members of its inboxes, with these availabilities. */
  async function staff(...availabilities: number[]): Promise<void> {
    const { orm } = test_.database;
    for (const [index, availability] of availabilities.entries()) {
      const userId = account.agents[index]!;
      const members = [account.inbox, account.botInbox].map((inboxId) => ({ userId, inboxId, ...AT }));
      await orm.insert(inboxMembers).values(members);
      await test_.database.pool.query(
        'UPDATE account_users SET availability = $1 WHERE account_id = $2 AND user_id = $3',
        [availability, account.id, userId],
      );
    }
  }

  test.each<[name: string, availabilities: number[], online: boolean | null, kinds: string[]]>([
    ['no members: not known, which is no offline start', [], null, []],
    ['one of them online', [OFFLINE!, ONLINE!], true, []],
    ['none online: a visitor starts offline', [OFFLINE!, BUSY!], false, ['offline']],
  ])('%s', async (_, availabilities, online, kinds) => {
    await staff(...availabilities);
    expect(await begun(start(account))).toMatchObject({ online, offline: online === null ? null : !online, kinds });
  });

  test('availability in another account says nothing', async () => {
    await staff(OFFLINE!);
    const other = await createAccount(test_.database);
    await test_.database.orm
      .insert(accountUsers)
      .values({ accountId: other.id, userId: account.agents[0]!, availability: ONLINE!, ...AT });
    expect(await begun(start(account))).toMatchObject({ online: false, kinds: ['offline'] });
  });

  describe('with nobody online', () => {
    beforeEach(() => staff(OFFLINE!));

    test.each<[name: string, parts: (account: TestAccount) => object, offline: boolean | null, kinds: string[]]>([
      ['a bot that serves is somebody', ({ botInbox: inboxId }) => ({ inboxId, status: 'pending' }), false, ['chat']],
      ['an invitation is never offline', () => ({ startedBy: 'invitation' }), null, []],
      ['nor is what an agent starts', () => ({ startedBy: 'agent' }), null, []],
      ['unless it is said', () => ({ startedBy: 'invitation', startedOffline: true }), true, ['offline']],
      ['and what is said of a visitor counts', () => ({ startedOffline: false }), false, []],
    ])('%s', async (_, parts, offline, kinds) => {
      expect(await begun(start(account, parts(account)))).toMatchObject({ online: false, offline, kinds });
    });

    test('a message that starts the next dialog finds the same', async () => {
      const { conversationId } = await writeSide.execute(account.id, start(account, { status: 'resolved' }));
      expect(await begun(post(conversationId))).toMatchObject({ online: false, offline: true, kinds: ['offline'] });
      const { conversationId: other } = await writeSide.execute(account.id, start(account, { status: 'resolved' }));
      const byAgent = post(other, { messageType: 'outgoing', agentId: account.agents[0]! });
      expect(await begun(byAgent)).toMatchObject({ online: false, offline: null, kinds: [] });
    });

    test('who is online now says nothing of a dialog that began some time ago', async () => {
      const ago = async (seconds: number) => (await readClock(test_.database)) - seconds * MICROSECONDS_PER_SECOND;
      expect(await begun(start(account, { at: await ago(240) }))).toMatchObject({ online: false, offline: true });
      expect(await begun(start(account, { at: await ago(301) }))).toMatchObject({
        online: null,
        offline: null,
        kinds: [],
      });
    });
  });
});
