import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { knownMigrations } from '../../../src/database/journal';
import { migrateDatabase } from '../../../src/database/migrate';
import * as tables from '../../../src/database/tables';
import { createBareDatabase } from '../../helpers/database';
import { type Snapshot, takeSnapshot, withClient } from './snapshot';

describe('migrating an empty database', () => {
  let url: string;
  let close: () => Promise<void>;
  let after: Snapshot;

  beforeAll(async () => {
    ({ url, close } = await createBareDatabase());
    expect(await migrateDatabase(url)).toEqual({ found: 'empty' });
    after = await takeSnapshot(url);
  });
  afterAll(() => close());

  it.each(Object.values(tables).map((table) => [getTableConfig(table).name, table] as const))(
    'creates %s as the code knows it',
    (name, table) => {
      const columns = after.catalog.filter((line) => line.startsWith(`column ${name}.`));
      expect(columns.map(withoutDefaults)).toEqual(columnsOf(table));
      const indexes = after.catalog.filter((line) => line.startsWith(`index ${name}: `)).join('\n');
      for (const { config } of getTableConfig(table).indexes) {
        expect(indexes).toContain(`CREATE ${config.unique ? 'UNIQUE ' : ''}INDEX ${config.name} ON public.${name} `);
      }
    },
  );

  it('creates nothing else but the journal', () => {
    const known = Object.values(tables).map((table) => getTableConfig(table).name);
    expect(Object.keys(after.columns)).toEqual([...known, 'dialog_log_migrations'].sort());
  });

  it('numbers the conversations of each account from 1, as the host does', async () => {
    await withClient(url, async (client) => {
      await client.query(
        "INSERT INTO accounts (name, created_at, updated_at) SELECT n, now(), now() FROM unnest('{a,b}'::text[]) n",
      );
      const { rows } = await client.query(`
        INSERT INTO conversations (account_id, inbox_id, created_at, updated_at)
        SELECT account_id, 1, now(), now() FROM unnest('{1,2,2,1,2}'::int[]) account_id
        RETURNING account_id * 10 + display_id AS number`);
      expect(rows.map(({ number }) => number)).toEqual([11, 21, 22, 12, 23]);
    });
  });

  it('does nothing when run again', async () => {
    const before = await takeSnapshot(url);
    expect(await migrateDatabase(url)).toEqual({ found: 'migrated' });
    expect(await takeSnapshot(url)).toEqual(before);
  });
});

it('five processes that migrate an empty database at once all succeed, and leave one journal', async () => {
  const { url, close } = await createBareDatabase();
  const reports = await Promise.all(Array.from({ length: 5 }, () => migrateDatabase(url)));
  expect(reports.map(({ found }) => found).sort()).toEqual(['empty', ...Array(4).fill('migrated')]);
  await withClient(url, async (client) => {
    const { rows } = await client.query('SELECT id FROM dialog_log_migrations ORDER BY id');
    expect(rows).toEqual(knownMigrations().map((_, index) => ({ id: index + 1 })));
  });
  await close();
});

function withoutDefaults(line: string): string {
  return line.replace(/ default .*/, ' with default').replace('timestamp without time zone', 'timestamp');
}

/** The lines that a snapshot has for a table of the code. */
function columnsOf(table: PgTable): string[] {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const keys = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)));
  return columns
    .map((column) => {
      const type = TYPE_NAMES[column.getSQLType()] ?? column.getSQLType();
      const isRequired = column.notNull || column.primary || keys.has(column.name);
      const isFilled = column.hasDefault || column.getSQLType().endsWith('serial');
      return `column ${name}.${column.name}: ${type}${isRequired ? ' not null' : ''}${isFilled ? ' with default' : ''}`;
    })
    .sort();
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  serial: 'integer',
  bigserial: 'bigint',
  varchar: 'character varying',
  'timestamp(6)': 'timestamp(6) without time zone',
  'timestamp(6)[]': 'timestamp(6) without time zone[]',
};
