import { stringify } from 'csv-stringify/sync';
import { type Instant, toIso } from '../../instant';
import type { CellValue, ColumnType } from '../column';
import { DELIMITERS, type Delimiter, type Format } from './format';
import { safeText } from './safe-text';

const BOM = '\uFEFF';

/** CSV as RFC 4180 has it, in UTF-8, or with semicolons as spreadsheets of many languages have it. An empty cell is null. */
export const csv: Format = {
  name: 'csv',
  mediaType: 'text/csv',
  isResumable: true,
  encoder: (columns, { header, bom, delimiter }) => ({
    begin: () => `${bom ? BOM : ''}${header ? linesOf([columns.map(({ name }) => name)], delimiter) : ''}`,
    rows: (rows) =>
      linesOf(
        rows.map((row) => columns.map(({ type, value }) => cellText(value(row), type, delimiter))),
        delimiter,
      ),
    end: () => '',
  }),
};

function linesOf(records: readonly string[][], delimiter: Delimiter): string {
  if (records.length === 0) return '';
  return stringify(records as string[][], { delimiter: DELIMITERS[delimiter].cells, record_delimiter: '\r\n' });
}

function cellText(value: CellValue, type: ColumnType, delimiter: Delimiter): string {
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
    case 'number':
      return String(value).replace('.', DELIMITERS[delimiter].decimal);
    default:
      return String(value);
  }
}
