import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, type GraphQLObjectType } from 'graphql';

/** The text of the public schema. */
export const typeDefs = readFileSync(path.resolve(__dirname, '../../schema.graphql'), 'utf8');

const schema = buildSchema(typeDefs);

/** What the schema says of a type. */
export function descriptionOf(type: string): string {
  return schema.getType(type)!.description!;
}

/** What the schema says of a field of an object type. */
export function descriptionOfField(type: string, field: string): string {
  return (schema.getType(type) as GraphQLObjectType).getFields()[field]!.description!;
}
