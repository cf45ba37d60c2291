import { types } from 'pg';
import { readTimestamp } from '../instant';

const INT8 = 20;
const INT8_ARRAY = 1016;
const NUMERIC = 1700;
const TIMESTAMP = 1114;

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [NUMERIC]: Number,
  [TIMESTAMP]: readTimestamp,
  [INT8_ARRAY]: (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)),
};

/**
 * How rows are read: int8 and numeric as numbers (ids and counts stay far below 2^53), `timestamp` as an Instant in
 * UTC and not, as pg does, in the zone of the process.
 */
export const rowTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return parsers[oid] ?? types.getTypeParser(oid, format);
  },
} as typeof types;
