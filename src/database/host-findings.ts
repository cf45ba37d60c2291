import type { EventTableName } from './event-table';
import type { Column, HostCatalog, Relation } from './host-catalog';
import {
  EVENT_TABLES,
  filledTables,
  LEFT_TO_HOST,
  NEEDED_EVENT_COLUMNS,
  NEEDED_TABLES,
  type NeededColumns,
  ourColumns,
} from './host-needs';
import { JOURNAL } from './journal';
import { MIRROR, OUR_VIEWS } from './our-tables';

/*
 * What makes a database unfit: each finding a line that tells what was found and what is needed.
 */

type Relations = HostCatalog['relations'];

/** The name that the event table has. */
export function eventTableIn(relations: Relations): EventTableName {
  return EVENT_TABLES.find((table) => relations.has(table)) ?? 'events';
}

/** What a host's tables lack to be read. */
export function lacksToRead(relations: Relations): string[] {
  return Object.entries(neededTables(relations)).flatMap(([table, columns]) =>
    lacksOfTable(relations.get(table), table, columns),
  );
}

function neededTables(relations: Relations): Readonly<Record<string, NeededColumns>> {
  return { ...NEEDED_TABLES, [eventTableIn(relations)]: NEEDED_EVENT_COLUMNS };
}

/** What a host's tables lack. */
export function lacksOfHost(relations: Relations): string[] {
  const events = eventTableIn(relations);
  const needed = neededTables(relations);
  const findings = lacksToRead(relations);
  for (const table of filledTables(events)) {
    const named = Object.keys({ ...needed[table], ...ourColumns(events)[table] });
    const given = named.filter((column) => !LEFT_TO_HOST[table]?.includes(column));
    findings.push(...unfilledIn(relations.get(table), table, given));
  }
  if (EVENT_TABLES.every((table) => relations.has(table))) {
    findings.push(`found both ${EVENT_TABLES.join(' and ')}; needed: one of them, the host's event table`);
  }
  const mentions = relations.get('mentions');
  // Copies in a log database are written by the mirror alone, which keeps them apart itself.
  if (mentions && isTable(mentions) && !relations.has(MIRROR) && !mentions.uniqueKeys.includes(MENTIONS_KEY)) {
    findings.push('found no unique index on mentions (user_id, conversation_id); needed: the one that the host has');
  }
  return findings;
}

const MENTIONS_KEY = 'conversation_id, user_id';

function isTable({ kind }: Relation): boolean {
  return kind === 'table' || kind === 'partitioned table';
}

function lacksOfTable(found: Relation | undefined, table: string, columns: NeededColumns): string[] {
  if (!found) {
    const name = table === 'events' ? 'events (or reporting_events, since v2.3.0)' : table;
    return [`found no table ${name}; needed: a host of the Chatwoot family with all of its tables`];
  }
  if (!isTable(found)) return [`found ${table} as ${a(found.kind)}; needed: a table`];
  const missing = Object.entries(columns)
    .filter(([column]) => !found.columns[column])
    .map(([column, types]) => `found no column ${table}.${column}; needed: ${types.join(' or ')}`);
  return [...missing, ...wrongTypes(found, table, columns)];
}

function wrongTypes(found: Relation | undefined, table: string, columns: NeededColumns): string[] {
  if (!found || !isTable(found)) return [];
  return Object.entries(columns).flatMap(([column, types]) => {
    const type = found.columns[column]?.type;
    if (type === undefined || types.includes(type)) return [];
    return [`found ${table}.${column} as ${type}; needed: ${types.join(' or ')}`];
  });
}

/** Columns that an INSERT of ours would leave without a value. */
function unfilledIn(found: Relation | undefined, table: string, given: readonly string[]): string[] {
  if (!found || !isTable(found)) return [];
  const findings: string[] = [];
  if (found.columns.id && !found.columns.id.isFilled) {
    findings.push(`found ${table}.id without a default; needed: a sequence or an identity that fills it`);
  }
  for (const [column, { isRequired, isFilled }] of Object.entries(found.columns)) {
    if (!isRequired || isFilled || found.hasFillingTrigger || given.includes(column)) continue;
    findings.push(`found ${table}.${column} as NOT NULL without a default; needed: a default, or NULL allowed`);
  }
  return findings;
}

/** Our columns that are there, but of another type. */
export function wrongTypesOfOurs(relations: Relations): string[] {
  return Object.entries(ourColumns(eventTableIn(relations))).flatMap(([table, columns]) =>
    wrongTypes(relations.get(table), table, columns),
  );
}

