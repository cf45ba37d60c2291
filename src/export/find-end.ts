import type { FileHandle } from 'node:fs/promises';
import { type Column, CURSOR } from './column';
import { DELIMITERS, type Delimiter, type Format } from './formats';

/** Where the whole rows of a file end, and the cursor of the last of them; the beginning where it holds no whole row. */
export interface FileEnd {
  readonly end: number;
  readonly cursor: string | undefined;
}

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const READ_AT_ONCE = 1_048_576;
/** A cursor is at the end of its row, and shorter. */
const LONGEST_CURSOR = 400;

/** How files of each format begin, and the cursor at the end of a row. */
const LAYOUTS: Readonly<
  Record<string, { beginning(names: readonly string[], between: string): string; cursor: RegExp }>
> = {
  csv: { beginning: (names, between) => `${names.join(between)}\r\n`, cursor: /[,;]([\w-]+)\r\n$/ },
  jsonl: { beginning: ([first]) => `{"${first}":`, cursor: /"cursor":"([\w-]+)"\}\n$/ },
};

/** Finds the last whole row of a file; undefined where it does not begin, or end, as an export with these columns does. */
export async function findEnd(
  handle: FileHandle,
  { name }: Format,
  columns: readonly Column<never>[],
  delimiter: Delimiter,
): Promise<FileEnd | undefined> {
  const layout = LAYOUTS[name]!;
  const names = columns.map((column) => column.name);
  const beginning = layout.beginning(names, DELIMITERS[delimiter].cells);
  const start = (await textOf(handle, 0, Buffer.byteLength(beginning) + 3)).replace(/^\uFEFF/, '');
  if (!start.startsWith(beginning) && !beginning.startsWith(start)) return undefined;
  const end = await endOfRows(handle, name === 'csv');
  const from = Math.max(0, end - LONGEST_CURSOR);
  const cursor = layout.cursor.exec(await textOf(handle, from, end - from))?.[1];
  if (cursor !== undefined && cursor !== CURSOR) return { end, cursor };
  // The header alone is written again.
  return end === 0 || cursor === CURSOR ? { end: 0, cursor: undefined } : undefined;
}

/** Where the last line ends; a line break within the quotes of a CSV ends none. */
async function endOfRows(handle: FileHandle, hasQuotes: boolean): Promise<number> {
  const buffer = Buffer.allocUnsafe(READ_AT_ONCE);
  let isQuoted = false;
  let end = 0;
  for (let offset = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, READ_AT_ONCE, offset);
    if (bytesRead === 0) return end;
    for (let place = 0; place < bytesRead; place += 1) {
      if (hasQuotes && buffer[place] === QUOTE) isQuoted = !isQuoted;
      else if (buffer[place] === NEWLINE && !isQuoted) end = offset + place + 1;
    }
    offset += bytesRead;
  }
}

async function textOf(handle: FileHandle, from: number, length: number): Promise<string> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, from);
  return buffer.toString('utf8', 0, bytesRead);
}
