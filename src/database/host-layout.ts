import type { ClientBase, Pool } from 'pg';
import type { ColumnName } from './column-marks';
import type { EventTableName } from './event-table';
import { type HostCatalog, readCatalog } from './host-catalog';
import {
  collisionsIn,
  columnsTakenIn,
  eventTableIn,
  lacksOfHost,
  lacksOfRights,
  misplacedLog,
  strangersIn,
  wrongTypesOfOurs,
} from './host-findings';
import { EVENT_TABLES, filledTables, NEEDED_TABLES, ourColumns } from './host-needs';

/** A database that can't be served. The message lists what was found and what is needed; nothing was changed. */
export class UnsupportedHostError extends Error {
  override readonly name = 'UnsupportedHostError';

  constructor(readonly findings: readonly string[]) {
    super(
      `this database can't be served, and nothing was changed:\n${findings.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
}

/** What a database is, as far as migrations care. */
export type HostKind = 'empty' | 'host' | 'migrated';

/** A database that can be served. */
export interface ExaminedHost {
  readonly kind: HostKind;
  /** The host's tables that lack a column of ours. */
  readonly tablesToAlter: readonly string[];
  /** The columns of ours that are not there. */
  readonly columnsToAdd: readonly ColumnName[];
}

const OLDEST_SERVER = 130_000;

/** The name of the host's event table. Throws UnsupportedHostError where there is none. */
export async function findEventTable(client: Pool | ClientBase): Promise<EventTableName> {
  const { rows } = await client.query<{ name: EventTableName }>(
    'SELECT name FROM unnest($1::text[]) WITH ORDINALITY AS t (name, place) WHERE to_regclass(name) IS NOT NULL ' +
      'ORDER BY place LIMIT 1',
    [EVENT_TABLES],
  );
  const name = rows[0]?.name;
  if (!name) throw new UnsupportedHostError(['found neither a table events nor reporting_events: run migrate first']);
  return name;
}

/** Whether the event table has the host's columns for when an event began and ended (since v2.4.0 of the host). */
export async function findEventTimes(client: Pool | ClientBase, events: EventTableName): Promise<boolean> {
  const { rows } = await client.query<{ times: number }>(
    `SELECT count(*)::int AS times FROM pg_attribute WHERE attrelid = to_regclass($1) AND NOT attisdropped
       AND attname IN ('event_start_time', 'event_end_time') AND atttypid = 'timestamp'::regtype`,
    [events],
  );
  return rows[0]!.times === 2;
}

/** Whether a statement on the host's conversations or messages reads partitions. */
export async function isHostPartitioned(client: Pool | ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM pg_class WHERE relkind = 'p' AND oid IN (to_regclass('conversations'), to_regclass('messages')) LIMIT 1`,
  );
  return rows.length > 0;
}

/**
 * Looks at a database before anything is changed. Throws UnsupportedHostError, with all that is wrong, for one that
 * can't be served: PostgreSQL older than 13, another application's tables, a host's table or column that is missing or
 * of a type that we don't know, or rights that the connected role lacks.
 */
export async function examineHost(client: ClientBase, isMigrated: boolean): Promise<ExaminedHost> {
  const { rows: server } = await client.query<{ number: string; name: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name",
  );
  refuse(findingsOfServer(Number(server[0]!.number), server[0]!.name));
  const catalog = await readCatalog(client);
  const kind = isMigrated ? 'migrated' : catalog.relations.size === 0 ? 'empty' : 'host';
  refuse(findingsOfCatalog(catalog, kind));
  const columns = columnsToAdd(catalog);
  const tables = kind === 'empty' ? [] : [...new Set(columns.map(({ table }) => table))];
  return { kind, tablesToAlter: tables, columnsToAdd: columns };
}

/** What makes a server unfit, by `server_version_num` and the version's name. */
export function findingsOfServer(versionNumber: number, versionName: string): string[] {
  return versionNumber < OLDEST_SERVER ? [`found PostgreSQL ${versionName}; needed: 13 or newer`] : [];
}

/** What makes a database unfit for what it is; nothing for a fit one. */
export function findingsOfCatalog(catalog: HostCatalog, kind: HostKind): string[] {
  const { relations } = catalog;
  const misplaced = misplacedLog(catalog);
  if (misplaced.length > 0) return misplaced;
  if (kind === 'migrated') return [...lacksOfHost(relations), ...wrongTypesOfOurs(relations)];
  if (kind === 'empty') return lacksOfRights(catalog, []);
  const hostTables = [...Object.keys(NEEDED_TABLES), ...EVENT_TABLES];
  if (!hostTables.some((table) => relations.has(table))) return [...strangersIn(relations), ...collisionsIn(catalog)];
  const events = eventTableIn(relations);
  return [
    ...lacksOfHost(relations),
    ...columnsTakenIn(relations),
    ...collisionsIn(catalog),
    ...lacksOfRights(catalog, filledTables(events)),
  ];
}

function refuse(findings: readonly string[]): void {
  if (findings.length > 0) throw new UnsupportedHostError(findings);
}

/** The columns of ours that the host's tables lack. */
export function columnsToAdd({ relations }: HostCatalog): ColumnName[] {
  return Object.entries(ourColumns(eventTableIn(relations))).flatMap(([table, columns]) =>
    Object.keys(columns)
      .filter((column) => !relations.get(table)?.columns[column])
      .map((column) => ({ table, column })),
  );
}
