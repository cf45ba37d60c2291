import { sql } from 'drizzle-orm';
import type { ContactCentreOptions } from '../../src/demo/contact-centre';
import { fillDemo } from '../../src/demo/fill';
import { parseRfc3339 } from '../../src/instant';
import { DIALOG_KINDS, type DialogKind } from '../../src/rulebook/words';
import { classifyRange } from '../../src/write-side/kinds/classify-range';
import { createWriteSide } from '../../src/write-side/service';
import { createTestDatabase, type TestDatabase } from '../helpers/database';

const UNTIL = parseRfc3339('2026-05-15T13:20:11.123456Z')!;

let test_: TestDatabase;
afterEach(() => test_.close());

const rows = <Row>(statement: ReturnType<typeof sql>) => test_.database.rows<Row>(statement);

const fill = async (options: Partial<ContactCentreOptions>) =>
  fillDemo(test_.database, createWriteSide(test_.database), { ...options, another: true });

interface KnownDialog {
  readonly channel: string;
  readonly closed_by: string | null;
  readonly presence_known: boolean;
  readonly reason: string;
  readonly kinds: DialogKind[];
}

/** The dialogs of an account in the order of their starts. */
const dialogsOf = (accountId: number) =>
  rows<KnownDialog>(sql`
    SELECT i.channel_type AS channel, f.closed_by, k.presence_known, k.reason, k.kinds::text[] AS kinds
    FROM dialogs d JOIN inboxes i ON i.id = d.inbox_id
    JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
    JOIN dialog_classifications k ON k.account_id = d.account_id AND k.dialog_id = d.id
    WHERE d.account_id = ${accountId} ORDER BY d.created_at, d.id`);

/** What classify finds to change. */
const changes = async (dryRun: boolean) => {
  const changed: unknown[] = [];
  const onChange = (...change: unknown[]) => changed.push(change);
  await classifyRange(test_.database, {}, { dryRun, onChange, onProgress() {} });
  return changed;
};

const decisions = () => rows(sql`SELECT * FROM dialog_classifications ORDER BY account_id, dialog_id`);

beforeEach(async () => {
  test_ = await createTestDatabase();
});

test('dialogs of every kind occur on the site in believable shares, and what was decided holds', async () => {
  const { accountId, documentsAccountId } = await fill({ seed: 1, dialogs: 1_500, until: UNTIL });
  const dialogs = await dialogsOf(accountId);
  expect(dialogs).toHaveLength(1_500);
  const site = dialogs.filter(({ channel }) => channel === 'Channel::WebWidget');
  const share = (kind: DialogKind) => (100 * site.filter(({ kinds }) => kinds.includes(kind)).length) / site.length;
  const bounds: Record<DialogKind, readonly [number, number]> = {
    chat: [65, 75],
    missed: [5, 8],
    bounce: [6, 10],
    offline: [5, 8],
    rejected_invitation: [4, 10],
    skip: [0.1, 1],
  };
  for (const kind of DIALOG_KINDS) {
    expect([kind, share(kind) > bounds[kind][0], share(kind) < bounds[kind][1], share(kind)]).toEqual([
      ...[kind, true, true],
      expect.any(Number),
    ]);
  }

  const reasons = new Set(site.map(({ reason }) => reason));
  for (const reason of ['stayed', 'left-not-waiting', 'answered', 'left-early', 'closed-without-message']) {
    expect(reasons).toContain(reason);
  }
  const missed = site.filter(({ kinds }) => kinds.includes('missed'));
  for (const closer of ['visitor', 'agent', 'system']) {
    expect(missed.filter(({ closed_by }) => closed_by === closer).length).toBeGreaterThan(2);
  }

  const elsewhere = dialogs.filter(({ channel }) => channel !== 'Channel::WebWidget');
  expect(elsewhere.some(({ presence_known }) => presence_known)).toBe(false);
  expect(new Set(elsewhere.flatMap(({ kinds }) => kinds))).toEqual(new Set(['chat', 'offline']));

  const documents = await dialogsOf(documentsAccountId);
  expect(documents.length).toBeGreaterThan(5);
  expect(new Set(documents.map(({ presence_known }) => presence_known))).toEqual(new Set([false]));

  const before = await decisions();
  expect(await changes(true)).toEqual([]);
  expect(await changes(false)).toEqual([]);
  // Not even what else was decided: each row is the one that the filling wrote.
  expect(await decisions()).toEqual(before);

  const skips = await rows<object>(sql`
    SELECT s.account_id AS account, s.at - d.updated_at > interval '0' AS later, s.reason, s.token_name AS by,
      k.kinds::text[] AS kinds
    FROM dialog_skips s JOIN dialogs d ON d.account_id = s.account_id AND d.id = s.dialog_id
    JOIN dialog_classifications k ON k.account_id = s.account_id AND k.dialog_id = s.dialog_id`);
  expect(skips.length).toBeGreaterThan(1);
  for (const skip of skips) {
    expect(skip).toEqual({
      ...{ account: accountId, later: true, reason: expect.stringMatching(/.{10}/), by: 'Quality desk' },
      kinds: expect.arrayContaining(['skip']),
    });
  }
});

test('the same seed makes the same kinds', async () => {
  const first = await fill({ seed: 3, dialogs: 120, until: UNTIL });
  const again = await fill({ seed: 3, dialogs: 120, until: UNTIL });
  const other = await fill({ seed: 4, dialogs: 120, until: UNTIL });
  expect(await dialogsOf(again.accountId)).toEqual(await dialogsOf(first.accountId));
  expect(await dialogsOf(other.accountId)).not.toEqual(await dialogsOf(first.accountId));
});

test('what is under way now holds too', async () => {
  await fill({ seed: 2, dialogs: 300 });
  expect(await changes(true)).toEqual([]);
});

test('an agent of every inbox is online even at night', async () => {
  const { accountId } = await fill({ dialogs: 5, until: parseRfc3339('2026-05-18T00:00:00Z')! });
  const staff = await rows<{ inbox: string; online: boolean }>(sql`
    SELECT i.name AS inbox, bool_or(u.availability = 0) AS online FROM inboxes i
    JOIN inbox_members m ON m.inbox_id = i.id
    JOIN account_users u ON u.account_id = i.account_id AND u.user_id = m.user_id
    WHERE i.account_id = ${accountId} GROUP BY i.name ORDER BY i.name`);
  expect(staff).toEqual(['E-mail', 'Telegram', 'Website'].map((inbox) => ({ inbox, online: true })));
});
