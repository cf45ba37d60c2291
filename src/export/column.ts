/**
 * What cells of a column hold: whole numbers, numbers, text, true or false, moments (instants), sets of words, and JSON.
 * Any cell may be null.
 */
export type ColumnType = 'integer' | 'number' | 'text' | 'boolean' | 'moment' | 'words' | 'json';

export type CellValue = number | string | boolean | readonly unknown[] | object | null;

/** A column of an export: what it is called, what it says, and where a row has it. */
export interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
  readonly value: (row: Row) => CellValue;
}

/** The name of the last column of every export. */
export const CURSOR = 'cursor';

/** What resuming takes, as the last column of every row. */
export const cursorColumn: Column<{ readonly cursor: string }> = {
  name: CURSOR,
  type: 'text',
  description: 'The place of this row in the export: `after` it, the export goes on with the next row.',
  value: ({ cursor }) => cursor,
};
