import { Client } from 'pg';
import { actAsOwner } from '../act-as-owner';
import type { EventTableName } from '../event-table';
import { type HostCatalog, readCatalog } from '../host-catalog';
import { eventTableIn } from '../host-findings';
import { findUnbuiltIndexes, type UnbuiltIndex } from '../host-indexes';
import { columnsToAdd, findingsOfCatalog, findingsOfServer, type HostKind } from '../host-layout';
import { filledTables } from '../host-needs';
import { JOURNAL, newestApplied, pendingAfter } from '../journal';
import { enterLogSchema, schemasOf } from '../log-schema';
import { logTablesIn, OUR_TABLES } from '../our-tables';
import { SQL_STATES, sqlStateOf } from '../sql-states';
import { readCaptureState } from './capture-state';
import { stepsToCapture, wordsOf } from './capture-steps';
import { lacksToInstall } from './rights';
import { readTableSizes, type TableSize } from './table-sizes';

/** What installing would meet and do. */
export interface InstallPlan {
  readonly server: string;
  readonly role: string;
  readonly schema: string | null;
  readonly kind: HostKind;
  readonly events: EventTableName;
  /** The host's tables that get columns, indexes or triggers. */
  readonly tables: readonly PlannedTable[];
  /** The names of the migrations that would run; null where the role may not read which ones have. */
  readonly migrations: readonly string[] | null;
  readonly newTables: readonly string[];
  /** As in `messages.dialog_id`. */
  readonly newColumns: readonly string[];
  readonly indexes: readonly UnbuiltIndex[];
  /** What would be done to triggers and their functions, in words. */
  readonly captureSteps: readonly string[];
  /** Why the database can't be served, if it can't. */
  readonly unfit: readonly string[];
  /** What the connected role lacks to install. */
  readonly lacksOfRights: readonly string[];
}

export interface PlannedTable extends TableSize {
  readonly owner: string;
  /** By column, of those that matter most. */
  readonly types: Readonly<Record<string, string>>;
}

/** Columns whose types differ from host to host. */
const TELLING_COLUMNS = ['id', 'conversation_id', 'status', 'created_at', 'additional_attributes'];

/** Looks at a database and tells what installing would do, without changing anything or taking a turn. */
export async function planInstall(url: string): Promise<InstallPlan> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'dialog-statistics plan',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await enterLogSchema(client, url);
    await actAsOwner(client);
    return await makePlan(client);
  } finally {
    await client.end();
  }
}

async function makePlan(client: Client): Promise<InstallPlan> {
  const { rows } = await client.query<{ number: string; server: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS server",
  );
  const { number, server } = rows[0]!;
  const catalog = await readCatalog(client);
  const { relations, role, schema } = catalog;
  const kind = relations.has(JOURNAL) ? 'migrated' : relations.size === 0 ? 'empty' : 'host';
  const events = eventTableIn(relations);
  const state = await readCaptureState(client);
  const lacksOfRights = lacksToInstall(catalog, state);
  const unfit = [...findingsOfServer(Number(number), server), ...findingsOfCatalog(catalog, kind)].filter(
    (finding) => !lacksOfRights.includes(finding),
  );
  const pending = await pendingMigrations(client, kind);
  return {
    ...{ server, role, schema, kind, events, unfit, lacksOfRights },
    tables: await describeTables(client, catalog, filledTables(events)),
    migrations: pending,
    newTables: newTablesIn(catalog),
    newColumns: columnsToAdd(catalog).map(({ table, column }) => `${table}.${column}`),
    indexes: await findUnbuiltIndexes(client, events),
    captureSteps: wordsOf(stepsToCapture(state, events, await schemasOf(client))),
  };
}

function newTablesIn({ relations }: HostCatalog): string[] {
  const made = new Set(logTablesIn(relations));
  return OUR_TABLES.filter((table) => !made.has(table));
}

async function pendingMigrations(client: Client, kind: HostKind): Promise<string[] | null> {
  if (kind !== 'migrated') return pendingAfter(null).map(({ name }) => name);
  try {
    return pendingAfter(await newestApplied(client)).map(({ name }) => name);
  } catch (error) {
    if (sqlStateOf(error) === SQL_STATES.insufficientPrivilege) return null;
    throw error;
  }
}

async function describeTables(
  client: Client,
  { relations }: HostCatalog,
  tables: readonly string[],
): Promise<PlannedTable[]> {
  const sizes = await readTableSizes(client, tables);
  return sizes.map((size) => {
    const { owner, columns } = relations.get(size.table)!;
    const telling = TELLING_COLUMNS.filter((column) => columns[column]);
    return { ...size, owner, types: Object.fromEntries(telling.map((column) => [column, columns[column]!.type])) };
  });
}
