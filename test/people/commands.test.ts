import { sql } from 'drizzle-orm';
import { createAccount, type TestAccount } from '../helpers/account';
import { cli } from '../helpers/cli';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { openSite } from '../write-side/presence/site';

let test_: TestDatabase;
let account: TestAccount;
let contact: number;

beforeAll(async () => {
  test_ = await createTestDatabase();
  const site = await openSite(test_.database);
  ({ account, contact } = site);
  await site.tell(0, 'online');
  const { conversation } = await site.open(10);
  await site.resolve(conversation, 100);
});
afterAll(() => test_?.close());

const run = (...args: string[]) => cli(args, { DATABASE_URL: test_.url });
const visits = async () =>
  (await test_.database.rows<{ visits: number }>(sql`SELECT count(*) AS visits FROM dialog_presence`))[0]!.visits;
const printed = (rows: [string, number][]) =>
  rows.map(([what, count]) => `${account.id}\t${contact}\t${what}\t${count}\n`).join('');
const GONE: [string, number][] = [
  ['visits', 1],
  ['names', 1],
  ['reasons of skip marks', 0],
  ['errors of captured changes', 0],
];

test('retention prints what would go, and what went', async () => {
  await test_.database.rows(sql`
    INSERT INTO dialog_presence (account_id, contact_id, session, online_from, last_sign_at, signs)
    SELECT ${account.id}, ${account.contacts[1]!}, 'page', at, at, ARRAY[at] FROM (SELECT timestamp '2020-01-01' AS at) old`);
  const args = ['retention', '--older-than', '365d', '--account', String(account.id)];
  expect(await run(...args, '--dry-run')).toMatchObject({
    ...{ code: 0, stdout: `${account.id}\tpresence\t1\n` },
    stderr: expect.stringMatching(/1 row would go, of before \d{4}-/),
  });
  expect(await visits()).toBe(2);
  expect(await run(...args, '--what', 'names,tokens')).toMatchObject({ code: 0, stdout: '' });
  expect(await visits()).toBe(2);
  expect(await run('retention', '--older-than', '365d')).toMatchObject({
    ...{ code: 0, stdout: `${account.id}\tpresence\t1\n`, stderr: expect.stringMatching(/1 row went, of before/) },
  });
  expect(await visits()).toBe(1);
});

test('erase-contact prints what would go, what went, and what the host still has', async () => {
  const args = ['erase-contact', '--account', String(account.id), '--contact', String(contact)];
  const left = 'the host still has: 1 contact, 1 conversation, 0 messages; ';
  const would = await run(...args, '--dry-run');
  expect(would).toMatchObject({ code: 0, stdout: printed(GONE), stderr: expect.stringContaining(left) });
  expect(would.stderr).toContain('nothing was erased; would stay: 1 dialog, as counted');
  expect(await visits()).toBe(1);
  expect(await run(...args)).toMatchObject({ code: 0, stdout: printed(GONE), stderr: expect.stringContaining(left) });
  expect(await visits()).toBe(0);
  expect(await run(...args)).toMatchObject({
    ...{ code: 0, stdout: printed(GONE.map(([what]) => [what, 0])) },
    stderr: expect.stringContaining('it was erased before'),
  });
  expect(await run('classify', '--account', String(account.id))).toMatchObject({
    ...{ code: 0, stdout: '' },
    stderr: expect.stringContaining("1 dialog left as decided: what was known of the visitors' presence was removed"),
  });
});

describe('what can not be is refused with what would be right, and without a stack', () => {
  let other: TestAccount;
  beforeAll(async () => {
    other = await createAccount(test_.database);
  });

  test.each<[args: () => string[], words: RegExp]>([
    [() => ['erase-contact', '--account', '99', '--contact', '1'], /the host has no account 99; there are: \d+, \d+/],
    [() => ['erase-contact', '--account', `${other.id}`, '--contact', `${contact}`], /has no contact \d+, nor had one/],
    [() => ['retention', '--older-than', '365'], /365: give a number of days, 1d to 36500d, such as 365d/],
    [() => ['retention', '--older-than', '1d', '--account', '99'], /the host has no account 99/],
    [() => ['retention', '--older-than', '1d', '--what', 'visits'], /visits is none of: presence, outbox/],
  ])('%#', async (args, words) => {
    const ran = await run(...args());
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(words) });
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });
});
