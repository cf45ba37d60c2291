import type { AgentRowFragment, AgentsQuery, DialogFilter } from '../api/operations';
import type { Key } from '../texts/en';

/** An agent's numbers in the period that is looked at. */
export type AgentsRow = AgentsQuery['statistics']['byAgent'][number];

/** A column of the agents' table. */
export interface Column {
  readonly name: (typeof COLUMN_NAMES)[number];
  readonly as: 'number' | 'duration';
  readonly value: (row: AgentRowFragment) => number | null;
  /** What finds the dialogs of the number, and what their list is called. */
  readonly list?: { readonly filter: (row: AgentsRow) => DialogFilter; readonly from: Key };
}

export const COLUMN_NAMES = [
  'dialogs',
  'transfersIn',
  'transfersOut',
  'messagesSent',
  'whileAssigned',
  'assigned',
  'firstResponse',
  'reply',
  'handling',
] as const;

export const COLUMNS: readonly Column[] = [
  {
    ...{ name: 'dialogs', as: 'number', value: (row) => row.dialogs },
    list: { filter: (row) => row.dialogsFilter, from: 'agents.dialogs' },
  },
  {
    ...{ name: 'transfersIn', as: 'number', value: (row) => row.transfersIn },
    list: { filter: (row) => row.transfersInFilter, from: 'agents.transfersIn.tip' },
  },
  {
    ...{ name: 'transfersOut', as: 'number', value: (row) => row.transfersOut },
    list: { filter: (row) => row.transfersOutFilter, from: 'agents.transfersOut.tip' },
  },
  { name: 'messagesSent', as: 'number', value: (row) => row.messagesSent },
  { name: 'whileAssigned', as: 'number', value: (row) => row.whileAssigned.total },
  { name: 'assigned', as: 'duration', value: (row) => row.assignedSeconds },
  { name: 'firstResponse', as: 'duration', value: (row) => row.firstResponse.medianSeconds },
  { name: 'reply', as: 'duration', value: (row) => row.reply.medianSeconds },
  { name: 'handling', as: 'duration', value: (row) => row.handling.medianSeconds },
];

/** What a table is sorted by, as the address has it: a column or `name`, a minus before it for the greatest first. */
export interface Sorting {
  readonly column: Column['name'] | 'name';
  readonly isDescending: boolean;
}

export function readSorting(text: string | undefined): Sorting {
  const name = text?.replace(/^-/, '');
  const column = [...COLUMN_NAMES, 'name' as const].find((known) => known === name);
  return column ? { column, isDescending: text!.startsWith('-') } : { column: 'dialogs', isDescending: true };
}

/** How a column is sorted after its heading was pressed: numbers the greatest first, then the other way around. */
export function nextSorting(now: Sorting, column: Sorting['column']): string {
  const isDescending = now.column === column ? !now.isDescending : column !== 'name';
  return `${isDescending ? '-' : ''}${column}`;
}

/** The rows in order; what was not measured comes last either way, nobody's row last of all. */
export function sortRows<Row extends AgentRowFragment>(
  rows: readonly Row[],
  { column, isDescending }: Sorting,
  locale: string,
): Row[] {
  const sign = isDescending ? -1 : 1;
  const value = COLUMNS.find(({ name }) => name === column)?.value;
  const names = new Intl.Collator(locale, { numeric: true });
  return [...rows].sort((a, b) => {
    if (!a.agent || !b.agent) return Number(!a.agent) - Number(!b.agent);
    const byName = names.compare(a.agent.name, b.agent.name);
    if (!value) return sign * byName;
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName;
    return sign * (x - y) || byName;
  });
}
