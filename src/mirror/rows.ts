import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { OWN_EVENTS_FROM } from '../database/log-database';
import { groupBy } from '../read-side/group';
import { isOfTheData } from '../write-side/capture/set-aside';
import type { MirroredTable } from './tables';

/** What names a copy; the account is null where it is no part of the key. */
interface HostKey {
  readonly id: number;
  readonly account_id: number | null;
}

/** A row of the host as it has it at one moment: the columns that are copied, as JSON. */
export interface HostRow extends HostKey {
  readonly json: string;
}

/** Reads rows of a table of the host in the order of ids. JSON keeps microseconds, and needs no knowledge of the types. */
export async function readHostRows(
  host: Session,
  table: MirroredTable,
  condition: SQL,
  limit?: number,
): Promise<HostRow[]> {
  const { hostName, columns, isByAccount } = table;
  return host.rows<HostRow>(sql`
    SELECT t.id, ${accountOf(table)} AS account_id,
      (SELECT row_to_json(r) FROM (SELECT ${names(columns, 't')}) r)::text AS json
    FROM ${sql.identifier(hostName)} t
    WHERE ${isByAccount ? sql`t.account_id IS NOT NULL` : sql`true`} AND ${condition}
    ORDER BY t.id LIMIT ${limit ?? null}::int`);
}

/**
 * Copies rows into the log database; what the log has written onto them stays. A row that the database can't take, by what
 * it holds, is left out and told: none may stop the others.
 */
export async function storeRows(log: Session, table: MirroredTable, rows: readonly HostRow[]): Promise<void> {
  if (rows.length === 0 || (await isStored(log, table, rows))) return;
  for (const row of rows) await isStored(log, table, [row], (error) => table.onLeftOut(table.name, row.id, error));
}

/** Stores rows all or none. False where they hold what the database can't take; any other failure is thrown. */
async function isStored(
  log: Session,
  table: MirroredTable,
  rows: readonly HostRow[],
  onRefused: (error: unknown) => void = () => {},
): Promise<boolean> {
  await log.rows(sql`SAVEPOINT before_rows`);
  try {
    await store(log, table, rows);
    await log.rows(sql`RELEASE SAVEPOINT before_rows`);
    return true;
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    await log.rows(sql`ROLLBACK TO SAVEPOINT before_rows`);
    onRefused(error);
    return false;
  }
}

/** Touches no row that is the same already. */
async function store(log: Session, table: MirroredTable, rows: readonly HostRow[]): Promise<void> {
  const { name, columns, isByAccount } = table;
  if (name === 'mentions') {
    // One that was deleted and made again has another id; of a user and a conversation there is but one.
    await log.rows(sql`DELETE FROM mentions m USING ${recordsOf(table, rows)} n
      WHERE m.account_id = n.account_id AND m.user_id = n.user_id AND m.conversation_id = n.conversation_id
        AND m.id <> n.id`);
  }
  const key = isByAccount ? ['account_id', 'id'] : ['id'];
  const others = columns.filter((column) => !key.includes(column));
  const set = others.map((column) => sql`${sql.identifier(column)} = excluded.${sql.identifier(column)}`);
  await log.rows(sql`
    INSERT INTO ${sql.identifier(name)} AS t (${names(columns)})
    SELECT ${names(columns)} FROM ${recordsOf(table, rows)} n ORDER BY id
    ON CONFLICT (${names(key)}) DO UPDATE SET ${sql.join(set, sql`, `)}
    WHERE (${names(others, 't')}) IS DISTINCT FROM (${names(others, 'excluded')})`);
}

/** Removes the copies, of those in the condition, that are not among the host's rows; never what the log wrote itself. */
export async function removeCopies(
  log: Session,
  table: MirroredTable,
  condition: SQL,
  among: readonly HostRow[],
): Promise<void> {
  const isCopy = table.name === 'events' ? sql`t.id < ${OWN_EVENTS_FROM}` : sql`true`;
  const its = sql.identifier(table.name);
  const copies = await log.rows<HostKey>(sql`
    SELECT t.id, ${accountOf(table)} AS account_id FROM ${its} t WHERE ${isCopy} AND ${condition}`);
  const known = new Set(among.map(keyOf));
  const gone = copies.filter((copy) => !known.has(keyOf(copy)));
  for (const [accountId, ofAccount] of groupBy(gone, (copy) => copy.account_id)) {
    const isOfAccount = accountId === null ? sql`true` : sql`t.account_id = ${accountId}`;
    const ids = ofAccount.map(({ id }) => id);
    await log.rows(sql`DELETE FROM ${its} t WHERE ${isOfAccount} AND t.id = ANY(${sql.param(ids)}::bigint[])`);
  }
}

function keyOf({ id, account_id }: HostKey): string {
  return `${account_id}:${id}`;
}

/** Null where the account is no part of the key. */
function accountOf({ isByAccount }: MirroredTable): SQL {
  return isByAccount ? sql`t.account_id` : sql`NULL::bigint`;
}

/** Makes the copies of what the condition names, in the host's database and in the log's, what the host has. */
export async function copyRows(host: Session, log: Session, table: MirroredTable, condition: SQL): Promise<void> {
  const rows = await readHostRows(host, table, condition);
  await storeRows(log, table, rows);
  await removeCopies(log, table, condition, rows);
}

/** Names a row by its account, where that is known, and its id. */
export function byIds(accountId: number, ids: readonly number[]): SQL {
  return sql`t.account_id = ${accountId} AND t.id = ANY(${sql.param(ids)}::bigint[])`;
}

function recordsOf({ name }: MirroredTable, rows: readonly HostRow[]): SQL {
  const json = `[${rows.map((row) => row.json).join(',')}]`;
  return sql`json_populate_recordset(NULL::${sql.identifier(name)}, ${json}::json)`;
}

function names(columns: readonly string[], of?: string): SQL {
  const named = columns.map((column) =>
    of === undefined ? sql.identifier(column) : sql`${sql.identifier(of)}.${sql.identifier(column)}`,
  );
  return sql.join(named, sql`, `);
}
