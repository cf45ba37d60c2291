import type { Client } from 'pg';
import type { EventTableName } from './event-table';
import { lockAndRun, type Patience } from './patience';

/** An index of ours on a table of the host. */
export interface HostIndex {
  readonly name: string;
  readonly table: string;
  readonly columns: string;
}

/**
 * The indexes that our statements need on the host's tables. They are built outside drizzle's transaction, for only
 * CREATE INDEX CONCURRENTLY leaves the host's writers alone, and that runs in no transaction.
 */
export function hostIndexes(events: EventTableName): HostIndex[] {
  return [
    { name: 'dialog_log_events_by_dialog', table: events, columns: '(account_id, dialog_id, created_at, id)' },
    {
      name: 'dialog_log_events_by_conversation',
      table: events,
      columns: '(account_id, conversation_id, name, created_at)',
    },
    { name: 'dialog_log_conversations_by_contact', table: 'conversations', columns: '(account_id, contact_id)' },
    { name: 'dialog_log_messages_by_dialog', table: 'messages', columns: '(account_id, dialog_id, created_at, id)' },
    { name: 'dialog_log_mentions_by_dialog', table: 'mentions', columns: '(account_id, dialog_id, mentioned_at, id)' },
  ];
}

/** Whether all of the indexes are there and complete. */
export async function areHostIndexesBuilt(client: Client, events: EventTableName): Promise<boolean> {
  const names = hostIndexes(events).map(({ name }) => name);
  const { rows } = await client.query<{ built: string }>(
    `SELECT count(*) AS built FROM pg_index
     WHERE indisvalid AND indexrelid IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)`,
    [names],
  );
  return Number(rows[0]!.built) === names.length;
}

/** An index that building would make. */
export interface UnbuiltIndex extends HostIndex {
  /** An interrupted build left it, so that it must be dropped first. */
  readonly isBroken: boolean;
}

/** The indexes that are missing or not usable, of tables that are there. Needs no right but to read the catalog. */
export async function findUnbuiltIndexes(client: Client, events: EventTableName): Promise<UnbuiltIndex[]> {
  const unbuilt: UnbuiltIndex[] = [];
  for (const index of hostIndexes(events)) {
    const found = await findIndex(client, index.name);
    if (!found?.isValid) unbuilt.push({ ...index, isBroken: found !== undefined });
  }
  return unbuilt;
}

/**
 * Builds the indexes that are missing, one by one, without blocking writers. One that is invalid, left by an
 * interruption, is dropped and built again. On a partitioned table each partition gets its own first. Safe to repeat.
 * Throws HostBusyError where a partitioned table could not be locked for a moment.
 */
export async function buildHostIndexes(
  client: Client,
  events: EventTableName,
  log: (message: string) => void,
  patience: Patience,
): Promise<void> {
  const build = async ({ name, table, columns }: HostIndex): Promise<void> => {
    const found = await findIndex(client, name);
    if (found?.isValid) return;
    if (!(await isPartitioned(client, table))) {
      return buildConcurrently(client, { name, table, columns }, found !== undefined, log);
    }
    const briefly = (locked: string, statement: string) => {
      const run = async () => void (await client.query(statement));
      return lockAndRun(client, { tables: [locked], only: true, run }, log, patience);
    };
    if (!found) await briefly(table, `CREATE INDEX ${name} ON ONLY ${table} ${columns}`);
    // Asked anew for each: the host may have detached the others meanwhile.
    for (;;) {
      const [partition] = await partitionsWithout(client, table, name);
      if (!partition) break;
      const part = `${name}_${partition.id}`;
      await build({ name: part, table: partition.table, columns });
      await briefly(partition.table, `ALTER INDEX ${name} ATTACH PARTITION ${part}`);
    }
    // Where the last one without its part was detached, nothing has told PostgreSQL that the index is whole.
    if (!(await findIndex(client, name))?.isValid) {
      await briefly(table, `DROP INDEX ${name}`);
      await build({ name, table, columns });
    }
  };
  for (const index of hostIndexes(events)) await build(index);
}

async function buildConcurrently(
  client: Client,
  { name, table, columns }: HostIndex,
  isBroken: boolean,
  log: (message: string) => void,
): Promise<void> {
  if (isBroken) {
    log(`index ${name} is invalid, left by an interrupted build: dropping it`);
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }
  log(`building index ${name} on ${table} ${columns}`);
  await client.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${table} ${columns}`);
}

async function findIndex(client: Client, name: string): Promise<{ isValid: boolean } | undefined> {
  const { rows } = await client.query<{ isValid: boolean }>(
    'SELECT indisvalid AS "isValid" FROM pg_index WHERE indexrelid = to_regclass($1)',
    [name],
  );
  return rows[0];
}

async function isPartitioned(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query("SELECT FROM pg_class WHERE oid = to_regclass($1) AND relkind = 'p'", [table]);
  return rows.length > 0;
}

/** The partitions of a table that have no part of its index yet; new ones get theirs as they are made. */
async function partitionsWithout(client: Client, table: string, index: string) {
  const { rows } = await client.query<{ id: number; table: string }>(
    `SELECT p.inhrelid AS id, p.inhrelid::regclass::text AS table FROM pg_inherits p
     WHERE p.inhparent = to_regclass($1) AND NOT EXISTS (SELECT FROM pg_inherits part
       JOIN pg_index i ON i.indexrelid = part.inhrelid
       WHERE part.inhparent = to_regclass($2) AND i.indrelid = p.inhrelid)
     ORDER BY p.inhrelid`,
    [table, index],
  );
  return rows;
}
