import fc from 'fast-check';
import { Client } from 'pg';
import { createSession } from '../../src/database/database';
import { type ChangePlace, PlaceForgottenError, presentPlace, readChanges } from '../../src/live/changes';
import { forgetChanges } from '../../src/live/forget-changes';
import { markStale } from '../../src/summaries/marks';
import { createTestDatabase, type TestDatabase } from '../helpers/database';

/** Of writers that commit in any order, whoever reads in between is told of every change, from whichever place on. */
let base: TestDatabase;
const writers: Client[] = [];
let accountId = 0;

beforeAll(async () => {
  base = await createTestDatabase();
  for (let made = 0; made < 4; made += 1) {
    const client = new Client({ connectionString: base.url });
    await client.connect();
    writers.push(client);
  }
});
afterAll(async () => {
  for (const client of writers) await client.end();
  await base.close();
});

/** What happens: a writer begins, changes a dialog, commits or rolls back; the reader reads, or comes back later. */
const steps = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('change' as const), writer: fc.nat(3), dialog: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ does: fc.constantFrom('commit' as const, 'rollback' as const), writer: fc.nat(3) }),
    fc.record({ does: fc.constantFrom('read' as const, 'lose' as const) }),
  ),
  { minLength: 5, maxLength: 40 },
);

test('nothing is lost, whatever the order of commits; and nothing is told twice that was not lost on its way', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (told) => {
      accountId += 1;
      const open = new Map<number, Set<number>>();
      const untold = new Set<number>();
      const commit = async (writer: number, how: 'COMMIT' | 'ROLLBACK') => {
        const changed = open.get(writer);
        if (!changed) return;
        await writers[writer]!.query(how);
        open.delete(writer);
        if (how === 'COMMIT') for (const dialog of changed) untold.add(dialog);
      };
      let place: ChangePlace = await presentPlace(base.database);
      const read = async (isLost: boolean) => {
        const { dialogIds, place: next } = await readChanges(base.database, accountId, place);
        expect(dialogIds).toEqual([...untold].sort((a, b) => a - b));
        if (isLost) return;
        untold.clear();
        place = next;
      };
      for (const step of told) {
        if (step.does === 'change') {
          if (!open.has(step.writer)) await writers[step.writer]!.query('BEGIN');
          const changed = open.get(step.writer) ?? new Set();
          open.set(step.writer, changed.add(step.dialog));
          await markStale(createSession(writers[step.writer]!), accountId, [step.dialog]);
        } else if (step.does === 'commit') await commit(step.writer, 'COMMIT');
        else if (step.does === 'rollback') await commit(step.writer, 'ROLLBACK');
        else await read(step.does === 'lose');
      }
      for (const writer of [...open.keys()]) await commit(writer, 'COMMIT');
      await read(false);
    }),
    { numRuns: 60 },
  );
});

test('what is more than a reading holds comes in parts, with what changes meanwhile', async () => {
  accountId += 1;
  const ids = Array.from({ length: 250 }, (_, index) => index + 1);
  const start = await presentPlace(base.database);
  await markStale(base.database, accountId, ids);
  const first = await readChanges(base.database, accountId, start);
  expect([first.dialogIds, first.hasMore]).toEqual([ids.slice(0, 100), true]);
  await markStale(base.database, accountId, [7, 207, 300]);
  const second = await readChanges(base.database, accountId, first.place);
  const third = await readChanges(base.database, accountId, second.place);
  expect([second.dialogIds, third.dialogIds]).toEqual([ids.slice(100, 200), [...ids.slice(200), 300]]);
  // The 7 was told before it changed again.
  const last = await readChanges(base.database, accountId, third.place);
  expect(last.dialogIds).toContain(7);
  expect(await readChanges(base.database, accountId, last.place)).toMatchObject({ dialogIds: [], hasMore: false });
});

/**
 * Waits until every transaction that is under way is younger than these changes: any of the cluster holds them, such as one
 * that gathers statistics of tables.
 */
async function untilOld(...dialogIds: number[]): Promise<void> {
  const young = `SELECT FROM dialog_changes WHERE account_id = ${accountId} AND dialog_id = ANY ($1)
    AND xid >= pg_snapshot_xmin(pg_current_snapshot())`;
  while ((await base.database.pool.query(young, [dialogIds])).rowCount !== 0);
}

test('a place before what was forgotten is refused; one after it is not, even while somebody writes for long', async () => {
  accountId += 1;
  const before = await presentPlace(base.database);
  await markStale(base.database, accountId, [1]);
  await untilOld(1);
  await writers[0]!.query('BEGIN');
  await markStale(createSession(writers[0]!), accountId, [2]);
  await markStale(base.database, accountId, [3]);
  const during = await presentPlace(base.database);
  while ((await forgetChanges(base.database, '0')) > 0);
  await expect(readChanges(base.database, accountId, before)).rejects.toThrow(PlaceForgottenError);
  await writers[0]!.query('COMMIT');
  expect((await readChanges(base.database, accountId, during)).dialogIds).toEqual([2]);
  await untilOld(2, 3);
  while ((await forgetChanges(base.database, '0')) > 0);
  await expect(readChanges(base.database, accountId, during)).rejects.toThrow(PlaceForgottenError);
  expect((await readChanges(base.database, accountId, await presentPlace(base.database))).dialogIds).toEqual([]);
  const { rows } = await base.database.pool.query('SELECT account_id, dialog_id FROM dialog_changes');
  expect(rows).toEqual([{ account_id: '0', dialog_id: '0' }]);
});

test('what was restored from a database with more transactions is neither told nor kept, nor keeps anybody out', async () => {
  accountId += 1;
  const start = await presentPlace(base.database);
  await base.database.pool.query(
    `INSERT INTO dialog_changes (account_id, xid, dialog_id, changed_at)
     VALUES (${accountId}, '9000000000', 1, '2020-01-01'), (0, '9000000001', 0, 'infinity')`,
  );
  await markStale(base.database, accountId, [2]);
  expect((await readChanges(base.database, accountId, start)).dialogIds).toEqual([2]);
  while ((await forgetChanges(base.database)) > 0);
  const { rows } = await base.database.pool.query("SELECT FROM dialog_changes WHERE xid >= '9000000000'");
  expect(rows).toEqual([]);
  expect((await readChanges(base.database, accountId, start)).dialogIds).toEqual([2]);
});
