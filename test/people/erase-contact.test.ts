import { sql } from 'drizzle-orm';
import { findDisagreements } from '../../src/check/run-checks';
import { findContact } from '../../src/people/contact';
import { countPersonal } from '../../src/people/count-personal';
import { eraseContact } from '../../src/people/erase-contact';
import { rebuild } from '../../src/summaries/rebuild';
import { replay } from '../../src/write-side/history/replay';
import { classifyRange } from '../../src/write-side/kinds/classify-range';
import { setDialogSkip } from '../../src/write-side/kinds/set-dialog-skip';
import { createWriteSide } from '../../src/write-side/service';
import { startTestApi } from '../helpers/api';
import { expectStatements, statementsOf } from '../helpers/statements';
import { post, setStatus, start } from '../write-side/commands';
import { openSite } from '../write-side/presence/site';
import { figuresOf, rowsThatStay } from './figures';

let api: Awaited<ReturnType<typeof startTestApi>>;

beforeAll(async () => {
  api = await startTestApi(120);
});
afterAll(() => api?.close());

const admin = (accountId: number) => ({ accountId, token: { prefix: 'dst_test0001', name: 'a test' } });
const erase = async (accountId: number, contactId: number) =>
  eraseContact(api.database, accountId, (await findContact(api.database, accountId, contactId))!);
const nameOf = async (accountId: number, contactId: number) => {
  const [row] = await api.database.rows<{ name: string | null; erased: boolean }>(sql`
    SELECT name, erased_at IS NOT NULL AS erased FROM dialog_known_names
    WHERE account_id = ${accountId} AND kind = 'contact' AND id = ${contactId}`);
  return row;
};
const visitsOf = async (accountId: number, contactId: number) => {
  const [row] = await api.database.rows<{ visits: number }>(sql`
    SELECT count(*) AS visits FROM dialog_presence WHERE account_id = ${accountId} AND contact_id = ${contactId}`);
  return row!.visits;
};

/** What the rules would make of all dialogs now; none where what is kept stands. */
async function classifyAll(accountId: number): Promise<{ changes: number; left: number }> {
  let changes = 0;
  const onChange = () => {
    changes += 1;
  };
  const { left } = await classifyRange(api.database, { accountId }, { onChange, onProgress() {} });
  return { changes, left };
}

test('of every contact of the demo: its visits and names go, and no figure, kind or row of the log changes', async () => {
  const { database, accountId, token } = api;
  const ids = (
    await database.rows<{ id: number }>(
      sql`SELECT id::bigint FROM contacts WHERE account_id = ${accountId} ORDER BY id`,
    )
  ).map(({ id }) => id);
  const [skipped] = await database.rows<{ id: number }>(sql`SELECT max(id) AS id FROM dialogs
    WHERE account_id = ${accountId}`);
  await setDialogSkip(database, admin(accountId), { dialogId: skipped!.id, skip: true, reason: 'it was Mr Smith' });
  const [figures, rows] = [await figuresOf(api, token), await rowsThatStay(database)];
  const visits = await sumVisits();
  expect(visits).toBeGreaterThan(20);

  const erased = { presence: 0, names: 0, reasons: 0 };
  for (const id of ids) {
    const { presence, names, reasons } = await erase(accountId, id);
    erased.presence += presence;
    erased.names += names;
    erased.reasons += reasons;
  }
  expect(erased).toEqual({ presence: visits, names: expect.any(Number), reasons: expect.any(Number) });
  expect(erased.reasons).toBeGreaterThan(0);
  expect(erased.names).toBeGreaterThan(10);
  expect(await sumVisits()).toBe(0);

  const after = await rowsThatStay(database);
  expect(after).toEqual({ ...rows, dialog_known_names: after.dialog_known_names });
  expect(await figuresOf(api, token)).toEqual(figures);
  const { changes, left } = await classifyAll(accountId);
  expect(changes).toBe(0);
  expect(left).toBeGreaterThan(0);
  await replay(database, { accountId });
  await rebuild(database, { accountId });
  expect(await figuresOf(api, token)).toEqual(figures);
  expect(await rowsThatStay(database)).toEqual(after);
  expect(await findDisagreements(database)).toEqual([]);
  const { data } = await api.ask(token, '{ dialogs(first: 100) { nodes { contact { name isDeleted } } } }');
  for (const { contact } of data.dialogs.nodes) expect(contact).toEqual({ name: 'erased', isDeleted: false });

  async function sumVisits(): Promise<number> {
    const [row] = await database.rows<{ visits: number }>(sql`
      SELECT count(*) AS visits FROM dialog_presence WHERE account_id = ${accountId}`);
    return row!.visits;
  }
});

