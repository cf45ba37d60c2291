import { JOURNAL } from '../../src/database/journal';
import { OUR_TABLES } from '../../src/database/our-tables';
import { PERSONAL_COLUMNS } from '../../src/people/personal-columns';
import { createTestDatabase } from '../helpers/database';

test('of every column of ours that may hold a text or names a contact it is said what erasing does to it', async () => {
  const { database, close } = await createTestDatabase();
  const { rows } = await database.pool.query<{ table: string; columns: string[] }>(
    `SELECT t.table_name AS table, coalesce(array_agg(c.column_name::text ORDER BY c.column_name)
        FILTER (WHERE c.udt_name IN ('text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea', '_text', '_varchar', 'citext', 'inet')
          OR c.column_name LIKE '%contact%id'), '{}') AS columns
     FROM information_schema.tables t JOIN information_schema.columns c USING (table_schema, table_name)
     WHERE t.table_schema = 'public' AND t.table_name = ANY($1) GROUP BY 1 ORDER BY 1`,
    [OUR_TABLES.filter((table) => table !== JOURNAL)],
  );
  await close();
  const said = Object.entries(PERSONAL_COLUMNS).map(([table, columns]) => [table, Object.keys(columns).sort()]);
  expect(Object.fromEntries(rows.map(({ table, columns }) => [table, columns]))).toEqual(Object.fromEntries(said));
});
