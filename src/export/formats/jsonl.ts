import { type Instant, toIso } from '../../instant';
import type { Format } from './format';

/** JSON Lines: an object a line, with every column, by its name. */
export const jsonl: Format = {
  name: 'jsonl',
  mediaType: 'application/jsonl',
  isResumable: true,
  encoder: (columns) => ({
    begin: () => '',
    rows: (rows) =>
      rows
        .map((row) => {
          const cells = columns.map(({ name, type, value }) => {
            const cell = value(row);
            return [name, type === 'moment' && cell !== null ? toIso(cell as Instant) : cell];
          });
          return `${JSON.stringify(Object.fromEntries(cells))}\n`;
        })
        .join(''),
    end: () => '',
  }),
};
