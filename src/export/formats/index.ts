import { csv } from './csv';
import type { Format } from './format';
import { jsonl } from './jsonl';
import { parquet } from './parquet';

/** Every format; the first is the default. */
export const FORMATS: readonly Format[] = [csv, jsonl, parquet];

export type { Chunk, Delimiter, Encoder, FileOptions, Format } from './format';
export { DELIMITERS } from './format';