/** A `dialog_id` that is there before the dialog log holds somebody else's ids; additional attributes are shared. */
export function columnsTakenIn(relations: Relations): string[] {
  return Object.entries(ourColumns(eventTableIn(relations))).flatMap(([table, { dialog_id: _, ...shared }]) => [
    ...takenBy(table, relations.get(table)?.columns.dialog_id),
    ...wrongTypes(relations.get(table), table, shared),
  ]);
}

function takenBy(table: string, found: Column | undefined): string[] {
  if (!found) return [];
  return found.isMarked
    ? [`found ${table}.dialog_id left by an uninstall; needed: run uninstall --drop-tables --drop-columns first`]
    : [`found a column ${table}.dialog_id that is not ours; needed: its name for the dialog log`];
}

/** The dialog log's names are `dialogs`, all that begin with `dialog_` or `dialogs_`, and those of its views. */
function isOurs(name: string | null): boolean {
  return name !== null && (/^(dialogs$|dialogs?_)/.test(name) || OUR_VIEWS.includes(name));
}

/**
 * What holds names of the dialog log before it is there. In a schema of the log's own only what is there counts, but for
 * the names of indexes and triggers, which are on the host's tables.
 */
export function collisionsIn({ relations, schema, isOwnSchema }: HostCatalog): string[] {
  const where = isOwnSchema ? '' : ", or a schema of the log's own: DIALOG_SCHEMA=dialog_log";
  return [...relations]
    .filter(([name, found]) => isOurs(name) && !found.isPartition && !isOurs(found.ofTable))
    .filter(([name, found]) => !isOwnSchema || found.schema === schema || name.startsWith('dialog_log_'))
    .map(([name, { kind }]) => `found ${a(kind)} ${name} that is not ours; needed: its name for the dialog log${where}`)
    .sort();
}

/** A log that is there already, but not in the schema where it is looked for. */
export function misplacedLog({ relations, schema, isOwnSchema, capturedInto }: HostCatalog): string[] {
  const found = relations.get(JOURNAL)?.schema ?? capturedInto;
  if (found === null || found === schema) return [];
  const hosts = relations.get('conversations')?.schema;
  const needed = isOwnSchema && found === hosts ? 'DIALOG_SCHEMA left empty' : `DIALOG_SCHEMA=${found}`;
  return [`found the dialog log in the schema ${found}, not in ${schema ?? 'none'}; needed: ${needed}`];
}

function a(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** What another application has in the database. */
export function strangersIn(relations: Relations): string[] {
  const names = [...relations].filter(([, { ofTable }]) => ofTable === null).map(([name]) => name);
  const some = names.sort().slice(0, 5).join(', ');
  const found = names.length > 5 ? `${some} and ${names.length - 5} more` : some;
  return [`found ${found}, but no table of a host; needed: an empty database, or a host of the Chatwoot family`];
}

function foreignOwner(table: string, owner: string, role: string): string {
  return `found ${table} owned by ${owner}; needed: the rights of ${owner}, which the role ${role} lacks`;
}

/** What stands in the way of creating tables, and of changing these tables of the host. */
export function lacksOfRights(
  { role, schema, isOwnSchema, isSchemaThere, mayCreate, isReadOnly, relations, partitions }: HostCatalog,
  tables: readonly string[],
): string[] {
  const findings: string[] = [];
  if (isReadOnly) findings.push('found a database that takes no changes; needed: the primary server, writable');
  if (schema === null) {
    findings.push('found no schema for new tables; needed: a search_path that begins with the schema to use');
  } else if (!mayCreate && isSchemaThere) {
    findings.push(`found no right of the role ${role} to create tables; needed: GRANT CREATE ON SCHEMA ${schema}`);
  } else if (!mayCreate) {
    findings.push(`found no schema ${schema}; needed: CREATE SCHEMA ${schema} AUTHORIZATION ${role}, by who may`);
  }
  const found = tables.flatMap((table) => (relations.has(table) ? [{ table, ...relations.get(table)! }] : []));
  for (const { table, owner } of found.filter(({ isOwned }) => !isOwned)) {
    findings.push(foreignOwner(table, owner, role));
  }
  for (const { name, table, owner } of partitions.filter(({ isOwned }) => !isOwned)) {
    if (tables.includes(table)) findings.push(foreignOwner(name, owner, role));
  }
  for (const elsewhere of new Set(found.map((table) => table.schema))) {
    if (elsewhere === schema || schema === null || isOwnSchema) continue;
    findings.push(
      `found the host's tables in the schema ${elsewhere}, while new tables go to ${schema}; needed: a search_path ` +
        `that begins with ${elsewhere}`,
    );
  }
  return findings;
}
