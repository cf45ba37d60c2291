import { sql } from 'drizzle-orm';
import { findDisagreements } from '../../src/check/run-checks';
import { MICROSECONDS_PER_SECOND } from '../../src/instant';
import { applyRetention, type RetentionKind, USUAL_KINDS } from '../../src/people/retention/retention';
import { refreshBatch } from '../../src/summaries/refresh';
import { createToken } from '../../src/tokens/tokens';
import { replay } from '../../src/write-side/history/replay';
import { classifyRange } from '../../src/write-side/kinds/classify-range';
import { recordPresence } from '../../src/write-side/presence/record-presence';
import { createWriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { startTestApi } from '../helpers/api';
import { storeVisits } from '../helpers/visits';
import { setStatus, start } from '../write-side/commands';
import { readClock } from '../write-side/read-clock';
import { figuresOf, rowsThatStay } from './figures';

let api: Awaited<ReturnType<typeof startTestApi>>;
let account: TestAccount;
/** The moment so many days ago. */
let ago: (days: number, seconds?: number) => number;

beforeAll(async () => {
  api = await startTestApi(120);
});
afterAll(() => api?.close());
beforeEach(async () => {
  account = await createAccount(api.database);
  const now = await readClock(api.database);
  ago = (days, seconds = 0) => now - (days * 86_400 - seconds) * MICROSECONDS_PER_SECOND;
});

/** What goes of an account after so many days, by kind. */
async function retain(days: number, what: readonly RetentionKind[] = USUAL_KINDS, parts = {}) {
  const gone: Record<string, number> = {};
  await applyRetention(api.database, {
    ...{ accountId: account.id, days, what, ...parts },
    onRemoved(accountId, kind, rows) {
      expect(accountId).toBe(account.id);
      gone[kind] = rows;
    },
  });
  return gone;
}

/** What the rules would make of all dialogs now. */
async function classifyAll(accountId: number) {
  let changes = 0;
  const onChange = () => {
    changes += 1;
  };
  const { left } = await classifyRange(api.database, { accountId }, { onChange, onProgress() {} });
  return { changes, left };
}

const execute = (command: Parameters<ReturnType<typeof createWriteSide>['execute']>[1]) =>
  createWriteSide(api.database).execute(account.id, command);

/** A visitor who came so many days ago, waited for 100 seconds and left; the dialog ends so many days ago. */
async function missed(days: number, ends: number | null = days, contactId = account.contacts[0]!) {
  await storeVisits(api.database, account.id, [
    { contact: contactId, session: `of day ${days}`, from: ago(days, -20), to: ago(days, 100) },
  ]);
  const { conversationId, dialogId } = await execute(start(account, { contactId, at: ago(days) }));
  if (ends !== null) await execute(setStatus(conversationId, 'resolved', { at: ago(ends, 200) }));
  return { conversation: conversationId, dialog: dialogId! };
}

async function kindsOf(dialog: number) {
  const [row] = await api.database.rows<{ kinds: string; reason: string }>(sql`
    SELECT array_to_string(kinds, ',') AS kinds, reason FROM dialog_classifications
    WHERE account_id = ${account.id} AND dialog_id = ${dialog}`);
  return row;
}

async function sessions() {
  const rows = await api.database.rows<{ session: string }>(sql`
    SELECT DISTINCT session FROM dialog_presence WHERE account_id = ${account.id} ORDER BY 1`);
  return rows.map(({ session }) => session);
}

const MISSED = { kinds: 'missed', reason: 'waited-in-vain' };

test('of the demo, all visits of dialogs that ended go, and no figure, kind or row of the log changes', async () => {
  const { database, accountId, token } = api;
  const [figures, rows] = [await figuresOf(api, token), await rowsThatStay(database)];
  const apply = async (dryRun: boolean) => {
    const gone: unknown[] = [];
    const onRemoved = (...each: unknown[]) => gone.push(each);
    await applyRetention(database, { days: 1, what: USUAL_KINDS, dryRun, onRemoved });
    return gone;
  };
  const would = await apply(true);
  expect(would).toEqual([[accountId, 'presence', expect.any(Number)]]);
  expect(await apply(false)).toEqual(would);
  expect(await apply(false)).toEqual([]);
  expect(await figuresOf(api, token)).toEqual(figures);
  expect(await rowsThatStay(database)).toEqual(rows);
  const { changes, left } = await classifyAll(accountId);
  expect(changes).toBe(0);
  expect(left).toBeGreaterThan(5);
  await replay(database, { accountId });
  expect(await figuresOf(api, token)).toEqual(figures);
  expect(await findDisagreements(database)).toEqual([]);
});

test('visits go with their age, and the kinds that were decided from them stay', async () => {
  const { dialog: old } = await missed(40);
  const { dialog: young } = await missed(10, 10, account.contacts[1]!);
  const other = await createAccount(api.database);
  await storeVisits(api.database, other.id, [{ contact: other.contacts[0]!, from: ago(90), to: ago(90, 60) }]);
  expect(await retain(30)).toEqual({ presence: expect.any(Number) });
  expect(await sessions()).toEqual(['of day 10']);
  expect(await classifyAll(account.id)).toEqual({ changes: 0, left: 1 });
  // Told late, it comes too late.
  const late = { contactId: account.contacts[0]!, inboxId: null, session: 'of day 40', presence: 'online' } as const;
  expect(await recordPresence(api.database, account.id, { ...late, at: ago(40, 190) })).toBe(true);
  expect([await kindsOf(old), await kindsOf(young)]).toEqual([MISSED, MISSED]);
  expect(await retain(30)).toEqual({ presence: 1 });
  expect(
    await api.database.rows(sql`SELECT DISTINCT session FROM dialog_presence WHERE account_id = ${other.id}`),
  ).toHaveLength(1);
});

test('visits stay that a dialog is decided from which lasts, or ended later', async () => {
  const [first, second] = account.contacts as [number, number];
  const lasting = await missed(40, null, first);
  const late = await missed(40, 10, second);
  expect(await retain(30)).toEqual({});
  expect(await sessions()).toEqual(['of day 40']);
  await execute(setStatus(lasting.conversation, 'resolved', { at: ago(9) }));
  expect([await kindsOf(lasting.dialog), await kindsOf(late.dialog)]).toEqual([MISSED, MISSED]);
  expect(await retain(5)).toEqual({ presence: expect.any(Number) });
  expect(await sessions()).toEqual([]);
});

test('names go of contacts that are deleted, once their last dialog is old', async () => {
  const [first, second] = account.contacts as [number, number];
  await missed(40, 40, first);
  await missed(10, 10, second);
  expect(await retain(30, ['names'])).toEqual({});
  await api.database.rows(sql`DELETE FROM conversations WHERE account_id = ${account.id}`);
  await api.database.rows(sql`DELETE FROM contacts WHERE account_id = ${account.id}`);
  expect(await retain(30, ['names'], { dryRun: true })).toEqual({ names: 1 });
  expect(await retain(30, ['names'])).toEqual({ names: 1 });
  expect(
    await api.database.rows(sql`SELECT id, name FROM dialog_known_names
      WHERE account_id = ${account.id} AND kind = 'contact' ORDER BY id`),
  ).toEqual([
    { id: first, name: null },
    { id: second, name: 'Contact 2' },
  ]);
  const token = await api.makeToken(account.id, 'reader');
  const { data } = await api.ask(token, '{ dialogs { nodes { contact { name isDeleted } } } }');
  expect(data.dialogs.nodes.map(({ contact }: { contact: { name: string } }) => contact.name).sort()).toEqual([
    'Contact 2',
    'deleted',
  ]);
});

test('tokens that ended go, and changes that were set aside', async () => {
  const make = (name: string) =>
    createToken(api.database, {
      ...{ accountId: account.id, role: 'reader', inboxId: null, inboxIds: null, teamIds: null },
      ...{ contents: false, name, expiresIn: null },
    });
  for (const name of ['in use', 'revoked', 'expired', 'revoked lately', 'to expire']) await make(name);
  const set = (name: string, column: string, days: number) =>
    api.database.rows(sql`UPDATE dialog_api_tokens SET ${sql.raw(column)} = now() AT TIME ZONE 'UTC' - make_interval(days => ${days})
      WHERE account_id = ${account.id} AND name = ${name}`);
  await set('revoked', 'revoked_at', 40);
  await set('expired', 'expires_at', 40);
  await set('revoked lately', 'revoked_at', 10);
  await set('to expire', 'expires_at', -10);
  await api.database.rows(sql`
    INSERT INTO dialog_outbox_aside (account_id, conversation_id, id, set_aside_at, error, change)
    SELECT ${account.id}, days, days, now() AT TIME ZONE 'UTC' - make_interval(days => days), 'x', '{}'
    FROM unnest(ARRAY[10, 40, 50]) AS k (days)`);
  const gone = { tokens: 2, outbox: 2 };
  expect(await retain(30, USUAL_KINDS, { dryRun: true })).toEqual(gone);
  expect(await retain(30)).toEqual(gone);
  expect(
    await api.database.rows(sql`SELECT name FROM dialog_api_tokens WHERE account_id = ${account.id} ORDER BY name`),
  ).toEqual([{ name: 'in use' }, { name: 'revoked lately' }, { name: 'to expire' }]);
});

describe('dialogs', () => {
  /** Those of a contact whose conversations the host deletes, but not all that belongs to them. */
  async function orphans() {
    const [first, second] = account.contacts as [number, number];
    const old = [await missed(40, 40, first), await missed(35, 35, first)];
    const others = [await missed(10, 10, first), await missed(40, 40, second)];
    while ((await refreshBatch(api.database)).dialogs > 0);
    for (const { conversation } of [...old, others[0]!]) {
      await api.database.rows(sql`DELETE FROM conversations WHERE account_id = ${account.id} AND id = ${conversation}`);
    }
    return { old, others };
  }
  const startedOf = async () => {
    const token = await api.makeToken(account.id, 'reader');
    const { data } = await api.ask(
      token,
      `{ statistics(period: { from: "2020-01-01T00:00:00Z", to: "2040-01-01T00:00:00Z" }) {
          started missedRate firstContactResolution(withinHours: 48) { whole } }
        dialogs { totalCount } }`,
    );
    return [data.statistics.started, data.dialogs.totalCount, data.statistics.firstContactResolution.whole];
  };
  const rowsOf = async () => {
    const [row] = await api.database.rows<{ rows: number[] }>(sql`
      SELECT ARRAY[(SELECT count(*) FROM dialogs WHERE account_id = ${account.id}),
        (SELECT count(*) FROM dialog_facts WHERE account_id = ${account.id}),
        (SELECT count(*) FROM dialog_classifications WHERE account_id = ${account.id}),
        (SELECT count(DISTINCT dialog_id) FROM events WHERE account_id = ${account.id})]::int[] AS rows`);
    return row!.rows;
  };

  test('go only where asked for, old ones of conversations that are deleted, whole', async () => {
    const { others } = await orphans();
    expect(await retain(30, USUAL_KINDS, { dryRun: true })).not.toHaveProperty('dialogs');
    expect(await retain(30, ['dialogs'], { dryRun: true })).toEqual({ dialogs: 2 });
    expect([await rowsOf(), await startedOf()]).toEqual([
      [4, 4, 4, 4],
      [4, 4, 4],
    ]);
    expect(await retain(30, ['dialogs'])).toEqual({ dialogs: 2 });
    expect([await rowsOf(), await startedOf()]).toEqual([
      [2, 2, 2, 2],
      [2, 2, 2],
    ]);
    while ((await refreshBatch(api.database)).dialogs > 0);
    await replay(api.database, { accountId: account.id });
    expect([await rowsOf(), await startedOf()]).toEqual([
      [2, 2, 2, 2],
      [2, 2, 2],
    ]);
    expect(await findDisagreements(api.database, { accountId: account.id })).toEqual([]);
    expect([await kindsOf(others[0]!.dialog), await kindsOf(others[1]!.dialog)]).toEqual([MISSED, MISSED]);
  });
});

test('is interrupted between two batches, and goes on', async () => {
  const visits = Array.from({ length: 1500 }, (_, index) => ({
    ...{ contact: account.contacts[index % 2]!, session: `page ${index}` },
    ...{ from: ago(50, index * 60), to: ago(50, index * 60 + 10) },
  }));
  await storeVisits(api.database, account.id, visits);
  const stop = new AbortController();
  const gone = await retain(30, USUAL_KINDS, { signal: stop.signal, onProgress: () => stop.abort() });
  expect(gone.presence).toBeGreaterThan(0);
  expect(gone.presence).toBeLessThan(1500);
  const left = (await sessions()).length;
  expect(left).toBeGreaterThan(0);
  const rest = await retain(30);
  expect(rest.presence).toBeGreaterThanOrEqual(left);
  expect(await sessions()).toEqual([]);
});
