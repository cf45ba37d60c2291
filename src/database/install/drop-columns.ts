import type { Client } from 'pg';
import type { ColumnName } from '../column-marks';
import { type HostCatalog, readCatalog } from '../host-catalog';
import { eventTableIn } from '../host-findings';
import { ourColumns } from '../host-needs';
import { JOURNAL } from '../journal';
import { lockAndRun, type Patience } from '../patience';

/** A column that migrating adds where it is missing. */
interface FoundColumn extends ColumnName {
  readonly isMarked: boolean;
}

/** Those of the columns that are there, whoever added them. */
function foundColumns({ relations }: HostCatalog): FoundColumn[] {
  return Object.entries(ourColumns(eventTableIn(relations))).flatMap(([table, columns]) =>
    Object.keys(columns).flatMap((column) => {
      const found = relations.get(table)?.columns[column];
      return found ? [{ table, column, isMarked: found.isMarked }] : [];
    }),
  );
}

/** Those that we added: marked, or a `dialog_id` beside our journal, which is not written where a host has one. */
export function columnsOfOurs(catalog: HostCatalog): FoundColumn[] {
  const isMigrated = catalog.relations.has(JOURNAL);
  return foundColumns(catalog).filter(({ column, isMarked }) => isMarked || (isMigrated && column === 'dialog_id'));
}

/**
 * Drops the columns that we added to the host's tables, or where they are to stay only tells so.
 *
 * `messages.additional_attributes` goes only where migrating added it and no row holds anything but what we wrote: a
 * host's own upgrade (v2.5.0) may have begun to use it since.
 */
export async function dropColumns(
  client: Client,
  isWanted: boolean,
  log: (message: string) => void,
  patience: Patience,
): Promise<{ columns: string[]; left: string[] }> {
  const catalog = await readCatalog(client);
  const ours = columnsOfOurs(catalog);
  if (!isWanted) return { columns: [], left: ours.map((column) => `column ${nameOf(column)}`) };
  const isAttributesInUse = ours.some(isAttributes) && (await holdsAttributesOfHost(client, log));
  const dropped = ours.filter((column) => !(isAttributesInUse && isAttributes(column)));
  for (const table of new Set(dropped.map((column) => column.table))) {
    const columns = dropped.filter((column) => column.table === table);
    log(`dropping ${columns.map(nameOf).join(', ')}`);
    const drops = columns.map(({ column }) => `DROP COLUMN IF EXISTS ${column}`);
    const run = async () => void (await client.query(`ALTER TABLE ${table} ${drops.join(', ')}`));
    await lockAndRun(client, { tables: [table], run }, log, patience);
  }
  const names = dropped.map(nameOf);
  const kept = foundColumns(catalog).filter((column) => !names.includes(nameOf(column)));
  // The hosts that write `events` are older than that column (v2.5.0).
  const isOld = eventTableIn(catalog.relations) === 'events';
  return { columns: names, left: kept.map((column) => `column ${nameOf(column)}, ${whyKept(column, isOld)}`) };
}

function whyKept(column: FoundColumn, isOld: boolean): string {
  if (column.isMarked) return 'which the host has begun to use';
  if (!isAttributes(column)) return 'which nothing shows to be ours';
  const drop = `ALTER TABLE ${column.table} DROP COLUMN ${column.column}`;
  return isOld ? `which is the host's; where it had none: ${drop}` : "which is the host's";
}

function isAttributes({ column }: ColumnName): boolean {
  return column === 'additional_attributes';
}

function nameOf({ table, column }: ColumnName): string {
  return `${table}.${column}`;
}

async function holdsAttributesOfHost(client: Client, log: (message: string) => void): Promise<boolean> {
  log("looking whether the host's rows use messages.additional_attributes");
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM messages WHERE CASE jsonb_typeof(additional_attributes)
       WHEN 'object' THEN additional_attributes - 'user_id_assigned' <> '{}' ELSE additional_attributes IS NOT NULL END)
       AS found`,
  );
  return rows[0]!.found;
}
