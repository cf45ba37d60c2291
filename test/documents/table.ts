/** A row as the documents print it: every value as text, null where the cell is empty. */
export type Row = Record<string, string | null>;

/** Reads a table as the documents print it: names in the first line, cells between bars, an empty cell is null. */
export function table([text]: TemplateStringsArray): Row[] {
  const [names, ...rows] = text!
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.map((cells) => {
    if (cells.length !== names!.length) throw new Error(`${cells.length} cells under ${names!.length} names: ${cells}`);
    return Object.fromEntries(names!.map((name, column) => [name, cells[column] || null]));
  });
}

/** The rows with only some of their columns, or with all but some. */
export function columns(rows: readonly Row[], which: 'only' | 'all but', names: readonly string[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name) === (which === 'only'))),
  );
}
