import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { ROLLUP_CHECKS } from '../../src/check/rollup-checks';
import { findDisagreements, mendDisagreements } from '../../src/check/run-checks';
import type { Database } from '../../src/database/database';
import { parseTimestamp } from '../../src/instant';
import type { DialogFilter } from '../../src/read-side/dialog-filter';
import type { Dimension } from '../../src/read-side/statistics/dimensions';
import { durationsOf } from '../../src/read-side/statistics/durations';
import { readHistograms } from '../../src/read-side/statistics/durations/read-durations';
import { statisticsHandle } from '../../src/read-side/statistics/handle';
import type { LiveRows } from '../../src/read-side/statistics/live-rows';
import { answeredWithin, comesBackWithin, MEASURES } from '../../src/read-side/statistics/measures';
import { readUsableSpans } from '../../src/rollups/rolled-spans';
import { createRoller, rollAllSettledDays } from '../../src/rollups/settled-days';
import { cutIntoBuckets } from '../../src/statistics/buckets';
import type { Period } from '../../src/statistics/calendar';
import { NOTHING_ROLLED } from '../../src/statistics/pieces';
import { zoneOf } from '../../src/statistics/zones';
import { inSnapshot } from '../../src/summaries/refresh';
import type { DialogRows } from '../../src/summaries/rows';
import { DERIVED_TABLES } from '../../src/summaries/rows';
import { replaceRows } from '../../src/summaries/write-rows';
import { createAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { DAY, HOUR } from '../statistics/zone-cases';
import { dialogRows, START } from './random-rows';

const DIALOGS = 40;
const FEBRUARY = { since: parseTimestamp('2024-02-01 00:00:00'), until: parseTimestamp('2024-03-01 00:00:00') };
const FILTERS: readonly DialogFilter[] = [{}, { inbox: [1, 2] }, { team: [1] }, { inbox: [2], team: [2] }];
const DIMENSIONS: readonly (Dimension | undefined)[] = [undefined, 'AGENT', 'TEAM', 'INBOX', 'HOUR_OF_WEEK'];
const COUNTED = [
  ...MEASURES,
  answeredWithin(20_000),
  comesBackWithin('contact', 72),
  comesBackWithin('conversation', 168),
];

const periods = fc
  .tuple(fc.integer({ min: -2 * DAY, max: 110 * DAY }), fc.integer({ min: 1, max: 80 * DAY }), fc.boolean())
  .map(
    ([from, length, isWhole]) =>
      (isWhole ? [from - (from % HOUR), length - (length % HOUR) + HOUR] : [from, length]) as [number, number],
  )
  .map(([from, length]) => ({ from: START + from, to: START + from + length }));
const questions = fc.record({
  ...{ period: periods, filter: fc.constantFrom(...FILTERS), by: fc.constantFrom(...DIMENSIONS) },
  zone: fc.constantFrom('UTC', 'Europe/Kyiv', 'Asia/Kathmandu'),
});

describe('what is rolled up', () => {
  let test: TestDatabase;
  let database: Database;
  let accountId: number;

  beforeAll(async () => {
    test = await createTestDatabase();
    ({ database } = test);
    accountId = (await createAccount(database)).id;
  });
  afterAll(() => test.close());

  const rowsOf = (seed: number) =>
    Array.from(
      { length: DIALOGS },
      (_, place) => fc.sample(dialogRows(accountId, place + 1), { seed: seed + place, numRuns: 1 })[0]!,
    );
  const spansOf = (account: number) =>
    database.rows<{ level: string; at: number }>(
      sql`SELECT level, at FROM dialog_rolled_spans WHERE account_id = ${account} ORDER BY 1, 2`,
    );
  const seen = () => spansOf(accountId);

  /** As loaded, had these dialogs changed and not been summarised yet. */
  async function liveWith(
    changed: readonly DialogRows[],
    gone: readonly number[],
    withoutRollups: boolean,
  ): Promise<LiveRows> {
    const dialogIds = [...changed.map(({ summary }) => summary.dialog_id), ...gone];
    const rows = [
      changed.map(({ summary }) => summary),
      ...(['messages', 'transfers', 'holdings'] as const).map((kind) =>
        changed.flatMap((dialog) => dialog[kind] as object[]),
      ),
    ];
    const json = Object.fromEntries(
      DERIVED_TABLES.map((table, place) => [table, JSON.stringify(rows[place])]),
    ) as LiveRows['json'];
    const rolled = withoutRollups ? NOTHING_ROLLED : await readUsableSpans(database, accountId, { dialogIds, json });
    return { dialogIds, waitingIds: [], json, isEverything: false, rolled };
  }

  async function answer(
    question: { period: Period; filter: DialogFilter; zone: string; by: Dimension | undefined },
    live: LiveRows,
  ) {
    const { by } = question;
    const zone = zoneOf(question.zone);
    const visibility = { accountId, inboxIds: null, teamIds: null };
    const source = { accountId, visibility, database, now: START + 120 * DAY, liveRows: async () => live };
    const handle = statisticsHandle(source, { ...question, zone, workingHours: false, compareTo: null });
    const sorted = (map: ReadonlyMap<unknown, unknown>) =>
      [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    const cut = cutIntoBuckets(question.period, zone, 'DAY');
    const ranges =
      'buckets' in cut ? cut.buckets.map(({ start, end }, bucket) => ({ from: start, to: end, bucket })) : [];
    const found: unknown[] = [];
    found.push(
      ...(await Promise.all(COUNTED.map((measure) => handle.tallies.load(measure, by ? { by } : {})))).map(sorted),
    );
    const points = { key: 'days', ranges };
    if (!by)
      found.push(
        ...(await Promise.all(COUNTED.map((measure) => handle.tallies.load(measure, { points })))).map(sorted),
      );
    for (const measure of MEASURES.filter(({ aggregation }) => aggregation === 'DURATION')) {
      if (by === 'HOUR_OF_WEEK') continue;
      const histograms = await readHistograms(handle, {
        by: by ?? null,
        measures: [measure],
        ranges: [{ ...question.period, bucket: 0 }],
      } as never);
      const counted = new Map<string, number>();
      for (const { group, buckets, counts } of histograms) {
        for (const [place, bucket] of buckets.entries()) {
          const key = `${group} ${bucket}`;
          counted.set(key, (counted.get(key) ?? 0) + counts[place]!);
        }
      }
      found.push([...counted].sort(), histograms.map(({ group, sample }) => `${group} ${sample}`).sort());
      found.push([measure.name, sorted(await durationsOf(handle, measure.name, (by ?? null) as never))]);
    }
    return found;
  }

  it('answers as the rows do, whatever changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.uniqueArray(fc.integer({ min: 1, max: DIALOGS }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.array(questions, { minLength: 3, maxLength: 3 }),
        async (seed, ids, areGone, asked) => {
          const made = rowsOf(seed);
          const others = rowsOf(seed + DIALOGS);
          const write = (ids: readonly number[], rows: readonly DialogRows[]) =>
            inSnapshot(database, (session) => replaceRows(session, accountId, ids, rows));
          const expectSame = async (changed: readonly DialogRows[], gone: readonly number[]) => {
            for (const question of asked) {
              const direct = await answer(question, await liveWith(changed, gone, true));
              expect(await answer(question, await liveWith(changed, gone, false))).toEqual(direct);
            }
          };
          await write(
            made.map((_, place) => place + 1),
            made,
          );
          await rollAllSettledDays(database, { leastDialogs: 0 });
          const all = await seen();
          expect(all.filter(({ level }) => level === 'month').length).toBeGreaterThan(3);
          await expectSame([], []);
          const changed = areGone ? [] : ids.map((id) => others[id - 1]!);
          await expectSame(changed, areGone ? ids : []);
          await write(ids, changed);
          await expectSame([], []);
          expect(await findDisagreements(database, FEBRUARY, ROLLUP_CHECKS)).toEqual([]);
          await rollAllSettledDays(database, { leastDialogs: 0 });
          await expectSame([], []);
        },
      ),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('is forgotten by days that change, with their month, and by no others', async () => {
    const [rows] = fc.sample(dialogRows(1, 1), 1);
    const summary = {
      ...rows!.summary,
      // One that is skipped is counted nowhere.
      kinds: ['chat' as const],
      started_at: '2024-02-10 10:00:00.000000',
      resolved_at: '2024-02-20 10:00:00.000000',
    };
    const dialog = { ...rows!, summary, messages: [], transfers: [], holdings: [] };
    const write = (dialogs: DialogRows[]) =>
      inSnapshot(database, (session) => replaceRows(session, accountId, [1], dialogs));
    await write([dialog]);
    await rollAllSettledDays(database, { leastDialogs: 0 });
    const before = await seen();
    await write([dialog]);
    expect(await seen()).toEqual(before);
    await write([{ ...dialog, summary: { ...summary, resolve_known: !summary.resolve_known } }]);
    const after = await seen();
    const gone = before.filter(({ level, at }) => !after.some((span) => span.level === level && span.at === at));
    expect(gone.map(({ level, at }) => `${level} ${new Date(at / 1000).toISOString().slice(0, 10)}`)).toEqual([
      'day 2024-02-20',
      'month 2024-02-01',
    ]);
    await rollAllSettledDays(database, { leastDialogs: 0 });
    expect(await seen()).toEqual(before);
  });

  it('is of accounts with enough dialogs only, and then kept up whatever they have', async () => {
    const some = (await createAccount(database)).id;
    const write = (ids: readonly number[]) =>
      inSnapshot(database, (session) =>
        replaceRows(
          session,
          some,
          ids,
          ids.map((id) => {
            const [rows] = fc.sample(dialogRows(some, id), { seed: id, numRuns: 1 });
            return { ...rows!, messages: [], transfers: [], holdings: [] };
          }),
        ),
      );
    const spans = async () => (await spansOf(some)).length;
    await write([901, 902]);
    await rollAllSettledDays(database, { leastDialogs: 3 });
    expect(await spans()).toBe(0);
    await write([903]);
    const roll = createRoller(database, { leastDialogs: 3 });
    const rolled = [];
    for (let turn = await roll(); turn; turn = await roll()) rolled.push(turn);
    expect(new Set(rolled.map(({ accountId: id }) => id))).toEqual(new Set([some]));
    const all = await spans();
    expect(all).toBeGreaterThan(rolled.reduce((sum, { days }) => sum + days, 0));
    expect(await roll()).toBeUndefined();
    await write([901]);
    await inSnapshot(database, (session) => replaceRows(session, some, [902, 903], []));
    expect(await spans()).toBeLessThan(all);
    while (await roll());
    const missing = await database.rows(sql`SELECT FROM dialog_summaries WHERE account_id = ${some} AND started_at <
      (SELECT min(at) FROM dialog_rolled_spans WHERE account_id = ${some})`);
    expect(missing).toEqual([]);
    expect(await findDisagreements(database, { ...FEBRUARY, accountId: some }, ROLLUP_CHECKS)).toEqual([]);
  });

  it('is looked for in some accounts at a time, and reaches all of them', async () => {
    const other = (await createAccount(database)).id;
    const some = (await createAccount(database)).id;
    const [rows] = fc.sample(dialogRows(some, 904), { seed: 904, numRuns: 1 });
    const dialog = { ...rows!, messages: [], transfers: [], holdings: [] };
    await inSnapshot(database, (session) => replaceRows(session, some, [904], [dialog]));
    await rollAllSettledDays(database, { accountId: other, leastDialogs: 0 });
    expect(await spansOf(some)).toEqual([]);
    const watched = { ...database };
    const asked = jest.spyOn(watched, 'rows');
    const roll = createRoller(watched, { leastDialogs: 1, accountsPerLook: 1 });
    const accounts = await database.rows(sql`SELECT FROM accounts`);
    for (const _ of accounts) while (await roll());
    expect((await spansOf(some)).length).toBeGreaterThan(0);
    asked.mockClear();
    // Which account is the next, and whether it has any: two statements.
    for (const _ of accounts) expect(await roll()).toBeUndefined();
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2 * accounts.length);
  });

  it('is checked, and what differs is mended', async () => {
    await rollAllSettledDays(database, { leastDialogs: 0 });
    const spoilt = await database.rows(sql`
      UPDATE dialog_rollups SET started = started + 1 WHERE level = 'hour' AND at::date = '2024-02-10' RETURNING at`);
    expect(spoilt.length).toBeGreaterThan(0);
    const found = await findDisagreements(database, FEBRUARY, ROLLUP_CHECKS);
    expect(found.map(({ kind, words }) => [kind, words])).toEqual([
      ['rollup-differs', 'what is rolled up of the day 2024-02-10 is not what the derived rows add up to'],
    ]);
    await mendDisagreements(database, FEBRUARY, ROLLUP_CHECKS);
    expect(await findDisagreements(database, FEBRUARY, ROLLUP_CHECKS)).toEqual([]);
  });
});