describe('a visitor who waited in vain', () => {
  const MISSED = { kinds: 'missed', reason: 'waited-in-vain' };

  async function missed() {
    const site = await openSite(api.database);
    await site.tell(-10, 'online');
    const { dialog, conversation } = await site.open(0);
    for (let second = 5; second <= 120; second += 15) await site.tell(second, 'online');
    await site.resolve(conversation, 300);
    expect(await site.kinds(dialog)).toEqual(MISSED);
    return { site, dialog, conversation, accountId: site.account.id };
  }

  test('stays missed; what comes later brings neither visits nor the name back', async () => {
    const { site, dialog, conversation, accountId } = await missed();
    expect(await erase(accountId, site.contact)).toMatchObject({
      ...{ presence: 2, names: 1, dialogs: 1, contacts: 1, conversations: 1 },
    });
    // What tells of the past, of now, by an open page and by a new one.
    expect(await site.tell(135, 'online')).toBe(false);
    expect(await site.tell(7000, 'online', { session: 'new' })).toBe(false);
    expect(await site.tell(200, 'offline')).toBe(false);
    const { execute } = createWriteSide(api.database);
    await execute(accountId, post(conversation));
    await execute(accountId, start(site.account));
    expect([await visitsOf(accountId, site.contact), await nameOf(accountId, site.contact)]).toEqual([
      0,
      { name: null, erased: true },
    ]);
    expect(await site.kinds(dialog)).toEqual(MISSED);
    expect(await classifyAll(accountId)).toEqual({ changes: 0, left: 1 });
    const [first] = await api.database.rows(sql`SELECT erased_at FROM dialog_known_names WHERE account_id = ${accountId}
      AND kind = 'contact' AND id = ${site.contact}`);
    expect(await erase(accountId, site.contact)).toMatchObject({ presence: 0, names: 0, reasons: 0, errors: 0 });
    expect((await findContact(api.database, accountId, site.contact))!.erasedAt).toBe(
      (first as { erased_at: number }).erased_at,
    );
  });

  test('answers "erased" once the host has deleted it too, and others answer their names', async () => {
    const { site, accountId } = await missed();
    const other = site.account.contacts[1]!;
    await createWriteSide(api.database).execute(accountId, start(site.account, { contactId: other }));
    await erase(accountId, site.contact);
    await api.database.rows(sql`DELETE FROM contacts WHERE account_id = ${accountId} AND id = ${site.contact}`);
    const token = await api.makeToken(accountId, 'reader');
    const { data } = await api.ask(
      token,
      `{ dialogs(first: 9, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { contact { databaseId name isDeleted } } }
         mine: dialogs(filter: { contact: ["${site.contact}"] }) { totalCount } }`,
    );
    expect(data.dialogs.nodes.map(({ contact }: { contact: object }) => contact)).toEqual([
      { databaseId: String(site.contact), name: 'erased', isDeleted: true },
      { databaseId: String(other), name: 'Contact 2', isDeleted: false },
    ]);
    expect(data.mine.totalCount).toBe(1);
  });

  test('takes and gives back a skip mark, whose reason goes when it is erased again', async () => {
    const { site, dialog, accountId } = await missed();
    await erase(accountId, site.contact);
    const mark = (skip: boolean) =>
      setDialogSkip(api.database, admin(accountId), { dialogId: dialog, skip, reason: 'Smith again' });
    await mark(true);
    expect(await site.kinds(dialog)).toEqual({ ...MISSED, kinds: 'missed,skip' });
    expect(await erase(accountId, site.contact)).toMatchObject({ reasons: 1 });
    await mark(false);
    expect(await site.kinds(dialog)).toEqual(MISSED);
    expect(
      await api.database.rows(sql`SELECT skip, reason FROM dialog_skips
      WHERE account_id = ${accountId} ORDER BY at`),
    ).toEqual([
      { skip: true, reason: null },
      { skip: false, reason: 'Smith again' },
    ]);
  });

  test('that the host merged into another goes with that one', async () => {
    const { site, dialog, conversation, accountId } = await missed();
    const into = site.account.contacts[1]!;
    await api.database.rows(sql`UPDATE conversations SET contact_id = ${into}
      WHERE account_id = ${accountId} AND id = ${conversation}`);
    await api.database.rows(sql`DELETE FROM contacts WHERE account_id = ${accountId} AND id = ${site.contact}`);
    expect(await erase(accountId, into)).toMatchObject({ presence: 2, names: 1, dialogs: 1, contacts: 1 });
    expect(await nameOf(accountId, site.contact)).toEqual({ name: null, erased: true });
    expect(await classifyAll(accountId)).toMatchObject({ changes: 0 });
    expect(await site.kinds(dialog)).toEqual(MISSED);
  });

  test('in a dialog that was never decided: it is decided before', async () => {
    const { site, dialog, accountId } = await missed();
    await api.database.rows(sql`DELETE FROM dialog_classifications WHERE account_id = ${accountId}`);
    await erase(accountId, site.contact);
    expect(await site.kinds(dialog)).toEqual(MISSED);
  });

  test('is erased whatever is told of it meanwhile', async () => {
    const { site, accountId } = await missed();
    const told = Array.from({ length: 40 }, (_, index) =>
      site.tell(600 + 60 * index, index % 3 === 0 ? 'offline' : 'online', { session: `page ${index % 7}` }),
    );
    await erase(accountId, site.contact);
    await Promise.all(told);
    expect(await visitsOf(accountId, site.contact)).toBe(0);
    expect(await nameOf(accountId, site.contact)).toEqual({ name: null, erased: true });
  });

  test('keeps no name that a command had read before', async () => {
    const { site, accountId } = await missed();
    await api.database.rows(
      sql`UPDATE contacts SET name = 'Smith' WHERE account_id = ${accountId} AND id = ${site.contact}`,
    );
    let begun: Promise<unknown> = Promise.resolve();
    await api.database.transaction(async (session) => {
      await session.rows(sql`UPDATE dialog_known_names SET name = NULL, erased_at = '2026-01-01'
        WHERE account_id = ${accountId} AND kind = 'contact' AND id = ${site.contact}`);
      begun = createWriteSide(api.database).execute(accountId, start(site.account));
      for (let waiting = 0; waiting === 0; ) {
        const [row] = await api.database.rows<{ waiting: number }>(sql`
          SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database()
            AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO dialog_known_names%'`);
        waiting = row!.waiting;
      }
    });
    await begun;
    expect(await nameOf(accountId, site.contact)).toEqual({ name: null, erased: true });
  });

  test('costs as many statements, however many visits and dialogs', async () => {
    const { site, accountId } = await missed();
    const contact = (await findContact(api.database, accountId, site.contact))!;
    const { execute } = createWriteSide(api.database);
    for (let number = 0; number < 20; number += 1) {
      await site.tell(1000 + 200 * number, 'online', { session: `page ${number}` });
      const { conversationId } = await execute(accountId, start(site.account));
      await execute(accountId, setStatus(conversationId, 'resolved'));
    }
    const { result, statements } = await statementsOf(() => eraseContact(api.database, accountId, contact));
    expect(result).toMatchObject({ presence: 22, dialogs: 21 });
    expectStatements(statements, 12);
  });
});

