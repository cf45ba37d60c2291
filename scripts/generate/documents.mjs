// What the generated clients of the API share: their operations as files, and what the schema's scalars are to them.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'graphql';

export const SCALARS = {
  ID: 'string',
  DateTime: 'string',
  BigInt: 'string',
  TimeZone: 'string',
  DialogFilterValue: 'DialogFilter',
};

/** The operations of a folder, by the names of its files. */
export function documentsIn(folder) {
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => ({ location: name, document: parse(fs.readFileSync(path.join(folder, name), 'utf8')) }));
}
