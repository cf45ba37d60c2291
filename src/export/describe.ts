import type { Column, ColumnType } from './column';
import { agentColumns } from './columns/agents';
import { dialogColumns } from './columns/dialogs';
import { eventColumns, messageColumns } from './columns/log';
import type { ExportName } from './exports';

const COLUMNS: Readonly<Record<ExportName, readonly Column<never>[]>> = {
  dialogs: dialogColumns,
  agents: agentColumns,
  events: eventColumns,
  messages: messageColumns(true),
};

const TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'whole number',
  number: 'number',
  text: 'text',
  boolean: 'true or false',
  moment: 'moment',
  words: 'words',
  json: 'JSON',
};

/** The columns of an export as a table of Markdown, for its documentation. */
function columnsTable(name: ExportName): string {
  const rows = COLUMNS[name].map((column) => `| \`${column.name}\` | ${TYPES[column.type]} | ${column.description} |`);
  return ['| column | type | what it says |', '|---|---|---|', ...rows].join('\n');
}

/** The document with each table of columns as it is now: what lies between `<!-- columns: NAME -->` and `<!-- end -->`. */
export function withColumnTables(document: string): string {
  return document.replace(
    /(<!-- columns: (\w+) -->\n).*?(\n<!-- end -->)/gs,
    (_all, begin: string, name: ExportName, end: string) => `${begin}${columnsTable(name)}${end}`,
  );
}
