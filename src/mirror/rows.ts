import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { OWN_EVENTS_FROM } from '../database/log-database';
import type { MirroredTable } from './tables';

/** Rows of the host as it has them at one moment. */
export interface HostRows {
  /** The greatest id; undefined where there is no row. */
  readonly lastId: number | undefined;
  readonly count: number;
  /** A JSON array of the rows, each with the columns that are copied. */
  readonly json: string;
}

/** Reads rows of a table of the host in the order of ids. JSON keeps microseconds, and needs no knowledge of the types. */
export async function readHostRows(
  host: Session,
  { hostName, columns, isByAccount }: MirroredTable,
  condition: SQL,
  limit?: number,
): Promise<HostRows> {
  const rows = await host.rows<{ id: number; json: string }>(sql`
    SELECT r.id, row_to_json(r)::text AS json
    FROM (SELECT ${names(columns)} FROM ${sql.identifier(hostName)} t
      WHERE ${isByAccount ? sql`t.account_id IS NOT NULL` : sql`true`} AND ${condition}
      ORDER BY t.id LIMIT ${limit ?? null}::int) r`);
  return { lastId: rows.at(-1)?.id, count: rows.length, json: `[${rows.map(({ json }) => json).join(',')}]` };
}

/** Copies rows into the log database; what the log has written onto them stays. Touches none that is the same already. */
export async function storeRows(log: Session, table: MirroredTable, rows: HostRows): Promise<void> {
  if (rows.count === 0) return;
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
export async function removeCopies(log: Session, table: MirroredTable, condition: SQL, among: HostRows): Promise<void> {
  const isCopy = table.name === 'events' ? sql`t.id < ${OWN_EVENTS_FROM}` : sql`true`;
  const isSame = table.isByAccount ? sql`n.account_id = t.account_id AND n.id = t.id` : sql`n.id = t.id`;
  await log.rows(sql`
    DELETE FROM ${sql.identifier(table.name)} t WHERE ${isCopy} AND ${condition}
      AND NOT EXISTS (SELECT FROM ${recordsOf(table, among)} n WHERE ${isSame})`);
}

/** Makes the copies of what the condition names, in the host's database and in the log's, what the host has. */
export async function copyRows(host: Session, log: Session, table: MirroredTable, condition: SQL): Promise<HostRows> {
  const rows = await readHostRows(host, table, condition);
  await storeRows(log, table, rows);
  await removeCopies(log, table, condition, rows);
  return rows;
}

/** Names a row by its account, where that is known, and its id. */
export function byIds(accountId: number, ids: readonly number[]): SQL {
  return sql`t.account_id = ${accountId} AND t.id = ANY(${sql.param(ids)}::bigint[])`;
}

function recordsOf({ name }: MirroredTable, { json }: HostRows): SQL {
  return sql`json_populate_recordset(NULL::${sql.identifier(name)}, ${json}::json)`;
}

function names(columns: readonly string[], of?: string): SQL {
  const named = columns.map((column) =>
    of === undefined ? sql.identifier(column) : sql`${sql.identifier(of)}.${sql.identifier(column)}`,
  );
  return sql.join(named, sql`, `);
}
