import { type KeyboardEvent, useState } from 'react';

/** How far a key leads, in rows and in columns. */
const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Makes the links of a table one stop of the keyboard: the arrows go from one to the next. `props` are those of its body;
 * each link carries its place as `data-place`, and the tab index that `tabIndexOf` says.
 */
export function useTableStop(places: readonly string[]) {
  const [focused, setFocused] = useState<string>();
  const stop = focused !== undefined && places.includes(focused) ? focused : places[0];
  return {
    tabIndexOf: (place: string) => (place === stop ? 0 : -1),
    props: {
      onFocus: ({ target }: { target: Element }) => setFocused((target as HTMLElement).dataset.place),
      onKeyDown(event: KeyboardEvent) {
        const step = STEPS[event.key];
        const link = step && linkBeside(event.target as Element, step);
        if (!link) return;
        event.preventDefault();
        link.focus();
      },
    },
  };
}

/** The next link in that direction; cells without one are passed over. */
function linkBeside(from: Element, [rows, columns]: readonly [number, number]): HTMLElement | undefined {
  let cell: HTMLTableCellElement | null | undefined = from.closest('td');
  while (cell) {
    const row: HTMLTableRowElement = cell.closest('tr')!;
    cell = row.closest('tbody')!.rows[row.sectionRowIndex + rows]?.cells[cell.cellIndex + columns];
    const link = cell?.querySelector('a');
    if (link) return link;
  }
  return undefined;
}
