import type { ClientBase } from 'pg';

/** A column of a table. */
export interface ColumnName {
  readonly table: string;
  readonly column: string;
}

/**
 * The comment on columns that migrating added to a host's tables: so it is known, even when our own tables are gone,
 * that they may be taken away again. A column that the host had, or whose comment was changed, is the host's.
 */
export const COLUMN_MARK = 'Added by dialog statistics';

const DEFINITIONS: Readonly<Record<string, string>> = {
  dialog_id: 'bigint',
  additional_attributes: "jsonb DEFAULT '{}'::jsonb",
};

/** Adds columns of ours where they are missing, as they are where a host has made a table anew, and marks them. */
export async function addColumns(client: ClientBase, columns: readonly ColumnName[]): Promise<void> {
  for (const { table, column } of columns) {
    await client.query(`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column} ${DEFINITIONS[column]}`);
  }
  await markColumns(client, columns);
}

/** Marks columns as added by us. */
export async function markColumns(client: ClientBase, columns: readonly ColumnName[]): Promise<void> {
  for (const { table, column } of columns) {
    await client.query(`COMMENT ON COLUMN ${table}.${column} IS '${COLUMN_MARK}'`);
  }
}
