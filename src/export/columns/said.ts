import { descriptionOfField } from '../../graphql/type-defs';
import type { CellValue, Column, ColumnType } from '../column';

/** A column that says what a field of the API says, in the same words. */
export function said<Row>(
  name: string,
  type: ColumnType,
  [typeName, field]: readonly [type: string, field: string],
  value: (row: Row) => CellValue,
): Column<Row> {
  return { name, type, description: descriptionOfField(typeName, field).replace(/\s+/g, ' '), value };
}

/** A column with a description of its own. */
export function column<Row>(
  name: string,
  type: ColumnType,
  description: string,
  value: (row: Row) => CellValue,
): Column<Row> {
  return { name, type, description, value };
}

/** The name of an agent, inbox or team, as the API answers it; null for none. */
export function nameOf(known: { readonly name: string | null } | null): string | null {
  return known === null ? null : (known.name ?? 'deleted');
}
