import type { Client } from 'pg';
import { dropLogSchema } from '../create-log-schema';
import { type HostCatalog, readCatalog } from '../host-catalog';
import { eventTableIn } from '../host-findings';
import { lockAndRun, PATIENCE, type Patience } from '../patience';
import { withTurn } from '../turn';
import { type CaptureState, GAP_MARKS, readCaptureState } from './capture-state';
import { dropTrigger } from './capture-steps';
import { dropColumns } from './drop-columns';
import { dropIndexes } from './drop-indexes';
import { dropTables } from './drop-tables';
import { sayLeftEvents } from './left-events';
import { refuseRemoval } from './removal-refusals';

export interface UninstallOptions {
  /** Takes the log with all of its tables, and our indexes on the host's tables. */
  readonly dropTables?: boolean;
  /** Takes our columns on the host's tables; only together with the tables. */
  readonly dropColumns?: boolean;
}

/** What uninstalling did; all zero and empty where nothing was there. */
export interface UninstallReport {
  readonly triggers: number;
  readonly tables: readonly string[];
  readonly indexes: readonly string[];
  /** As in `messages.dialog_id`. */
  readonly columns: readonly string[];
  /** Changes of the host that were captured and are not logged yet; dropped together with the tables. */
  readonly waiting: number;
  /** Marks of the triggers for changes that they missed; only replay would find these. */
  readonly gaps: number;
  /** What stays that could be taken for ours, a sentence each. */
  readonly left: readonly string[];
}

/**
 * Takes the capture away from a host, and what the options say. Its writers wait for no more than a moment, and an
 * interrupted removal is completed by the next one; repeating does nothing. Throws RemovalRefusedError before anything
 * is changed where the role lacks rights, or the log is to be dropped under a server at work.
 */
export async function uninstallCapture(
  url: string,
  options: UninstallOptions,
  log: (message: string) => void,
  patience: Patience = PATIENCE,
): Promise<UninstallReport> {
  return withTurn(url, log, async (client) => {
    const catalog = await readCatalog(client);
    const state = await readCaptureState(client);
    await refuseRemoval(client, catalog, state, options);
    const gaps = state.hasGapMarks ? await readGapMarks(client) : 0;
    await removeTriggers(client, state, log, patience);
    const waiting = await countWaiting(client, catalog);
    const done = { triggers: state.triggers.length, waiting, gaps };
    if (!options.dropTables) return { ...done, tables: [], indexes: [], columns: [], left: [] };
    const tables = await dropTables(client, catalog, log, patience);
    await dropLogSchema(client);
    const indexes = await dropIndexes(client, log, patience);
    const { columns, left } = await dropColumns(client, options.dropColumns === true, log, patience);
    const events = eventTableIn(catalog.relations);
    const leftEvents = catalog.relations.has(events) ? await sayLeftEvents(client, events) : [];
    return { ...done, tables, indexes, columns, left: [...left, ...leftEvents] };
  });
}

export async function removeTriggers(
  client: Client,
  { triggers, functions }: CaptureState,
  log: (message: string) => void,
  patience: Patience,
): Promise<void> {
  for (const table of new Set(triggers.map((trigger) => trigger.table))) {
    const names = triggers.filter((trigger) => trigger.table === table).map(({ name }) => name);
    for (const name of names) log(`removing trigger ${name} of ${table}`);
    const run = async () => {
      for (const name of names) await client.query(dropTrigger(name, table));
    };
    await lockAndRun(client, { tables: [table], run }, log, patience);
  }
  for (const { name } of functions) await client.query(`DROP FUNCTION IF EXISTS ${name}()`);
  await client.query(`DROP SEQUENCE IF EXISTS ${GAP_MARKS}`);
}

export async function readGapMarks(client: Client): Promise<number> {
  const { rows } = await client.query<{ gaps: string }>(
    `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS gaps FROM ${GAP_MARKS}`,
  );
  return Number(rows[0]!.gaps);
}

export async function countWaiting(client: Client, { relations }: HostCatalog): Promise<number> {
  if (!relations.has('dialog_outbox')) return 0;
  const { rows } = await client.query<{ waiting: string }>('SELECT count(*) AS waiting FROM dialog_outbox');
  return Number(rows[0]!.waiting);
}
