import { stringify } from 'csv-stringify/sync';
import { type Instant, toIso } from '../../instant';
import type { CellValue, ColumnType } from '../column';
import type { Format } from './format';
import { safeText } from './safe-text';

const BOM = '\uFEFF';

/** CSV as RFC 4180 has it, in UTF-8. An empty cell is null. */
export const csv: Format = {
  name: 'csv',
  mediaType: 'text/csv',
  isResumable: true,
  encoder: (columns, { header, bom }) => ({
    begin: () => `${bom ? BOM : ''}${header ? linesOf([columns.map(({ name }) => name)]) : ''}`,
    rows: (rows) => linesOf(rows.map((row) => columns.map(({ type, value }) => cellText(value(row), type)))),
    end: () => '',
  }),
};

function linesOf(records: readonly string[][]): string {
  return records.length === 0 ? '' : stringify(records as string[][], { record_delimiter: '\r\n' });
}

function cellText(value: CellValue, type: ColumnType): string {
  if (value === null) return '';
  switch (type) {
    case 'moment':
      return toIso(value as Instant);
    case 'words':
      return (value as readonly string[]).join(',');
    case 'json':
      return JSON.stringify(value);
    case 'text':
      return safeText(value as string);
    default:
      return String(value);
  }
}
