import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema } from 'graphql';

/** The text of the public schema. */
export const typeDefs = readFileSync(path.resolve(__dirname, '../../schema.graphql'), 'utf8');

const schema = buildSchema(typeDefs);

/** What the schema says of a type. */
export function descriptionOf(type: string): string {
  return schema.getType(type)!.description!;
}
