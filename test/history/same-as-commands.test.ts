import { sql } from 'drizzle-orm';
import { findDisagreements } from '../../src/check/run-checks';
import { replayDocuments } from '../../src/demo/documents';
import { fillDemo } from '../../src/demo/fill';
import { replay } from '../../src/write-side/history/replay';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { copyHost } from './copy-host';
import { type AccountLog, beginCurrentByRule, logOfAccount } from './log-of-account';

/** Where each dialog started. */
const startsOf = (log: AccountLog) =>
  [...log.values()].flatMap(({ dialogs }) => dialogs.map(([start]) => Date.parse(String(start))));

/** But for the start, and for who began it, of which a command tells more than rows do. */
const withoutStarts = (log: AccountLog) =>
  [...log].map(([id, { dialogs, rows }]) => ({
    ...{ id, rows },
    dialogs: dialogs.map(([, status, contact, inbox, , ...rest]) => [status, contact, inbox, ...rest]),
  }));

describe('replay, compared with what commands logged of the same', () => {
  let logged: TestDatabase;
  let past: TestDatabase;
  let writeSide: WriteSide;

  beforeEach(async () => {
    [logged, past] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    writeSide = createWriteSide(logged.database);
  });
  afterEach(() => Promise.all([logged.close(), past.close()]));

  it('gives the demo the same dialogs, but for the moment before the message of an agent who reopened by hand', async () => {
    const { accountId } = await fillDemo(logged.database, writeSide, { dialogs: 150 });
    expect(await findDisagreements(logged.database)).toEqual([]);
    await copyHost(logged.database, past.database);
    await replay(past.database);
    expect(await findDisagreements(past.database)).toEqual([]);
    await beginCurrentByRule(logged.database);
    const expected = await logOfAccount(logged.database, accountId, true);
    const found = await logOfAccount(past.database, accountId, true);
    expect(withoutStarts(found)).toEqual(withoutStarts(expected));
    const [known, replayed] = [startsOf(expected), startsOf(found)];
    expect(replayed.every((start, place) => Math.abs(start - known[place]!) < 1_000)).toBe(true);
    expect(replayed.filter((start, place) => start === known[place]).length).toBeGreaterThan(140);
  });

  it('finds the dialogs of N’s tables, so far as rows tell of their starts', async () => {
    const { accountId, conversations } = await replayDocuments(logged.database, writeSide);
    await copyHost(logged.database, past.database);
    await replay(past.database);
    const dialogs = (database: TestDatabase['database'], id: number) =>
      database.rows<{ line: string }>(sql`
        SELECT d.created_at || ' ' || CASE WHEN d.status = 1 THEN d.updated_at::text ELSE 'current' END AS line
        FROM dialogs d WHERE d.account_id = ${accountId} AND d.conversation_id = ${id} ORDER BY d.created_at`);
    for (const id of [conversations.threeDialogs, conversations.assignments]) {
      expect(await dialogs(past.database, id)).toEqual(await dialogs(logged.database, id));
    }
    // Created resolved, reopened by hand and with activities alone: N's 11 is known by its end.
    expect((await dialogs(past.database, conversations.conversation150)).map(({ line }) => line)).toEqual([
      '2022-05-26 13:19:40.562111 2022-05-27 13:32:05.94316',
      '2022-05-30 11:25:25.582046 2022-05-30 11:25:25.582046',
      '2022-05-30 11:25:25.589692 current',
    ]);
    expect(await findDisagreements(past.database)).toEqual([]);
  });
});
