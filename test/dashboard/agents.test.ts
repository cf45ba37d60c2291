import { COLUMN_NAMES, nextSorting, readSorting, sortRows } from '../../src/dashboard/page/agents/columns';
import type { AgentRowFragment } from '../../src/dashboard/page/api/operations';

const NOTHING = { sample: 0, medianSeconds: null };

function row(name: string | null, dialogs: number, reply: number | null = null): AgentRowFragment {
  return {
    agent: name === null ? null : { databaseId: name, name, isBot: false, isDeleted: false },
    ...{ dialogs, transfersIn: 0, transfersOut: 0, messagesSent: 0, assignedSeconds: 0 },
    whileAssigned: { total: 0 },
    ...{ firstResponse: NOTHING, handling: NOTHING },
    reply: { sample: Number(reply !== null), medianSeconds: reply },
  };
}

const ROWS = [row('Є', 2, 30), row(null, 9), row('Я', 5), row('Е', 2, 10), row('A', 5, 20)];
const sorted = (sort: string) => sortRows(ROWS, readSorting(sort), 'uk').map(({ agent }) => agent?.name ?? null);

test('rows come by a column, equal ones by name, and nobody last either way', () => {
  expect(sorted('-dialogs')).toEqual(['Я', 'A', 'Е', 'Є', null]);
  expect(sorted('dialogs')).toEqual(['Е', 'Є', 'Я', 'A', null]);
});

test('what was not measured comes last either way', () => {
  expect(sorted('reply')).toEqual(['Е', 'A', 'Є', 'Я', null]);
  expect(sorted('-reply')).toEqual(['Є', 'A', 'Е', 'Я', null]);
});

test('names come by the alphabet of the language', () => {
  expect(sorted('name')).toEqual(['Е', 'Є', 'Я', 'A', null]);
  const numbered = ['Агент 10', 'Агент 9'].map((name) => row(name, 1));
  expect(sortRows(numbered, readSorting('name'), 'uk').map(({ agent }) => agent!.name)).toEqual([
    'Агент 9',
    'Агент 10',
  ]);
});

test('a heading sorts numbers the greatest first and names from the first, then the other way around', () => {
  expect(nextSorting(readSorting('name'), 'reply')).toBe('-reply');
  expect(nextSorting(readSorting('-reply'), 'reply')).toBe('reply');
  expect(nextSorting(readSorting('-reply'), 'name')).toBe('name');
  for (const name of COLUMN_NAMES) expect(readSorting(`-${name}`)).toEqual({ column: name, isDescending: true });
  expect(readSorting('unknown')).toEqual({ column: 'dialogs', isDescending: true });
});
