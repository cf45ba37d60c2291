import { setSetting } from '../../src/account-settings/store';
import { parseTimestamp } from '../../src/instant';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { cli } from '../helpers/cli';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { storeVisits } from '../helpers/visits';
import { setStatus, start } from '../write-side/commands';

const MINUTE = 60_000_000;
const NOON = parseTimestamp('2024-03-05 12:00:00');

let test_: TestDatabase;
let account: TestAccount;
let other: TestAccount;
/** Three of the account's, begun at noon, a day later and two; then one of another account's at noon. */
let dialogs: [number, number, number, number];

const run = (...args: string[]) => cli(['classify', ...args], { DATABASE_URL: test_.url });
const line = (of: TestAccount, dialog: number, before: string, after: string, reason: string) =>
  `${[of.id, dialog, before, after, reason].join('\t')}\n`;

beforeAll(async () => {
  test_ = await createTestDatabase();
  account = await createAccount(test_.database);
  other = await createAccount(test_.database);
  dialogs = [await tell(account, 0), await tell(account, 1), await tell(account, 2), await tell(other, 0)];
});
afterAll(() => test_.close());

/** A dialog whose visitor leaves after 90 seconds, and gave no sign of life in the last 50 of them. */
async function tell(of: TestAccount, days: number): Promise<number> {
  const at = NOON + days * 24 * 60 * MINUTE;
  const contact = of.contacts[0]!;
  await storeVisits(test_.database, of.id, [
    { contact, from: at - MINUTE, to: at + 40_000_000, leaves: false },
    { contact, session: 'another page', from: at + 90_000_000, to: at + 90_000_000 },
  ]);
  const writeSide = createWriteSide(test_.database);
  const { conversationId, dialogId } = await writeSide.execute(of.id, start(of, { at }));
  await writeSide.execute(of.id, setStatus(conversationId, 'resolved', { at: at + 5 * MINUTE }));
  return dialogId!;
}

async function kept() {
  const { rows } = await test_.database.pool.query(
    'SELECT dialog_id, kinds::text[] AS kinds, reason, xmin FROM dialog_classifications ORDER BY dialog_id',
  );
  return rows;
}

const kindsOf = async () => (await kept()).map(({ kinds }) => kinds.join());

test('where everything is right it prints nothing, and writes nothing', async () => {
  const before = await kept();
  expect(await run()).toEqual({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/4 dialogs looked at, 0 changed\n$/),
  });
  expect(await kept()).toEqual(before);
  expect(await kindsOf()).toEqual(Array(4).fill('missed'));
});

describe('after a change of what the dialogs were decided from', () => {
  const missing = (of: TestAccount, dialog: number) => line(of, dialog, 'missed', 'bounce', 'left-early');

  /** The second page is forgotten: the visitors left after 40 seconds. */
  beforeAll(() => test_.database.pool.query("DELETE FROM dialog_presence WHERE session = 'another page'"));

  test.each<[args: string[], changes: () => string, looked: number]>([
    [[], () => dialogs.map((id, place) => missing(place === 3 ? other : account, id)).join(''), 4],
    [['--since', '2024-03-06T12:00:00Z', '--until', '2024-03-07T12:00:00Z'], () => missing(account, dialogs[1]), 1],
    [['--until', '2024-03-05T13:00:00+01:00'], () => '', 0],
  ])('a dry run with %j prints what would change, and changes nothing', async (args, changes, looked) => {
    const before = await kept();
    const stdout = changes();
    const count = stdout.split('\n').length - 1;
    const stderr = `${looked} ${looked === 1 ? 'dialog' : 'dialogs'} looked at, ${count} would change\n`;
    expect(await run(...args, '--dry-run')).toEqual({ code: 0, stdout, stderr });
    expect(await kept()).toEqual(before);
  });

  test('without it, the changes are made, of one account and then of the rest', async () => {
    expect(await run('--account', String(other.id))).toMatchObject({ code: 0, stdout: missing(other, dialogs[3]) });
    expect(await kindsOf()).toEqual(['missed', 'missed', 'missed', 'bounce']);
    const changed = dialogs.slice(0, 3).map((id) => missing(account, id));
    expect(await run()).toMatchObject({ code: 0, stdout: changed.join('') });
    expect(await kindsOf()).toEqual(Array(4).fill('bounce'));
    expect(await run()).toMatchObject({ code: 0, stdout: '' });
  });
});

test('a longer grace takes effect on dialogs of the past, once it is run', async () => {
  await setSetting(test_.database, { accountId: account.id, inboxId: 0 }, 'presence_grace', 400);
  const changed = dialogs.slice(0, 3).map((id) => line(account, id, 'bounce', '', 'stayed'));
  expect(await run()).toMatchObject({ code: 0, stdout: changed.join('') });
});

test('dialogs from before the kinds are decided', async () => {
  await test_.database.pool.query('DELETE FROM dialog_classifications WHERE dialog_id = $1', [dialogs[3]]);
  expect(await run()).toMatchObject({ code: 0, stdout: line(other, dialogs[3], '', 'bounce', 'left-early') });
});

test.each([
  [['--since', 'yesterday'], /yesterday: give a date such as 2026-03-01, or a moment such as/],
  [['--until', '2026-02-30'], /2026-02-30: give a date/],
  [['--all'], /unknown option/],
])('%j exits with 2, in words and without a stack', async (args, words) => {
  const ran = await run(...args);
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(words) });
  expect(ran.stderr).not.toMatch(/^\s+at /m);
});
