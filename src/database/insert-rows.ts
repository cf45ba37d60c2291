import { type SQL, sql } from 'drizzle-orm';
import type { Session } from './database';

/** More rows go into several statements: one value of jsonb has its bounds. */
const ROWS_PER_STATEMENT = 5_000;

/** Columns by their names, with their types. */
type ColumnTypes<Column extends string> = Readonly<Record<Column, string>>;
type Rows<Column extends string> = readonly Readonly<Record<Column, unknown>>[];

/** Inserts rows as `insertRows` does, into a table whose rows are given their keys. */
export async function insertKeyedRows<Column extends string>(
  session: Session,
  table: SQL,
  types: ColumnTypes<Column>,
  rows: Rows<Column>,
): Promise<void> {
  for (const insert of insertStatements(table, types, rows)) await session.rows(insert);
}

/**
 * Inserts rows of the columns named, the others at their defaults, in their order. Returns the ids that the database
 * gave. One parameter holds all rows, which costs half of what a parameter for each value does.
 */
export async function insertRows<Column extends string>(
  session: Session,
  table: SQL,
  types: ColumnTypes<Column>,
  rows: Rows<Column>,
): Promise<number[]> {
  const ids: number[] = [];
  for (const insert of insertStatements(table, types, rows)) {
    const inserted = await session.rows<{ id: number }>(sql`${insert} RETURNING id`);
    ids.push(...inserted.map(({ id }) => id));
  }
  return ids;
}

function insertStatements<Column extends string>(table: SQL, types: ColumnTypes<Column>, rows: Rows<Column>): SQL[] {
  const names = Object.keys(types) as Column[];
  const columns = sql.raw(names.join(', '));
  const typed = sql.raw(names.map((name) => `${name} ${types[name]}`).join(', '));
  const statements: SQL[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const placed = rows.slice(start, start + ROWS_PER_STATEMENT).map((row, place) => ({ ...row, place }));
    statements.push(sql`
      INSERT INTO ${table} (${columns})
      SELECT ${columns} FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS v (place int, ${typed})
      ORDER BY place`);
  }
  return statements;
}
