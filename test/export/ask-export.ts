import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import type { TestApi } from '../helpers/api';

/** An export as a client has it. */
export interface Exported {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Asks for an export with the parameters as they are, objects as JSON, moments and the rest as text. */
export async function askExport(
  { url }: Pick<TestApi, 'url'>,
  token: string | undefined,
  name: string,
  parameters: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Exported> {
  const response = await fetch(addressOf(url, name, parameters), {
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
}

export function addressOf(url: string, name: string, parameters: Record<string, unknown>): string {
  const texts = new URLSearchParams();
  for (const [parameter, value] of Object.entries(parameters))
    texts.set(parameter, typeof value === 'object' ? JSON.stringify(value) : String(value));
  return `${url}/export/${name}?${texts}`;
}

// biome-ignore lint/suspicious/noExplicitAny: rows have the columns that each test asks for.
export type AnyRow = Record<string, any>;

export function jsonRows(text: string): AnyRow[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The rows of a CSV by a parser of others, by the names of the header. */
export function csvRows(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true });
}

export async function parquetRows(bytes: Buffer): Promise<AnyRow[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  // Moments in microseconds, as the file has them; the reader's own are cut to milliseconds.
  const asTheyAre = (microseconds: bigint) => microseconds;
  return parquetReadObjects({ file, parsers: { ...DEFAULT_PARSERS, timestampFromMicroseconds: asTheyAre as never } });
}

/** The text of a cell, as a reader of the documents takes it. */
export function unescaped(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
