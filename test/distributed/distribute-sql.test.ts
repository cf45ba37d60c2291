import { readFileSync } from 'node:fs';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { EVENT_TABLES } from '../../src/database/host-needs';
import { makeLogDatabase } from '../../src/database/log-database';
import { migrateDatabase } from '../../src/database/migrate';
import { OUR_TABLES } from '../../src/database/our-tables';
import * as host from '../../src/database/tables/host';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../helpers/database';
import { partitionByAccount } from './partition';
import { COPIES, DISTRIBUTE_SQL, readPlacements } from './placements';

const TEXT = readFileSync(DISTRIBUTE_SQL, 'utf8');
const { distributed, reference, local, readByAccount } = readPlacements();
const HOST_TABLES = Object.values<unknown>(host).filter((table) => is(table, PgTable));

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base.close());

test('names every table of ours, and every one of the host that we read, once', () => {
  const named = TEXT.matchAll(/(?:_table\(|to_regclass\()'(\w+)'|^-- local[\w ,]*: (\w+)/gm);
  const known = [
    ...OUR_TABLES,
    ...HOST_TABLES.map((table) => getTableConfig(table).name),
    ...EVENT_TABLES,
    'working_hours',
  ];
  expect([...named].map(([, placed, left]) => placed ?? left).sort()).toEqual([...new Set(known)].sort());
  expect([...distributed, ...reference, ...local].sort()).toEqual([...new Set(known)].sort());
});

test('distributes tables of ours only, beside each other', () => {
  expect([...distributed].filter((table) => !OUR_TABLES.includes(table))).toEqual([]);
  const statements = [...TEXT.matchAll(/^SELECT create_distributed_table\((.*)\);$/gm)];
  expect(statements.map(([, given]) => given!)).toEqual([
    "'dialogs', 'account_id'",
    ...[...distributed].slice(1).map((table) => `'${table}', 'account_id', colocate_with => 'dialogs'`),
  ]);
});

test('each distributed table has one account_id of one type, in all of its unique indexes', async () => {
  const { rows: columns } = await base.database.pool.query(
    `SELECT c.relname AS table, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
       c.relkind::text || c.relpersistence::text AS kind
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id'
     WHERE c.oid = ANY($1::regclass[]) ORDER BY 1`,
    [[...distributed]],
  );
  expect(columns).toEqual(
    [...distributed].sort().map((table) => ({ table, type: 'bigint', required: true, kind: 'rp' })),
  );
  const { rows: without } = await base.database.pool.query(
    `SELECT i.indexrelid::regclass::text AS index FROM pg_index i
     WHERE i.indrelid = ANY($1::regclass[]) AND (i.indisunique OR i.indisexclusion) AND NOT EXISTS (
       SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = 'account_id' AND a.attnum = ANY(i.indkey))`,
    [[...distributed]],
  );
  expect(without).toEqual([]);
});

test('no table of ours has a trigger, a rule, or a foreign key, and nobody else has one to it', async () => {
  const { rows } = await base.database.pool.query(
    `SELECT tgname::text AS name FROM pg_trigger WHERE tgrelid = ANY($1::regclass[])
     UNION ALL SELECT rulename::text FROM pg_rewrite WHERE ev_class = ANY($1::regclass[])
     UNION ALL SELECT conname::text FROM pg_constraint
       WHERE contype = 'f' AND (conrelid = ANY($1::regclass[]) OR confrelid = ANY($1::regclass[]))`,
    [OUR_TABLES],
  );
  expect(rows).toEqual([]);
});

test("the copies of the host's large tables are those that are read by account, by the name that the log gives them", () => {
  expect([...COPIES, 'reporting_events'].sort()).toEqual([...readByAccount].sort());
});

test('the copies in a log database can be distributed as they are, and it is brought up to date afterwards', async () => {
  const log = await createBareDatabase();
  try {
    await makeLogDatabase(log.url, () => {});
    await partitionByAccount(log.url, COPIES);
    await expect(migrateDatabase(log.url)).resolves.toEqual({ found: 'migrated' });
  } finally {
    await log.close();
  }
});

test("the host's large tables could not be distributed as they are: their keys are without the account", async () => {
  await expect(partitionByAccount(base.url, ['conversations'])).rejects.toThrow(
    'must include all partitioning columns',
  );
});
