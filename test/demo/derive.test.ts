import { deriveDemo } from '../../src/demo/derive';
import { fillDemo } from '../../src/demo/fill';
import { DERIVED_TABLES } from '../../src/summaries/rows';
import { createWriteSide } from '../../src/write-side/service';
import { createTestDatabase } from '../helpers/database';

test('a demo that was just filled has its summaries, and the planner knows of them', async () => {
  const { database, close } = await createTestDatabase();
  const { accountId } = await fillDemo(database, createWriteSide(database), { dialogs: 20 });
  await deriveDemo(database, accountId);
  const { pool } = database;
  const summaries = await pool.query('SELECT count(*)::int AS n FROM dialog_summaries WHERE account_id = $1', [
    accountId,
  ]);
  expect(summaries.rows).toEqual([{ n: 20 }]);
  const known = await pool.query(
    "SELECT relname FROM pg_class WHERE relname = ANY($1) AND relkind IN ('r', 'p') AND reltuples <= 0",
    [DERIVED_TABLES],
  );
  expect(known.rows).toEqual([]);
  await close();
});