test('a dialog that lasts is decided by what is left, once it ends', async () => {
  const site = await openSite(api.database);
  await site.tell(-10, 'online');
  const { dialog, conversation } = await site.open(0);
  await site.tell(5, 'online');
  await erase(site.account.id, site.contact);
  expect(await site.kinds(dialog)).toEqual({ kinds: '', reason: 'still-open' });
  await site.resolve(conversation, 300);
  expect(await site.kinds(dialog)).toEqual({ kinds: '', reason: 'presence-not-known' });
});

test('an error that was kept of a captured change says no more what the row held', async () => {
  const site = await openSite(api.database);
  const { conversation } = await site.open(0);
  const other = await createWriteSide(api.database).execute(
    site.account.id,
    start(site.account, { contactId: site.account.contacts[1]! }),
  );
  await api.database.rows(sql`
    INSERT INTO dialog_outbox_aside (account_id, conversation_id, id, set_aside_at, error, change)
    SELECT ${site.account.id}, c, c, now(), 'invalid input: "Mr Smith"', '{}'
    FROM unnest(${sql.param([conversation, other.conversationId])}::bigint[]) AS k (c)`);
  const counts = await countPersonal(api.database, site.account.id, [site.contact]);
  expect(counts).toMatchObject({ errors: 1 });
  expect(await erase(site.account.id, site.contact)).toEqual(counts);
  expect(
    await api.database.rows(
      sql`SELECT error FROM dialog_outbox_aside WHERE account_id = ${site.account.id} ORDER BY id`,
    ),
  ).toEqual([{ error: 'erased' }, { error: 'invalid input: "Mr Smith"' }]);
});
