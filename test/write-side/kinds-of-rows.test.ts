import fc from 'fast-check';
import { parseTimestamp } from '../../src/instant';
import { decideKinds } from '../../src/write-side/kinds/decide-kinds';
import { createAccount } from '../helpers/account';
import { createTestDatabase } from '../helpers/database';
import { writeDialogRows } from '../helpers/dialog-rows';
import { judge } from '../rulebook/kinds-model';
import { dialogs } from '../rulebook/random-dialogs';

const STARTED_AT = parseTimestamp('2024-03-05 10:00:00.123456');

test('the kinds and the departures that are kept of random dialogs are those of the naive model', async () => {
  const { database, close } = await createTestDatabase();
  const account = await createAccount(database);
  const random = fc.sample(dialogs, { numRuns: 300, seed: 11 }).map((dialog) => ({
    ...{ ...dialog, resolvedAt: dialog.resolvedAt ?? dialog.now },
    ...{ startedAt: STARTED_AT, inboxId: account.inbox, teamId: null },
  }));
  const ids = await writeDialogRows(database, account, random);
  const changed = await database.transaction((session) => decideKinds(session, database.events, account.id, ids));
  expect(changed).toHaveLength(300);
  const { rows } = await database.pool.query<{ kinds: string[]; departedAt: number | null }>(`
    SELECT kinds::text[] AS kinds, extract(epoch FROM departed_at - '2024-03-05 10:00:00.123456')::float8 AS "departedAt"
    FROM dialog_classifications ORDER BY dialog_id`);
  expect(rows).toEqual(random.map(judge));
  expect(new Set(rows.map(({ kinds }) => kinds.join())).size).toBeGreaterThan(10);
  await close();
});
