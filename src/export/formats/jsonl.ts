import { type Instant, toIso } from '../../instant';
import type { CellValue } from '../column';
import type { Format } from './format';

/** JSON Lines: an object a line, with every column, by its name. */
export const jsonl: Format = {
  name: 'jsonl',
  mediaType: 'application/jsonl',
  isResumable: true,
  encoder: (columns) => ({
    begin: () => '',
    rows(rows) {
      let lines = '';
      for (const row of rows) {
        const cells: Record<string, CellValue> = {};
        for (const { name, type, value } of columns) {
          const cell = value(row);
          cells[name] = type === 'moment' && cell !== null ? toIso(cell as Instant) : cell;
        }
        lines += `${JSON.stringify(cells)}\n`;
      }
      return lines;
    },
    end: () => '',
  }),
};
